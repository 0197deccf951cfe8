"""A manifest: a signed list of files, each with SHA-256 and length in bytes. Exports and backups have one."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Self

from registry.audit.notes import Signer, Verifier, opened
from registry.domain.errors import NoteRefused

PIECE: Final = 1024 * 1024
"""Bytes that are hashed at once."""
_LINE: Final = re.compile(r"([0-9a-f]{64}) (0|[1-9][0-9]*) (.+)")


@dataclass(frozen=True, slots=True)
class Print:
    """The fingerprint of a file: SHA-256 (hex) and length in bytes."""

    digest: str
    length: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """Files by name, under a heading that says what kind of thing they make up, and facts about it."""

    heading: str
    facts: Mapping[str, str]
    files: Mapping[str, Print]

    def signed(self, signer: Signer) -> str:
        """The manifest as a signed note."""
        facts = [f"{name} {value}" for name, value in sorted(self.facts.items())]
        files = [f"{one.digest} {one.length} {name}" for name, one in sorted(self.files.items())]
        return signer.sign("\n".join([self.heading, *facts, *files]) + "\n")

    @classmethod
    def read(cls, note: str, heading: str, verifier: Verifier) -> Self:
        """The manifest of a note. Raises `NoteRefused`."""
        found, *lines = opened(note, verifier).removesuffix("\n").split("\n")
        if found != heading:
            raise NoteRefused({"problem": "manifest_format"})
        facts: dict[str, str] = {}
        files: dict[str, Print] = {}
        for line in lines:
            if match := _LINE.fullmatch(line):
                files[match[3]] = Print(match[1], int(match[2]))
            else:
                name, _, value = line.partition(" ")
                facts[name] = value
        return cls(heading, facts, files)


def print_of(file: Path) -> Print:
    """The fingerprint of a file. Raises OSError."""
    with file.open("rb") as content:
        return print_of_stream(content)


def print_of_stream(content: BinaryIO) -> Print:
    """The fingerprint of what is left of a stream."""
    digest = hashlib.sha256()
    length = 0
    while piece := content.read(PIECE):
        digest.update(piece)
        length += len(piece)
    return Print(digest.hexdigest(), length)
