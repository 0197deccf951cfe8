"""Tables of digital legacy lists: batches of people, each found by search at once, signed by an officer."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base, BigId, Digest, Id, Json, Salt, Words, choice


class BatchState(StrEnum):
    """A batch is loading until its last line is in, then waits for an officer.

    Held: its own dates say that they can be read in two ways, and nothing is kept until the order is said.
    Withdrawn: its people were taken out again.
    """

    loading = "loading"
    held = "held"
    waiting = "waiting"
    signed = "signed"
    withdrawn = "withdrawn"


class ImportBatch(Base):
    """One file of legacy people. The database itself refuses that whoever brought it in signs it.

    `path`: where the file lay, to go on with it. `date_order`: what was said of dates with the year last;
    `month_first` and `day_first`: how many dates of the list prove the one or the other.
    """

    __tablename__ = "import_batches"
    __table_args__ = (
        CheckConstraint("signed_by IS NULL OR signed_by <> made_by", name="four_eyes"),
        Index(None, "office_code", "digest"),
    )

    id: Mapped[Id]
    office_code: Mapped[str] = mapped_column(ForeignKey("offices.code"))
    file_name: Mapped[Words]
    digest: Mapped[Digest]
    mapping_digest: Mapped[Digest | None]
    path: Mapped[Words | None]
    date_order: Mapped[str | None] = mapped_column(String(16))
    month_first: Mapped[int] = mapped_column(default=0)
    day_first: Mapped[int] = mapped_column(default=0)
    columns: Mapped[list[Any]] = mapped_column(Json)
    state: Mapped[BatchState] = mapped_column(choice(BatchState, "state"))
    lines: Mapped[int]
    kept: Mapped[int]
    refused: Mapped[int]
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    signed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("accounts.id"))
    signed_at: Mapped[datetime | None]


class LegacyRow(Base):
    """The line of a legacy list that a record was made from, word for word: its only evidence."""

    __tablename__ = "legacy_rows"
    __table_args__ = (Index(None, "batch_id", "line"),)

    record_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("records.id"), primary_key=True, autoincrement=False
    )
    batch_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("import_batches.id"))
    line: Mapped[int]
    words: Mapped[list[Any]] = mapped_column(Json)
    salt: Mapped[Salt | None]
    person_digest: Mapped[Digest | None]
    digest: Mapped[Digest | None]
