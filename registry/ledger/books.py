"""Register books in the ledger: taking one in, correcting its description, finding it, whose hand."""

import uuid
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from arabic.digits import to_western
from arabic.letters import clean, has_bidi_control
from registry.database.sessions import surroundings
from registry.domain.access import Act, Actor, require
from registry.domain.actions import Action, Subject
from registry.domain.book import BookSpan
from registry.domain.errors import AlreadyThere, IllegalMove, InvalidValue, NotFound, Stale
from registry.models.families import RegisterBook
from registry.models.ledger import BookHand, BookState, LedgerBook
from registry.trail.events import note

MOST_PAGES: Final = 5000
"""Most pages of a register book: a greater number is a slip."""
MOST_LINES: Final = 500
"""Most entries of one page: a greater number is a slip."""
YEARS: Final = (1800, 2200)


def describe_book(session: Session, actor: Actor, span: BookSpan) -> uuid.UUID:
    """Take a book of the actor's office into the ledger; the answer is its id.

    Two books may bear one number: they differ in `volume` then. Raises `AlreadyThere` for the same number
    and volume again, `InvalidValue`, `NotAllowed`.
    """
    require(actor, Act.keep_books, actor.office)
    checked = checked_span(span)
    here = (RegisterBook.office_code == actor.office, RegisterBook.number == checked.number)
    book = session.scalar(select(RegisterBook).where(*here, RegisterBook.volume == checked.volume))
    now = surroundings(session).clock.now(session)
    if book is None:
        book = RegisterBook(
            office_code=actor.office, number=checked.number, volume=checked.volume, opened_at=now
        )
        session.add(book)
        session.flush()
    elif session.get(LedgerBook, book.id) is not None:
        raise AlreadyThere({"kind": "book", "code": checked.number})
    row = LedgerBook(
        book_id=book.id, state=BookState.open, version=1, described_by=actor.id, described_at=now
    )
    _describe(row, checked)
    session.add(row)
    session.flush()
    _keep_hand(session, actor, row)
    note(session, actor, Action.book_described, (Subject.book, book.id), details={"pages": checked.expected})
    return book.id


def correct_description(
    session: Session, actor: Actor, book_id: uuid.UUID, span: BookSpan, expected_version: int
) -> None:
    """Correct what was said of a book; its number and volume stay.

    Raises `InvalidValue`, `Stale`, `IllegalMove` for a signed book, `NotFound`, `NotAllowed`.
    """
    row = open_book(session, actor, book_id, expected_version)
    book = session.get_one(RegisterBook, book_id)
    checked = checked_span(span)
    if (checked.number, checked.volume) != (book.number, book.volume):
        raise InvalidValue({"field": "number", "problem": "changed"})
    _describe(row, checked)
    touch(session, actor, row, {"what": "description"})


def checked_span(span: BookSpan) -> BookSpan:
    """The description in canonical form. Raises `InvalidValue`."""
    number, volume = to_western(_plain("number", span.number)), _plain("volume", span.volume)
    if not number or len(number) > 64 or len(volume) > 32:
        raise InvalidValue({"field": "number", "problem": "length", "longest": 64})
    if span.first_page < 1 or not 1 <= span.expected <= MOST_PAGES:
        raise InvalidValue({"field": "last_page", "problem": "range"})
    if not 0 <= span.entries_a_page <= MOST_LINES:
        raise InvalidValue({"field": "entries_a_page", "problem": "range"})
    years = [year for year in (span.first_year, span.last_year) if year is not None]
    if any(not YEARS[0] <= year <= YEARS[1] for year in years) or years != sorted(years):
        raise InvalidValue({"field": "last_year", "problem": "range"})
    return BookSpan(
        number,
        volume,
        span.kind,
        span.first_page,
        span.last_page,
        span.first_year,
        span.last_year,
        span.entries_a_page,
        span.numbering,
    )


def span_of(row: LedgerBook, book: RegisterBook) -> BookSpan:
    """A book's description from its rows."""
    return BookSpan(
        number=book.number,
        volume=book.volume,
        kind=row.kind,
        first_page=row.first_page,
        last_page=row.last_page,
        first_year=row.first_year,
        last_year=row.last_year,
        entries_a_page=row.entries_a_page,
        numbering=row.numbering,
    )


def find_book(
    session: Session, actor: Actor, act: Act, book_id: uuid.UUID, *, lock: bool = False
) -> LedgerBook:
    """The row of a book on which the actor may do `act`. Raises `NotFound`, `NotAllowed`."""
    row = session.get(LedgerBook, book_id, with_for_update=lock or None, populate_existing=lock)
    if row is None:
        require(actor, act, actor.office)
        raise NotFound({"kind": "book"})
    require(actor, act, session.get_one(RegisterBook, book_id).office_code)
    return row


def open_book(session: Session, actor: Actor, book_id: uuid.UUID, expected_version: int) -> LedgerBook:
    """A book to be changed, locked. Raises `Stale`, `IllegalMove` when it is signed, as `find_book`."""
    row = find_book(session, actor, Act.keep_books, book_id, lock=True)
    if row.version != expected_version:
        raise Stale({"kind": "book"})
    if row.state is not BookState.open:
        raise IllegalMove({"kind": "BookState", "from": row.state.value, "to": "open"})
    return row


def touch(session: Session, actor: Actor, row: LedgerBook, details: dict[str, str | int]) -> None:
    """Count a change: the version goes on, the hand is remembered, the trail says what was done."""
    row.version += 1
    _keep_hand(session, actor, row)
    note(session, actor, Action.book_changed, (Subject.book, row.book_id), details=details)


def _keep_hand(session: Session, actor: Actor, row: LedgerBook) -> None:
    if session.get(BookHand, (row.book_id, actor.id)) is None:
        now = surroundings(session).clock.now(session)
        session.add(BookHand(book_id=row.book_id, account_id=actor.id, first_at=now))
    session.flush()


def _describe(row: LedgerBook, span: BookSpan) -> None:
    row.kind, row.numbering, row.entries_a_page = span.kind, span.numbering, span.entries_a_page
    row.first_page, row.last_page = span.first_page, span.last_page
    row.first_year, row.last_year = span.first_year, span.last_year


def _plain(field: str, text: str) -> str:
    if has_bidi_control(text) or any(not sign.isprintable() for sign in text):
        raise InvalidValue({"field": field, "problem": "control_sign"})
    return clean(text)
