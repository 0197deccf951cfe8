"""Scans: files handed in, and what became of each."""

from collections.abc import Mapping
from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_serializer

from messages import Catalogue
from registry.intake.scans import ScanView
from registry.tasks.quarantine import SetAside


class ErrorAnswer(BaseModel):
    """Why a file was not taken or could not be read: a code for programs, a sentence for people."""

    code: str
    message: str

    @classmethod
    def of(cls, code: str, params: Mapping[str, str | int], words: Catalogue) -> Self:
        """The error in the reader's language."""
        return cls(code=code, message=words.say(f"error.{code}", params))


class FileAnswer(BaseModel):
    """One file of an upload. `id` is None when it was refused; `error` says why."""

    id: UUID | None
    file: str
    state: str = Field(description="`refused`, or the state of the scan")
    error: ErrorAnswer | None = None

    @model_serializer(mode="wrap")
    def _without_empty_error(self, inner: Any) -> dict[str, Any]:
        """An `error` that is not there is left out, as the contract has it."""
        body: dict[str, Any] = inner(self)
        if self.error is None:
            body.pop("error")
        return body


class HandedIn(BaseModel):
    """The answer to an upload: the case with its receipt, and one entry a file, in the order sent."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "case": "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b",
                    "receipt": "7K3D-9QXM-2B4H-R",
                    "scans": [
                        {
                            "id": "0199a1b2-8d4e-7f50-9b6c-7d8e9f0a1b2c",
                            "file": "بطاقة-أمام.jpg",
                            "state": "reading",
                        },
                        {
                            "id": None,
                            "file": "ملاحظات.txt",
                            "state": "refused",
                            "error": {
                                "code": "not_an_image",
                                "message": "هذا الملف ليس صورة ولا مستند PDF.",
                            },
                        },
                    ],
                }
            ]
        }
    )

    case: UUID | None
    receipt: str | None
    scans: list[FileAnswer]


class PaperAnswer(BaseModel):
    """One document that a scan shows. `advice`: what can still be put right at the counter, as codes."""

    id: UUID
    document_type: str
    state: str
    advice: list[str]


class ScanAnswer(BaseModel):
    """A scan. `state` is that of its least advanced document, `reading` before there are any."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0199a1b2-8d4e-7f50-9b6c-7d8e9f0a1b2c",
                    "file": "بطاقة-أمام.jpg",
                    "case": "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b",
                    "state": "review",
                    "pages": 1,
                    "documents": [
                        {
                            "id": "0199a1b2-9e5f-7061-ac7d-8e9f0a1b2c3d",
                            "document_type": "national_card",
                            "state": "review",
                            "advice": ["missing_side"],
                        }
                    ],
                    "error": None,
                }
            ]
        }
    )

    id: UUID
    file: str
    case: UUID
    state: str
    pages: int
    documents: list[PaperAnswer]
    error: ErrorAnswer | None = Field(description="why it could not be read; it can be keyed by hand")

    @classmethod
    def of(cls, view: ScanView, words: Catalogue) -> Self:
        """The answer for a scan."""
        papers = [
            PaperAnswer(id=p.id, document_type=p.document_type, state=p.state, advice=list(p.advice))
            for p in view.documents
        ]
        fault = ErrorAnswer.of(view.fault, view.fault_params, words) if view.fault else None
        return cls(
            id=view.id,
            file=view.file_name,
            case=view.case,
            state=view.state,
            pages=view.pages,
            documents=papers,
            error=fault,
        )


class SetAsideAnswer(BaseModel):
    """A scan that could not be read, and why."""

    id: UUID
    case: UUID
    receipt: str
    file: str
    error: ErrorAnswer

    @classmethod
    def of(cls, one: SetAside, words: Catalogue) -> Self:
        """The answer for a scan set aside."""
        return cls(
            id=one.scan,
            case=one.case,
            receipt=one.receipt,
            file=one.file_name,
            error=ErrorAnswer.of(one.fault, one.fault_params, words),
        )


class QuarantinedAnswer(BaseModel):
    """The scans of an office that were set aside, the oldest first."""

    scans: list[SetAsideAnswer]


class RequeuedAnswer(BaseModel):
    """How many scans wait to be read again."""

    requeued: int
