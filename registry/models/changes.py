"""Tables of changes to records: proposed by one person, decided by another, kept for ever."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base, BigId, Id, Words, choice
from registry.models.records import Operation


class ChangeState(StrEnum):
    """A change waits for a second person, who approves or refuses it."""

    proposed = "proposed"
    approved = "approved"
    refused = "refused"


class RecordChange(Base):
    """A change to a record, proposed on `base_version`; `decision_record` is the record that allows it.

    The database itself refuses a decision by whoever proposed it.
    """

    __tablename__ = "record_changes"
    __table_args__ = (
        CheckConstraint("decided_by IS NULL OR decided_by <> proposed_by", name="four_eyes"),
        Index(None, "office_code", "state", "proposed_at"),
    )

    id: Mapped[Id]
    record_id: Mapped[int] = mapped_column(BigId, ForeignKey("records.id"), index=True)
    office_code: Mapped[str] = mapped_column(ForeignKey("offices.code"))
    operation: Mapped[Operation] = mapped_column(choice(Operation, "operation"))
    base_version: Mapped[int]
    state: Mapped[ChangeState] = mapped_column(choice(ChangeState, "state"))
    authority: Mapped[Words | None]
    dated: Mapped[date | None]
    reason: Mapped[Words]
    decision_record: Mapped[int | None] = mapped_column(BigId, ForeignKey("records.id"))
    proposed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"))
    proposed_at: Mapped[datetime]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[Words | None]
    version: Mapped[int] = mapped_column(default=1)


class ChangedValue(Base):
    """One value that a change replaces: what it was, what it becomes (empty: it is taken out)."""

    __tablename__ = "changed_values"

    change_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record_changes.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(120), primary_key=True)
    old: Mapped[Words]
    new: Mapped[Words]
