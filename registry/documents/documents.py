"""A document as people look at it: the sides, the values read and typed, the findings."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.documents.findings import kept_findings
from registry.domain.access import Act, Actor, require, require_reason
from registry.domain.actions import Action, Subject
from registry.domain.errors import NotFound
from registry.domain.states import DocumentState
from registry.intake.capture_advice import advice_on
from registry.models.documents import Document, DocumentSide, DraftValue
from registry.models.entries import Entry
from registry.models.readings import ReadValue
from registry.models.scans import Page
from registry.models.sensitive import SensitiveValue
from registry.readings.duplicate_scans import TwinView, twins_of
from registry.readings.readings import SideReading, newest_readings
from registry.rules.finding import Finding
from registry.trail.events import note
from registry.trail.sensitive import is_sensitive, note_sensitive, require_sensitive, words_of


@dataclass(frozen=True, slots=True)
class SideView:
    """Where one side of a document is seen; sizes in pixels of the original page, 0 while unread.

    `paired_by`: by what it was put to the first side (`national_number`, `document_number`, `card_number`,
    `names`, `hand`).
    """

    page: uuid.UUID
    scan: uuid.UUID
    page_number: int
    part: int
    side: str
    width: int
    height: int
    has_picture: bool
    paired_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldView:
    """One value read on one side. `masked`: a sensitive value whose words are withheld.

    `box`: four corners clockwise from the text's top left, pixels of the original page. `doubts` names why it
    is not accepted.
    """

    path: str
    value: str | None
    raw: str | None
    confidence: float
    decision: str
    doubts: tuple[str, ...]
    box: tuple[tuple[float, float], ...] | None
    engine: str
    alternatives: tuple[tuple[str, float], ...]
    crop: str | None
    page: uuid.UUID
    side: str
    sensitive: bool
    masked: bool


@dataclass(frozen=True, slots=True)
class ReadingView:
    """The newest reading of one side: what, how surely, and how long it took."""

    page: uuid.UUID
    page_number: int
    part: int
    side: str
    document: uuid.UUID
    document_type: str
    type_confidence: float
    reader: str
    usable: bool
    advice: tuple[str, ...]
    fields: tuple[FieldView, ...]
    mrz: Mapping[str, Any] | None
    steps: tuple[tuple[str, float], ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document for the desk. `version` is its ETag; `draft` what is typed so far, by path.

    `sent_back` is the officer's reason when the newest entry was sent back; `twins` are documents that
    show the same sheet of paper; `advice` is what can still be put right at the counter.
    """

    id: uuid.UUID
    version: int
    case: uuid.UUID
    office: str
    document_type: str
    state: DocumentState
    reason: str | None
    arrived_at: datetime
    sides: tuple[SideView, ...]
    readings: tuple[ReadingView, ...]
    draft: Mapping[str, str]
    findings: tuple[Finding, ...]
    sent_back: str | None
    twins: tuple[TwinView, ...]
    advice: tuple[str, ...]


def document_view(
    session: Session,
    actor: Actor,
    document_id: uuid.UUID,
    reason: str | None = None,
    *,
    sensitive: bool = False,
) -> DocumentView:
    """A document with its readings, draft and findings; the opening is an event.

    `sensitive` asks for the words of sensitive fields: that needs the right, and is an event of its own.
    Raises `NotFound`, `NotAllowed`, and `ReasonNeeded` for an auditor without a reason.
    """
    document = find_document(session, actor, Act.view_scan, document_id)
    require_reason(actor, reason)
    subject = (Subject.document, document.id)
    if sensitive:
        require_sensitive(actor)
        note_sensitive(session, actor, subject, document.office_code, reason)
    note(session, actor, Action.document_viewed, subject, office=document.office_code, reason=reason)
    return build_view(session, document, unmask=sensitive)


def crop_picture(
    session: Session, actor: Actor, document_id: uuid.UUID, path: str, reason: str | None = None
) -> str:
    """The store's digest of the picture of one value; of a sensitive one only with the right to it.

    Raises `NotFound`, `NotAllowed`, `ReasonNeeded`.
    """
    document = find_document(session, actor, Act.view_scan, document_id)
    require_reason(actor, reason)
    if is_sensitive(session, path):
        require_sensitive(actor)
        note_sensitive(session, actor, (Subject.document, document.id), document.office_code, reason)
    values = [r.values[path] for r in newest_readings(session, document_id) if path in r.values]
    crops = [value.crop for value in sorted(values, key=lambda value: -value.confidence) if value.crop]
    if not crops:
        raise NotFound({"kind": "crop"})
    return crops[0]


def find_document(
    session: Session, actor: Actor, act: Act, document_id: uuid.UUID, *, lock: bool = False
) -> Document:
    """The row of a document on which the actor may do `act`. Raises `NotFound`, `NotAllowed`."""
    document = session.get(Document, document_id, with_for_update=lock or None, populate_existing=lock)
    if document is None:
        raise NotFound({"kind": "document"})
    require(actor, act, document.office_code)
    return document


def build_view(session: Session, document: Document, *, unmask: bool = False) -> DocumentView:
    """The view of a document's row; who calls has checked rights and written the event."""
    readings = newest_readings(session, document.id)
    pages = _pages(session, document.id)
    draft = dict(
        session.execute(
            select(DraftValue.path, DraftValue.value).where(DraftValue.document_id == document.id)
        ).all()
    )
    if unmask:
        words = words_of(session, SensitiveValue.draft_of == document.id)
        draft.update({path: row.value for path, row in words.items()})
    return DocumentView(
        id=document.id,
        version=document.version,
        case=document.case_id,
        office=document.office_code,
        document_type=document.document_type,
        state=document.state,
        reason=document.reason,
        arrived_at=document.arrived_at,
        sides=tuple(_side(side, page) for side, page in pages),
        readings=tuple(reading_view(session, reading, unmask=unmask) for reading in readings),
        draft=draft,
        findings=kept_findings(session, document),
        sent_back=_sent_back(session, document),
        twins=twins_of(session, document.id),
        advice=advice_on(session, document),
    )


def reading_view(session: Session, reading: SideReading, *, unmask: bool) -> ReadingView:
    """The view of one side's reading."""
    words = words_of(session, SensitiveValue.reading_id == reading.reading.id) if unmask else {}
    page = session.get_one(Page, reading.side.page_id)
    return ReadingView(
        page=page.id,
        page_number=page.number,
        part=reading.side.part,
        side=reading.side.side,
        document=reading.side.document_id,
        document_type=reading.reading.document_type,
        type_confidence=reading.reading.type_confidence,
        reader=reading.reading.reader,
        usable=reading.reading.usable,
        advice=tuple(reading.reading.advice),
        fields=tuple(_field(session, reading, value, words) for value in reading.values.values()),
        mrz=reading.reading.mrz,
        steps=tuple((step["name"], step["ms"]) for step in reading.reading.steps),
        seconds=reading.reading.seconds,
    )


def _field(
    session: Session, reading: SideReading, value: ReadValue, words: Mapping[str, SensitiveValue]
) -> FieldView:
    hidden = is_sensitive(session, value.path)
    known = words.get(value.path)
    return FieldView(
        path=value.path,
        value=known.value if known else value.value,
        raw=known.raw if known else value.raw,
        confidence=value.confidence,
        decision=value.decision,
        doubts=tuple(value.doubts),
        box=tuple((corner[0], corner[1]) for corner in value.box) if value.box else None,
        engine=value.engine,
        alternatives=tuple((text, confidence) for text, confidence in value.alternatives),
        crop=value.crop,
        page=reading.side.page_id,
        side=reading.side.side,
        sensitive=hidden,
        masked=hidden and known is None,
    )


def _pages(session: Session, document_id: uuid.UUID) -> list[tuple[DocumentSide, Page]]:
    query = (
        select(DocumentSide, Page)
        .join(Page, Page.id == DocumentSide.page_id)
        .where(DocumentSide.document_id == document_id)
        .order_by(Page.scan_id, Page.number, DocumentSide.part)
    )
    return list(session.execute(query))


def _side(side: DocumentSide, page: Page) -> SideView:
    return SideView(
        page=page.id,
        scan=page.scan_id,
        page_number=page.number,
        part=side.part,
        side=side.side,
        width=page.width,
        height=page.height,
        has_picture=page.picture is not None,
        paired_by=tuple(side.paired_by),
    )


def _sent_back(session: Session, document: Document) -> str | None:
    if document.state is not DocumentState.review:
        return None
    newest = (
        select(Entry.decision_reason).where(Entry.document_id == document.id).order_by(Entry.number.desc())
    )
    return session.scalars(newest.limit(1)).first()
