"""Parts a segment in which one value runs into the next label: `علي الأب: حسن` is a value, a label and a
value."""

import re
from dataclasses import replace

from ocr.labels.forms import Forms, nearest_form
from ocr.layout.sheet import Segment, Sheet
from ocr.layout.spans import cut_apart
from ocr.text.similarity import label_key

SURE = 0.86
CERTAIN = 0.92
"""How like a label words must be before a colon, and without one at the end of a segment."""
LONGEST = 6
_COLON = re.compile(r"[:؛]")


def part_pairs(sheet: Sheet, known: Forms) -> Sheet:
    """The sheet with every segment cut before each label that does not open it: one before a colon, or one
    of several words that ends the segment."""
    segments = tuple(piece for segment in sheet.segments for piece in _pieces(segment, known))
    return replace(sheet, segments=segments)


def _pieces(segment: Segment, known: Forms) -> list[Segment]:
    """A segment from the right: what stands before its last inner label, cut further, and the rest."""
    words = segment.text.split()
    last = _closing_label(words, known)
    if last:
        first, second = cut_apart(segment, " ".join(words[:last]), " ".join(words[last:]))
        return [*_pieces(first, known), second]
    for position in range(len(words) - 1, 0, -1):
        if _COLON.search(words[position]) or (
            position + 1 < len(words) and _COLON.match(words[position + 1])
        ):
            start = _label_start(words, position, known)
            if start is not None and start > 0:
                first, second = cut_apart(segment, " ".join(words[:start]), " ".join(words[start:]))
                return [*_pieces(first, known), second]
    return [segment]


def _closing_label(words: list[str], known: Forms) -> int:
    """Where a label of several words begins that ends a segment and bears no colon; 0 when there is none."""
    for count in range(min(LONGEST, len(words) - 1), 1, -1):
        nearest = nearest_form(label_key(" ".join(words[-count:])), known)
        if nearest is not None and nearest[1] >= CERTAIN and " " in nearest[0].key:
            return len(words) - count
    return 0


def _label_start(words: list[str], end: int, known: Forms) -> int | None:
    """Where the label that ends with word `end` begins: the longest surely known one; None when there is
    none."""
    for count in range(min(LONGEST, end + 1), 0, -1):
        key = label_key(_COLON.split(" ".join(words[end - count + 1 : end + 1]))[0])
        nearest = nearest_form(key, known)
        if nearest is not None and nearest[1] >= SURE:
            return end - count + 1
    return None
