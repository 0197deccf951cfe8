"""The lines of a list in, its rows out: RFC 4180, and no quotation that never ends swallows a line.

The csv module takes whatever stands behind a stray quotation mark, line after line, for one cell. Here a
line that can't be understood is a row with a problem of its own, and reading goes on with the next line. A
quoted cell may go over several lines only when nothing in it looks like a row.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import Final, NamedTuple, TextIO

LONGEST_LINE: Final = 1 << 20
"""Most characters of a line of a list; the rest of a longer one is read and dropped."""
MOST_LINES: Final = 100
"""Most lines of one quoted cell: a longer quotation never ends."""
QUOTE: Final = '"'


class Row(NamedTuple):
    """A row by the number of its line in the file, from 1; `problem` says why it has no cells."""

    line: int
    cells: list[str]
    problem: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What rows look like: separator, cells by the header, and the fewest cells that can name a person."""

    separator: str
    width: int
    reach: int

    def may_be_row(self, text: str) -> bool:
        """Whether a line by itself could be a person."""
        return text.count(self.separator) + 1 >= self.reach


class Ending(Enum):
    """How a line ended: whole, within a quotation, or with a quotation mark where none may stand."""

    whole = "whole"
    open = "open"
    broken = "broken"


def lines_of(file: TextIO) -> Iterator[str | None]:
    """Lines without their ends; None for one that is too long, of which nothing is kept in memory."""
    while piece := file.readline(LONGEST_LINE):
        if piece.endswith("\n"):
            piece = piece[:-1]
        elif len(piece) >= LONGEST_LINE:
            while (rest := file.readline(LONGEST_LINE)) and not rest.endswith("\n"):
                pass
            yield None
            continue
        # No database keeps the sign NUL in a text.
        yield piece.replace("\x00", "\ufffd") if "\x00" in piece else piece


def read_rows(lines: Iterator[tuple[int, str | None]], shape: Shape) -> Iterator[Row]:
    """The rows of numbered lines. Every line that is not empty is in a row, or is one with a problem."""
    ahead: deque[tuple[int, str | None]] = deque()
    separator = shape.separator
    while True:
        taken = ahead.popleft() if ahead else next(lines, None)
        if taken is None:
            return
        number, text = taken
        if text is None:
            yield Row(number, [], "length")
        elif QUOTE not in text:
            yield Row(number, text.split(separator), "")
        else:
            cells, ending = split_quoted(text, separator)
            if ending is Ending.open:
                _look_ahead(lines, ahead)
                crossed = _over_lines(text, [more for _, more in ahead], shape)
                if crossed is not None:
                    cells, taken_too = crossed
                    ending = Ending.whole
                    for _ in range(taken_too):
                        ahead.popleft()
            yield Row(number, cells, "") if ending is Ending.whole else Row(number, [], "quote")


def split_quoted(text: str, separator: str) -> tuple[list[str], Ending]:
    """The cells of a text with quotation marks. Spaces around a quoted cell don't count."""
    cells: list[str] = []
    at = 0
    while True:
        start = at
        while text.startswith(" ", start):
            start += 1
        if not text.startswith(QUOTE, start):
            end = text.find(separator, at)
            cell = text[at:] if end < 0 else text[at:end]
            if QUOTE in cell:
                return [], Ending.broken
            cells.append(cell)
            if end < 0:
                return cells, Ending.whole
            at = end + 1
            continue
        closing = _closing(text, start + 1)
        if closing < 0:
            return [], Ending.open
        cells.append(text[start + 1 : closing].replace(QUOTE * 2, QUOTE))
        at = closing + 1
        while text.startswith(" ", at):
            at += 1
        if at == len(text):
            return cells, Ending.whole
        if not text.startswith(separator, at):
            return [], Ending.broken
        at += 1


def _closing(text: str, at: int) -> int:
    """The place of the mark that closes a quotation; two in a row stand for one in the text."""
    while (found := text.find(QUOTE, at)) >= 0 and text.startswith(QUOTE, found + 1):
        at = found + 2
    return found


def _look_ahead(lines: Iterator[tuple[int, str | None]], ahead: deque[tuple[int, str | None]]) -> None:
    ahead.extend(islice(lines, MOST_LINES - len(ahead)))


def _over_lines(first: str, following: list[str | None], shape: Shape) -> tuple[list[str], int] | None:
    """The cells of a row whose quoted cell goes on, and over how many lines more; None if it does not."""
    whole, length = [first], len(first)
    for count, text in enumerate(following, 1):
        if text is None or (length := length + len(text)) > LONGEST_LINE:
            return None
        whole.append(text)
        within, mark, _ = text.partition(QUOTE)
        if shape.may_be_row(within):
            return None
        if not mark:
            continue
        cells, ending = split_quoted("\n".join(whole), shape.separator)
        if ending is Ending.broken:
            return None
        if ending is Ending.whole:
            return (cells, count) if len(cells) == shape.width and _is_one_row(first, text, shape) else None
    return None


def _is_one_row(first: str, last: str, shape: Shape) -> bool:
    """Whether the two ends of a cell over several lines are not two rows, each with a lone quotation mark."""
    marks = [at for at, sign in enumerate(first) if sign == QUOTE]
    begun = shape.separator in first[marks[-1] :]
    full = first.count(shape.separator) + 1 >= shape.width
    if begun and (full or shape.may_be_row(last)):
        return False
    return last.count(shape.separator) + 1 < shape.width
