"""Documents under review, what is typed so far, and the decision on them."""

from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.readings import FindingAnswer, ReadingAnswer
from messages import Catalogue
from registry.basis import Circumstance
from registry.documents import DocumentView
from registry.reviews import Decision
from registry.states import Standing


class SideAnswer(BaseModel):
    """Where one side is seen: its picture is at `/api/v1/pages/{page}.webp`."""

    page: UUID
    scan: UUID
    number: int
    part: int
    side: str
    width: int = Field(description="pixels of the original page; 0 while it was never read")
    height: int


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
                )
                for s in view.sides
            ],
            readings=[ReadingAnswer.of("", reading, (), words) for reading in view.readings],
            draft=dict(view.draft),
            findings=[FindingAnswer.of(finding, words) for finding in view.findings],
            sent_back=view.sent_back,
        )


class ReviewRequest(BaseModel):
    """What the clerk decides. `fields` overlays draft and reading; an empty value: the paper has none."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"fields": {"given_name": "زينب", "rows.2.name": "كرار"}, "decision": "confirm"}]
        },
    )

    fields: dict[str, str] = Field(default_factory=dict)
    decision: Decision
    reason: str | None = Field(None, max_length=2000, description="for warnings, a return or a refusal")
    standing: Standing = Standing.transcribed
    circumstance: Circumstance = Circumstance.ordinary


class NewType(BaseModel):
    """What kind of paper it is."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"document_type": "birth_certificate"}]}
    )

    document_type: str = Field(max_length=64)
