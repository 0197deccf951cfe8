"""Tables of the register itself: records, versions, evidence of each value, people named."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Float, ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.domain.basis import Circumstance
from registry.domain.states import RecordState, Standing
from registry.models.base import Base, BigId, Code, Digest, Json, Salt, Serial, Words, choice
from registry.models.entries import ValueSource


class Operation(StrEnum):
    """What made a version. To correct a reading and to rectify a record are different acts."""

    registered = "registered"
    imported = "imported"
    reading_corrected = "reading_corrected"
    rectified = "rectified"
    frozen = "frozen"
    unfrozen = "unfrozen"
    cancelled = "cancelled"
    standing_changed = "standing_changed"


class Record(Base):
    """An act of the register. What it says stands in its versions; this row only points to the newest."""

    __tablename__ = "records"
    __table_args__ = (
        Index(None, "office_code", "register_number", "page_number"),
        UniqueConstraint("office_code", "external_id"),
    )

    id: Mapped[Serial]
    document_type: Mapped[Code]
    office_code: Mapped[str] = mapped_column(ForeignKey("offices.code"))
    document_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("documents.id"), unique=True)
    external_id: Mapped[Code | None]
    state: Mapped[RecordState] = mapped_column(choice(RecordState, "state"))
    standing: Mapped[Standing] = mapped_column(choice(Standing, "standing"))
    circumstance: Mapped[Circumstance] = mapped_column(
        choice(Circumstance, "circumstance"), server_default="ordinary"
    )
    version: Mapped[int]
    approved: Mapped[bool]
    register_number: Mapped[Code | None]
    page_number: Mapped[Code | None]
    registered_at: Mapped[datetime]


class RecordVersion(Base):
    """What a record said from `made_at` on, who made it so, why, and on what authority. Never changed."""

    __tablename__ = "record_versions"
    __table_args__ = (UniqueConstraint("record_id", "number"),)

    id: Mapped[Serial]
    record_id: Mapped[int] = mapped_column(BigId, ForeignKey("records.id"))
    number: Mapped[int]
    operation: Mapped[Operation] = mapped_column(choice(Operation, "operation"))
    state: Mapped[RecordState] = mapped_column(choice(RecordState, "state"))
    standing: Mapped[Standing] = mapped_column(choice(Standing, "standing"))
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    entered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("accounts.id"))
    entry_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("entries.id"), unique=True)
    authority: Mapped[Words | None]
    reason: Mapped[Words | None]
    salt: Mapped[Salt | None]
    commitment: Mapped[Digest | None]


class RecordValue(Base):
    """One value in one version of a record. Sensitive ones are kept in `sensitive_values`.

    `digest` is the salted hash of the field (`registry.commitments.scheme`).
    """

    __tablename__ = "record_values"
    __table_args__ = (UniqueConstraint("version_id", "path"),)

    id: Mapped[Serial]
    version_id: Mapped[int] = mapped_column(BigId, ForeignKey("record_versions.id"))
    path: Mapped[str] = mapped_column(String(120))
    value: Mapped[Words | None]
    source: Mapped[ValueSource] = mapped_column(choice(ValueSource, "source"))
    salt: Mapped[Salt | None]
    digest: Mapped[Digest | None]


class Evidence(Base):
    """The pixels that a value of a record was read from, and by which engine."""

    __tablename__ = "evidence"

    id: Mapped[Serial]
    record_value_id: Mapped[int] = mapped_column(BigId, ForeignKey("record_values.id"), index=True)
    page_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pages.id"))
    part: Mapped[int]
    side: Mapped[str] = mapped_column(String(16))
    box: Mapped[list[Any] | None] = mapped_column(Json)
    crop: Mapped[Digest | None]
    engine: Mapped[Code | None]
    reader: Mapped[Code | None]
    raw: Mapped[Words | None]
    confidence: Mapped[float | None] = mapped_column(Float(53))
    read_value_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("read_values.id"))


class Person(Base):
    """One person as one record names them, names by part as written, with folded keys to compare by.

    `birth_year` and `birth_date` hold what is certain, `birth_precision` says how much that is, and
    `birth_printed` what the paper says where that is more (a Hijri date, an estimate).
    """

    __tablename__ = "people"
    __table_args__ = (
        UniqueConstraint("record_id", "role", "row"),
        Index(None, "office_code", "register_number", "page_number"),
    )

    id: Mapped[Serial]
    record_id: Mapped[int] = mapped_column(BigId, ForeignKey("records.id"))
    office_code: Mapped[str] = mapped_column(ForeignKey("offices.code"))
    role: Mapped[str] = mapped_column(String(24))
    row: Mapped[int] = mapped_column(SmallInteger, default=0)
    given_name: Mapped[Words]
    father_name: Mapped[Words]
    grandfather_name: Mapped[Words]
    laqab: Mapped[Words]
    mother_name: Mapped[Words]
    maternal_grandfather_name: Mapped[Words]
    given_key: Mapped[Words]
    father_key: Mapped[Words]
    grandfather_key: Mapped[Words]
    laqab_key: Mapped[Words]
    mother_key: Mapped[Words]
    maternal_grandfather_key: Mapped[Words]
    sex: Mapped[str] = mapped_column(String(8))
    birth_date: Mapped[str] = mapped_column(String(10))
    birth_year: Mapped[int | None] = mapped_column(SmallInteger)
    birth_precision: Mapped[str] = mapped_column(String(12))
    birth_printed: Mapped[Words | None]
    national_number: Mapped[str | None] = mapped_column(String(32), index=True)
    register_number: Mapped[Code | None]
    page_number: Mapped[Code | None]
