"""A legacy list as a file: its separator, its columns, its lines. RFC 4180, a byte order mark allowed."""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from registry.errors import InvalidValue

COLUMNS: Final = (
    "external_id",
    "given_name",
    "father_name",
    "grandfather_name",
    "laqab",
    "mother_name",
    "maternal_grandfather_name",
    "sex",
    "birth_date",
    "national_number",
    "register_number",
    "page_number",
    "registry_office",
)
NEEDED: Final = ("given_name",)
SEPARATORS: Final = (",", ";", "\t")
# A cell longer than this is a broken quotation, not a name.
LONGEST_CELL: Final = 4_096


@dataclass(frozen=True, slots=True)
class Listing:
    """A file of legacy people. `places` says in which column of the file each of ours stands."""

    path: Path
    separator: str
    width: int
    places: tuple[tuple[str, int], ...]
    digest: str

    def lines(self, after: int = 0) -> Iterator[tuple[int, list[str]]]:
        """The lines behind the header with their numbers, from 1; those up to `after` are skipped."""
        with self.path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
            reader = csv.reader(_bounded(file), delimiter=self.separator)
            next(reader)
            for number, cells in enumerate(reader, 1):
                if number > after and any(cells):
                    yield number, cells


def open_listing(path: Path) -> Listing:
    """Look at a file's header. Raises `InvalidValue` for one that names no column of ours, or one twice."""
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
        first = file.readline()
    separator = max(SEPARATORS, key=first.count)
    header = [name.strip() for name in next(csv.reader([first], delimiter=separator), [])]
    places = tuple((name, place) for place, name in enumerate(header) if name in COLUMNS)
    names = [name for name, _ in places]
    if len(set(names)) != len(names):
        raise InvalidValue({"field": "header", "problem": "column_twice"})
    for name in NEEDED:
        if name not in names:
            raise InvalidValue({"field": name, "problem": "column_missing"})
    return Listing(path, separator, len(header), places, _digest(path))


def _bounded(file: Iterator[str]) -> Iterator[str]:
    """Lines without the sign NUL, on which the csv module stops."""
    return (line.replace("\x00", "\ufffd") for line in file)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
