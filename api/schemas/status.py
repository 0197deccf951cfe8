"""The citizen's question and answer."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from messages import Catalogue
from registry.intake.cases import NextStep
from registry.intake.status import CaseStatus


class StatusRequest(BaseModel):
    """The receipt, however it is typed, and the PIN chosen at the counter."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"receipt": "7K3D-9QXM-2B4H-R", "pin": "4826"}]}
    )

    receipt: str = Field(max_length=40)
    pin: SecretStr = Field(max_length=24)


class StatusAnswer(BaseModel):
    """Where the case stands. `ahead`: papers before it; `days`: at today's pace, None if unknown."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "service": "birth_registration",
                    "stage": "bring_papers",
                    "message": "ننتظر منك أوراقًا",
                    "missing": [["marriage_contract"]],
                    "ahead": None,
                    "days": None,
                }
            ]
        }
    )

    service: str
    stage: NextStep
    message: str
    missing: list[list[str]]
    ahead: int | None
    days: int | None

    @classmethod
    def of(cls, found: CaseStatus, words: Catalogue) -> Self:
        """The answer for a case."""
        return cls(
            service=found.service,
            stage=found.stage,
            message=words.say(f"step.{found.stage}.citizen"),
            missing=[list(alternatives) for alternatives in found.missing],
            ahead=found.ahead,
            days=found.days,
        )
