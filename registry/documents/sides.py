"""Sides put right by hand while a paper is under review: taken apart, joined, swapped with another paper's.

What was typed goes with the side whose field it is, whoever typed any of it may approve neither paper, and
each act is an event of every paper that it touches.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from reference.documents import FieldKind
from registry.database.sessions import surroundings
from registry.documents.documents import find_document
from registry.documents.findings import refresh_findings
from registry.documents.pairing import BY_HAND
from registry.domain.access import Act, Actor
from registry.domain.actions import Action, Subject
from registry.domain.errors import IllegalMove, InvalidValue, Stale
from registry.domain.states import DocumentState, check_move
from registry.models.documents import Document, DocumentHand, DocumentSide, DraftValue
from registry.models.sensitive import SensitiveValue
from registry.trail.events import note
from registry.trail.sensitive import put_draft, words_of


@dataclass(frozen=True, slots=True)
class OtherPaper:
    """A paper of the same case and type that one may be joined with (`joins`), else swap backs with."""

    document: uuid.UUID
    sides: tuple[str, ...]
    joins: bool


@dataclass(frozen=True, slots=True)
class _Typed:
    """What is typed in one field: in the open, or among the sensitive values."""

    path: str
    value: str
    row: DraftValue | None


def others_of(session: Session, document_id: uuid.UUID) -> tuple[OtherPaper, ...]:
    """The papers that one's sides can be joined (`joins`) or swapped with, the earliest first.

    Who calls has checked rights and written the event.
    """
    document = session.get_one(Document, document_id)
    if document.state is not DocumentState.review:
        return ()
    ours = {side.side for side in _sides(session, document.id)}
    query = (
        select(Document)
        .where(
            Document.case_id == document.case_id,
            Document.document_type == document.document_type,
            Document.state == DocumentState.review,
            Document.id != document.id,
        )
        .order_by(Document.arrived_at, Document.id)
    )
    found = []
    for other in session.scalars(query):
        theirs = tuple(side.side for side in _sides(session, other.id))
        joins = ours.isdisjoint(theirs)
        if joins or (len(ours) > 1 and len(theirs) > 1):
            found.append(OtherPaper(other.id, theirs, joins))
    return tuple(found)


def split_sides(
    session: Session, actor: Actor, document_id: uuid.UUID, expected_version: int
) -> tuple[uuid.UUID, ...]:
    """Take the sides of a paper apart: the first one stays, each other becomes a paper of its own.

    The answer: the new papers. Raises `NotFound`, `NotAllowed`, `Stale`, `IllegalMove` when it is not under
    review, `InvalidValue` for a paper of one side.
    """
    document = _open(session, actor, document_id, expected_version)
    _first, *rest = _sides(session, document.id)
    if not rest:
        raise InvalidValue({"field": "split", "problem": "one_side"})
    made = []
    for side in rest:
        new = _paper_like(session, document)
        _move(session, [side], document, new)
        side.paired_by = []
        made.append(new)
    _settle(session, actor, Action.sides_split, document, *made)
    return tuple(new.id for new in made)


def join_sides(
    session: Session, actor: Actor, document_id: uuid.UUID, other_id: uuid.UUID, expected_version: int
) -> None:
    """Put the sides of another paper of the case to this one; the other, without sides, is withdrawn.

    Raises `NotFound`, `NotAllowed`, `Stale`, `IllegalMove` when one is not under review, `InvalidValue` when
    they are not of one case and type, or both show the same side.
    """
    document = _open(session, actor, document_id, expected_version)
    other = _other(session, actor, document, other_id, "join")
    theirs = _sides(session, other.id)
    if {side.side for side in _sides(session, document.id)} & {side.side for side in theirs}:
        raise InvalidValue({"field": "join", "problem": "same_side"})
    check_move(other.state, DocumentState.withdrawn)
    _move(session, theirs, other, document, everything=True)
    for side in _sides(session, document.id)[1:]:
        side.paired_by = [BY_HAND]
    other.state = DocumentState.withdrawn
    _settle(session, actor, Action.sides_joined, document, other)


def swap_sides(
    session: Session, actor: Actor, document_id: uuid.UUID, other_id: uuid.UUID, expected_version: int
) -> None:
    """Give this paper the other sides of another paper of the case, and the other those of this one.

    Raises `NotFound`, `NotAllowed`, `Stale`, `IllegalMove` when one is not under review, `InvalidValue` when
    they are not of one case and type, or one has no second side.
    """
    document = _open(session, actor, document_id, expected_version)
    other = _other(session, actor, document, other_id, "swap")
    _, *ours = _sides(session, document.id)
    _, *theirs = _sides(session, other.id)
    if not ours or not theirs:
        raise InvalidValue({"field": "swap", "problem": "one_side"})
    typed = _taken(session, document, ours), _taken(session, other, theirs)
    _hand(session, ours, other, typed[0])
    _hand(session, theirs, document, typed[1])
    for side in (*ours, *theirs):
        side.paired_by = [BY_HAND]
    _share_hands(session, document, other)
    _settle(session, actor, Action.sides_swapped, document, other)


def _open(session: Session, actor: Actor, document_id: uuid.UUID, expected_version: int) -> Document:
    document = find_document(session, actor, Act.review, document_id, lock=True)
    if document.version != expected_version:
        raise Stale({"kind": "document"})
    _require_review(document)
    return document


def _other(session: Session, actor: Actor, document: Document, other_id: uuid.UUID, field: str) -> Document:
    other = find_document(session, actor, Act.review, other_id, lock=True)
    alike = (other.case_id, other.document_type) == (document.case_id, document.document_type)
    if not alike or other.id == document.id:
        raise InvalidValue({"field": field, "problem": "other_paper"})
    _require_review(other)
    return other


def _require_review(document: Document) -> None:
    if document.state is not DocumentState.review:
        raise IllegalMove({"kind": "DocumentState", "from": document.state.value, "to": "review"})


def _sides(session: Session, document_id: uuid.UUID) -> list[DocumentSide]:
    """The sides of a document, in the order of its type, else as they were found."""
    rows = session.scalars(
        select(DocumentSide).where(DocumentSide.document_id == document_id).order_by(DocumentSide.id)
    ).all()
    kind = surroundings(session).types.get(session.get_one(Document, document_id).document_type)
    order = {side: number for number, side in enumerate(kind.sides)} if kind else {}
    return sorted(rows, key=lambda side: order.get(side.side, len(order)))


def _paper_like(session: Session, document: Document) -> Document:
    """A new paper of the same case, at the same place in the queue and with the same person."""
    new = Document(
        case_id=document.case_id,
        office_code=document.office_code,
        document_type=document.document_type,
        state=DocumentState.review,
        version=1,
        reason=document.reason,
        arrived_at=document.arrived_at,
        held_by=document.held_by,
        held_until=document.held_until,
        for_officer=document.for_officer,
    )
    session.add(new)
    session.flush()
    return new


def _move(
    session: Session,
    sides: Iterable[DocumentSide],
    source: Document,
    target: Document,
    *,
    everything: bool = False,
) -> None:
    """Move sides with what was typed of them; `everything`: nothing typed stays behind.

    Where both papers hold a value of one field, that of the paper which shows the field stands.
    """
    sides = list(sides)
    of_sides = _taken(session, source, sides)
    rest = _taken(session, source, None) if everything else ()
    known = _paths_of(session, target)
    _hand(session, sides, target, (*of_sides, *(typed for typed in rest if typed.path not in known)))
    _share_hands(session, source, target)


def _paths_of(session: Session, document: Document) -> set[str]:
    open_ones = session.scalars(select(DraftValue.path).where(DraftValue.document_id == document.id))
    return {*open_ones, *words_of(session, SensitiveValue.draft_of == document.id)}


def _taken(session: Session, document: Document, sides: Iterable[DocumentSide] | None) -> tuple[_Typed, ...]:
    """Take what is typed in the fields of these sides (None: of all) out of a document's draft."""
    on_sides = None if sides is None else {side.side for side in sides}
    side_of = _side_of_field(session, document)
    drafts = session.scalars(select(DraftValue).where(DraftValue.document_id == document.id)).all()
    hidden = words_of(session, SensitiveValue.draft_of == document.id)
    found = [_Typed(row.path, row.value, row) for row in drafts]
    found += [_Typed(path, row.value, None) for path, row in hidden.items()]
    chosen = [one for one in found if on_sides is None or side_of.get(_key(one.path)) in on_sides]
    for one in chosen:
        if one.row is not None:
            session.expunge(one.row)
            where = (DraftValue.document_id == document.id, DraftValue.path == one.path)
            session.execute(delete(DraftValue).where(*where))
        else:
            session.delete(hidden[one.path])
    session.flush()
    return tuple(chosen)


def _hand(session: Session, sides: Iterable[DocumentSide], target: Document, typed: Iterable[_Typed]) -> None:
    """Put sides, and what was typed of them, to a document."""
    for side in sides:
        side.document_id = target.id
    for one in typed:
        if one.row is None:
            put_draft(session, target.id, one.path, one.value)
        else:
            session.merge(
                DraftValue(
                    document_id=target.id,
                    path=one.path,
                    value=one.value,
                    kept_by=one.row.kept_by,
                    kept_at=one.row.kept_at,
                )
            )
    session.flush()


def _side_of_field(session: Session, document: Document) -> Mapping[str, str]:
    """Which side each field of the document's type is on; the cells of a table go with the table."""
    kind = surroundings(session).types.get(document.document_type)
    fields = kind.fields if kind else ()
    return {("rows" if field.kind is FieldKind.TABLE else field.key): field.side for field in fields}


def _key(path: str) -> str:
    return path.partition(".")[0]


def _share_hands(session: Session, one: Document, other: Document) -> None:
    """Whoever typed anything of either paper may approve neither."""
    rows = session.scalars(select(DocumentHand).where(DocumentHand.document_id.in_((one.id, other.id)))).all()
    have = {(row.document_id, row.account_id) for row in rows}
    for row in rows:
        for document in (one, other):
            if (document.id, row.account_id) not in have:
                have.add((document.id, row.account_id))
                session.add(
                    DocumentHand(document_id=document.id, account_id=row.account_id, first_at=row.first_at)
                )
    session.flush()


def _settle(session: Session, actor: Actor, action: Action, document: Document, *others: Document) -> None:
    """Every paper has a new version and new findings, and the act is an event of each."""
    for one in (document, *others):
        one.version += 1
        refresh_findings(session, one)
        beside = " ".join(str(other.id) for other in (document, *others) if other.id != one.id)
        details: dict[str, str | int] = {"with": beside}
        note(session, actor, action, (Subject.document, one.id), details=details)
