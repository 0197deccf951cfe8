"""Sheets for tests, written as lines of text at places: what the line finder and the reader would give."""

from collections.abc import Sequence

from arabic.visual import to_visual
from ocr.geometry import MARGIN_ACROSS, Rect
from ocr.layout.sheet import Segment, Sheet
from ocr.recognition.line_reader import Glyph, LineReading

LETTER = 9.0
HEIGHT = 20.0
"""Width of a character and height of a line, in units of the frame."""


def segment(text: str, right: float, top: float, *, sure: float = 0.99) -> Segment:
    """A run of text that ends at a place on the right, with a glyph for each character."""
    seen = to_visual(text)
    rect = Rect(right - LETTER * len(seen), top, right, top + HEIGHT)
    margin, width = MARGIN_ACROSS * HEIGHT, rect.width + 2 * MARGIN_ACROSS * HEIGHT
    glyphs = tuple(
        Glyph(sign, (margin + LETTER * at) / width, (margin + LETTER * (at + 1)) / width, sure)
        for at, sign in enumerate(seen)
    )
    return Segment(rect, LineReading(text, sure, glyphs))


def sheet_of(segments: Sequence[Segment], walls: Sequence[float] = (), floors: Sequence[float] = ()) -> Sheet:
    """A sheet of segments, with upright and level rules from edge to edge."""
    bottom = max(one.rect.bottom for one in segments) + HEIGHT
    return Sheet(
        tuple(segments),
        tuple(Rect(0, y - 1, 1000, y + 1) for y in floors),
        tuple(Rect(x - 1, 0, x + 1, bottom) for x in walls),
        HEIGHT,
    )
