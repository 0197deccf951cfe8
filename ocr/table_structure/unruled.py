"""A table without rules: the writing of a straight page in, the span of the table out."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ocr.table_structure.ink import Ink
from ocr.table_structure.spans import Span, Spans

ABOVE: Final = 0.75
"""How far above its baseline a line's letters reach, in heights of a line."""
WORD_GAP: Final = 1.0
"""Widest gap between words of one cell, in heights of a line."""
GUTTER: Final = 0.8
"""Narrowest white between two columns over all rows, in heights of a line."""
CROSSING: Final = 0.08
"""Most share of a table's lines that write over the white between columns: a title, a long word."""
LEAST_COLUMNS: Final = 3
"""Least columns of a table without rules: two are labels and values of a form."""
LEAST_ROWS: Final = 3
"""Least lines that have so many columns."""
LONGEST_ROW: Final = 6
"""Most lines of one row before what follows is another part of the page."""

Cover = NDArray[np.bool_]
"""Which columns of pixels each line of writing covers."""


def unruled_table(ink: Ink) -> Spans | None:
    """The table whose columns white gutters part on most lines of a page; None when there is none."""
    whole = Span(0, ink.letters.shape[1])
    lines = ink.lines(whole, 0, ink.letters.shape[0])
    if not lines:
        return None
    cover = np.stack([_covered(ink, line) for line in lines])
    parted = [index for index, row in enumerate(cover) if len(_runs(row)) >= LEAST_COLUMNS]
    best: Spans | None = None
    for group in _close(parted):
        if len(group) < LEAST_ROWS:
            continue
        columns = _columns(cover[group], GUTTER * ink.height)
        if len(columns) >= LEAST_COLUMNS and (best is None or len(columns) > len(best.columns)):
            top = max(0.0, lines[group[0]] - 1.5 * ink.height)
            best = Spans(columns, top, top, _end(lines, group[-1], ink.height))
    return best


def _covered(ink: Ink, line: float) -> NDArray[np.bool_]:
    """Which columns of pixels hold writing on a line, or lie between two words of one cell."""
    band = ink.letters[max(0, int(line - ABOVE * ink.height)) : int(line) + 1]
    inked = np.flatnonzero((band > 0).any(axis=0))
    covered = np.zeros(ink.letters.shape[1], np.bool_)
    for piece in np.split(inked, np.flatnonzero(np.diff(inked) > WORD_GAP * ink.height) + 1):
        if len(piece):
            covered[piece[0] : piece[-1] + 1] = True
    return covered


def _runs(row: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Stretches of a row of truths that are true, each from its first place to the one behind its last."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def _close(parted: Sequence[int]) -> list[list[int]]:
    """Numbers of lines, gathered where no row between them would be too long."""
    groups: list[list[int]] = []
    for index in parted:
        if groups and index - groups[-1][-1] <= LONGEST_ROW:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _columns(cover: Cover, gutter: float) -> tuple[Span, ...]:
    """The columns of some lines: from the middle of one gutter to the middle of the next."""
    white = cover.mean(axis=0) <= CROSSING
    runs = _runs(~white)
    joined: list[tuple[int, int]] = []
    for start, end in runs:
        if joined and start - joined[-1][1] < gutter:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(Span(start, end) for start, end in joined)


def _end(lines: Sequence[float], last: int, height: float) -> float:
    """Where a table ends: behind its last line, and before the next line of the page."""
    below = lines[last] + height
    return min(below, lines[last + 1] - ABOVE * height) if last + 1 < len(lines) else below
