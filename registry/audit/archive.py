"""The form of an export: which files it has, and how each line of them is written and read."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import rfc8785

from registry.audit.notes import decoded, encoded
from registry.domain.errors import NoteRefused

HEADING: Final = "sijill-trail-export/1"
EVENTS: Final = "events.jsonl"
HASHES: Final = "hashes.txt"
CHECKPOINT: Final = "checkpoint.txt"
CHECKPOINTS: Final = "checkpoints.jsonl"
KEY: Final = "key.txt"
README: Final = "README.txt"
MANIFEST: Final = "manifest.txt"
VERIFIER: Final = "verify.py"
# All of an export but the manifest, which lists them, and the checking program, which older ones lack.
LISTED: Final = (EVENTS, HASHES, CHECKPOINT, CHECKPOINTS, KEY, README)
FILES: Final = (*LISTED, MANIFEST, VERIFIER)

HASH_SIGNS: Final = 64
"""Hexadecimal signs of a SHA-256."""
PROOF_FORM: Final = "sijill-event-proof/1"


@dataclass(frozen=True, slots=True)
class Continued:
    """An earlier checkpoint's note, with the proof that the newest one continues it."""

    note: str
    path: tuple[bytes, ...]

    def line(self) -> bytes:
        """Its line in `checkpoints.jsonl`, without the line break."""
        return rfc8785.dumps({"checkpoint": self.note, "consistency": [encoded(one) for one in self.path]})

    @classmethod
    def parsed(cls, line: bytes) -> Self:
        """What a line says. Raises `NoteRefused`."""
        match _json(line):
            case {"checkpoint": str(note), "consistency": list(path)}:
                return cls(note, _hashes(path))
        raise NoteRefused({"problem": "line_format"})


@dataclass(frozen=True, slots=True)
class EventProof:
    """One event with the proof that it stands in the trail, in a file of its own.

    `leaf` are its canonical bytes, `path` the inclusion proof, `note` the checkpoint, `key` a vkey.
    """

    number: int
    leaf: bytes
    path: tuple[bytes, ...]
    note: str
    key: str

    def file(self) -> bytes:
        """The content of the file."""
        return rfc8785.dumps(
            {
                "form": PROOF_FORM,
                "number": self.number,
                "event": self.leaf.decode(),
                "inclusion": [encoded(one) for one in self.path],
                "checkpoint": self.note,
                "key": self.key,
            }
        )

    @classmethod
    def parsed(cls, content: bytes) -> Self:
        """What a file says; bytes that we would write in any other way are refused. Raises `NoteRefused`."""
        match _json(content):
            case {
                "number": int(number),
                "event": str(leaf),
                "inclusion": list(path),
                "checkpoint": str(note),
                "key": str(key),
            }:
                found = cls(number, leaf.encode("utf-8", "surrogatepass"), _hashes(path), note, key)
                if _is_ours(found, content):
                    return found
        raise NoteRefused({"problem": "proof_format"})


def number_in(line: bytes) -> int | None:
    """The number that an event's line says it has; None for a line that is no event."""
    match _json(line):
        case {"n": int(number)}:
            return number
    return None


def _is_ours(proof: EventProof, content: bytes) -> bool:
    try:
        return proof.file() == content
    except (ValueError, rfc8785.CanonicalizationError):
        return False


def _json(line: bytes) -> object:
    try:
        found: object = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found


def _hashes(path: Sequence[object]) -> tuple[bytes, ...]:
    found = [decoded(one) if isinstance(one, str) else None for one in path]
    if any(one is None for one in found):
        raise NoteRefused({"problem": "line_format"})
    return tuple(one for one in found if one is not None)
