"""Which files somebody means who names files and folders."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

# Other files lie beside scans in a folder (lists, thumbnails); a file that is named is always taken.
PAPER_SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".pdf"})


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
