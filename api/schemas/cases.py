"""Cases: what somebody wants, with the receipt they take home."""

from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from registry.domain.services import Service
from registry.intake.cases import CaseView, NextStep


class NewCase(BaseModel):
    """A service wanted at the counter. No paper is needed to open a case."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"service": "birth_registration", "applicant": "زينب كريم حسن", "pin": "4826"}]
        },
    )

    service: Service
    applicant: str | None = Field(None, max_length=300, description="who asks, as they say their name")
    pin: str | None = Field(None, description="4 to 12 digits, chosen by the citizen at the counter")


class CaseAnswer(BaseModel):
    """A case. Papers are listed as alternatives: one of each inner list is enough."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b",
                    "receipt": "7K3D-9QXM-2B4H-R",
                    "service": "birth_registration",
                    "state": "open",
                    "expected": [["birth_certificate", "birth_proof"], ["marriage_contract"]],
                    "present": ["birth_certificate"],
                    "missing": [["marriage_contract"]],
                    "next_step": "bring_papers",
                    "scans": [],
                }
            ]
        }
    )

    id: UUID
    receipt: str
    service: str
    state: str
    expected: list[list[str]]
    present: list[str]
    missing: list[list[str]]
    next_step: NextStep
    scans: list[UUID]

    @classmethod
    def of(cls, view: CaseView) -> Self:
        """The answer for a case."""
        return cls(
            id=view.id,
            receipt=view.receipt,
            service=view.service,
            state=view.state,
            expected=[list(alternatives) for alternatives in view.expected],
            present=list(view.present),
            missing=[list(alternatives) for alternatives in view.missing],
            next_step=view.next_step,
            scans=list(view.scans),
        )
