"""Scans: files handed in. One transaction writes the scan, the work of reading it, and the event."""

import unicodedata
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.database.sessions import surroundings
from registry.domain.access import Act, Actor, require, require_reason
from registry.domain.actions import Action, Subject
from registry.domain.errors import InvalidValue, NotFound
from registry.domain.receipts import printed
from registry.domain.services import Service
from registry.domain.states import DocumentState, ScanState, TaskState, check_move
from registry.intake.capture_advice import advice_on
from registry.intake.cases import find_case, open_case
from registry.models.cases import Case
from registry.models.documents import Document, DocumentSide
from registry.models.scans import Page, Scan, Task
from registry.trail.events import note

UNKNOWN = "unknown"
# From the least to the most advanced: a scan is as far as its least advanced paper.
ORDER = tuple(DocumentState)

# Zero width non-joiner and joiner (Unicode 9.2).
JOINERS: Final = "\u200c\u200d"
# Unicode's categories of what prints nothing: controls, formats, surrogates, ends of lines and paragraphs.
UNPRINTED: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class NewScan:
    """A file that lies in the store: `digest` and `length` as the store gave them, `kind` as probed."""

    digest: str
    length: int
    kind: str
    pages: int
    file_name: str
    document_type: str | None = None


@dataclass(frozen=True, slots=True)
class PaperView:
    """One document that a scan shows, and the advice on it."""

    id: uuid.UUID
    document_type: str
    state: DocumentState
    advice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScanView:
    """A scan. `state` is that of its least advanced document, `reading` before there are any.

    `fault` and `fault_params` tell why a scan was quarantined or could not be read.
    """

    id: uuid.UUID
    case: uuid.UUID
    receipt: str
    office: str
    file_name: str
    kind: str
    digest: str
    length: int
    pages: int
    received_at: datetime
    state: str
    documents: tuple[PaperView, ...]
    fault: str | None
    fault_params: dict[str, str | int]


def receive(
    session: Session,
    actor: Actor,
    case_id: uuid.UUID | None,
    new: NewScan,
    idempotency_key: str | None = None,
) -> ScanView:
    """Take a file in: scan, task and event, or the scan that this case already has of the same bytes.

    Without a case one is opened for the service `digitisation`; the same idempotency key of the same account
    again finds the case it made the first time. What other cases or offices hold plays no part.
    Raises `NotFound`, `NotAllowed`, and `InvalidValue` for an unknown document type.
    """
    if new.document_type is not None and new.document_type not in surroundings(session).types:
        raise InvalidValue({"field": "document_type", "problem": "unknown"})
    if case_id is None:
        case_id = open_case(session, actor, Service.digitisation, idempotency_key=idempotency_key).id
    case = find_case(session, actor, Act.receive_scan, case_id)
    scan = session.scalar(select(Scan).where(Scan.case_id == case.id, Scan.digest == new.digest))
    if scan is None:
        scan = _add(session, actor, case, new)
    return scan_row_view(session, scan, case.receipt)


def scan_view(session: Session, actor: Actor, scan_id: uuid.UUID, reason: str | None = None) -> ScanView:
    """A scan and its documents; the opening is an event.

    Raises `NotFound`, `NotAllowed`, and `ReasonNeeded` for an auditor without a reason.
    """
    scan = find_scan(session, actor, Act.view_scan, scan_id)
    require_reason(actor, reason)
    note(session, actor, Action.scan_viewed, (Subject.scan, scan.id), office=scan.office_code, reason=reason)
    return scan_row_view(session, scan, session.get_one(Case, scan.case_id).receipt)


def scan_standing(session: Session, actor: Actor, scan_id: uuid.UUID) -> ScanView:
    """How a scan stands, for whoever only wants to know whether anything happened; not to be shown: no event.

    Raises `NotFound`, `NotAllowed`.
    """
    scan = find_scan(session, actor, Act.view_scan, scan_id)
    return scan_row_view(session, scan, session.get_one(Case, scan.case_id).receipt)


def withdraw_scan(session: Session, actor: Actor, scan_id: uuid.UUID, reason: str) -> None:
    """Take a scan out (the wrong file): its documents that nobody signed go with it; the bytes stay.

    Raises `IllegalMove` when one of its documents is entered or registered.
    """
    scan = find_scan(session, actor, Act.receive_scan, scan_id)
    check_move(scan.state, ScanState.withdrawn)
    task = session.scalars(select(Task).where(Task.scan_id == scan.id).with_for_update()).one()
    for document in _documents(session, scan.id):
        check_move(document.state, DocumentState.withdrawn)
        document.state, document.version = DocumentState.withdrawn, document.version + 1
    scan.state = ScanState.withdrawn
    if task.state is not TaskState.done:
        task.state, task.finished_at = TaskState.done, surroundings(session).clock.now(session)
        task.attempt += 1
    note(session, actor, Action.scan_withdrawn, (Subject.scan, scan.id), reason=reason)


def find_scan(session: Session, actor: Actor, act: Act, scan_id: uuid.UUID) -> Scan:
    """The row of a scan on which the actor may do `act`. Raises `NotFound`, `NotAllowed`."""
    scan = session.get(Scan, scan_id)
    if scan is None:
        raise NotFound({"kind": "scan"})
    require(actor, act, scan.office_code)
    return scan


def plain_file_name(name: str) -> str:
    """A file's name without signs that print nothing: controls, and marks that turn the text around them.

    Joiners stay, since Sorani and Persian words are written with them; at most 255 signs.
    """
    kept = (sign for sign in name if sign in JOINERS or unicodedata.category(sign) not in UNPRINTED)
    return "".join(kept).strip()[:255]


def _add(session: Session, actor: Actor, case: Case, new: NewScan) -> Scan:
    now = surroundings(session).clock.now(session)
    scan = Scan(
        case_id=case.id,
        office_code=case.office_code,
        digest=new.digest,
        length=new.length,
        kind=new.kind,
        pages=new.pages,
        file_name=plain_file_name(new.file_name),
        document_type=new.document_type,
        state=ScanState.reading,
        fault=None,
        fault_params=None,
        received_by=actor.id,
        received_at=now,
    )
    session.add(scan)
    session.flush()
    session.add(Task(scan_id=scan.id, state=TaskState.waiting, queued_at=now))
    details: dict[str, str | int] = {"case": str(case.id), "pages": new.pages, "kind": new.kind}
    note(session, actor, Action.scan_received, (Subject.scan, scan.id), details=details)
    return scan


def _documents(session: Session, scan_id: uuid.UUID) -> list[Document]:
    shown = select(DocumentSide.document_id).join(Page).where(Page.scan_id == scan_id)
    query = select(Document).where(Document.id.in_(shown)).order_by(Document.arrived_at, Document.id)
    return list(session.scalars(query))


def scan_row_view(session: Session, scan: Scan, receipt: str) -> ScanView:
    """The view of a scan's row; who calls has checked rights and written the event."""
    papers = tuple(
        PaperView(d.id, d.document_type, d.state, advice_on(session, d)) for d in _documents(session, scan.id)
    )
    state: str = scan.state.value
    if papers and scan.state is not ScanState.withdrawn:
        state = min((paper.state for paper in papers), key=ORDER.index).value
    return ScanView(
        id=scan.id,
        case=scan.case_id,
        receipt=printed(receipt),
        office=scan.office_code,
        file_name=scan.file_name,
        kind=scan.kind,
        digest=scan.digest,
        length=scan.length,
        pages=scan.pages,
        received_at=scan.received_at,
        state=state,
        documents=papers,
        fault=scan.fault,
        fault_params=dict(scan.fault_params or {}),
    )
