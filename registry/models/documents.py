"""Tables of documents: one paper, the page sides that show it, what is typed so far, and what rules found."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.domain.states import DocumentState
from registry.models.base import Base, Code, Id, Json, Serial, Words, choice


class Document(Base):
    """One paper: a card's two sides, a certificate, one of several cards on a page. `version` is its ETag.

    `for_officer`: a clerk could not decide on it and left it to an officer. `decided_by`: whoever decided on
    it last at the desk, so that the same decision sent twice is one.
    """

    __tablename__ = "documents"
    __table_args__ = (Index(None, "office_code", "state", "arrived_at"),)

    id: Mapped[Id]
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    office_code: Mapped[str] = mapped_column(ForeignKey("offices.code"))
    document_type: Mapped[Code]
    state: Mapped[DocumentState] = mapped_column(choice(DocumentState, "state"))
    version: Mapped[int] = mapped_column(default=1)
    reason: Mapped[Words | None]
    arrived_at: Mapped[datetime]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("accounts.id"))
    held_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("accounts.id"))
    held_until: Mapped[datetime | None]
    for_officer: Mapped[bool] = mapped_column(default=False)


class DocumentSide(Base):
    """Where one side of a document is seen: `part` counts the papers found on the page.

    `paired_by`: by what it was put to the first side, as `registry.documents.pairing` names it; empty for
    that.
    """

    __tablename__ = "document_sides"
    __table_args__ = (UniqueConstraint("page_id", "part"),)

    id: Mapped[Id]
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("documents.id"), index=True)
    page_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pages.id"))
    part: Mapped[int]
    side: Mapped[str] = mapped_column(String(16))
    paired_by: Mapped[list[Any]] = mapped_column(Json, default=list, server_default="[]")


class DocumentHand(Base):
    """Whoever typed or confirmed anything of a document: none of them may approve it."""

    __tablename__ = "document_hands"

    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    first_at: Mapped[datetime]


class DraftValue(Base):
    """What is typed so far in one field, kept as it is left. Sensitive ones: `sensitive_values`."""

    __tablename__ = "draft_values"

    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(120), primary_key=True)
    value: Mapped[Words]
    kept_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.id"))
    kept_at: Mapped[datetime]


class FoundFinding(Base):
    """What a rule found in a document when it was last checked."""

    __tablename__ = "findings"

    id: Mapped[Serial]
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("documents.id"), index=True)
    rule: Mapped[Code]
    severity: Mapped[str] = mapped_column(String(8))
    fields: Mapped[list[Any]] = mapped_column(Json)
    params: Mapped[dict[str, Any]] = mapped_column(Json)
    found_at: Mapped[datetime]
