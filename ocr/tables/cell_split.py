"""Parts what runs across the columns of a table: its captions, and values of two cells."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Final

from ocr.layout.sheet import Segment, Sheet, in_one_row
from ocr.layout.spans import cut_apart, spaces
from ocr.tables.grid import Column, columns_of
from ocr.tables.header import find_header
from ocr.tables.header_split import part_captions
from reference.documents import FieldSpec

LEAST_GAP: Final = 0.4
"""Space between two words, in heights of the line, where cells may be parted."""
WIDER: Final = 1.2
"""How much wider than the usual other space of a segment that space must be."""
REACH: Final = 1.5
"""How far from the border of two columns that space may lie, in heights of the line."""


def part_cells(sheet: Sheet, table: FieldSpec) -> Sheet:
    """The sheet with the segments of a table cut where its columns end; as it is when there is no table."""
    parted = part_captions(sheet, table.columns)
    header = None if parted is None else find_header(parted, table.columns)
    if parted is None or header is None:
        return sheet
    columns = columns_of(parted, header)
    below = max(parted.segments[index].rect.bottom for index, _ in header)
    pieces = (
        piece
        for segment in parted.segments
        for piece in (
            _values(segment, columns, _beside(parted, segment)) if segment.rect.middle > below else (segment,)
        )
    )
    return replace(parted, segments=tuple(pieces))


def _beside(sheet: Sheet, segment: Segment) -> list[float]:
    """Where the middles of the other segments of a row are."""
    return [
        other.rect.centre
        for other in sheet.segments
        if other is not segment and in_one_row(other.rect, segment.rect)
    ]


def _values(segment: Segment, columns: Sequence[Column], beside: Sequence[float]) -> Iterator[Segment]:
    """A segment of a table's body from the right, cut where two columns meet and a space lies near.

    A column that holds a value of its own, whose middle is one of `beside`, gets no piece of another one.
    """
    words = segment.text.split()
    rect = segment.rect
    for column, following in pairwise(columns):
        taken = any(following.left <= middle <= following.right for middle in beside)
        if taken or len(words) < 2:
            continue
        if not rect.left + 0.5 * rect.height < column.left < rect.right - 0.5 * rect.height:
            continue
        spots = [(*spot, count) for count, spot in enumerate(spaces(segment), start=1)]
        away, gap, count = min((abs(middle - column.left), gap, count) for middle, gap, count in spots)
        others = [other for _, other, place in spots if place != count]
        wide = max(LEAST_GAP * rect.height, WIDER * median(others) if others else 0.0)
        if away < REACH * rect.height and gap > wide:
            first, segment = cut_apart(segment, " ".join(words[:count]), " ".join(words[count:]))
            yield first
            words, rect = words[count:], segment.rect
    yield segment
