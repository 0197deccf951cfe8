"""Looks again at extracted values, with more of the paper around them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ocr.extraction.candidate import Seen
from ocr.extraction.find_values import Located
from ocr.geometry import Image, Rect
from ocr.image.pyramid import Picture, cut
from ocr.layout.sheet import Sheet
from ocr.recognition.line_reader import LineReading
from ocr.rectification.rectify import Straight
from ocr.verification.second_reader import Readers
from ocr.verification.truncation import severed
from reference.documents import FieldKind


def doubted_if_cut(
    one: Seen, sheet: Sheet, height: float, others: Sequence[Rect], crop: Callable[[Rect], Image]
) -> Seen:
    """The value, contested when it is a fact or a text of which a streak, or what fell to pieces, may have
    taken a part."""
    if one.contested or not (one.spec.kind.is_identity or one.spec.kind is FieldKind.TEXT):
        return one
    around = [rect for rect in others if rect != one.rect]
    return replace(one, contested=severed(one.rect, sheet, height, around, crop))


def read_again(
    picture: Picture, paper: Straight, located: Mapping[str, Located], engines: Readers
) -> dict[str, LineReading]:
    """Values which were part of a longer segment, or fell into several, read once more on their own."""
    keys = [key for key, found in located.items() if found.tail or len(found.segments) > 1]
    readings = engines.main.read_lines([cut(picture, paper.frame, located[key].rect) for key in keys])
    return dict(zip(keys, readings, strict=True))
