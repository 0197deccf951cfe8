"""Whether an upright rule beside a value has print right behind it that nobody else claims.

A copier's streak or a fold looks like the wall of a cell: it cuts a value in two, and both readers agree on
what is left of it.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np

from ocr.geometry import Image, Rect
from ocr.layout import Sheet, in_one_row

WALL: Final = 1.6
"""Heights of a line from which an upright stroke is a wall."""
NEAR: Final = 0.8
"""Heights of a line within which a wall stands beside a value."""
BEHIND: Final = (0.35, 1.1)
"""Where behind a wall the rest of a value would stand, in heights of a line."""
INK: Final = 0.03
"""Share of that strip that is as dark as print, from which there is print."""


def severed(rect: Rect, sheet: Sheet, claimed: Sequence[Rect], crop: Callable[[Rect], Image]) -> bool:
    """Whether print that is no label and no other value goes on behind a wall beside a value."""
    return any(
        not any(in_one_row(other, strip) and other.overlap_across(strip) > 0 for other in claimed)
        and _printed(crop(strip), crop(rect))
        for strip in _behind(rect, sheet)
    )


def _behind(rect: Rect, sheet: Sheet) -> Iterator[Rect]:
    """The strips behind the walls right beside a value."""
    height = rect.height
    first, last = (share * height for share in BEHIND)
    for wall in sheet.vertical:
        if wall.height < WALL * height or not wall.top < rect.middle < wall.bottom:
            continue
        if abs(wall.centre - rect.left) < NEAR * height:
            yield Rect(wall.left - last, rect.top, wall.left - first, rect.bottom)
        if abs(wall.centre - rect.right) < NEAR * height:
            yield Rect(wall.right + first, rect.top, wall.right + last, rect.bottom)


def _printed(strip: Image, value: Image) -> bool:
    """Whether a strip is as dark in places as the print of the value beside it."""
    ink, paper = np.percentile(value, (5, 90))
    return bool((strip < (ink + paper) / 2).mean() > INK)
