"""Which short texts are litter of stamps and no values."""

from collections.abc import Sequence

from ocr.extraction.label_certainty import Label
from ocr.geometry import Rect
from ocr.layout.sheet import Segment, Sheet

LITTER = 3
HIGH = 2.0
TINY = 0.55
LEGIBLE = 0.5
"""How many characters at most what a stamp leaves on a paper has, from and up to how many heights of a line
it is as large as no word, and how sure of it the reader is not."""
BY_A_WORD = 0.8
"""Heights of a line within which such a sign may be a figure or a letter of the word beside it."""


def without_litter(sheet: Sheet, label: Label, row: Sequence[int]) -> list[int]:
    """Segments of a row without what a stamp leaves: a few signs that are illegible, higher than any word, or
    small and apart from words."""
    height = min(label.rect.height, sheet.text_height)
    litter = {index for index in row if _is_litter(sheet.segments[index], height, sheet.text_height)}
    words = [sheet.segments[index].rect for index in row if index not in litter]

    def at_a_word(rect: Rect) -> bool:
        near = any(word.gap_across(rect) < BY_A_WORD * height for word in words)
        return near and rect.height < HIGH * sheet.text_height

    return [index for index in row if index not in litter or at_a_word(sheet.segments[index].rect)]


def _is_litter(segment: Segment, height: float, text_height: float) -> bool:
    """Whether a segment beside a label so high may be what a stamp leaves."""
    rect, reading = segment.rect, segment.reading
    unlike = max(rect.width, rect.height) < TINY * height or rect.height > HIGH * text_height
    return len(reading.text) <= LITTER and (unlike or reading.confidence < LEGIBLE)
