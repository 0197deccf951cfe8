"""The words of a sheet: each with its rectangle, cut where the line reader saw its characters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from arabic.visual import visual_to_logical
from ocr.geometry import Rect
from ocr.layout.sheet import Segment, Sheet
from ocr.layout.spans import place_of
from ocr.recognition.line_reader import Glyph

COLONS: Final = ":؛"
"""Signs that end a label and may be glued to the value after it."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word in logical order with its rectangle in the frame and how sure its weakest character is (0 to 1).

    `segment` is the number of the run of text that it stands in.
    """

    text: str
    rect: Rect
    confidence: float
    segment: int


def words_of(sheet: Sheet) -> tuple[Word, ...]:
    """Every word of a sheet, segment by segment, from the right within a segment."""
    return tuple(word for number, one in enumerate(sheet.segments) for word in _in_segment(number, one))


def text_of(words: Sequence[Word]) -> str:
    """What words of one line say in logical order: figures and Latin words run from the left."""
    ordered = sorted(words, key=lambda word: word.rect.centre)
    # Of one word the way back is the way there; the bidirectional algorithm would turn `١٩٣۴/٠٧/٠١` about.
    seen = " ".join(visual_to_logical(word.text) for word in ordered)
    return " ".join(visual_to_logical(seen).split())


def _in_segment(number: int, segment: Segment) -> Iterator[Word]:
    """The words of one segment from the right; without glyphs its width is shared out by letters."""
    glyphs = segment.reading.glyphs
    if not glyphs:
        yield from _shared_out(number, segment)
        return
    for run in reversed(list(_runs(glyphs))):
        text = visual_to_logical("".join(glyph.character for glyph in run)).strip()
        if text:
            left, right = place_of(segment.rect, run[0].left), place_of(segment.rect, run[-1].right)
            rect = Rect(left, segment.rect.top, max(right, left + 1.0), segment.rect.bottom)
            yield Word(text, rect, min(glyph.confidence for glyph in run), number)


def _runs(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs from left to right between spaces, cut right of a colon: what ends a label opens no value.

    A colon between two digits is that of a time.
    """
    for blank, group in groupby(glyphs, key=lambda glyph: glyph.character.isspace()):
        if blank:
            continue
        run = list(group)
        start = 0
        for place in range(1, len(run)):
            if run[place].character not in COLONS:
                continue
            left = run[place - 1].character
            right = run[place + 1].character if place + 1 < len(run) else ""
            if not (left.isdigit() and right.isdigit()):
                yield run[start:place]
                start = place
        yield run[start:]


def _shared_out(number: int, segment: Segment) -> Iterator[Word]:
    words = segment.text.split()
    letters = max(1, sum(map(len, words)) + len(words) - 1)
    right, step = segment.rect.right, segment.rect.width / letters
    for word in words:
        left = right - step * len(word)
        rect = Rect(left, segment.rect.top, right, segment.rect.bottom)
        yield Word(word, rect, segment.reading.confidence, number)
        right = left - step
