"""A legacy list as a file: a table, and what its columns are."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from registry.domain.errors import InvalidValue
from registry.domain.interchange_fields import FIELDS
from registry.domain.spreadsheet_cells import ESCAPED, unguarded
from registry.importing.decoding import Source, on_disk
from registry.importing.mapping import Column, read_mapping
from registry.importing.tables import Table, open_table

NEEDED: Final = ("given_name",)
PARENTS: Final = ("father_name", "mother_name")
LONGEST_NAME: Final = 200
"""Most characters of a file's name that are kept, for people to know it by."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A file of legacy people. `places` says in which cell of a line each named column stands.

    The names are ours, or theirs where `mapping` says what is which. `escaped` is the cell in which a file of
    our own export says which cells are guarded.
    """

    table: Table
    name: str
    path: str | None
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


def open_listing(file: Path | Source, mapping: Path | None = None, name: str = "") -> Listing:
    """Look at a list's bytes and its header. A list that is not on disk is a function that opens it.

    Raises `InvalidValue` for a header without the columns needed, or with one twice, and for bytes in no
    encoding that we know. `mapping` is a mapping file (`registry.importing.mapping`) for a list whose columns
    bear other names.
    """
    source = on_disk(file) if isinstance(file, Path) else file
    columns = read_mapping(mapping) if mapping is not None else ()
    wanted = frozenset(column.name for column in columns) or frozenset(FIELDS)
    table = open_table(source, wanted)
    header = table.header
    places = tuple((name, place) for place, name in enumerate(header) if name in wanted)
    _check_columns([name for name, _ in places], columns)
    return Listing(
        table=replace(table, reach=_reach(dict(places), columns)),
        path=str(file.resolve()) if isinstance(file, Path) else None,
        name=(file.name if isinstance(file, Path) else name)[:LONGEST_NAME],
        places=places,
        digest=table.digest,
        mapping=columns,
        mapping_digest=_digest(mapping) if mapping is not None else None,
        escaped=header.index(ESCAPED) if ESCAPED in header and not columns else None,
    )


def _reach(places: dict[str, int], mapping: Sequence[Column]) -> int:
    """How many cells the shortest row that names a person has."""
    told = {one: places[column.name] for column in mapping for one in column.fields} or places
    parents = [told[name] for name in PARENTS if name in told]
    return 1 + max(told[NEEDED[0]], min(parents, default=0))


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


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
