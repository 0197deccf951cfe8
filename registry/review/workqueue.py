"""What waits on the desks of an office: counts, the newest cases, and how the files of a case fare."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from registry.domain.access import Act, Actor, Role, require
from registry.domain.errors import NotFound
from registry.domain.receipts import parsed, printed
from registry.domain.states import DocumentState, EntryState, ScanState
from registry.intake.cases import NextStep, find_case, next_step
from registry.intake.scans import ScanView, scan_row_view
from registry.models.cases import Case
from registry.models.documents import Document, DocumentHand
from registry.models.entries import Entry
from registry.models.scans import Scan
from registry.review.reviews import in_reach

NEWEST: Final = 20
"""Cases of one list, the newest first."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Counts for one who sits at a desk: scans being read, papers to review, entries to approve.

    `own` counts entries that wait for somebody else, because this account had a hand in them.
    """

    reading: int
    review: int
    approval: int
    own: int


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in the list of the newest."""

    id: uuid.UUID
    receipt: str
    service: str
    applicant: str | None
    opened_at: datetime
    next_step: NextStep


def waiting(session: Session, actor: Actor) -> Waiting:
    """What waits at the actor's office. Raises `NotAllowed`."""
    require(actor, Act.review, actor.office)
    mine = exists().where(DocumentHand.document_id == Entry.document_id, DocumentHand.account_id == actor.id)
    entered = (Entry.office_code == actor.office, Entry.state == EntryState.entered)
    return Waiting(
        reading=_count(session, Scan.office_code == actor.office, Scan.state == ScanState.reading),
        review=_count(
            session,
            Document.office_code == actor.office,
            Document.state == DocumentState.review,
            *in_reach(actor),
        ),
        approval=_count(session, *entered, ~mine) if actor.role is Role.officer else 0,
        own=_count(session, *entered, mine) if actor.role is Role.officer else 0,
    )


def newest_cases(session: Session, actor: Actor, limit: int = NEWEST) -> tuple[CaseLine, ...]:
    """The newest cases of the actor's office. Raises `NotAllowed`."""
    require(actor, Act.open_case, actor.office)
    query = (
        select(Case).where(Case.office_code == actor.office).order_by(Case.opened_at.desc(), Case.id.desc())
    )
    return tuple(
        CaseLine(
            id=case.id,
            receipt=printed(case.receipt),
            service=case.service,
            applicant=case.applicant,
            opened_at=case.opened_at,
            next_step=next_step(session, case),
        )
        for case in session.scalars(query.limit(limit))
    )


def case_of_receipt(session: Session, actor: Actor, receipt: str) -> uuid.UUID:
    """The case of a receipt, however it was typed. Raises `NotFound` (also for another office's)."""
    code = parsed(receipt)
    case = session.scalar(select(Case).where(Case.receipt == code)) if code else None
    if case is None:
        raise NotFound({"kind": "case"})
    require(actor, Act.view_case, case.office_code)
    return case.id


def files_of(session: Session, actor: Actor, case_id: uuid.UUID) -> tuple[ScanView, ...]:
    """The files of a case in the order received. Shows states and no person's data, so it is no event."""
    case = find_case(session, actor, Act.view_case, case_id)
    query = select(Scan).where(Scan.case_id == case.id).order_by(Scan.received_at, Scan.id)
    return tuple(scan_row_view(session, scan, case.receipt) for scan in session.scalars(query))


def _count(session: Session, *conditions: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).where(*conditions)) or 0
