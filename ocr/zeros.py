"""A zero alone where a number stands: in Arabic digits no more than a dot, which elsewhere is dust."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ocr.announce import Label
from ocr.arrangement import Arrangement
from ocr.engine import LineReading
from ocr.geometry import Rect
from ocr.layout import Segment, Sheet
from ocr.locate import Located
from reference.documents import FieldKind, FieldSpec

ZERO: Final = "٠"
SQUARE: Final = (0.35, 0.5)
"""Half the width and the height of the square that a zero's dot is the middle of, in heights of a line."""


def with_zeros(
    sheet: Sheet, labels: Sequence[Label], fields: Mapping[str, FieldSpec], located: Mapping[str, Located]
) -> tuple[Sheet, dict[str, Located]]:
    """The sheet with such dots as segments that stand where a number without a value would, and the values
    with them."""
    pairs = tuple((label.rect, located[label.key].rect) for label in labels if label.key in located)
    usual = Arrangement(pairs, sheet.text_height)
    found: dict[str, Located] = {}
    segments = list(sheet.segments)
    squares = [_square(dot, sheet.text_height) for dot in sheet.dots]
    for label in labels:
        if label.key in located or not _may_be_zero(fields[label.key]):
            continue
        fitting = [rect for rect in squares if usual.fits(label.rect, rect)]
        if len(fitting) == 1:
            found[label.key] = Located(label.key, ZERO, (len(segments),), False, fitting[0])
            segments.append(Segment(fitting[0], LineReading(ZERO, 0.5)))
    return replace(sheet, segments=tuple(segments)), {**located, **found}


def _may_be_zero(field: FieldSpec) -> bool:
    return field.kind is FieldKind.NUMBER and re.fullmatch(field.pattern or "", "0") is not None


def _square(dot: Rect, height: float) -> Rect:
    across, down = (share * height for share in SQUARE)
    return Rect(dot.centre - across, dot.middle - down, dot.centre + across, dot.middle + down)
