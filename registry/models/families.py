"""Tables of register books and pages, of the families that stand on them, and of what happened to people."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.domain.events_stated import EventKind, Relation
from registry.models.base import Base, BigId, Code, Id, Serial, Words, choice


class RegisterBook(Base):
    """A bound volume of an office; `number` as written on its back. Two volumes may bear one number."""

    __tablename__ = "register_books"
    __table_args__ = (UniqueConstraint("office_code", "number", "volume"),)

    id: Mapped[Id]
    office_code: Mapped[str] = mapped_column(ForeignKey("offices.code"))
    number: Mapped[Code]
    volume: Mapped[str] = mapped_column(String(32), default="")
    opened_at: Mapped[datetime]


class BookPage(Base):
    """A page of a book, which is a family of 1957 and what became of it. `number` as written on it."""

    __tablename__ = "book_pages"
    __table_args__ = (UniqueConstraint("book_id", "number"),)

    id: Mapped[Id]
    book_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("register_books.id"))
    number: Mapped[Code]


class FamilyMember(Base):
    """A person, as one record names them, on the page of a family."""

    __tablename__ = "family_members"
    __table_args__ = (UniqueConstraint("page_id", "person_id"),)

    id: Mapped[Serial]
    page_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("book_pages.id"))
    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id", ondelete="CASCADE"), index=True)
    relation: Mapped[Relation] = mapped_column(choice(Relation, "relation"))


class VitalEvent(Base):
    """Something that happened, as one record tells it. `happened` is the date as far as it is known.

    `first_day` and `last_day` are the days it may have been; both are empty when nothing is known.
    """

    __tablename__ = "vital_events"
    __table_args__ = (Index(None, "kind", "first_day"),)

    id: Mapped[Serial]
    record_id: Mapped[int] = mapped_column(BigId, ForeignKey("records.id"), index=True)
    kind: Mapped[EventKind] = mapped_column(choice(EventKind, "kind"))
    happened: Mapped[str] = mapped_column(String(12))
    precision: Mapped[str] = mapped_column(String(12))
    calendar: Mapped[str] = mapped_column(String(12))
    printed: Mapped[Words]
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    place: Mapped[Words]


class EventPerson(Base):
    """Who took which part in an event."""

    __tablename__ = "event_people"

    event_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("vital_events.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    part: Mapped[str] = mapped_column(String(16))


class Identifier(Base):
    """A number that a paper gives a person, as printed."""

    __tablename__ = "identifiers"
    __table_args__ = (Index(None, "kind", "value"),)

    person_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    kind: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[Code]
