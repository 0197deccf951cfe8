"""Events of the trail."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from registry.audit.notes import Verifier, encoded
from registry.audit.signing import Signed
from registry.trail.events import EventView


class EventAnswer(BaseModel):
    """One act. `details` holds ids, codes and counts, never a person's value."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": 4711,
                    "number": 4711,
                    "at": "2026-11-23T09:12:44Z",
                    "actor": "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b",
                    "office": "11-03",
                    "action": "entry.approved",
                    "subject_kind": "entry",
                    "subject_id": "0199a1b2-9e5f-7061-ac7d-8e9f0a1b2c3d",
                    "reason": None,
                    "reason_changed": False,
                    "details": {"record": 1204},
                }
            ]
        }
    )

    id: int
    number: int | None = Field(description="its place in the trail; none for the first second")
    at: datetime
    actor: UUID | None = Field(description="None for a worker's own act")
    office: str | None
    action: str
    subject_kind: str
    subject_id: str
    reason: str | None
    reason_changed: bool = Field(description="the words are not those that were sealed with the event")
    details: dict[str, str | int]

    @classmethod
    def of(cls, view: EventView) -> Self:
        """The answer for an event."""
        return cls(
            id=view.id,
            number=view.number,
            at=view.at,
            actor=view.actor,
            office=view.office,
            action=view.action,
            subject_kind=view.subject_kind,
            subject_id=view.subject_id,
            reason=view.reason,
            reason_changed=view.reason_changed,
            details=dict(view.details),
        )


class EventsAnswer(BaseModel):
    """Events, the newest first. `next` asks for those before them."""

    events: list[EventAnswer]
    next: str | None


class CheckpointAnswer(BaseModel):
    """A signed checkpoint. `checkpoint` is the note (C2SP tlog-checkpoint), all else says what is in it."""

    checkpoint: str
    size: int = Field(description="how many events it covers")
    root: str = Field(description="the root of their Merkle tree (RFC 9162), base64")
    moment: datetime
    code: str = Field(description="size and 160 bits of the root, to be written down by hand")
    key: str = Field(description="the public key (vkey of C2SP signed-note)")
    consistency: list[str] | None = Field(description="with `from`: proof that this continues that one")

    @classmethod
    def of(cls, signed: Signed, key: Verifier, path: Sequence[bytes] | None) -> Self:
        """The answer for a checkpoint."""
        point = signed.checkpoint
        return cls(
            checkpoint=signed.note,
            size=point.size,
            root=encoded(point.root),
            moment=point.moment,
            code=point.code,
            key=str(key),
            consistency=None if path is None else [encoded(one) for one in path],
        )


class ProofAnswer(BaseModel):
    """The proof that one event is in the trail; `sijill audit verify` checks this very file."""

    form: str
    number: int
    event: str = Field(description="the event's canonical JSON (RFC 8785): the bytes that are hashed")
    inclusion: list[str] = Field(description="RFC 9162 inclusion proof, base64")
    checkpoint: str
    key: str
