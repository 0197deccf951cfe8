"""Records, their versions and evidence, and candidates found by a search."""

from datetime import datetime
from typing import Final, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from registry.records.records import EvidenceView, RecordedValue, RecordView, VersionView
from registry.search.lookup import Candidate
from registry.search.query import SearchQuery

LAST_RANK: Final = 1000
"""Rank after which no candidates are listed: whoever is meant is not there, ask more narrowly."""
SHORT: Final = Field(default="", max_length=300)


class Question(BaseModel):
    """Who is looked for: at least two name parts, or register and page, or a national number; and why."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"name": "زينب كريم حسن", "mother": "فاطمة جاسم", "reason": "معاملة بدل ضائع"}]
        },
    )

    name: str = SHORT
    mother: str = SHORT
    register_number: str = Field(default="", max_length=300, alias="register")
    page: str = SHORT
    national_number: str = SHORT
    office: str | None = Field(default=None, max_length=32)
    reason: str | None = Field(default=None, max_length=500, description="why; written to the trail")
    limit: int = Field(default=10, ge=1, le=50)
    cursor: int = Field(default=0, ge=0, le=LAST_RANK)

    def query(self) -> SearchQuery:
        """The question as the register understands it."""
        return SearchQuery(
            self.name,
            self.mother,
            self.register_number,
            self.page,
            self.national_number,
            self.office,
            self.limit,
            self.cursor,
        )


class WhyAnswer(BaseModel):
    """How one part of the question agrees: `same`, `close`, `missing` or `differs`; distance in letters."""

    part: str
    code: str
    distance: int


class CandidateAnswer(BaseModel):
    """A person who may be meant. There is no single best person: read why, and compare the mother's name."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "record": 1204,
                    "document_type": "birth_certificate",
                    "role": "mother",
                    "external_id": None,
                    "name": "زينب كريم حسن",
                    "mother": "فاطمة جاسم",
                    "birth_date": "1987",
                    "office": "11-03",
                    "approved": True,
                    "score": 0.94,
                    "why": [{"part": "father", "code": "close", "distance": 1}],
                }
            ]
        }
    )

    record: int
    document_type: str
    role: str = Field(
        description="`subject` (whom the paper is about), `father`, `mother`, `husband`, `wife`, `member`"
    )
    external_id: str | None
    name: str
    mother: str
    birth_date: str
    office: str
    approved: bool
    score: float
    why: list[WhyAnswer]

    @classmethod
    def of(cls, found: Candidate) -> Self:
        """The answer for one candidate."""
        return cls(
            record=found.record,
            document_type=found.document_type,
            role=found.role,
            external_id=found.external_id,
            name=found.name,
            mother=found.mother,
            birth_date=found.birth_date,
            office=found.office,
            approved=found.approved,
            score=found.score,
            why=[WhyAnswer(part=w.part, code=w.code, distance=w.distance) for w in found.why],
        )


class SearchAnswer(BaseModel):
    """Ranked candidates. `cursor`, asked with the same question, gives those after them; None: no more."""

    candidates: list[CandidateAnswer]
    cursor: int | None


class EvidenceAnswer(BaseModel):
    """Where a value was seen: page, box in its pixels, engine and reader."""

    page: UUID
    part: int
    side: str
    box: list[list[float]] | None
    engine: str | None
    reader: str | None
    raw: str | None
    confidence: float | None

    @classmethod
    def of(cls, seen: EvidenceView) -> Self:
        """The answer for one piece of evidence."""
        return cls(
            page=seen.page,
            part=seen.part,
            side=seen.side,
            box=[list(corner) for corner in seen.box] if seen.box else None,
            engine=seen.engine,
            reader=seen.reader,
            raw=seen.raw,
            confidence=seen.confidence,
        )


class RecordedAnswer(BaseModel):
    """A value of a record with its evidence; the words of a sensitive one are None.

    `written`: how a list wrote a date, where the canonical one in `value` is written otherwise.
    """

    path: str
    value: str | None
    source: str
    evidence: list[EvidenceAnswer]
    written: str | None = None

    @classmethod
    def of(cls, value: RecordedValue) -> Self:
        """The answer for one value."""
        evidence = [EvidenceAnswer.of(seen) for seen in value.evidence]
        return cls(
            path=value.path,
            value=value.value,
            source=value.source,
            evidence=evidence,
            written=value.written,
        )


class VersionAnswer(BaseModel):
    """One version: who made it when, by which operation, why and on what authority."""

    number: int
    operation: str
    state: str
    standing: str
    made_by: UUID
    made_at: datetime
    entered_by: UUID | None
    authority: str | None
    reason: str | None
    values: list[RecordedAnswer]

    @classmethod
    def of(cls, view: VersionView) -> Self:
        """The answer for one version."""
        return cls(
            number=view.number,
            operation=view.operation,
            state=view.state,
            standing=view.standing,
            made_by=view.made_by,
            made_at=view.made_at,
            entered_by=view.entered_by,
            authority=view.authority,
            reason=view.reason,
            values=[RecordedAnswer.of(value) for value in view.values],
        )


class RecordAnswer(BaseModel):
    """A record as it stands, or as it stood at the moment asked for.

    `pending`: fields of an absent father that wait to be known.
    """

    id: int
    document_type: str
    office: str
    document: UUID | None
    external_id: str | None
    approved: bool
    register_number: str | None
    page_number: str | None
    registered_at: datetime
    newest: int
    circumstance: str
    pending: list[str]
    version: VersionAnswer

    @classmethod
    def of(cls, view: RecordView) -> Self:
        """The answer for a record."""
        return cls(
            id=view.id,
            document_type=view.document_type,
            office=view.office,
            document=view.document,
            external_id=view.external_id,
            approved=view.approved,
            register_number=view.register_number,
            page_number=view.page_number,
            registered_at=view.registered_at,
            newest=view.newest,
            circumstance=view.circumstance,
            pending=list(view.pending),
            version=VersionAnswer.of(view.version),
        )


class HistoryAnswer(BaseModel):
    """Every version of a record, the oldest first."""

    versions: list[VersionAnswer]
