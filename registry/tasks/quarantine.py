"""Scans set aside because they could not be read: which there are, and reading them all again."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from registry.domain.access import Act, Actor, require
from registry.domain.receipts import printed
from registry.domain.states import DocumentState, ScanState
from registry.models.cases import Case
from registry.models.documents import Document, DocumentSide
from registry.models.scans import Page, Scan
from registry.tasks.tasks import requeue


@dataclass(frozen=True, slots=True)
class SetAside:
    """A scan set aside that nobody has keyed by hand since; `fault` with its params says why."""

    scan: uuid.UUID
    case: uuid.UUID
    receipt: str
    file_name: str
    received_at: datetime
    fault: str
    fault_params: dict[str, str | int]


def set_aside(session: Session, actor: Actor) -> tuple[SetAside, ...]:
    """The scans of the actor's office that may be read again, the oldest first. Raises `NotAllowed`.

    One whose papers somebody has keyed by hand is not among them: it needs no reading any more.
    """
    require(actor, Act.requeue, actor.office)
    keyed = exists().where(
        Page.scan_id == Scan.id,
        DocumentSide.page_id == Page.id,
        Document.id == DocumentSide.document_id,
        Document.state != DocumentState.review,
    )
    query = (
        select(Scan, Case.receipt)
        .join(Case, Case.id == Scan.case_id)
        .where(Scan.state == ScanState.quarantined, ~keyed)
        .order_by(Scan.received_at, Scan.id)
    )
    if actor.office is not None:
        query = query.where(Scan.office_code == actor.office)
    return tuple(
        SetAside(
            scan=scan.id,
            case=scan.case_id,
            receipt=printed(receipt),
            file_name=scan.file_name,
            received_at=scan.received_at,
            fault=scan.fault or "reading_failed",
            fault_params=dict(scan.fault_params or {}),
        )
        for scan, receipt in session.execute(query)
    )


def requeue_all(session: Session, actor: Actor) -> int:
    """Let all of `set_aside` be read again; the answer is how many. Raises `NotAllowed`."""
    found = set_aside(session, actor)
    for one in found:
        requeue(session, actor, one.scan)
    return len(found)
