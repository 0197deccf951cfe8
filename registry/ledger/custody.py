"""Custody: who handed which books or batches of pages to whom, with counts and condition, who confirmed."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.database.sessions import surroundings
from registry.domain.access import Act, Actor, Role, require
from registry.domain.actions import Action, Subject
from registry.domain.errors import IllegalMove, InvalidValue, NotAllowed, NotFound
from registry.ledger.books import find_book
from registry.models.accounts import Account
from registry.models.families import RegisterBook
from registry.models.ledger import Binding, Handover, HandoverItem, Paper
from registry.trail.events import note

MOST_ITEMS: Final = 200
"""Most batches of one handover, which a person checks one by one."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Pages of one book as they are given: `pages` is the giver's count of leaves' pages, at least 1."""

    book: uuid.UUID
    first_page: int
    last_page: int
    pages: int
    binding: Binding = Binding.sound
    paper: Paper = Paper.sound
    note: str = ""


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch in a handover. `counted` is the receiver's count, None until received."""

    id: int
    book: uuid.UUID
    number: str
    volume: str
    first_page: int
    last_page: int
    given: int
    counted: int | None
    binding: Binding
    paper: Paper
    note: str


@dataclass(frozen=True, slots=True)
class HandoverView:
    """A handover with both people; `received_at` is None until the receiver confirmed it."""

    id: uuid.UUID
    number: int
    office: str
    given_by: uuid.UUID
    given_to: uuid.UUID
    purpose: str
    given_at: datetime
    received_at: datetime | None
    batches: tuple[BatchView, ...]


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody to whom books may be given."""

    id: uuid.UUID
    display_name: str
    role: Role


def colleagues(session: Session, actor: Actor) -> tuple[Colleague, ...]:
    """Those of the actor's office who may receive books, without the actor. Raises `NotAllowed`."""
    require(actor, Act.keep_books, actor.office)
    query = select(Account).where(
        Account.office_code == actor.office, Account.disabled_at.is_(None), Account.id != actor.id
    )
    rows = session.scalars(query.order_by(Account.display_name))
    return tuple(Colleague(row.id, row.display_name, row.role) for row in rows)


def give(
    session: Session, actor: Actor, receiver: uuid.UUID, purpose: str, batches: Sequence[Batch]
) -> uuid.UUID:
    """Write down that books leave the actor's hands; the answer is the handover's id.

    Raises `InvalidValue`, `NotFound` for a book or a receiver of another office, `NotAllowed`.
    """
    require(actor, Act.keep_books, actor.office)
    if receiver not in {one.id for one in colleagues(session, actor)}:
        raise NotFound({"kind": "account"})
    if not purpose.strip() or not 1 <= len(batches) <= MOST_ITEMS:
        raise InvalidValue({"field": "purpose" if batches else "batches", "problem": "empty"})
    if len({(one.book, one.first_page) for one in batches}) != len(batches):
        raise InvalidValue({"field": "batches", "problem": "twice"})
    numbers = select(func.max(Handover.number)).where(Handover.office_code == actor.office)
    handover = Handover(
        office_code=actor.office,
        number=(session.scalar(numbers) or 0) + 1,
        given_by=actor.id,
        given_to=receiver,
        purpose=purpose.strip()[:2000],
        given_at=surroundings(session).clock.now(session),
        received_at=None,
    )
    session.add(handover)
    session.flush()
    for batch in batches:
        session.add(_item(session, actor, handover, batch))
    session.flush()
    details: dict[str, str | int] = {"batches": len(batches), "to": str(receiver)}
    note(session, actor, Action.books_given, (Subject.handover, handover.id), details=details)
    return handover.id


def receive(session: Session, actor: Actor, handover_id: uuid.UUID, counted: Mapping[int, int]) -> None:
    """Confirm by the receiver's own count of each batch, by its id; a difference is a fault of the book.

    Raises `NotAllowed` for anybody but the receiver, `IllegalMove` when it was received, `InvalidValue`
    for a batch without a count, `NotFound`.
    """
    handover = _find(session, actor, handover_id, lock=True)
    if handover.given_to != actor.id:
        raise NotAllowed({"act": "receive"})
    if handover.received_at is not None:
        raise IllegalMove({"kind": "Handover", "from": "received", "to": "received"})
    short = 0
    for item in _items(session, handover_id):
        count = counted.get(item.id, -1)
        if not 0 <= count <= 10_000:
            raise InvalidValue({"field": f"counted.{item.id}", "problem": "range"})
        item.pages_counted = count
        short += count != item.pages_given
    handover.received_at = surroundings(session).clock.now(session)
    note(session, actor, Action.books_received, (Subject.handover, handover_id), details={"differ": short})


def handover_view(session: Session, actor: Actor, handover_id: uuid.UUID) -> HandoverView:
    """A handover. Raises `NotFound`, `NotAllowed`."""
    return _view(session, _find(session, actor, handover_id))


def handovers_of(session: Session, book_id: uuid.UUID) -> tuple[HandoverView, ...]:
    """The handovers in which a book was, the newest first; who calls has checked rights."""
    held = select(HandoverItem.handover_id).where(HandoverItem.book_id == book_id)
    rows = session.scalars(select(Handover).where(Handover.id.in_(held)).order_by(Handover.number.desc()))
    return tuple(_view(session, row) for row in rows)


def handovers(
    session: Session, actor: Actor, office: str | None, limit: int = 50
) -> tuple[HandoverView, ...]:
    """The newest handovers of an office. Raises `NotFound` for another's, `NotAllowed`."""
    require(actor, Act.view_books, office)
    query = select(Handover).order_by(Handover.given_at.desc(), Handover.number.desc()).limit(limit)
    if office is not None:
        query = query.where(Handover.office_code == office)
    return tuple(_view(session, row) for row in session.scalars(query))


def _find(session: Session, actor: Actor, handover_id: uuid.UUID, *, lock: bool = False) -> Handover:
    row = session.get(Handover, handover_id, with_for_update=lock or None, populate_existing=lock)
    if row is None:
        require(actor, Act.view_books, actor.office)
        raise NotFound({"kind": "handover"})
    require(actor, Act.view_books, row.office_code)
    return row


def _items(session: Session, handover_id: uuid.UUID) -> Sequence[HandoverItem]:
    query = select(HandoverItem).where(HandoverItem.handover_id == handover_id).order_by(HandoverItem.id)
    return session.scalars(query).all()


def _item(session: Session, actor: Actor, handover: Handover, batch: Batch) -> HandoverItem:
    find_book(session, actor, Act.keep_books, batch.book)
    if not 0 <= batch.first_page <= batch.last_page <= 100_000 or not 1 <= batch.pages <= 10_000:
        raise InvalidValue({"field": "pages", "problem": "range"})
    return HandoverItem(
        handover_id=handover.id,
        book_id=batch.book,
        first_page=batch.first_page,
        last_page=batch.last_page,
        pages_given=batch.pages,
        pages_counted=None,
        binding=batch.binding,
        paper=batch.paper,
        note=batch.note.strip()[:500],
    )


def _view(session: Session, row: Handover) -> HandoverView:
    books = select(HandoverItem, RegisterBook).join(RegisterBook, RegisterBook.id == HandoverItem.book_id)
    items = session.execute(books.where(HandoverItem.handover_id == row.id).order_by(HandoverItem.id)).all()
    batches = tuple(
        BatchView(
            id=item.id,
            book=item.book_id,
            number=book.number,
            volume=book.volume,
            first_page=item.first_page,
            last_page=item.last_page,
            given=item.pages_given,
            counted=item.pages_counted,
            binding=item.binding,
            paper=item.paper,
            note=item.note,
        )
        for item, book in items
    )
    return HandoverView(
        id=row.id,
        number=row.number,
        office=row.office_code,
        given_by=row.given_by,
        given_to=row.given_to,
        purpose=row.purpose,
        given_at=row.given_at,
        received_at=row.received_at,
        batches=batches,
    )
