"""Segments that were read, and where they lie on a paper: in one row, one below another, in one cell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from ocr.geometry import Rect
from ocr.recognition.line_reader import LineReading

IN_ROW: Final = 0.45
"""Least share of the lower one's height by which two segments of one line overlap: lines lean a little."""
LOWEST: Final = 4.0
"""Most heights of a line by which a value lies under its label: further down the next row begins."""
_FIGURES = re.compile(r"[\d\s/.:,-]+")
WORDS_APART: Final = 1.4
"""The widest space between two words of one label, in heights of a line, where it fell into segments."""
POST: Final = 1.6
"""Heights of a line from which an upright stroke is a wall: a tall alef is none."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text: its place in the frame and what the main reader saw."""

    rect: Rect
    reading: LineReading

    @property
    def text(self) -> str:
        return self.reading.text


@dataclass(frozen=True, slots=True)
class Sheet:
    """All segments of a paper, the rules that part them and the usual height of a line, in frame units.

    `streaks` run across the paper, `dots` lie by themselves and are dust, or zeros.
    """

    segments: tuple[Segment, ...]
    horizontal: tuple[Rect, ...]
    vertical: tuple[Rect, ...]
    text_height: float
    streaks: tuple[Rect, ...] = ()
    dots: tuple[Rect, ...] = ()


def in_one_row(a: Rect, b: Rect, shared: float = IN_ROW) -> bool:
    """Whether two segments lie on one line of print: they overlap by a share of the lower one's height."""
    if a.bottom <= b.top or b.bottom <= a.top:
        return False
    both = min(a.bottom, b.bottom) - max(a.top, b.top)
    if both <= 0:
        return False
    lower = min(a.height, b.height)
    return both > shared * max(1e-6, lower) or abs(a.middle - b.middle) < 0.35 * lower


def left_of(sheet: Sheet, label: Rect, shared: float = IN_ROW) -> list[int]:
    """Segments on the label's line to the left of it, the nearest first; `shared` as of `in_one_row`."""
    limit = label.left + 0.4 * sheet.text_height
    found = [
        index
        for index, segment in enumerate(sheet.segments)
        if segment.rect.right < limit
        and segment.rect.top < label.bottom
        and segment.rect.bottom > label.top
        and segment.rect.centre < label.left
        and in_one_row(segment.rect, label, shared)
    ]
    return sorted(found, key=lambda index: -sheet.segments[index].rect.right)


def rows_under(sheet: Sheet, label: Rect, left_end: float, *, over: bool = False) -> list[list[int]]:
    """The lines of print under (or over) a label within its column, the nearest first, each from the right.

    The column ends at `left_end`, where the next label of the line begins, and at the label's own right.
    """
    height = max(label.height, sheet.text_height)
    near: list[tuple[float, int]] = []
    for index, segment in enumerate(sheet.segments):
        rect = segment.rect
        gap = label.top - rect.bottom if over else rect.top - label.bottom
        inside = left_end < rect.centre < label.right + 0.8 * height
        if -0.3 * height < gap < LOWEST * height and (inside or rect.overlap_across(label) > 0.4):
            near.append((gap, index))
    rows: list[list[int]] = []
    rest = sorted(near)
    while rest:
        nearest, first = rest[0]
        # A stamp makes a line as high as two, so that it shares rows with the next one.
        row = [
            index
            for gap, index in rest
            if gap - nearest < height and in_one_row(sheet.segments[index].rect, sheet.segments[first].rect)
        ]
        rows.append(sorted(row, key=lambda index: -sheet.segments[index].rect.right))
        rest = [(gap, index) for gap, index in rest if index not in row]
    return rows


def walls_between(sheet: Sheet, a: Rect, b: Rect) -> int:
    """How many upright rules lie between two segments of one line."""
    left, right = min(a.right, b.right), max(a.left, b.left)
    middle = (a.middle + b.middle) / 2
    xs = sorted(
        wall.centre
        for wall in sheet.vertical
        if left - 2 < wall.centre < right + 2 and wall.top - 2 < middle < wall.bottom + 2
    )
    return sum(1 for i, x in enumerate(xs) if i == 0 or x - xs[i - 1] > 0.4 * sheet.text_height)


def floors_between(sheet: Sheet, a: Rect, b: Rect) -> int:
    """How many level rules lie between two segments above one another."""
    top, bottom = min(a.bottom, b.bottom), max(a.top, b.top)
    centre = (max(a.left, b.left) + min(a.right, b.right)) / 2
    ys = sorted(
        floor.middle
        for floor in sheet.horizontal
        if top - 2 < floor.middle < bottom + 2 and floor.left - 2 < centre < floor.right + 2
    )
    return sum(1 for i, y in enumerate(ys) if i == 0 or y - ys[i - 1] > 0.4 * sheet.text_height)


def reading_order(rects: Sequence[Rect]) -> list[int]:
    """Indices of rectangles by line from the top, and from the right within a line."""
    by_height = sorted(range(len(rects)), key=lambda index: rects[index].middle)
    lines: list[list[int]] = []
    for index in by_height:
        if lines and in_one_row(rects[lines[-1][0]], rects[index]):
            lines[-1].append(index)
        else:
            lines.append([index])
    return [index for line in lines for index in sorted(line, key=lambda i: -rects[i].right)]


def lines_of(sheet: Sheet) -> list[tuple[int, ...]]:
    """Every line of print once: the indices of its segments from the right."""
    rects = [segment.rect for segment in sheet.segments]
    order = reading_order(rects)
    return list(dict.fromkeys(tuple(i for i in order if in_one_row(rects[i], rects[at])) for at in order))


def said(sheet: Sheet, segments: Sequence[int]) -> str:
    """The text of segments of one line, given from the right.

    Figures run from the left, so that the pieces of one number do, too.
    """
    texts = [sheet.segments[index].text for index in segments]
    runs = [
        list(run)[::-1] if figures else list(run)
        for figures, run in groupby(texts, key=lambda text: _FIGURES.fullmatch(text) is not None)
    ]
    return " ".join(text for run in runs for text in run)


def joined(sheet: Sheet) -> Iterator[str]:
    """The texts of each two neighbours in a row that are no further apart than words of one label."""
    for segment in sheet.segments:
        for beside in left_of(sheet, segment.rect)[:1]:
            other = sheet.segments[beside]
            if segment.rect.left - other.rect.right < WORDS_APART * sheet.text_height:
                yield f"{segment.text} {other.text}"
