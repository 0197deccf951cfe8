"""Tables of the ledger: register books as described, their pages and captures, custody, condition, faults."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.domain.book import BookKind, CaptureState, EntryNumbering, PageCondition
from registry.domain.book_faults import FaultKind
from registry.models.base import Base, Id, Serial, Words, choice


class BookState(StrEnum):
    """A book is open until a second person signs that the ledger tells the truth of it."""

    open = "open"
    signed = "signed"


class Binding(StrEnum):
    """How a book holds together."""

    sound = "sound"
    loose = "loose"
    broken = "broken"


class Paper(StrEnum):
    """What its paper has suffered, the worst of it."""

    sound = "sound"
    brittle = "brittle"
    damp = "damp"
    mould = "mould"
    insects = "insects"
    burnt = "burnt"


class LedgerBook(Base):
    """A register book as described on taking it in. The database itself refuses that one hand signs alone."""

    __tablename__ = "ledger_books"
    __table_args__ = (
        CheckConstraint("signed_by IS NULL OR signed_by <> described_by", name="second_person"),
        CheckConstraint("first_page >= 0 AND last_page >= first_page", name="span"),
    )

    book_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("register_books.id"), primary_key=True)
    kind: Mapped[BookKind] = mapped_column(choice(BookKind, "kind"))
    first_page: Mapped[int]
    last_page: Mapped[int]
    first_year: Mapped[int | None]
    last_year: Mapped[int | None]
    entries_a_page: Mapped[int]
    numbering: Mapped[EntryNumbering] = mapped_column(choice(EntryNumbering, "numbering"))
    state: Mapped[BookState] = mapped_column(choice(BookState, "state"))
    version: Mapped[int] = mapped_column(default=1)
    described_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"))
    described_at: Mapped[datetime]
    signed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("accounts.id"))
    signed_at: Mapped[datetime | None]


class BookHand(Base):
    """Whoever wrote anything of a book into the ledger: none of them may sign it."""

    __tablename__ = "book_hands"

    book_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ledger_books.book_id"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    first_at: Mapped[datetime]


class BookLeaf(Base):
    """One written page where it is bound; numbers and entries as written. `former`: a struck out number."""

    __tablename__ = "book_leaves"
    __table_args__ = (Index(None, "book_id", "position"),)

    id: Mapped[Id]
    book_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ledger_books.book_id"))
    position: Mapped[int]
    number: Mapped[str] = mapped_column(String(32))
    former: Mapped[str] = mapped_column(String(32))
    condition: Mapped[PageCondition] = mapped_column(choice(PageCondition, "condition"))
    entries: Mapped[Words]


class LeafCapture(Base):
    """A page of a scan that shows a page of a book. One picture may show two pages, one page two pictures."""

    __tablename__ = "leaf_captures"
    __table_args__ = (UniqueConstraint("leaf_id", "page_id"),)

    id: Mapped[Id]
    leaf_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("book_leaves.id"))
    page_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pages.id"), index=True)
    state: Mapped[CaptureState] = mapped_column(choice(CaptureState, "state"))
    linked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"))
    linked_at: Mapped[datetime]


class SettledFault(Base):
    """An officer's word on a fault that the book will keep, with a reason."""

    __tablename__ = "settled_faults"
    __table_args__ = (UniqueConstraint("book_id", "kind", "place"),)

    id: Mapped[Serial]
    book_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ledger_books.book_id"))
    kind: Mapped[FaultKind] = mapped_column(choice(FaultKind, "kind"))
    place: Mapped[str] = mapped_column(String(80))
    reason: Mapped[Words]
    settled_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"))
    settled_at: Mapped[datetime]


class Handover(Base):
    """Books, or batches of their pages, given by one person to another; nobody gives to themselves."""

    __tablename__ = "handovers"
    __table_args__ = (
        CheckConstraint("given_by <> given_to", name="two_people"),
        UniqueConstraint("office_code", "number"),
    )

    id: Mapped[Id]
    office_code: Mapped[str] = mapped_column(ForeignKey("offices.code"))
    number: Mapped[int]
    given_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"))
    given_to: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"))
    purpose: Mapped[Words]
    given_at: Mapped[datetime]
    received_at: Mapped[datetime | None]


class HandoverItem(Base):
    """A batch of pages of one book in a handover, with both people's counts."""

    __tablename__ = "handover_items"
    __table_args__ = (UniqueConstraint("handover_id", "book_id", "first_page"),)

    id: Mapped[Serial]
    handover_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("handovers.id"))
    book_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ledger_books.book_id"), index=True)
    first_page: Mapped[int]
    last_page: Mapped[int]
    pages_given: Mapped[int]
    pages_counted: Mapped[int | None]
    binding: Mapped[Binding] = mapped_column(choice(Binding, "binding"))
    paper: Mapped[Paper] = mapped_column(choice(Paper, "paper"))
    note: Mapped[Words]


class ConditionReport(Base):
    """The report on a book's condition that is due within 20 days of a handover (Instructions 1/1975)."""

    __tablename__ = "condition_reports"
    __table_args__ = (Index(None, "book_id", "made_at"),)

    id: Mapped[Id]
    book_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ledger_books.book_id"))
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    binding: Mapped[Binding] = mapped_column(choice(Binding, "binding"))
    paper: Mapped[Paper] = mapped_column(choice(Paper, "paper"))
    pages_counted: Mapped[int]
    pages_torn: Mapped[int]
    needs_rebinding: Mapped[bool]
    note: Mapped[Words]
