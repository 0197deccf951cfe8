"""Tables of pairs of records that may name one person, and of what two people made of each pair."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base, BigId, Id, Json, Words, choice


class PairState(StrEnum):
    """A pair waits to be judged, was put off, told apart, proposed as one person, or is joined as one."""

    waiting = "waiting"
    later = "later"
    apart = "apart"
    proposed = "proposed"
    joined = "joined"


class MergeAct(StrEnum):
    """To merge two records as one person, or to undo it."""

    merge = "merge"
    undo = "undo"


class ActState(StrEnum):
    """An act waits for a second person, who approves or refuses it."""

    proposed = "proposed"
    approved = "approved"
    refused = "refused"


class RecordPair(Base):
    """Two records that may name one person, the smaller number first. `why`: what every field says, in bits.

    A pair only stands beside its records: joining and parting change nothing in them.
    """

    __tablename__ = "record_pairs"
    __table_args__ = (
        UniqueConstraint("first_record", "second_record"),
        CheckConstraint("first_record < second_record", name="in_order"),
        Index(None, "office_code", "state", "score"),
    )

    id: Mapped[Id]
    office_code: Mapped[str] = mapped_column(ForeignKey("offices.code"))
    first_record: Mapped[int] = mapped_column(BigId, ForeignKey("records.id"))
    second_record: Mapped[int] = mapped_column(BigId, ForeignKey("records.id"), index=True)
    score: Mapped[float] = mapped_column(Float(53))
    why: Mapped[list[Any]] = mapped_column(Json)
    found_at: Mapped[datetime]
    state: Mapped[PairState] = mapped_column(choice(PairState, "state"))
    judged_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("accounts.id"))
    judged_at: Mapped[datetime | None]
    reason: Mapped[Words | None]
    version: Mapped[int] = mapped_column(default=1)


class PairAct(Base):
    """A joining or parting: proposed by one person, decided by another, kept for ever.

    The database itself refuses a decision by whoever proposed it.
    """

    __tablename__ = "pair_acts"
    __table_args__ = (
        CheckConstraint("decided_by IS NULL OR decided_by <> proposed_by", name="four_eyes"),
        Index(None, "pair_id", "proposed_at"),
    )

    id: Mapped[Id]
    pair_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("record_pairs.id"))
    act: Mapped[MergeAct] = mapped_column(choice(MergeAct, "act"))
    state: Mapped[ActState] = mapped_column(choice(ActState, "state"))
    proposed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"))
    proposed_at: Mapped[datetime]
    reason: Mapped[Words]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[Words | None]
