"""Entries: what a clerk signed, for a second officer to decide on."""

from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.readings import FindingAnswer
from messages import Catalogue
from registry.review.entries import EntryView


class EnteredAnswer(BaseModel):
    """A signed value, and whether it was read, corrected or keyed by hand."""

    path: str
    value: str | None
    source: str


class MissingAnswer(BaseModel):
    """A value that is not there; `why` is `not_on_paper`, `unreadable` or `unsaid`."""

    path: str
    why: str


class EntryAnswer(BaseModel):
    """An entry. The `ETag` of the answer is needed as `If-Match` to decide on it.

    First what an officer looks at: what is missing, what was doubtful, which side was not handed in.
    """

    id: UUID
    version: int
    missing: list[MissingAnswer]
    doubtful: list[str]
    missing_sides: list[str]
    document: UUID
    document_type: str
    state: str
    standing: str
    circumstance: str
    values: list[EnteredAnswer]
    findings: list[FindingAnswer]
    note: str | None

    @classmethod
    def of(cls, view: EntryView, words: Catalogue) -> Self:
        """The answer for an entry."""
        return cls(
            id=view.id,
            version=view.version,
            missing=[MissingAnswer(path=one.path, why=one.why) for one in view.missing],
            doubtful=list(view.looked),
            missing_sides=list(view.missing_sides),
            document=view.document,
            document_type=view.document_type,
            state=view.state,
            standing=view.standing,
            circumstance=view.circumstance,
            values=[EnteredAnswer(path=v.path, value=v.value, source=v.source) for v in view.values],
            findings=[FindingAnswer.of(finding, words) for finding in view.findings],
            note=view.note,
        )


class SendBack(BaseModel):
    """Why an entry goes back to the clerk."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"reason": "تاريخ الولادة لا يطابق الصورة"}]}
    )

    reason: str = Field(max_length=2000)


class Approved(BaseModel):
    """The record that the entry became."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"record": 1204}]})

    record: int
