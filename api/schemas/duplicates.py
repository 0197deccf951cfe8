"""Pairs of records that may name one person, and what people make of them."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from registry.deduplication import Judgement, PairLine, PairView


class Look(BaseModel):
    """Why pairs are looked for."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"reason": "جرد نصف سنوي"}]})

    reason: str = Field(max_length=500)


class Found(BaseModel):
    """How many pairs are new."""

    new: int


class PairLineAnswer(BaseModel):
    """A pair in a list."""

    id: UUID
    first: int
    second: int
    first_name: str
    second_name: str
    score: float
    state: str

    @classmethod
    def of(cls, line: PairLine) -> Self:
        """The answer for a pair in a list."""
        return cls(
            id=line.id,
            first=line.first,
            second=line.second,
            first_name=line.first_name,
            second_name=line.second_name,
            score=line.score,
            state=line.state.value,
        )


class PairsAnswer(BaseModel):
    """Pairs, the likeliest first."""

    pairs: list[PairLineAnswer]


class ComparedAnswer(BaseModel):
    """What both records say of one field, how they agree, and what that weighs in bits."""

    field: str
    first: str
    second: str
    code: str
    weight: float


class ActAnswer(BaseModel):
    """A merge or its undoing: who proposed it and why, who decided."""

    act: str
    state: str
    proposed_by: UUID
    proposed_at: datetime
    reason: str
    decided_by: UUID | None
    decided_at: datetime | None
    decision_reason: str | None
    own: bool


class PairAnswer(BaseModel):
    """Two records side by side. The `ETag` of the answer is needed as `If-Match` to judge them."""

    id: UUID
    version: int
    state: str
    score: float
    first: int
    second: int
    fields: list[ComparedAnswer]
    acts: list[ActAnswer]

    @classmethod
    def of(cls, view: PairView) -> Self:
        """The answer for a pair."""
        return cls(
            id=view.id,
            version=view.version,
            state=view.state.value,
            score=view.score,
            first=view.first,
            second=view.second,
            fields=[
                ComparedAnswer(
                    field=one.field, first=one.first, second=one.second, code=one.code, weight=one.weight
                )
                for one in (*view.fields, *view.beside)
            ],
            acts=[
                ActAnswer(
                    act=act.act,
                    state=act.state.value,
                    proposed_by=act.proposed_by,
                    proposed_at=act.proposed_at,
                    reason=act.reason,
                    decided_by=act.decided_by,
                    decided_at=act.decided_at,
                    decision_reason=act.decision_reason,
                    own=act.own,
                )
                for act in view.acts
            ],
        )


class Judged(BaseModel):
    """What a person says of a pair: `same` waits for another officer's approval."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"judgement": "different", "reason": "أختان: الأم واحدة والاسم مختلف"}]
        },
    )

    judgement: Judgement
    reason: str = Field(default="", max_length=2000)


class Reason(BaseModel):
    """Why."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"reason": "شخصان لا شخص"}]})

    reason: str = Field(default="", max_length=2000)
