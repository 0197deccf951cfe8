"""The note in a data folder which says that what it holds is a demo, and how far that got."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

NOTE: Final = "demo.json"


class RealData(Exception):
    """The folder holds data that the demo did not make. Choose an empty one."""


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo folder: the accounts' password, and whether its people have done their work."""

    password: str
    filled: bool = False


def read_note(folder: Path) -> Demo | None:
    """The demo that this folder holds, if any."""
    try:
        noted = json.loads((folder / NOTE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Demo(noted["password"], noted["filled"])


def write_note(folder: Path, demo: Demo) -> None:
    """Note down that this folder holds a demo. Its password is worth nothing outside it."""
    note = folder / NOTE
    note.touch(mode=0o600)
    note.write_text(json.dumps(asdict(demo)), encoding="utf-8")
