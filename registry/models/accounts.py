"""Tables of offices, of the people who work there, and of their signing in."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.domain.access import Role
from registry.models.base import Base, Code, Id, Words, choice


class Office(Base):
    """A civil affairs office. `code` is the directorate's own, or one agreed with it."""

    __tablename__ = "offices"

    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    name_ar: Mapped[Words]
    name_ckb: Mapped[Words]
    name_en: Mapped[Words]
    governorate: Mapped[Code]
    district: Mapped[Code | None]
    opened_at: Mapped[datetime]


class Account(Base):
    """A person who signs in. `office_code` is empty for those who serve all offices."""

    __tablename__ = "accounts"

    id: Mapped[Id]
    name: Mapped[Code] = mapped_column(unique=True)
    display_name: Mapped[Words]
    role: Mapped[Role] = mapped_column(choice(Role, "role"))
    office_code: Mapped[str | None] = mapped_column(ForeignKey("offices.code"), index=True)
    sees_sensitive: Mapped[bool] = mapped_column(default=False)
    password_hash: Mapped[Words | None]
    activation_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    activation_ends: Mapped[datetime | None]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    language: Mapped[str | None] = mapped_column(String(8))


class Asked(StrEnum):
    """What is asked for an account."""

    creation = "creation"
    activation = "activation"
    change = "change"
    enabling = "enabling"


class AccountRequest(Base):
    """What one administrator asked for an account and another has to approve.

    A password waits here, not in the account: until the approval it opens nothing. A code is made by the
    approval. Role, office and right are those that the account will have.
    """

    __tablename__ = "account_requests"
    __table_args__ = (
        CheckConstraint("by_recovery_key OR NOT approved OR decided_by <> asked_by", name="four_eyes"),
    )

    id: Mapped[Id]
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    asked: Mapped[Asked] = mapped_column(choice(Asked, "asked"))
    role: Mapped[Role] = mapped_column(choice(Role, "role"))
    office_code: Mapped[str | None] = mapped_column(ForeignKey("offices.code"))
    sees_sensitive: Mapped[bool]
    password_hash: Mapped[Words | None]
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"))
    asked_at: Mapped[datetime]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None]
    approved: Mapped[bool | None]
    by_recovery_key: Mapped[bool] = mapped_column(default=False)


class SignIn(Base):
    """A session of an account. Only the hash of its token is kept."""

    __tablename__ = "sign_ins"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Throttle(Base):
    """How often something failed under one key (a hash of name, address or receipt), and any lock on it."""

    __tablename__ = "throttles"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    failures: Mapped[int]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    locked_until: Mapped[datetime | None]
