"""An event as bytes of the log: one spelling, its reason sealed."""

import hashlib
import uuid
from datetime import UTC, datetime
from typing import Final

import rfc8785

from registry.models.trail import Event

FORM: Final = 1
"""Form of an event within its leaf, so that a later form can't be taken for this one."""
_SEAL: Final = b"sijill/reason/1"


def canonical(event: Event, number: int) -> bytes:
    """The bytes of an event as number `number` of the trail: one line, without a line break."""
    return rfc8785.dumps(
        {
            "action": event.action,
            "actor": str(event.actor_id) if event.actor_id else None,
            "at": moment(event.at),
            "details": event.details,
            "form": FORM,
            "id": event.id,
            "n": number,
            "office": event.office_code,
            "reason": event.reason_seal,
            "subject": {"id": event.subject_id, "kind": event.subject_kind},
        }
    )


def reason_seal(identifier: uuid.UUID, words: str) -> str:
    """A seal over the words of a reason (hex), salted by its random id.

    The id stands in no export: the words can't be guessed from the seal, and once they are erased nothing is
    left of them.
    """
    return hashlib.sha256(_SEAL + identifier.bytes + words.encode()).hexdigest()


def moment(at: datetime) -> str:
    """A moment in UTC with all six digits of its microseconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
