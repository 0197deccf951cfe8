"""Tables of readings: what an engine read on one side, never changed afterwards."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Float, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base, Code, Digest, Id, Json, JsonOrNull, Serial, Words


class StoredReading(Base):
    """One reading of one side by one version of the reader. `layout` holds places on the paper, no value."""

    __tablename__ = "readings"

    id: Mapped[Id]
    side_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document_sides.id"), index=True)
    reader: Mapped[Code]
    document_type: Mapped[Code]
    type_confidence: Mapped[float] = mapped_column(Float(53))
    usable: Mapped[bool]
    advice: Mapped[list[Any]] = mapped_column(Json)
    mrz: Mapped[dict[str, Any] | None] = mapped_column(Json)
    layout: Mapped[dict[str, Any] | None] = mapped_column(JsonOrNull)
    steps: Mapped[list[Any]] = mapped_column(Json)
    seconds: Mapped[float] = mapped_column(Float(53))
    made_at: Mapped[datetime]


class ReadValue(Base):
    """One value of a reading with its place on the page. Sensitive words are in `sensitive_values`."""

    __tablename__ = "read_values"
    __table_args__ = (UniqueConstraint("reading_id", "path"),)

    id: Mapped[Serial]
    reading_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("readings.id"))
    path: Mapped[str] = mapped_column(String(120))
    value: Mapped[Words | None]
    raw: Mapped[Words | None]
    confidence: Mapped[float] = mapped_column(Float(53))
    decision: Mapped[str] = mapped_column(String(12))
    box: Mapped[list[Any] | None] = mapped_column(Json)
    engine: Mapped[Code]
    alternatives: Mapped[list[Any]] = mapped_column(Json)
    doubts: Mapped[list[str]] = mapped_column(Json, server_default="[]")
    crop: Mapped[Digest | None]
