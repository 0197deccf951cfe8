"""Parts values that run together under the labels of two columns: the dots of a leader join them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ocr.extraction.label_certainty import Label
from ocr.geometry import Rect
from ocr.layout.sheet import LOWEST, Segment, Sheet, in_one_row
from ocr.layout.spans import cut_apart, spaces

LEAST_GAP: Final = 0.35
"""Space between two words, in heights of the line, where columns may be parted."""
INSIDE: Final = 1.0
"""Heights of a line that a segment must reach into either column."""
REACH: Final = (0.5, 1.6)
"""How far left and right of a column's right edge the space before it may lie, in heights of the line."""


def part_columns(sheet: Sheet, labels: Sequence[Label]) -> Sheet:
    """The sheet with the segments right under a row of labels cut where a label's column begins; the pieces
    stand at the end, so that no other segment's number changes. Latin letters run the other way, and stay."""
    used = {index for label in labels for index in label.segments}
    segments = list(sheet.segments)
    for index, segment in enumerate(sheet.segments):
        beside = any(in_one_row(label.rect, segment.rect) for label in labels)
        if index in used or beside or segment.text.isascii():
            continue
        first, *others = _pieces(segment, sorted(_edges(segment.rect, labels, sheet.text_height))[::-1])
        segments[index] = first
        segments += others
    return replace(sheet, segments=tuple(segments))


def _edges(rect: Rect, labels: Sequence[Label], height: float) -> Iterator[float]:
    """The right edges of columns that begin under a segment: of labels on the line over it that another one
    stands to the right of."""
    over = [label.rect for label in labels if label.rect.middle < rect.top]
    lowest = max((label.bottom for label in over), default=0.0)
    if rect.top - lowest > LOWEST * height:
        return
    row = [label for label in over if lowest - label.bottom < 0.5 * height]
    for label in row:
        inside = rect.left + INSIDE * rect.height < label.right < rect.right - INSIDE * rect.height
        if inside and any(other.left > label.right for other in row):
            yield label.right


def _pieces(segment: Segment, edges: Sequence[float]) -> Iterator[Segment]:
    """A segment from the right, cut at the widest space near each column's edge."""
    height = segment.rect.height
    left, right = (share * height for share in REACH)
    for edge in edges:
        words = segment.text.split()
        near = [
            (gap, count)
            for count, (middle, gap) in enumerate(spaces(segment), start=1)
            if edge - left < middle < edge + right and gap > LEAST_GAP * height
        ]
        if near:
            _, count = max(near)
            first, segment = cut_apart(segment, " ".join(words[:count]), " ".join(words[count:]))
            yield first
    yield segment
