"""Cases: somebody wants a service, and has a receipt for it even without any paper."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.database.sessions import surroundings
from registry.domain.access import Act, Actor, require, require_reason
from registry.domain.actions import Action, Subject
from registry.domain.errors import InvalidValue, NotFound
from registry.domain.receipts import new_code, printed
from registry.domain.services import EXPECTED, Service, missing
from registry.domain.states import CaseState, DocumentState, ScanState
from registry.models.cases import Case, IdempotencyKey
from registry.models.documents import Document
from registry.models.scans import Scan
from registry.trail.events import note
from registry.vault.passwords import hash_pin

PRESENT = frozenset({DocumentState.review, DocumentState.entered, DocumentState.registered})


class NextStep(StrEnum):
    """What has to happen next; `messages` has the words."""

    bring_papers = "bring_papers"
    being_read = "being_read"
    being_reviewed = "being_reviewed"
    awaiting_approval = "awaiting_approval"
    come_back = "come_back"
    registered = "registered"
    closed = "closed"


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case. `expected` and `missing` list papers, each as a tuple of types of which one is enough."""

    id: uuid.UUID
    receipt: str
    office: str
    service: str
    applicant: str | None
    state: CaseState
    opened_at: datetime
    expected: tuple[tuple[str, ...], ...]
    present: tuple[str, ...]
    missing: tuple[tuple[str, ...], ...]
    next_step: NextStep
    scans: tuple[uuid.UUID, ...]
    has_pin: bool


def open_case(
    session: Session,
    actor: Actor,
    service: str,
    applicant: str | None = None,
    pin: str | None = None,
    *,
    idempotency_key: str | None = None,
) -> CaseView:
    """Open a case at the actor's office; the same key of the same account again gives the same case.

    Raises `NotAllowed`, and `InvalidValue` for an unknown service or a PIN that is not 4 to 12 digits.
    """
    require(actor, Act.open_case, actor.office)
    assert actor.office is not None
    known = _case_of_key(session, actor, idempotency_key)
    if known is not None:
        return _view(session, known)
    if service not in set(Service):
        raise InvalidValue({"field": "service", "problem": "unknown"})
    now = surroundings(session).clock.now(session)
    case = Case(
        office_code=actor.office,
        service=service,
        applicant=(applicant or "").strip()[:300] or None,
        receipt=new_code(),
        pin_hash=hash_pin(pin) if pin is not None else None,
        state=CaseState.open,
        expected=[list(alternatives) for alternatives in EXPECTED[Service(service)]],
        opened_by=actor.id,
        opened_at=now,
    )
    session.add(case)
    session.flush()
    if idempotency_key:
        session.add(
            IdempotencyKey(account_id=actor.id, key=idempotency_key[:200], case_id=case.id, made_at=now)
        )
    note(session, actor, Action.case_opened, (Subject.case, case.id), details={"service": service})
    return _view(session, case)


def case_view(session: Session, actor: Actor, case_id: uuid.UUID, reason: str | None = None) -> CaseView:
    """A case with what is present and missing; the opening is an event.

    Raises `NotFound`, `NotAllowed`, and `ReasonNeeded` for an auditor without a reason.
    """
    case = find_case(session, actor, Act.view_case, case_id)
    require_reason(actor, reason)
    note(session, actor, Action.case_viewed, (Subject.case, case.id), office=case.office_code, reason=reason)
    return _view(session, case)


def set_pin(session: Session, actor: Actor, case_id: uuid.UUID, pin: str) -> None:
    """Set or change the PIN at the counter. Raises `NotFound`, `NotAllowed`, `InvalidValue`."""
    case = find_case(session, actor, Act.open_case, case_id)
    case.pin_hash = hash_pin(pin)
    note(session, actor, Action.case_pin_set, (Subject.case, case.id))


def find_case(session: Session, actor: Actor, act: Act, case_id: uuid.UUID) -> Case:
    """The row of a case on which the actor may do `act`, locked until the transaction ends."""
    case = session.get(Case, case_id, with_for_update=True)
    if case is None:
        raise NotFound({"kind": "case"})
    require(actor, act, case.office_code)
    return case


def next_step(session: Session, case: Case) -> NextStep:
    """What has to happen next in this case: the least advanced of its papers decides."""
    if case.state is not CaseState.open:
        return NextStep.closed
    scans = session.scalars(select(Scan.state).where(Scan.case_id == case.id)).all()
    papers = session.scalars(select(Document.state).where(Document.case_id == case.id)).all()
    if DocumentState.returned in papers:
        return NextStep.come_back
    if ScanState.reading in scans:
        return NextStep.being_read
    if DocumentState.review in papers:
        return NextStep.being_reviewed
    if DocumentState.entered in papers:
        return NextStep.awaiting_approval
    if DocumentState.registered in papers and not missing(_expected(case), present_types(session, case.id)):
        return NextStep.registered
    return NextStep.bring_papers


def present_types(session: Session, case_id: uuid.UUID) -> frozenset[str]:
    """The types of the papers that are there and not returned, rejected or withdrawn."""
    query = select(Document.document_type).where(Document.case_id == case_id, Document.state.in_(PRESENT))
    return frozenset(session.scalars(query))


def _case_of_key(session: Session, actor: Actor, key: str | None) -> Case | None:
    if not key:
        return None
    known = session.get(IdempotencyKey, (actor.id, key[:200]))
    return session.get(Case, known.case_id) if known is not None else None


def _expected(case: Case) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(alternatives) for alternatives in case.expected)


def _view(session: Session, case: Case) -> CaseView:
    present = present_types(session, case.id)
    scans = select(Scan.id).where(Scan.case_id == case.id).order_by(Scan.received_at, Scan.id)
    return CaseView(
        id=case.id,
        receipt=printed(case.receipt),
        office=case.office_code,
        service=case.service,
        applicant=case.applicant,
        state=case.state,
        opened_at=case.opened_at,
        expected=_expected(case),
        present=tuple(sorted(present)),
        missing=missing(_expected(case), present),
        next_step=next_step(session, case),
        scans=tuple(session.scalars(scans)),
        has_pin=case.pin_hash is not None,
    )
