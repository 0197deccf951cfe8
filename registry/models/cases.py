"""Tables of cases: somebody wants a service, with or without paper."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.domain.states import CaseState
from registry.models.base import Base, Code, Id, Json, Words, choice


class Case(Base):
    """A service wanted at an office. Holds the receipt code and the hash of the PIN chosen at the counter."""

    __tablename__ = "cases"
    __table_args__ = (Index(None, "office_code", "state", "opened_at"),)

    id: Mapped[Id]
    office_code: Mapped[str] = mapped_column(ForeignKey("offices.code"))
    service: Mapped[Code]
    applicant: Mapped[Words | None]
    receipt: Mapped[str] = mapped_column(String(16), unique=True)
    pin_hash: Mapped[Words | None]
    state: Mapped[CaseState] = mapped_column(choice(CaseState, "state"))
    expected: Mapped[list[Any]] = mapped_column(Json)
    opened_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"))
    opened_at: Mapped[datetime]


class IdempotencyKey(Base):
    """Which case an upload got the first time, so that the same upload again gets the same receipt."""

    __tablename__ = "idempotency_keys"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cases.id"))
    made_at: Mapped[datetime]
