"""A CSV file as a table: its encoding, its separator, its header, its rows, whatever it lists."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Final, TextIO

from arabic.forms import reading_order
from arabic.letters import clean
from registry.importing.decoding import Source, script_of
from registry.importing.rows import Ending, Row, Shape, lines_of, read_rows, split_quoted

SEPARATORS: Final = (",", ";", "\t", "|")
MOST_EMPTY: Final = 1_000
"""Most empty lines above a header: behind more of them the file is empty."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file of rows. `above`: lines up to the header and with it; `reach`: cells that a row has at least."""

    source: Source
    encoding: str
    digest: str
    separator: str
    above: int
    header: tuple[str, ...]
    reach: int

    @property
    def width(self) -> int:
        """How many cells a whole row has."""
        return len(self.header)

    def whole(self, cells: list[str]) -> list[str]:
        """The cells of a row with those at its end that were not written, since they are empty."""
        return cells + [""] * (self.width - len(cells))

    def rows(self, after: int = 0) -> Iterator[Row]:
        """The rows behind the header by the numbers of their lines there, from 1; empty ones are left out."""
        with _opened(self.source, self.encoding) as file:
            lines = enumerate(islice(lines_of(file), self.above, None), 1)
            for row in read_rows(lines, Shape(self.separator, self.width, self.reach)):
                if row.line > after and (row.problem or any(cell.strip() for cell in row.cells)):
                    yield row


def open_table(source: Source, wanted: frozenset[str], reach: int = 1) -> Table:
    """Look at a file's bytes and its header, of which the columns `wanted` tell the separator.

    Raises `InvalidValue` for bytes in no encoding that we know.
    """
    script = script_of(source)
    with _opened(source, script.encoding) as text:
        above, separator, header = _header(text, wanted)
    return Table(source, script.encoding, script.digest, separator, above, tuple(header), reach)


@contextmanager
def _opened(source: Source, encoding: str) -> Iterator[TextIO]:
    """The text of a list; bytes that are none become U+FFFD, and the row that holds one is refused."""
    with source() as file, io.TextIOWrapper(file, encoding=encoding, errors="replace", newline=None) as text:
        yield text


def _header(text: TextIO, wanted: frozenset[str]) -> tuple[int, str, list[str]]:
    """How many lines there are up to the header, the separator, and the columns' names.

    Spreadsheets put `sep=;` above the header. Else the separator is the one that makes most columns known.
    """
    known = "".join(SEPARATORS)
    for above, line in enumerate(islice(lines_of(text), MOST_EMPTY), 1):
        bare = (line or "").strip('\ufeff" ')
        if not bare.strip(known + " "):
            continue
        if bare[:4].casefold() == "sep=" and len(bare) <= len("sep=;"):
            known = bare[4:] or "\t"
            continue
        choices = {separator: _names(line or "", separator) for separator in known}
        separator = max(choices, key=lambda one: (len(wanted.intersection(choices[one])), len(choices[one])))
        return above, separator, choices[separator]
    return 0, SEPARATORS[0], []


def _names(line: str, separator: str) -> list[str]:
    cells, ending = split_quoted(line.removeprefix("\ufeff"), separator)
    if ending is not Ending.whole:
        return []
    return [clean(reading_order(cell)) for cell in cells]
