"""Random samples that an auditor can draw again: from a frame and a seed to the same items. Pure."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

_WHOLE: Final = 2**64
"""Numbers of 64 bits, of which a share is drawn."""


@dataclass(frozen=True, slots=True)
class TrailMark:
    """The newest event of the trail when a sample was drawn: what nobody could choose."""

    id: int
    at: datetime
    action: str
    subject: str


def frame_digest(frame: Iterable[str]) -> str:
    """The SHA-256 of a frame's items in order, one a line: it tells whether the frame was another one."""
    return hashlib.sha256("\n".join(sorted(frame)).encode()).hexdigest()


def seed_of(digest: str, mark: TrailMark) -> str:
    """The seed of a draw: of the frame, which stands before, and of the trail, which nobody can choose."""
    told = f"{digest}|{mark.id}|{mark.at.isoformat()}|{mark.action}|{mark.subject}"
    return hashlib.sha256(told.encode()).hexdigest()


def draw(seed: str, frame: Iterable[str], size: int) -> tuple[str, ...]:
    """A simple random sample without replacement: the items whose hashes with the seed are the lowest."""
    return tuple(sorted(sorted(set(frame)), key=lambda item: _hash(seed, item))[:size])


def is_watched(secret: str, item: str, share: float) -> bool:
    """Whether an item is among the share (0..1) that a secret picks; a larger share holds smaller ones."""
    return int.from_bytes(_hash(secret, item)[:8]) < share * _WHOLE


def commitment(secret: str) -> str:
    """What is told of a secret before it is used."""
    return hashlib.sha256(f"sijill/watch/{secret}".encode()).hexdigest()


def _hash(seed: str, item: str) -> bytes:
    return hashlib.sha256(f"{seed}|{item}".encode()).digest()
