"""A legacy list as a file: its separator, its columns, its lines. RFC 4180, a byte order mark allowed."""

import csv
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from arabic.letters import clean
from registry.errors import InvalidValue
from registry.exporting.guarding import ESCAPED, unguarded
from registry.importing.mapping import FIELDS, Column, read_mapping

NEEDED: Final = ("given_name",)
SEPARATORS: Final = (",", ";", "\t")
# A cell longer than this is a broken quotation, not a name.
LONGEST_CELL: Final = 4_096


@dataclass(frozen=True, slots=True)
class Listing:
    """A file of legacy people. `places` says in which cell of a line each named column stands.

    The names are ours, or theirs where `mapping` says what is which. `escaped` is the cell in which a file of
    our own export says which cells are guarded.
    """

    path: Path
    separator: str
    width: int
    places: tuple[tuple[str, int], ...]
    digest: str
    mapping: tuple[Column, ...] = ()
    mapping_digest: str | None = None
    escaped: int | None = None

    def said(self, cells: Sequence[str]) -> dict[str, str]:
        """The cells that are kept, by the name of their column, word for word."""
        return {name: cells[place] for name, place in self.places}

    def fields(self, cells: Sequence[str]) -> dict[str, str]:
        """What the cells say of our fields."""
        said = self.said(cells)
        if self.escaped is not None and cells[self.escaped]:
            said = unguarded({**said, ESCAPED: cells[self.escaped]})
        if not self.mapping:
            return said
        told: dict[str, str] = {}
        for column in self.mapping:
            told.update(column.read(said[column.name]))
        return told

    def lines(self, after: int = 0) -> Iterator[tuple[int, list[str]]]:
        """The lines behind the header with their numbers, from 1; those up to `after` are skipped."""
        with self.path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
            reader = csv.reader(_bounded(file), delimiter=self.separator)
            next(reader)
            for number, cells in enumerate(reader, 1):
                if number > after and any(cells):
                    yield number, cells


def open_listing(path: Path, mapping: Path | None = None) -> Listing:
    """Look at a file's header. Raises `InvalidValue` for one without the columns needed, or with one twice.

    `mapping` is a mapping file (`registry.importing.mapping`) for a list whose columns bear other names.
    """
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
        first = file.readline()
    separator = max(SEPARATORS, key=first.count)
    header = [clean(name) for name in next(csv.reader([first], delimiter=separator), [])]
    columns = read_mapping(mapping) if mapping is not None else ()
    wanted = {column.name for column in columns} or set(FIELDS)
    places = tuple((name, place) for place, name in enumerate(header) if name in wanted)
    _check_columns([name for name, _ in places], columns)
    return Listing(
        path=path,
        separator=separator,
        width=len(header),
        places=places,
        digest=_digest(path),
        mapping=columns,
        mapping_digest=_digest(mapping) if mapping is not None else None,
        escaped=header.index(ESCAPED) if ESCAPED in header and not columns else None,
    )


def _check_columns(names: Sequence[str], mapping: Sequence[Column]) -> None:
    if len(set(names)) != len(names):
        raise InvalidValue({"field": "header", "problem": "column_twice"})
    for column in mapping:
        if column.name not in names:
            raise InvalidValue({"field": column.name, "problem": "column_missing"})
    found = {one for column in mapping for one in column.fields} if mapping else set(names)
    for name in NEEDED:
        if name not in found:
            raise InvalidValue({"field": name, "problem": "column_missing"})


def _bounded(file: Iterator[str]) -> Iterator[str]:
    """Lines without the sign NUL, on which the csv module stops."""
    return (line.replace("\x00", "\ufffd") for line in file)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
