"""Second keys, disputes and folding, as programs see them."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from registry.models.sampling import Verdict
from registry.sampling.adjudication import Dispute
from registry.sampling.folds import Standing
from registry.sampling.keying import Asked


class AskedAnswer(BaseModel):
    """A field to be keyed: where it is seen, and never what stands there. `left` are waiting with it."""

    id: UUID
    document: UUID
    document_type: str
    path: str
    has_crop: bool
    page: UUID | None
    left: int

    @classmethod
    def of(cls, asked: Asked) -> Self:
        """The answer for a field."""
        return cls(
            id=asked.id,
            document=asked.document,
            document_type=asked.document_type,
            path=asked.path,
            has_crop=asked.seen.has_crop,
            page=asked.seen.page,
            left=asked.left,
        )


class KeyRequest(BaseModel):
    """What the second person reads; empty for what can't be read."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"value": "زينب"}]})

    value: str = Field(max_length=1000)


class KeyAnswer(BaseModel):
    """Whether both values agree; a difference goes to a third person."""

    agreed: bool


class ChoiceAnswer(BaseModel):
    """One of two values, without saying whose it is."""

    verdict: Verdict
    value: str


class DisputeAnswer(BaseModel):
    """Two values of one field, in an order by chance."""

    id: UUID
    document: UUID
    document_type: str
    path: str
    choices: list[ChoiceAnswer]
    left: int

    @classmethod
    def of(cls, dispute: Dispute) -> Self:
        """The answer for a dispute."""
        return cls(
            id=dispute.id,
            document=dispute.document,
            document_type=dispute.document_type,
            path=dispute.path,
            choices=[ChoiceAnswer(verdict=one.verdict, value=one.value) for one in dispute.choices],
            left=dispute.left,
        )


class VerdictRequest(BaseModel):
    """What the picture says; `other` when it is neither value."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"verdict": "second"}]})

    verdict: Verdict
    other: str = Field("", max_length=1000)


class SettledAnswer(BaseModel):
    """Whether the first value was wrong, and the record that holds it."""

    wrong: bool
    record: int | None


class StandingAnswer(BaseModel):
    """Folding of one office and type. `bound`: the error rate is below it, 95 %, at any time."""

    office: str
    document_type: str
    folding: bool
    sampled: int
    errors: int
    disputed: int
    waiting: int
    bound: float
    budget: float
    share: float
    changed_at: datetime
    stopped_at: datetime | None

    @classmethod
    def of(cls, one: Standing) -> Self:
        """The answer for a standing."""
        return cls(**{field: getattr(one, field) for field in cls.model_fields})
