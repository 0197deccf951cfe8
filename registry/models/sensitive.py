"""The table of sensitive values: religion, ethnicity, cause of death and what else `reference` flags.

They stand nowhere else, need a right of their own, and each reading of them is an event.
"""

import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base, BigId, Serial, Words


class SensitiveValue(Base):
    """The words of one sensitive field of exactly one reading, draft, entry or version of a record."""

    __tablename__ = "sensitive_values"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN reading_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN draft_of IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN entry_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN version_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_owner",
        ),
        Index(None, "reading_id", "path", unique=True),
        Index(None, "draft_of", "path", unique=True),
        Index(None, "entry_id", "path", unique=True),
        Index(None, "version_id", "path", unique=True),
    )

    id: Mapped[Serial]
    reading_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("readings.id"))
    draft_of: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("documents.id"))
    entry_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("entries.id"))
    version_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("record_versions.id"))
    path: Mapped[str] = mapped_column(String(120))
    value: Mapped[Words]
    raw: Mapped[Words | None]
