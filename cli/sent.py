"""The list of what was handed in from this machine, so that a second run sends only what is missing."""

import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

Stamp = tuple[str, int, int]
"""A file as it was: its whole path, length in bytes, and nanosecond of its last change."""


def stamp_of(file: Path) -> Stamp:
    """The stamp of a file. Raises OSError."""
    seen = file.stat()
    return str(file.resolve()), seen.st_size, seen.st_mtime_ns


@dataclass(slots=True)
class SentList:
    """Stamps of files that one account handed in at one address; kept line by line in `path`."""

    path: Path
    known: set[Stamp] = field(default_factory=set)

    @classmethod
    def opened(cls, address: str, name: str) -> Self:
        """The list for an address and account, in the user's folder for such things. Raises OSError."""
        home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "sijill"
        home.mkdir(parents=True, exist_ok=True)
        mark = hashlib.sha256(f"{address}\n{name}".encode()).hexdigest()[:16]
        found = cls(home / f"sent-{mark}.jsonl")
        if found.path.is_file():
            for line in found.path.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
                try:
                    path, length, changed = json.loads(line)
                except ValueError:
                    # A line that a power cut broke off: its file is sent again, and recognised there.
                    continue
                found.known.add((path, length, changed))
        return found

    def has(self, file: Path) -> bool:
        """Whether a file was handed in as it is now."""
        return stamp_of(file) in self.known

    def add(self, file: Path) -> None:
        """Remember a file, whatever happens next."""
        stamp = stamp_of(file)
        self.known.add(stamp)
        with self.path.open("a", encoding="utf-8", errors="surrogateescape") as out:
            out.write(json.dumps(stamp) + "\n")
            out.flush()
            os.fsync(out.fileno())
