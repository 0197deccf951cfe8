"""Events of the trail."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from registry.trail import EventView


class EventAnswer(BaseModel):
    """One act. `details` holds ids, codes and counts, never a person's value."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": 4711,
                    "at": "2026-11-23T09:12:44Z",
                    "actor": "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b",
                    "office": "11-03",
                    "action": "entry.approved",
                    "subject_kind": "entry",
                    "subject_id": "0199a1b2-9e5f-7061-ac7d-8e9f0a1b2c3d",
                    "reason": None,
                    "details": {"record": 1204},
                }
            ]
        }
    )

    id: int
    at: datetime
    actor: UUID | None = Field(description="None for a worker's own act")
    office: str | None
    action: str
    subject_kind: str
    subject_id: str
    reason: str | None
    details: dict[str, str | int]

    @classmethod
    def of(cls, view: EventView) -> Self:
        """The answer for an event."""
        return cls(
            id=view.id,
            at=view.at,
            actor=view.actor,
            office=view.office,
            action=view.action,
            subject_kind=view.subject_kind,
            subject_id=view.subject_id,
            reason=view.reason,
            details=dict(view.details),
        )


class EventsAnswer(BaseModel):
    """Events, the newest first. `next` asks for those before them."""

    events: list[EventAnswer]
    next: str | None
