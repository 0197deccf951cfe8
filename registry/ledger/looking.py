"""Looking at books: what the ledger holds of one, with its faults and its coverage map, and lists."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.access import Act, Actor, require
from registry.domain.book import BookSpan, CaptureState, Fault, Leaf, Outside
from registry.domain.book_faults import FaultKind
from registry.domain.numerals import parse_entries, parse_numeral
from registry.ledger.books import find_book, span_of
from registry.ledger.condition import overdue_since
from registry.ledger.coverage import CoverageMap, coverage
from registry.ledger.faults import find_faults
from registry.ledger.pages import leaves_of
from registry.models.families import RegisterBook
from registry.models.ledger import (
    BookLeaf,
    BookState,
    Handover,
    HandoverItem,
    LeafCapture,
    LedgerBook,
    SettledFault,
)
from registry.models.records import Record

FaultKey = tuple[FaultKind, str]


@dataclass(frozen=True, slots=True)
class CaptureView:
    """A scanned page that shows a page of the book."""

    id: uuid.UUID
    page: uuid.UUID
    state: CaptureState


@dataclass(frozen=True, slots=True)
class LeafView:
    """A page of the book with its row's id, the entries as typed, and its captures."""

    id: uuid.UUID
    leaf: Leaf
    entries: str
    captures: tuple[CaptureView, ...]


@dataclass(frozen=True, slots=True)
class Settlement:
    """An officer's word on a fault that stays."""

    reason: str
    settled_by: uuid.UUID
    settled_at: datetime


@dataclass(frozen=True, slots=True)
class BookView:
    """A book. `version` is its ETag; `faults` are all that are found, those with a settlement among them."""

    id: uuid.UUID
    office: str
    version: int
    span: BookSpan
    state: BookState
    described_by: uuid.UUID
    described_at: datetime
    signed_by: uuid.UUID | None
    signed_at: datetime | None
    leaves: tuple[LeafView, ...]
    faults: tuple[Fault, ...]
    settled: Mapping[FaultKey, Settlement]
    map: CoverageMap

    @property
    def open_faults(self) -> tuple[Fault, ...]:
        """Faults that nothing was said to."""
        return tuple(fault for fault in self.faults if (fault.kind, fault.place) not in self.settled)


def book_view(session: Session, actor: Actor, book_id: uuid.UUID) -> BookView:
    """One book with all that the ledger holds of it. Raises `NotFound`, `NotAllowed`."""
    return _view(session, find_book(session, actor, Act.view_books, book_id))


def books_of(
    session: Session, actor: Actor, office: str | None, *, limit: int = 50, skip: int = 0
) -> tuple[BookView, ...]:
    """Books of an office (None: of all) by number and volume. Raises `NotFound`, `NotAllowed`."""
    require(actor, Act.view_books, office)
    query = select(LedgerBook).join(RegisterBook, RegisterBook.id == LedgerBook.book_id)
    if office is not None:
        query = query.where(RegisterBook.office_code == office)
    order = (RegisterBook.office_code, RegisterBook.number, RegisterBook.volume)
    rows = session.scalars(query.order_by(*order).limit(limit).offset(skip)).all()
    return tuple(_view(session, row) for row in rows)


def unlisted_books(session: Session, actor: Actor, office: str | None) -> tuple[str, ...]:
    """Numbers of books that records cite and that nobody took into the ledger. Raises as `books_of`."""
    require(actor, Act.view_books, office)
    listed = select(RegisterBook.number).join(LedgerBook, LedgerBook.book_id == RegisterBook.id)
    cited = select(Record.register_number).where(Record.register_number.is_not(None)).distinct()
    if office is not None:
        listed = listed.where(RegisterBook.office_code == office)
        cited = cited.where(Record.office_code == office)
    numbers = session.scalars(cited.where(Record.register_number.not_in(listed)))
    return tuple(sorted({number for number in numbers if number}))


def faults_of(session: Session, row: LedgerBook) -> tuple[Fault, ...]:
    """Every fault of a book as it stands; who calls has checked rights."""
    book = session.get_one(RegisterBook, row.book_id)
    leaves = [view.leaf for view in _leaves(session, row.book_id)]
    return find_faults(span_of(row, book), leaves, _outside(session, row, book))


def settlements_of(session: Session, book_id: uuid.UUID) -> dict[FaultKey, Settlement]:
    """What officers said of a book's faults, by kind and place."""
    rows = session.scalars(select(SettledFault).where(SettledFault.book_id == book_id))
    return {(row.kind, row.place): Settlement(row.reason, row.settled_by, row.settled_at) for row in rows}


def _view(session: Session, row: LedgerBook) -> BookView:
    book = session.get_one(RegisterBook, row.book_id)
    span = span_of(row, book)
    leaves = _leaves(session, row.book_id)
    plain = [view.leaf for view in leaves]
    faults = find_faults(span, plain, _outside(session, row, book))
    return BookView(
        id=row.book_id,
        office=book.office_code,
        version=row.version,
        span=span,
        state=row.state,
        described_by=row.described_by,
        described_at=row.described_at,
        signed_by=row.signed_by,
        signed_at=row.signed_at,
        leaves=leaves,
        faults=faults,
        settled=settlements_of(session, row.book_id),
        map=coverage(span, plain, faults),
    )


def _leaves(session: Session, book_id: uuid.UUID) -> tuple[LeafView, ...]:
    captures: dict[uuid.UUID, list[CaptureView]] = defaultdict(list)
    query = select(LeafCapture).join(BookLeaf, BookLeaf.id == LeafCapture.leaf_id)
    for row in session.scalars(query.where(BookLeaf.book_id == book_id).order_by(LeafCapture.id)):
        captures[row.leaf_id].append(CaptureView(row.id, row.page_id, row.state))
    return tuple(_leaf_view(leaf, captures[leaf.id]) for leaf in leaves_of(session, book_id))


def _leaf_view(row: BookLeaf, captures: Sequence[CaptureView]) -> LeafView:
    leaf = Leaf(
        position=row.position,
        number=row.number,
        former=row.former,
        condition=row.condition,
        entries=parse_entries(row.entries),
        captures=tuple(capture.state for capture in captures),
    )
    return LeafView(row.id, leaf, row.entries, tuple(captures))


def _outside(session: Session, row: LedgerBook, book: RegisterBook) -> Outside:
    """What others know of the book: namesakes, citing records, counts at handovers, a report that is due."""
    namesakes = (
        select(LedgerBook, RegisterBook)
        .join(RegisterBook, RegisterBook.id == LedgerBook.book_id)
        .where(
            RegisterBook.office_code == book.office_code,
            RegisterBook.number == book.number,
            RegisterBook.id != book.id,
        )
        .order_by(RegisterBook.volume)
    )
    others = tuple(span_of(other, named) for other, named in session.execute(namesakes))
    due = overdue_since(session, row.book_id)
    return Outside(
        others=others,
        cited=_cited(session, book, others),
        counts=_counts(session, row.book_id),
        overdue_since=due.strftime("%Y/%m/%d") if due else "",
    )


def _cited(session: Session, book: RegisterBook, others: Sequence[BookSpan]) -> tuple[str, ...]:
    """Pages that records cite under this number and that no other book of the number holds."""
    here = (Record.office_code == book.office_code, Record.register_number == book.number)
    pages = session.scalars(select(Record.page_number).where(*here).distinct())
    return tuple(sorted(page for page in pages if page and not _within(page, others)))


def _within(page: str, others: Sequence[BookSpan]) -> bool:
    numeral = parse_numeral(page)
    return numeral is not None and any(o.first_page <= numeral.base <= o.last_page for o in others)


def _counts(session: Session, book_id: uuid.UUID) -> tuple[tuple[str, int, int], ...]:
    query = (
        select(Handover.number, HandoverItem.pages_given, HandoverItem.pages_counted)
        .join(Handover, Handover.id == HandoverItem.handover_id)
        .where(HandoverItem.book_id == book_id, HandoverItem.pages_counted.is_not(None))
        .order_by(Handover.number)
    )
    return tuple((str(number), given, counted or 0) for number, given, counted in session.execute(query))
