"""Tables of scans (files handed in), of the work of reading them, and of their pages."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Float, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.domain.states import ScanState, TaskState
from registry.models.base import Base, Code, Digest, Id, Json, Words, choice


class Scan(Base):
    """A file handed in. `digest` is the keyed hash under which the store holds its bytes."""

    __tablename__ = "scans"
    __table_args__ = (UniqueConstraint("case_id", "digest"), Index(None, "office_code", "received_at"))

    id: Mapped[Id]
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cases.id"))
    office_code: Mapped[str] = mapped_column(ForeignKey("offices.code"))
    digest: Mapped[Digest] = mapped_column(index=True)
    length: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(16))
    pages: Mapped[int]
    file_name: Mapped[Words]
    document_type: Mapped[Code | None]
    state: Mapped[ScanState] = mapped_column(choice(ScanState, "state"))
    fault: Mapped[Code | None]
    fault_params: Mapped[dict[str, Any] | None] = mapped_column(Json)
    received_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"))
    received_at: Mapped[datetime]


class Task(Base):
    """The work of reading one scan. `attempt` is the fence: only the newest attempt may finish it.

    `pages_read` counts the pages from the first on whose readings are kept already; the rest is still to do.
    """

    __tablename__ = "tasks"
    __table_args__ = (Index(None, "state", "priority", "queued_at"),)

    id: Mapped[Id]
    scan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scans.id"), unique=True)
    state: Mapped[TaskState] = mapped_column(choice(TaskState, "state"))
    priority: Mapped[int] = mapped_column(default=0)
    queued_at: Mapped[datetime]
    attempt: Mapped[int] = mapped_column(default=0)
    dispatches: Mapped[int] = mapped_column(default=0)
    starts: Mapped[int] = mapped_column(default=0)
    content_faults: Mapped[int] = mapped_column(default=0)
    pages_read: Mapped[int] = mapped_column(default=0, server_default="0")
    worker: Mapped[Code | None] = mapped_column(index=True)
    lease_until: Mapped[float | None] = mapped_column(Float(53))
    lease_era: Mapped[Code | None]
    finished_at: Mapped[datetime | None]


class Page(Base):
    """One page of a scan. `picture` is its stored picture, without metadata; sizes in pixels.

    `points` is what the store keeps for comparing it with other pages (`imaging.likeness`).
    """

    __tablename__ = "pages"
    __table_args__ = (UniqueConstraint("scan_id", "number"),)

    id: Mapped[Id]
    scan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scans.id"))
    number: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    picture: Mapped[Digest | None]
    points: Mapped[Digest | None]
