"""Tables of acceptance sampling: what was drawn and how, blind second keys, and where folding is on."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base, BigId, Code, Digest, Id, Words, choice


class Purpose(StrEnum):
    """Why a field is keyed a second time: its kind is watched, its book is sampled, or it is risky."""

    watch = "watch"
    book = "book"
    risk = "risk"


class KeyingState(StrEnum):
    """A second keying waits, agrees with the first value, is disputed, or was settled by a third person."""

    waiting = "waiting"
    agreed = "agreed"
    disputed = "disputed"
    settled = "settled"


class Verdict(StrEnum):
    """What the picture says to the third person: the first value, the second, another, or nothing."""

    first = "first"
    second = "second"
    other = "other"
    unreadable = "unreadable"


class SampleDraw(Base):
    """A random sample of a book's fields. `seed` comes of the frame and of the trail's newest event then."""

    __tablename__ = "sample_draws"

    id: Mapped[Id]
    book_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ledger_books.book_id"), index=True)
    office_code: Mapped[str] = mapped_column(ForeignKey("offices.code"))
    frame_digest: Mapped[Digest]
    frame_size: Mapped[int]
    sample_size: Mapped[int]
    budget: Mapped[float] = mapped_column(Float(53))
    event_id: Mapped[int] = mapped_column(BigId)
    seed: Mapped[Digest]
    drawn_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"))
    drawn_at: Mapped[datetime]


class SecondKey(Base):
    """One field keyed by a second person who doesn't see the first value; differences go to a third."""

    __tablename__ = "second_keys"
    __table_args__ = (
        CheckConstraint("settled_by IS NULL OR settled_by <> keyed_by", name="third_person"),
        UniqueConstraint("entry_id", "path", "purpose", "draw_id"),
        Index(None, "office_code", "state", "made_at"),
        Index(None, "office_code", "document_type", "purpose"),
    )

    id: Mapped[Id]
    office_code: Mapped[str] = mapped_column(ForeignKey("offices.code"))
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("documents.id"), index=True)
    entry_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("entries.id"))
    draw_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("sample_draws.id"), index=True)
    document_type: Mapped[Code]
    path: Mapped[str] = mapped_column(String(120))
    purpose: Mapped[Purpose] = mapped_column(choice(Purpose, "purpose"))
    state: Mapped[KeyingState] = mapped_column(choice(KeyingState, "state"))
    first_value: Mapped[Words]
    second_value: Mapped[Words | None]
    final_value: Mapped[Words | None]
    verdict: Mapped[Verdict | None] = mapped_column(choice(Verdict, "verdict"))
    wrong: Mapped[bool | None]
    folded: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]
    held_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("accounts.id"))
    held_until: Mapped[datetime | None]
    keyed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("accounts.id"))
    keyed_at: Mapped[datetime | None]
    settled_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("accounts.id"))
    settled_at: Mapped[datetime | None]


class FoldState(Base):
    """Whether accepted fields of an office and type are folded away, and since when they are counted.

    Counted are those of one version of the reader: what another version reads is shown anew.
    `secret` picks what is watched; its hash stands in the trail from the start, itself from the change on.
    """

    __tablename__ = "fold_states"

    office_code: Mapped[str] = mapped_column(ForeignKey("offices.code"), primary_key=True)
    document_type: Mapped[str] = mapped_column(String(64), primary_key=True)
    folding: Mapped[bool]
    counted_from: Mapped[datetime]
    changed_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]
    secret: Mapped[Digest]
    reader: Mapped[Code]
