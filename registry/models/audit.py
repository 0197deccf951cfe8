"""Tables of the proof: which event stands where in the Merkle tree, its hashes, and what was signed."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base, BigId, Words


class TrailWaiting(Base):
    """An event without a number yet, written beside it in one transaction and gone once it has one."""

    __tablename__ = "trail_waiting"

    event_id: Mapped[int] = mapped_column(BigId, ForeignKey("events.id"), primary_key=True)


class TrailLeaf(Base):
    """The number of an event: 1, 2, 3 and so on without a gap, in the order of commits."""

    __tablename__ = "trail_leaves"

    number: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    event_id: Mapped[int] = mapped_column(BigId, ForeignKey("events.id"), unique=True)


class TrailNode(Base):
    """The hash of a perfect subtree. Level 0 holds the events' own: number n at position n - 1."""

    __tablename__ = "trail_nodes"

    level: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class TrailHead(Base):
    """One row: how many events have a number. Whoever gives numbers holds its lock."""

    __tablename__ = "trail_head"

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    size: Mapped[int] = mapped_column(BigId)


class TrailCheckpoint(Base):
    """A signed checkpoint: a C2SP note in `note`."""

    __tablename__ = "trail_checkpoints"

    size: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    note: Mapped[Words]
    signed_at: Mapped[datetime]
