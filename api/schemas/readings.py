"""A reading in JSON, the same shape as `sijill read --json`."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_serializer

from messages import Catalogue
from registry.documents.documents import FieldView, ReadingView
from registry.domain.handover import PaperRead, ValueRead
from registry.rules.finding import Finding


class FieldAnswer(BaseModel):
    """A value read. `box`: four corners clockwise from the text's top left, pixels of the original page."""

    key: str
    value: str | None
    raw: str | None
    confidence: float = Field(ge=0, le=1)
    decision: str = Field(description="`accepted`, `review` or `unreadable`")
    doubts: list[str] = Field(description="why it is not accepted, from a closed list (docs/doubts.md)")
    box: list[list[float]] | None
    engine: str
    alternatives: list[tuple[str, float]]

    @classmethod
    def of(cls, view: FieldView | ValueRead) -> Self:
        """The answer for a value; its key is the last step of its path."""
        return cls(
            key=view.path.rsplit(".", 1)[-1],
            value=view.value,
            raw=view.raw,
            confidence=view.confidence,
            decision=view.decision,
            doubts=list(view.doubts),
            box=[list(corner) for corner in view.box] if view.box else None,
            engine=view.engine,
            alternatives=list(view.alternatives),
        )


class FindingAnswer(BaseModel):
    """What a rule found, in words."""

    rule: str
    severity: str
    fields: list[str]
    message: str

    @classmethod
    def of(cls, finding: Finding, words: Catalogue) -> Self:
        """The finding in the reader's language."""
        return cls(
            rule=finding.rule,
            severity=finding.severity,
            fields=list(finding.fields),
            message=words.say(f"finding.{finding.rule}", finding.params),
        )


class QualityAnswer(BaseModel):
    """Whether the page was fit to be read, and codes of advice for the next scan."""

    usable: bool
    advice: list[str]


class StepAnswer(BaseModel):
    """A step of the reader, in milliseconds."""

    name: str
    ms: float


class ReadingAnswer(BaseModel):
    """One side of one paper, as read."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "file": "بطاقة-أمام.jpg",
                    "page": 0,
                    "document_type": "national_card",
                    "side": "front",
                    "part": 0,
                    "type_confidence": 0.98,
                    "quality": {"usable": True, "advice": []},
                    "fields": [
                        {
                            "key": "given_name",
                            "value": "زينب",
                            "raw": "زينب",
                            "confidence": 0.97,
                            "decision": "accepted",
                            "box": [[812, 225], [700, 225], [700, 262], [812, 262]],
                            "engine": "tesseract 5.5.2 ara",
                            "alternatives": [["زينت", 0.02]],
                        }
                    ],
                    "rows": [],
                    "findings": [],
                    "steps": [{"name": "rectify", "ms": 12.1}],
                    "seconds": 0.31,
                }
            ]
        }
    )

    file: str
    page: int
    document_type: str
    side: str
    part: int
    type_confidence: float
    quality: QualityAnswer
    fields: list[FieldAnswer]
    rows: list[dict[str, FieldAnswer]]
    findings: list[FindingAnswer]
    steps: list[StepAnswer]
    seconds: float
    mrz: dict[str, Any] | None = None

    @model_serializer(mode="wrap")
    def _without_empty_zone(self, inner: Any) -> dict[str, Any]:
        """`mrz` is there only when the page has such a zone."""
        body: dict[str, Any] = inner(self)
        if self.mrz is None:
            body.pop("mrz")
        return body

    @classmethod
    def of(cls, file: str, view: ReadingView, findings: Iterable[Finding], words: Catalogue) -> Self:
        """The answer for one side."""
        return cls(
            file=file,
            page=view.page_number,
            document_type=view.document_type,
            side=view.side,
            part=view.part,
            type_confidence=view.type_confidence,
            quality=QualityAnswer(usable=view.usable, advice=list(view.advice)),
            fields=[FieldAnswer.of(field) for field in view.fields if not field.path.startswith("rows.")],
            rows=_rows(view.fields),
            findings=[FindingAnswer.of(finding, words) for finding in findings],
            steps=[StepAnswer(name=name, ms=ms) for name, ms in view.steps],
            seconds=view.seconds,
            mrz=dict(view.mrz) if view.mrz is not None else None,
        )

    @classmethod
    def of_paper(cls, file: str, paper: PaperRead, findings: Iterable[Finding], words: Catalogue) -> Self:
        """The answer for one side that was read and is not kept."""
        return cls(
            file=file,
            page=paper.page,
            document_type=paper.document_type,
            side=paper.side,
            part=paper.part,
            type_confidence=paper.type_confidence,
            quality=QualityAnswer(usable=paper.usable, advice=list(paper.advice)),
            fields=[FieldAnswer.of(field) for field in paper.fields if not field.path.startswith("rows.")],
            rows=_rows(paper.fields),
            findings=[FindingAnswer.of(finding, words) for finding in findings],
            steps=[StepAnswer(name=step.name, ms=step.ms) for step in paper.steps],
            seconds=paper.seconds,
            mrz=asdict(paper.mrz) if paper.mrz is not None else None,
        )


class ReadingsAnswer(BaseModel):
    """All readings of a file, page by page and part by part."""

    readings: list[ReadingAnswer]


def _rows(fields: Iterable[FieldView | ValueRead]) -> list[dict[str, FieldAnswer]]:
    rows: dict[int, dict[str, FieldAnswer]] = {}
    for field in fields:
        match field.path.split("."):
            case ["rows", number, column]:
                rows.setdefault(int(number), {})[column] = FieldAnswer.of(field)
    return _gapless(rows)


def _gapless(rows: Mapping[int, dict[str, FieldAnswer]]) -> list[dict[str, FieldAnswer]]:
    """Row 2 stays at place 2, also when nothing of row 1 was read: paths count on it."""
    return [rows.get(number, {}) for number in range(max(rows, default=-1) + 1)]
