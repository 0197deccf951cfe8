"""What a citizen learns from a receipt and its PIN: the stage, what is missing, the place in the queue."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.accounts.throttle import (
    STATUS_BY_NETWORK,
    STATUS_BY_RECEIPT,
    forgive,
    network_of,
    refund,
    spend,
    throttle_key,
)
from registry.database.sessions import Sessions, snapshot, surroundings, transaction
from registry.domain.errors import StatusUnknown
from registry.domain.receipts import parsed
from registry.domain.services import missing
from registry.domain.states import DocumentState
from registry.intake.cases import NextStep, next_step, present_types
from registry.models.cases import Case
from registry.models.documents import Document
from registry.models.records import Record
from registry.vault.passwords import verify_pin

# The estimate looks back this far; with fewer records than this in that time it says nothing.
LOOK_BACK: Final = timedelta(days=14)
FEWEST: Final = 5
"""Least records of an office from which a usual wait is told."""


@dataclass(frozen=True, slots=True)
class CaseStatus:
    """Nothing personal: a stage, what is missing (alternatives of types), papers ahead, days to wait.

    `ahead` and `days` are None when nothing of the case waits, or no honest estimate can be made; `as_of` is
    the moment that this is true of.
    """

    service: str
    stage: NextStep
    missing: tuple[tuple[str, ...], ...]
    ahead: int | None
    days: int | None
    as_of: datetime


def status_for(sessions: Sessions, receipt: str, pin: str, address: str | None = None) -> CaseStatus:
    """Where a case stands, for whoever holds the receipt and knows the PIN. Runs its own transactions.

    A wrong pair and an unknown receipt take the same way and the same time: `StatusUnknown`. Wrong ones are
    counted, strictly by receipt and generously by the network of `address`: `TooManyAttempts`.
    """
    code = parsed(receipt)
    by_receipt = throttle_key("receipt", code or receipt)
    with transaction(sessions) as session:
        made = (
            spend(session, throttle_key("address", network_of(address)), STATUS_BY_NETWORK)
            if address is not None
            else None
        )
        spend(session, by_receipt, STATUS_BY_RECEIPT)
    with snapshot(sessions) as session:
        case = session.scalar(select(Case).where(Case.receipt == (code or "")))
    fits = verify_pin(pin, case.pin_hash if case is not None else None)
    if case is None or not fits:
        raise StatusUnknown
    with transaction(sessions) as session:
        # In the order in which `spend` locks the two rows: two look-ups never wait for each other.
        if made is not None:
            refund(session, made)
        forgive(session, by_receipt)
    with snapshot(sessions) as session:
        return _status(session, session.get_one(Case, case.id))


def _status(session: Session, case: Case) -> CaseStatus:
    expected = tuple(tuple(alternatives) for alternatives in case.expected)
    ahead = _ahead(session, case)
    return CaseStatus(
        service=case.service,
        stage=next_step(session, case),
        missing=missing(expected, present_types(session, case.id)),
        ahead=ahead,
        days=None if ahead is None else _days(session, case, ahead),
        as_of=surroundings(session).clock.now(session),
    )


def _ahead(session: Session, case: Case) -> int | None:
    """Papers of the office that wait for a look and came before the first of this case."""
    waiting = (Document.office_code == case.office_code, Document.state == DocumentState.review)
    first = session.scalar(select(func.min(Document.arrived_at)).where(Document.case_id == case.id, *waiting))
    if first is None:
        return None
    before = select(func.count()).select_from(Document).where(Document.arrived_at < first, *waiting)
    return session.scalar(before) or 0


def _days(session: Session, case: Case, ahead: int) -> int | None:
    since = surroundings(session).clock.now(session) - LOOK_BACK
    done = session.scalar(
        select(func.count())
        .select_from(Record)
        .where(Record.office_code == case.office_code, Record.registered_at >= since)
    )
    if done is None or done < FEWEST:
        return None
    return -(-(ahead + 1) * LOOK_BACK.days // done)
