"""Tables that find the same sheet of paper again: marks of what was read on a side, and like pairs."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Float, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base, choice


class TwinVerdict(StrEnum):
    """What a clerk says of two pictures side by side."""

    one_sheet = "one_sheet"
    two_sheets = "two_sheets"


class SideMark(Base):
    """A mark: a number made of office, form, field and value. Two pictures of one sheet share several."""

    __tablename__ = "side_marks"

    mark: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    side_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document_sides.id"), primary_key=True, index=True)


class SideTwin(Base):
    """Two sides that may be pictures of one sheet; `likeness` is that of the value that agrees least.

    `verdict` is what a clerk said of them, and may be taken back.
    """

    __tablename__ = "side_twins"

    side_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document_sides.id"), primary_key=True)
    twin_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document_sides.id"), primary_key=True, index=True)
    likeness: Mapped[float] = mapped_column(Float(53))
    found_at: Mapped[datetime]
    verdict: Mapped[TwinVerdict | None] = mapped_column(choice(TwinVerdict, "twin_verdict"))
    judged_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("accounts.id"))
    judged_at: Mapped[datetime | None]
