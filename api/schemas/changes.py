"""Changes to records: what is proposed, and what a second person decides."""

from datetime import date, datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictInt

from registry.changes.proposals import ChangeView
from registry.models.records import Operation

REASON = Field(max_length=2000, examples=["اللقب في الصورة: العبيدي"])


class Correction(BaseModel):
    """What the record's own paper says after all, by path; an empty value: the paper has none."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"fields": {"laqab": "العبيدي"}, "reason": "اللقب واضح في الصورة"}]},
    )

    fields: dict[str, str]
    reason: str = REASON


class RectificationOrder(BaseModel):
    """The registered decision that orders a rectification; it names field, old and new value itself."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"decision_record": 1377, "reason": "قرار مكتسب الدرجة القطعية"}]},
    )

    decision_record: StrictInt
    reason: str = REASON


class OrderKind(StrEnum):
    """What an authority may order about a record as a whole."""

    freeze = "freeze"
    unfreeze = "unfreeze"
    cancel = "cancel"

    @property
    def operation(self) -> Operation:
        """The operation that makes the version."""
        return {
            OrderKind.freeze: Operation.frozen,
            OrderKind.unfreeze: Operation.unfrozen,
            OrderKind.cancel: Operation.cancelled,
        }[self]


class AuthorityOrder(BaseModel):
    """An authority's order about a record: who, on which day, why."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "order": "freeze",
                    "authority": "محكمة تحقيق الكرخ",
                    "dated": "2024-06-01",
                    "reason": "نزاع على القيد",
                }
            ]
        },
    )

    order: OrderKind
    authority: str = Field(max_length=300)
    dated: date
    reason: str = REASON


class NewStanding(BaseModel):
    """The transcribed record of the page that a reconstructed record can rest on from now on."""

    model_config = ConfigDict(extra="forbid")

    source_record: StrictInt
    reason: str = REASON


class Refusal(BaseModel):
    """Why a proposed change is refused."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"reason": "الصورة واضحة"}]})

    reason: str = Field(max_length=2000)


class Proposed(BaseModel):
    """The change, to be decided on by another officer."""

    change: UUID


class NewVersionAnswer(BaseModel):
    """The number of the record's new version."""

    record: int
    version: int


class ValueChangeAnswer(BaseModel):
    """One value before and after; empty: none."""

    path: str
    old: str
    new: str


class ChangeAnswer(BaseModel):
    """A proposed change. Its `ETag` is needed as `If-Match` to decide on it."""

    id: UUID
    version: int
    record: int
    operation: str
    state: str
    values: list[ValueChangeAnswer]
    authority: str | None
    dated: date | None
    reason: str
    decision_record: int | None
    proposed_by: UUID
    proposed_at: datetime
    decided_by: UUID | None
    decision_reason: str | None
    own: bool

    @classmethod
    def of(cls, view: ChangeView) -> Self:
        """The answer for a change."""
        return cls(
            id=view.id,
            version=view.version,
            record=view.record,
            operation=view.operation,
            state=view.state,
            values=[ValueChangeAnswer(path=v.path, old=v.old, new=v.new) for v in view.values],
            authority=view.authority,
            dated=view.dated,
            reason=view.reason,
            decision_record=view.decision_record,
            proposed_by=view.proposed_by,
            proposed_at=view.proposed_at,
            decided_by=view.decided_by,
            decision_reason=view.decision_reason,
            own=view.own,
        )
