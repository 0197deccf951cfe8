"""Ending a book's faults in words, and the signature of a second person that the ledger tells the truth."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.database.sessions import surroundings
from registry.domain.access import Act, Actor
from registry.domain.actions import Action, Subject
from registry.domain.book_faults import FaultKind, SettledBy, fault_specs
from registry.domain.errors import FaultsOpen, IllegalMove, NotAllowed, NotFound, OwnHand, ReasonNeeded, Stale
from registry.ledger.books import find_book, touch
from registry.ledger.looking import faults_of, settlements_of
from registry.models.ledger import BookHand, BookState, LedgerBook, SettledFault
from registry.trail.events import note


def settle_fault(
    session: Session,
    actor: Actor,
    book_id: uuid.UUID,
    kind: FaultKind,
    place: str,
    reason: str,
    expected_version: int,
) -> None:
    """Say why a fault stays: what was found, to whom it was reported, how the page is to be cited.

    Raises `NotFound` when the book has no such open fault, `NotAllowed` for one that only a deed can end,
    `ReasonNeeded`, `Stale`, `IllegalMove`.
    """
    row = _open(session, actor, book_id, expected_version)
    fault = next((one for one in faults_of(session, row) if (one.kind, one.place) == (kind, place)), None)
    if fault is None or (kind, place) in settlements_of(session, book_id):
        raise NotFound({"kind": "fault"})
    if fault_specs()[kind].settled is SettledBy.deed:
        raise NotAllowed({"act": "settle_by_word"})
    if not reason.strip():
        raise ReasonNeeded({"act": "settle_fault"})
    session.add(
        SettledFault(
            book_id=book_id,
            kind=kind,
            place=place,
            reason=reason.strip()[:2000],
            settled_by=actor.id,
            settled_at=surroundings(session).clock.now(session),
        )
    )
    touch(session, actor, row, {"what": "fault_settled", "fault": kind.value})
    details: dict[str, str | int] = {"fault": kind.value, "place": place}
    note(
        session,
        actor,
        Action.fault_settled,
        (Subject.book, book_id),
        reason=reason,
        details=details,
    )


def sign_book(session: Session, actor: Actor, book_id: uuid.UUID, expected_version: int) -> None:
    """Sign a book: the ledger tells the truth of it. It can't be changed afterwards without being reopened.

    Raises `OwnHand` for whoever wrote anything of it into the ledger, `FaultsOpen`, `Stale`, `IllegalMove`,
    `NotFound`, `NotAllowed`.
    """
    row = _open(session, actor, book_id, expected_version)
    if session.get(BookHand, (book_id, actor.id)) is not None or row.described_by == actor.id:
        raise OwnHand({"kind": "book"})
    settled = settlements_of(session, book_id)
    left = [fault for fault in faults_of(session, row) if (fault.kind, fault.place) not in settled]
    if left:
        raise FaultsOpen({"count": len(left)})
    row.state, row.version = BookState.signed, row.version + 1
    row.signed_by, row.signed_at = actor.id, surroundings(session).clock.now(session)
    session.flush()
    details = {"settled": len(settled)}
    note(session, actor, Action.book_signed, (Subject.book, book_id), details=details)


def reopen_book(
    session: Session, actor: Actor, book_id: uuid.UUID, reason: str, expected_version: int
) -> None:
    """Open a signed book again, with a reason; it needs a new signature then. Raises as `sign_book`."""
    row = find_book(session, actor, Act.sign_book, book_id, lock=True)
    if row.version != expected_version:
        raise Stale({"kind": "book"})
    if row.state is not BookState.signed:
        raise IllegalMove({"kind": "BookState", "from": row.state.value, "to": "open"})
    if not reason.strip():
        raise ReasonNeeded({"act": "reopen_book"})
    row.state, row.version = BookState.open, row.version + 1
    row.signed_by, row.signed_at = None, None
    session.flush()
    note(session, actor, Action.book_reopened, (Subject.book, book_id), reason=reason)


def may_sign(session: Session, actor: Actor, book_id: uuid.UUID) -> bool:
    """Whether this officer had no hand in the book."""
    hands = select(BookHand.account_id).where(BookHand.book_id == book_id)
    return actor.id not in set(session.scalars(hands))


def _open(session: Session, actor: Actor, book_id: uuid.UUID, expected_version: int) -> LedgerBook:
    row = find_book(session, actor, Act.sign_book, book_id, lock=True)
    if row.version != expected_version:
        raise Stale({"kind": "book"})
    if row.state is not BookState.open:
        raise IllegalMove({"kind": "BookState", "from": row.state.value, "to": "open"})
    return row
