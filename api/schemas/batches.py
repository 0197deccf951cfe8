"""Imported batches: figures, a sample to look at, the signature."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from registry.importing import BatchView
from registry.importing.sampling import Sample


class BatchAnswer(BaseModel):
    """A batch in figures. `own`: brought in by the one who asks, who may not sign it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0198c2f4-7e9a-7c11-a6a5-2c54e61b7d10",
                    "office": "0101",
                    "file_name": "سجل-١٩٥٧.csv",
                    "state": "waiting",
                    "lines": 41210,
                    "kept": 41198,
                    "refused": 12,
                    "made_by": "0198c2f4-7e9a-7c11-a6a5-2c54e61b7d11",
                    "made_at": "2026-03-02T07:10:00Z",
                    "signed_by": None,
                    "signed_at": None,
                    "own": False,
                }
            ]
        }
    )

    id: UUID
    office: str
    file_name: str
    state: str
    lines: int
    kept: int
    refused: int
    made_by: UUID
    made_at: datetime
    signed_by: UUID | None
    signed_at: datetime | None
    own: bool

    @classmethod
    def of(cls, view: BatchView) -> Self:
        """The answer for a batch."""
        return cls(
            id=view.id,
            office=view.office,
            file_name=view.file_name,
            state=view.state.value,
            lines=view.lines,
            kept=view.kept,
            refused=view.refused,
            made_by=view.made_by,
            made_at=view.made_at,
            signed_by=view.signed_by,
            signed_at=view.signed_at,
            own=view.own,
        )


class BatchesAnswer(BaseModel):
    """The newest batches of an office."""

    batches: list[BatchAnswer]


class SampledLineAnswer(BaseModel):
    """A line of the list, word for word by column, and the record made of it."""

    line: int
    record: int
    words: dict[str, str]


class SampleAnswer(BaseModel):
    """Lines drawn at random, and the most that may be wrong of the whole when all of them are right."""

    lines: list[SampledLineAnswer]
    most_wrong: float = Field(ge=0, le=1, description="upper bound at 95 %, when no line drawn is wrong")

    @classmethod
    def of(cls, drawn: Sample) -> Self:
        """The answer for a sample."""
        lines = [
            SampledLineAnswer(
                line=one.line, record=one.record, words=dict(zip(drawn.columns, one.words, strict=True))
            )
            for one in drawn.lines
        ]
        return cls(lines=lines, most_wrong=drawn.most_wrong)
