"""Tables of the trail: who did what when, in ids and codes, and apart from it the reasons given."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base, Code, Digest, Id, Json, Serial, Words


class Reason(Base):
    """Why somebody looked or acted, in their own words. Apart from the trail, since words may name people."""

    __tablename__ = "reasons"

    id: Mapped[Id]
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"))
    words: Mapped[Words]
    given_at: Mapped[datetime]


class Event(Base):
    """One act, written in the transaction of the act itself, never changed. A worker has no `actor_id`.

    `reason_seal` binds the words of the reason to the event (registry.audit.leaves).
    """

    __tablename__ = "events"
    __table_args__ = (Index(None, "subject_kind", "subject_id"), Index(None, "actor_id", "at"))

    id: Mapped[Serial]
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("accounts.id"))
    office_code: Mapped[str | None] = mapped_column(String(32))
    action: Mapped[Code]
    subject_kind: Mapped[str] = mapped_column(String(24))
    subject_id: Mapped[Code]
    reason_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("reasons.id"))
    reason_seal: Mapped[Digest | None]
    details: Mapped[dict[str, Any]] = mapped_column(Json)


class ClockAnchor(Base):
    """When a boot of a host began, by the wall clock that its events were written with.

    `era` is the kernel's id of the boot. A wall clock that jumps within a boot moves this moment.
    """

    __tablename__ = "clock_anchors"

    era: Mapped[str] = mapped_column(String(64), primary_key=True)
    booted_at: Mapped[datetime]
