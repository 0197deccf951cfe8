"""The same sheet handed in again: which sides are worth comparing, and which were found to be one sheet.

What a comparison of pictures says is for a worker to find out; the registry names the few that are worth one.
Nothing crosses the border of an office, and nothing is refused: a clerk is told before time is spent.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from arabic.letters import fold
from reference.documents import DocumentType, FieldKind
from registry.database.sessions import surroundings
from registry.domain.access import Act, Actor, require
from registry.domain.actions import Action, Subject
from registry.domain.errors import NotFound
from registry.domain.handover import Box, PaperRead
from registry.domain.states import DocumentState
from registry.models.documents import Document, DocumentSide
from registry.models.readings import ReadValue, StoredReading
from registry.models.scans import Page, Scan
from registry.models.twins import SideMark, SideTwin, TwinVerdict
from registry.trail.events import note

MOST_COMPARED: Final = 5
"""Most sheets that a new one is laid over: each takes seconds of the processor."""
MOST_IN_CASE: Final = 10
"""Most sheets of one case that are looked at."""
# Kinds whose values tell one paper from another: not sex, places or blood groups, which many papers share.
TELLING: Final = frozenset(
    {FieldKind.DIGITS, FieldKind.CODE, FieldKind.DATE, FieldKind.NAME_PART, FieldKind.NAME_CHAIN}
)
SHORTEST: Final = 3
"""Least characters of a value that tells one paper from another."""


@dataclass(frozen=True, slots=True)
class Face:
    """One side as it can be compared: the picture of its page, the page's size, and where values stand on it.

    Boxes are in pixels of the original page, as its width and height are. `points` names what is kept of the
    page for comparing, None while nobody compared it.
    """

    side: uuid.UUID
    page: uuid.UUID
    picture: str
    points: str | None
    width: int
    height: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A side that was just read, and the sides it may be a second picture of, the likeliest first."""

    face: Face
    others: tuple[Face, ...]


@dataclass(frozen=True, slots=True)
class TwinView:
    """A document that may show a sheet which another document shows, too. `likeness` is 0 to 1.

    `verdict` is what a clerk said of the two; None while nobody did.
    """

    document: uuid.UUID
    case: uuid.UUID
    scan: uuid.UUID
    document_type: str
    state: DocumentState
    arrived_at: datetime
    likeness: float
    verdict: TwinVerdict | None


def marks_of(office: str, paper: PaperRead, types: Mapping[str, DocumentType]) -> frozenset[int]:
    """The marks of what was read on one side: signed 64-bit numbers, of telling, insensitive fields only."""
    kind = types.get(paper.document_type)
    fields = [spec for field in kind.fields for spec in (field, *field.columns)] if kind else []
    telling = {field.key for field in fields if field.kind in TELLING and not field.sensitive}
    return frozenset(
        _mark(office, paper.document_type, value.path, value.value)
        for value in paper.fields
        if value.value and len(value.value) >= SHORTEST and value.path.rpartition(".")[2] in telling
    )


def keep_marks(session: Session, side: DocumentSide, office: str, paper: PaperRead) -> None:
    """Keep the marks of a side that was read, in place of those of an earlier reading."""
    known = set(session.scalars(select(SideMark.mark).where(SideMark.side_id == side.id)))
    for mark in marks_of(office, paper, surroundings(session).types) - known:
        session.add(SideMark(mark=mark, side_id=side.id))
    session.flush()


def sides_read(session: Session, scan_id: uuid.UUID) -> tuple[uuid.UUID, ...]:
    """The sides that a scan shows."""
    sides = select(DocumentSide.id).join(Page).where(Page.scan_id == scan_id).order_by(DocumentSide.id)
    return tuple(session.scalars(sides))


def comparison(session: Session, side_id: uuid.UUID) -> Comparison | None:
    """What is worth comparing with a side: shared marks, and like papers of the case; None for nothing."""
    face = _face(session, side_id)
    if face is None:
        return None
    candidates = _worth_comparing(session, session.get_one(DocumentSide, side_id))
    others = tuple(other for one in candidates if (other := _face(session, one)) is not None)
    return Comparison(face, others) if others else None


def keep_points(session: Session, page_id: uuid.UUID, digest: str) -> None:
    """Keep under which name the store holds a page's points, so that no picture is looked at twice."""
    session.get_one(Page, page_id).points = digest


def give_up(session: Session, scan_id: uuid.UUID, compared: int, left: int) -> None:
    """Write down that time ran out: so many sides were compared, so many were not."""
    office = session.get_one(Scan, scan_id).office_code
    details: dict[str, str | int] = {"compared": compared, "left": left}
    note(session, None, Action.twins_given_up, (Subject.scan, scan_id), office=office, details=details)


def link(session: Session, side_id: uuid.UUID, twin_id: uuid.UUID, likeness: float) -> None:
    """Write down that two sides are pictures of one sheet; a pair that is known already stays as it is."""
    first, second = sorted((side_id, twin_id))
    if session.get(SideTwin, (first, second)) is not None:
        return
    now = surroundings(session).clock.now(session)
    session.add(SideTwin(side_id=first, twin_id=second, likeness=likeness, found_at=now))
    document = session.get_one(Document, session.get_one(DocumentSide, side_id).document_id)
    twin = session.get_one(DocumentSide, twin_id).document_id
    subject, details = (Subject.document, document.id), {"twin": str(twin)}
    note(session, None, Action.twin_found, subject, office=document.office_code, details=details)


def twins_of(session: Session, document_id: uuid.UUID) -> tuple[TwinView, ...]:
    """Documents that show a sheet of this one, the earliest first; withdrawn ones are left out."""
    mine, theirs = aliased(DocumentSide), aliased(DocumentSide)
    query = (
        select(Document, Page.scan_id, func.max(SideTwin.likeness), func.max(SideTwin.verdict))
        .select_from(SideTwin)
        .join(mine, or_(SideTwin.side_id == mine.id, SideTwin.twin_id == mine.id))
        .join(theirs, or_(SideTwin.side_id == theirs.id, SideTwin.twin_id == theirs.id))
        .join(Document, Document.id == theirs.document_id)
        .join(Page, Page.id == theirs.page_id)
        .where(
            mine.document_id == document_id,
            theirs.document_id != document_id,
            Document.state != DocumentState.withdrawn,
        )
        .group_by(Document.id, Page.scan_id)
        .order_by(Document.arrived_at, Document.id)
    )
    return tuple(
        TwinView(
            document.id, document.case_id, scan, document.document_type, document.state,
            document.arrived_at, likeness, TwinVerdict(verdict) if verdict else None,
        )
        for document, scan, likeness, verdict in session.execute(query)
    )  # fmt: skip


def judge_twins(
    session: Session, actor: Actor, document_id: uuid.UUID, other_id: uuid.UUID, verdict: TwinVerdict | None
) -> None:
    """Say whether two documents show one sheet; None takes back what was said. Nothing else changes.

    Raises `NotFound`, also when nobody found them alike, and `NotAllowed`.
    """
    document = session.get(Document, document_id)
    if document is None:
        raise NotFound({"kind": "document"})
    require(actor, Act.review, document.office_code)
    ours, theirs = _sides_of(session, document_id), _sides_of(session, other_id)
    query = select(SideTwin).where(
        or_(
            SideTwin.side_id.in_(ours) & SideTwin.twin_id.in_(theirs),
            SideTwin.side_id.in_(theirs) & SideTwin.twin_id.in_(ours),
        )
    )
    pairs = session.scalars(query).all()
    if not pairs:
        raise NotFound({"kind": "document"})
    now = surroundings(session).clock.now(session)
    for pair in pairs:
        pair.verdict = verdict
        pair.judged_by, pair.judged_at = (actor.id, now) if verdict else (None, None)
    details = {"twin": str(other_id), "verdict": verdict.value if verdict else "none"}
    note(session, actor, Action.twin_judged, (Subject.document, document_id), details=details)


def _sides_of(session: Session, document_id: uuid.UUID) -> list[uuid.UUID]:
    return list(session.scalars(select(DocumentSide.id).where(DocumentSide.document_id == document_id)))


def _worth_comparing(session: Session, side: DocumentSide) -> tuple[uuid.UUID, ...]:
    """Sides on other pages: those that share marks, then those of the same form and side in the same case."""
    document = session.get_one(Document, side.document_id)
    ours, theirs = aliased(SideMark), aliased(SideMark)
    elsewhere = (
        select(DocumentSide.id)
        .join(Document, Document.id == DocumentSide.document_id)
        .where(DocumentSide.page_id != side.page_id, Document.state != DocumentState.withdrawn)
    )
    sharing = (
        elsewhere.join(theirs, theirs.side_id == DocumentSide.id)
        .join(ours, ours.mark == theirs.mark)
        .where(ours.side_id == side.id)
        .group_by(DocumentSide.id)
        .order_by(func.count().desc(), DocumentSide.id)
        .limit(MOST_COMPARED)
    )
    near = (
        elsewhere.where(
            Document.case_id == document.case_id,
            Document.document_type == document.document_type,
            DocumentSide.side == side.side,
        )
        .order_by(DocumentSide.id.desc())
        .limit(MOST_IN_CASE)
    )
    return tuple(dict.fromkeys((*session.scalars(sharing), *session.scalars(near))))


def _face(session: Session, side_id: uuid.UUID) -> Face | None:
    """A side as its newest reading left it; None while its page has no picture."""
    side = session.get_one(DocumentSide, side_id)
    page = session.get_one(Page, side.page_id)
    if page.picture is None:
        return None
    newest = (
        select(StoredReading.id)
        .where(StoredReading.side_id == side_id)
        .order_by(StoredReading.made_at.desc(), StoredReading.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    boxes = session.scalars(
        select(ReadValue.box).where(ReadValue.reading_id == newest, ReadValue.decision != "unreadable")
    )
    return Face(
        side_id,
        page.id,
        page.picture,
        page.points,
        page.width,
        page.height,
        tuple(_box(box) for box in boxes if box),
    )


def _box(corners: Sequence[Sequence[float]]) -> Box:
    first, second, third, fourth = ((float(x), float(y)) for x, y in corners)
    return first, second, third, fourth


def _mark(office: str, document_type: str, path: str, value: str) -> int:
    words = "\x1f".join((office, document_type, path, fold(value)))
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big", signed=True)
