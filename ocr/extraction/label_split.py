"""Parts a segment in which one value runs into the next label: `علي الأب: حسن` is a value, a label and a
value."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ocr.engine import Glyph, LineReading
from ocr.geometry import Rect
from ocr.labels.forms import Forms, label_key, nearest_form
from ocr.layout import Segment, Sheet
from ocr.spans import after_label, crop_of, place_of

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


def cut_apart(segment: Segment, before: str, after: str) -> tuple[Segment, Segment]:
    """Two segments, the right one reading `before`, the left one `after`."""
    left = after_label(segment.rect, segment.reading.glyphs, after)
    right = Rect(left.right, segment.rect.top, segment.rect.right, segment.rect.bottom)
    # A glyph at the end of a segment may have been seen in the margin of its crop.
    beyond = [
        place_of(segment.rect, (glyph.left + glyph.right) / 2) > left.right
        for glyph in segment.reading.glyphs
    ]
    sides = list(zip(segment.reading.glyphs, beyond, strict=True))
    return (
        _piece(segment, right, before, [glyph for glyph, over in sides if over]),
        _piece(segment, left, after, [glyph for glyph, over in sides if not over]),
    )


def spaces(segment: Segment) -> Iterator[tuple[float, float]]:
    """The spaces between a segment's words from the right: where the middle of each is, and how wide, in
    frame units."""
    words = segment.text.split()
    for count in range(1, len(words)):
        first, second = cut_apart(segment, " ".join(words[:count]), " ".join(words[count:]))
        right = [g.left for g in first.reading.glyphs if not g.character.isspace()]
        left = [g.right for g in second.reading.glyphs if not g.character.isspace()]
        if right and left:
            start, end = place_of(second.rect, max(left)), place_of(first.rect, min(right))
            yield (start + end) / 2, end - start
        else:
            yield second.rect.right, 0.0


def _piece(segment: Segment, rect: Rect, text: str, glyphs: Sequence[Glyph]) -> Segment:
    """A part of a segment with the glyphs that stand in it, their shares made those of its own crop."""
    whole, own = crop_of(segment.rect), crop_of(rect)
    moved = tuple(Glyph(g.character, *_shares(whole, own, g), g.confidence) for g in glyphs)
    sure = min((g.confidence for g in glyphs), default=segment.reading.confidence)
    return Segment(rect, LineReading(text, sure, moved))


def _shares(whole: Rect, own: Rect, glyph: Glyph) -> tuple[float, float]:
    left, right = (whole.left + share * whole.width for share in (glyph.left, glyph.right))
    return (left - own.left) / own.width, (right - own.left) / own.width
