"""Tables of entries: what a person says that a paper says, and who decided on it."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.domain.basis import Circumstance
from registry.domain.states import EntryState, Standing
from registry.models.base import Base, BigId, Id, Json, Serial, Words, choice


class ValueSource(StrEnum):
    """Where the value of an entry comes from: read and confirmed, read and corrected, or keyed by hand."""

    read = "read"
    corrected = "corrected"
    keyed = "keyed"


class Entry(Base):
    """One signing of a document by a clerk. The database itself refuses a decision by the same person.

    `absent` says by path why a value is empty; `looked` lists doubtful values that the clerk left as read.
    """

    __tablename__ = "entries"
    __table_args__ = (
        UniqueConstraint("document_id", "number"),
        CheckConstraint("decided_by IS NULL OR decided_by <> entered_by", name="four_eyes"),
        Index(None, "office_code", "state", "entered_at"),
    )

    id: Mapped[Id]
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("documents.id"))
    office_code: Mapped[str] = mapped_column(ForeignKey("offices.code"))
    number: Mapped[int]
    state: Mapped[EntryState] = mapped_column(choice(EntryState, "state"))
    standing: Mapped[Standing] = mapped_column(choice(Standing, "standing"))
    circumstance: Mapped[Circumstance] = mapped_column(
        choice(Circumstance, "circumstance"), server_default="ordinary"
    )
    version: Mapped[int] = mapped_column(default=1)
    note: Mapped[Words | None]
    absent: Mapped[dict[str, Any]] = mapped_column(Json, default=dict, server_default="{}")
    looked: Mapped[list[Any]] = mapped_column(Json, default=list, server_default="[]")
    entered_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"))
    entered_at: Mapped[datetime]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[Words | None]


class EntryValue(Base):
    """One value of an entry. Sensitive ones are kept in `sensitive_values`."""

    __tablename__ = "entry_values"
    __table_args__ = (UniqueConstraint("entry_id", "path"),)

    id: Mapped[Serial]
    entry_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("entries.id"))
    path: Mapped[str] = mapped_column(String(120))
    value: Mapped[Words | None]
    source: Mapped[ValueSource] = mapped_column(choice(ValueSource, "source"))
    read_value_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("read_values.id"))
