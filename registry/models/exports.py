"""Table of exports: asked for by one person, allowed by another, written for the holder of one key."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base, Code, Digest, Id, Words, choice


class ExportState(StrEnum):
    """An export waits for a second person, who allows or refuses it."""

    asked = "asked"
    approved = "approved"
    refused = "refused"


class ExportForm(StrEnum):
    """What a file is made of: JSON Lines for programs, CSV for spreadsheets."""

    jsonl = "jsonl"
    csv = "csv"


class Export(Base):
    """Records of one office that are to leave the house, encrypted to `recipient_key`.

    What it holds is what the register said at `decided_at`. The database itself refuses a decision by whoever
    asked. `written_digest` is the SHA-256 of the last plain content that was written.
    """

    __tablename__ = "exports"
    __table_args__ = (
        CheckConstraint("decided_by IS NULL OR decided_by <> asked_by", name="four_eyes"),
        Index(None, "office_code", "state", "asked_at"),
    )

    id: Mapped[Id]
    office_code: Mapped[str] = mapped_column(ForeignKey("offices.code"))
    form: Mapped[ExportForm] = mapped_column(choice(ExportForm, "form"))
    byte_order_mark: Mapped[bool]
    document_type: Mapped[Code | None]
    registered_from: Mapped[date | None]
    registered_until: Mapped[date | None]
    sensitive: Mapped[bool]
    recipient: Mapped[Words]
    recipient_key: Mapped[Code]
    reason: Mapped[Words]
    state: Mapped[ExportState] = mapped_column(choice(ExportState, "state"))
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"))
    asked_at: Mapped[datetime]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[Words | None]
    written_records: Mapped[int | None]
    written_digest: Mapped[Digest | None]
    version: Mapped[int] = mapped_column(default=1)
