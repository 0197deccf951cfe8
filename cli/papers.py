"""Which files somebody means who names files and folders, and why one of them can't be taken."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from imaging.errors import ImagingError

# Other files lie beside scans in a folder (lists, thumbnails); a file that is named is always taken.
PAPER_SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".pdf"})

# From a file system's refusals to the codes that `messages` has words for.
MISSING_FILE: Final = "file_missing"
CLOSED_FILE: Final = "file_closed"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file could not be taken: a code and its parameters."""

    code: str
    params: Mapping[str, str | int]


def papers(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files named, and every picture and PDF below the folders named, in the order of names."""
    found: list[Path] = []
    for path in paths:
        found.extend(papers_below(path) if path.is_dir() else [path])
    return tuple(found)


def papers_below(folder: Path) -> tuple[Path, ...]:
    """Every picture and PDF in a folder and its sub-folders; hidden ones are left out."""
    return tuple(sorted(file for file in folder.rglob("*") if file.is_file() and is_paper(file)))


def is_paper(file: Path) -> bool:
    """Whether a file in a folder is meant, by its name."""
    return file.suffix.lower() in PAPER_SUFFIXES and not file.name.startswith(".")


def refusal_of(error: ImagingError | OSError) -> Refusal:
    """The code for an error about a file."""
    if isinstance(error, ImagingError):
        return Refusal(error.code, error.params)
    return Refusal(MISSING_FILE if isinstance(error, FileNotFoundError) else CLOSED_FILE, {})
