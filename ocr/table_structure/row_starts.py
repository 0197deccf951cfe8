"""First lines of a table's rows: baselines of each column in, where each row starts out."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

NEAR: Final = 0.3
"""Most distance of two baselines on one line of a table, in heights of a line: pens don't keep to a rule."""
MOST: Final = 0.6
"""Share of the columns written in from which a line starts a row whatever its key column holds."""


@dataclass(frozen=True, slots=True)
class RowStarts:
    """The baselines at which rows start, from the top, and the column that they were read off."""

    key: int
    lines: tuple[float, ...]


def row_starts(columns: Sequence[Sequence[float]], height: float) -> RowStarts:
    """The rows of a table whose columns have writing on these baselines; `height` is that of a line.

    A row's further lines stand in one column or two. So rows are read off the column whose lines the others
    share more often than chance would have it: it counts, dates or names each row once.
    """
    written = [column for column in columns if column]
    if len(written) < 2:
        return RowStarts(columns.index(written[0]), tuple(written[0])) if written else RowStarts(0, ())
    span = max(column[-1] for column in written) - min(column[0] for column in written) + height
    key = max(range(len(columns)), key=lambda index: _agreement(index, columns, span, NEAR * height))
    starts = [line for line in columns[key] if _shared(line, written, NEAR * height) > 1]
    for column in written:
        for line in column:
            many = _shared(line, written, NEAR * height) >= max(2.0, MOST * len(written))
            if many and not _has(starts, line, 2 * NEAR * height):
                starts = sorted([*starts, line])
    return RowStarts(key, tuple(starts))


def _agreement(index: int, columns: Sequence[Sequence[float]], span: float, near: float) -> float:
    """By how many standard deviations a column's lines meet those of the others more often than by chance."""
    met = chance = spread = 0.0
    for place, other in enumerate(columns):
        if place == index:
            continue
        by_chance = min(0.95, 2 * near * len(other) / span)
        met += sum(_has(other, line, near) for line in columns[index])
        chance += by_chance * len(columns[index])
        spread += by_chance * (1 - by_chance) * len(columns[index])
    return (met - chance) / sqrt(max(1e-6, spread))


def _shared(line: float, columns: Sequence[Sequence[float]], near: float) -> int:
    """How many columns have writing on a line."""
    return sum(_has(column, line, near) for column in columns)


def _has(lines: Sequence[float], line: float, near: float) -> bool:
    """Whether one of the lines, from the top, is near."""
    at = bisect_left(lines, line - near)
    return at < len(lines) and lines[at] <= line + near
