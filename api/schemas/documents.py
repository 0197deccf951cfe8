"""Documents under review, what is typed so far, and the decision on them."""

from collections.abc import Iterable, Mapping
from typing import Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.schemas.readings import FindingAnswer, ReadingAnswer
from messages import Catalogue
from registry.documents.documents import DocumentView
from registry.domain.basis import Circumstance
from registry.domain.states import Standing
from registry.domain.values import MOST
from registry.review.questions import Absence
from registry.review.reviews import Decision
from registry.rules.finding import Finding


class SideAnswer(BaseModel):
    """Where one side is seen: its picture is at `/api/v1/pages/{page}.webp`."""

    page: UUID
    scan: UUID
    number: int
    part: int
    side: str
    width: int = Field(description="pixels of the original page; 0 while it was never read")
    height: int
    paired_by: list[str] = Field(
        description="by what it was put to the first side: `national_number`, `document_number`, "
        "`card_number`, `names` (these never alone), `hand`; empty for the first side"
    )


class TwinAnswer(BaseModel):
    """A document that shows the same sheet of paper. `verdict`: what a clerk said of the two."""

    document: UUID
    case: UUID
    state: str
    likeness: float
    verdict: str | None


class DocumentAnswer(BaseModel):
    """A document. The `ETag` of the answer is needed as `If-Match` to decide on it."""

    id: UUID
    version: int
    case: UUID
    document_type: str
    state: str
    reason: str | None
    sides: list[SideAnswer]
    readings: list[ReadingAnswer]
    draft: dict[str, str]
    findings: list[FindingAnswer]
    sent_back: str | None
    advice: list[str] = Field(description="what can still be put right at the counter")
    twins: list[TwinAnswer] = Field(description="documents that show the same sheet: look before you confirm")

    @classmethod
    def of(cls, view: DocumentView, words: Catalogue) -> Self:
        """The answer for a document."""
        return cls(
            id=view.id,
            version=view.version,
            case=view.case,
            document_type=view.document_type,
            state=view.state,
            reason=view.reason,
            sides=[
                SideAnswer(
                    page=s.page,
                    scan=s.scan,
                    number=s.page_number,
                    part=s.part,
                    side=s.side,
                    width=s.width,
                    height=s.height,
                    paired_by=list(s.paired_by),
                )
                for s in view.sides
            ],
            readings=[ReadingAnswer.of("", reading, (), words) for reading in view.readings],
            draft=dict(view.draft),
            findings=[FindingAnswer.of(finding, words) for finding in view.findings],
            sent_back=view.sent_back,
            advice=list(view.advice),
            twins=[
                TwinAnswer(
                    document=one.document,
                    case=one.case,
                    state=one.state,
                    likeness=one.likeness,
                    verdict=one.verdict,
                )
                for one in view.twins
            ],
        )


class ReviewRequest(BaseModel):
    """What the clerk decides. `fields` overlays draft and reading; an empty value: the paper has none.

    Every doubtful value is in `fields`, in the draft or in `looked`; every required one that is empty is in
    `absent`. A reason speaks of the findings that the last answer on this document showed.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "fields": {"given_name": "زينب", "rows.2.name": "كرار"},
                    "looked": ["laqab"],
                    "absent": {"blood_group": "not_on_paper"},
                    "decision": "confirm",
                }
            ]
        },
    )

    fields: dict[str, str] = Field(default_factory=dict)
    looked: list[str] = Field(
        default_factory=list, max_length=MOST, description="doubtful paths that were looked at and stand"
    )
    absent: dict[str, Absence] = Field(default_factory=dict, description="why a value is empty, by path")
    decision: Decision
    reason: str | None = Field(None, max_length=2000, description="for warnings, a return or a refusal")
    standing: Standing = Standing.transcribed
    circumstance: Circumstance = Circumstance.ordinary


class ValueProblem(BaseModel):
    """What is wrong with one value that was typed; confirmation refuses it."""

    pointer: str
    code: str
    detail: str


class DraftAnswer(BaseModel):
    """What the rules find in the paper as it stands now, and which values are none of their field's kind."""

    findings: list[FindingAnswer]
    errors: list[ValueProblem]

    @classmethod
    def of(cls, findings: Iterable[Finding], misfits: Mapping[str, str], words: Catalogue) -> Self:
        """The answer for a draft; `misfits` says by path why a value is none of its field's kind."""
        return cls(
            findings=[FindingAnswer.of(finding, words) for finding in findings],
            errors=[
                ValueProblem(pointer=f"/{path}", code=code, detail=words.say(f"invalid.{code}"))
                for path, code in misfits.items()
            ],
        )


class NewType(BaseModel):
    """What kind of paper it is."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"document_type": "birth_certificate"}]}
    )

    document_type: str = Field(max_length=64)


class SidesRequest(BaseModel):
    """What to do with the sides: exactly one of the three."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"split": True}]})

    split: Literal[True] | None = Field(None, description="each side but the first becomes a paper")
    join: UUID | None = Field(None, description="a paper of the case whose sides this one lacks")
    swap: UUID | None = Field(None, description="a paper of the case to exchange the second sides with")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(one is not None for one in (self.split, self.join, self.swap)) != 1:
            raise ValueError("exactly one of split, join and swap")
        return self


class SidesAnswer(BaseModel):
    """The document as it stands now, and the `others` that were made by a split or swapped with."""

    document: DocumentAnswer
    others: list[UUID]
