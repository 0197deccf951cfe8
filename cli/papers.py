"""Which files somebody means who names files and folders, and why one of them can't be taken."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cli.terminal import Terminal
from imaging.errors import ImagingError
from imaging.kinds import HEAD_BYTES, is_picture

# A file of this name that is no picture is a broken scan: it is refused with its reason, never passed over.
PAPER_SUFFIXES: Final = frozenset(
    {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".pdf", ".webp", ".heic", ".heif", ".avif", ".jp2"}
)

# From a file system's refusals to the codes that `messages` has words for.
MISSING_FILE: Final = "file_missing"
CLOSED_FILE: Final = "file_closed"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file could not be taken: a code and its parameters."""

    code: str
    params: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Found:
    """What lies at the paths named: the papers, and the files beside them that are none (lists, notes).

    `loose` are the papers that were named themselves or lie right in a folder that was.
    """

    papers: tuple[Path, ...]
    loose: frozenset[Path]
    passed_over: tuple[Path, ...]


def papers(paths: Iterable[Path]) -> Found:
    """The files named, and every picture and PDF below the folders named, in the order of names.

    A file that is named is a paper whatever it holds; hidden files in folders are nothing.
    """
    found: list[Path] = []
    loose: set[Path] = set()
    passed_over: list[Path] = []
    for path in paths:
        below = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in below:
            if path.is_dir() and (file.name.startswith(".") or not file.is_file()):
                continue
            if path.is_dir() and not is_paper(file):
                passed_over.append(file)
                continue
            found.append(file)
            if path in (file, file.parent):
                loose.add(file)
    return Found(tuple(found), frozenset(loose), tuple(passed_over))


def is_paper(file: Path) -> bool:
    """Whether a file in a folder is meant as a paper: by its name, or else by its first bytes.

    One that can't be opened is meant, so that its reason is told.
    """
    if file.suffix.lower() in PAPER_SUFFIXES:
        return True
    try:
        with file.open("rb") as content:
            return is_picture(content.read(HEAD_BYTES))
    except OSError:
        return True


def tell_passed_over(found: Found, terminal: Terminal) -> None:
    """Name on the error stream what lies in the folders and is no paper, so that nobody misses it later."""
    if found.passed_over:
        terminal.say("cli.passed-over", style="yellow", count=len(found.passed_over))
    for file in found.passed_over:
        terminal.err.print(shown_name(file), style="yellow", markup=False, highlight=False, soft_wrap=True)


def shown_name(file: Path) -> str:
    """A path as text that every stream can bear: bytes that are no UTF-8 stand as `\\xe3`."""
    return str(file).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def refusal_of(error: ImagingError | OSError) -> Refusal:
    """The code for an error about a file."""
    if isinstance(error, ImagingError):
        return Refusal(error.code, error.params)
    return Refusal(MISSING_FILE if isinstance(error, FileNotFoundError) else CLOSED_FILE, {})
