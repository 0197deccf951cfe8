"""Spaces between the words of a line: how wide they are on a page, and where one parts the line."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Rect

WORD_GAP: Final = 0.56
"""Widest space inside a segment, in heights of the line: a wider one parts a label from its value."""
WIDE_SET: Final = 1.75
"""Factor by which that space is wider in type whose letters are far apart, as a typewriter's are."""
FRAGMENTS: Final = 2.0
"""Usual width of segments, in heights of a line, under which words fell apart."""
CRUMBS: Final = 1.2
"""The same width under which words are still in pieces at spaces of `WIDE_SET`."""
WIDEST_SET: Final = 2.6
"""Most factor of that space: type of even width whose letters are narrow for their squares."""
LEAST_SEGMENTS: Final = 12
"""Least segments of a page whose usual width says anything: a card's few may be short words."""
SET_APART = (0.3, 1.3)
"""Spaces between segments of one line, in heights of the line, that may be spaces between words."""
LEAST_SPACES: Final = 10
"""Least such spaces of a page whose words fell apart."""
OFTEN: Final = 0.2
"""Least such spaces to each segment of it."""
EVEN: Final = 1.4
"""Most ratio of the upper quarter of such spaces to the lower: a typewriter has one width of space."""
SPARE: Final = 1.3
"""Widest space inside a segment of such a page, as a multiple of the lower quarter of its spaces."""
Boxes = NDArray[np.float64]


def in_pieces(found: Sequence[Rect], width: float) -> bool:
    """Whether segments are so narrow that they are no words."""
    return len(found) >= LEAST_SEGMENTS and float(np.median([one.width for one in found])) < width


def wide_space(found: Sequence[Rect], walls: Sequence[Rect], height: float) -> float | None:
    """The space between words of wide type, in heights of the line; None for type of usual width.

    In wide type words, or even letters, fell into segments of their own.
    """
    gap = 0.0
    spaces = _spaces(found, walls, height)
    if len(spaces) >= max(LEAST_SPACES, OFTEN * len(found)):
        low, high = np.percentile(spaces, (25, 75))
        if high <= EVEN * low:
            gap = SPARE * float(low)
    if in_pieces(found, FRAGMENTS * height):
        gap = max(gap, WIDE_SET * WORD_GAP)
    return gap if gap > WORD_GAP else None


def _spaces(found: Sequence[Rect], walls: Sequence[Rect], height: float) -> list[float]:
    """The spaces between neighbours of one line that may be spaces between words, in heights of a line."""
    boxes = np.array([(r.left, r.top, r.right, r.bottom) for r in found], np.float64).reshape(-1, 4)
    left, top, right, bottom = boxes.T
    high = bottom - top
    line = np.clip(1.05 * np.maximum(high[:, None], high), 0.5 * height, 1.2 * height)
    space = (left[:, None] - right) / line
    shared = np.minimum(bottom[:, None], bottom) - np.maximum(top[:, None], top)
    in_row = shared > 0.45 * np.minimum(high[:, None], high)
    space[~in_row | (left[:, None] <= left) | (space < -0.3)] = np.inf
    nearest = space.argmin(axis=1) if len(found) else np.empty(0, np.intp)
    least = space[np.arange(len(found)), nearest]
    near = np.flatnonzero((least > SET_APART[0]) & (least < SET_APART[1]))
    free = ~walled(boxes[nearest[near]], boxes[near], walls)
    return [float(one) for one in least[near[free]]]


def walled(a: Boxes, b: Boxes, walls: Sequence[Rect]) -> NDArray[np.bool_]:
    """Which pairs of boxes, the first of which starts further left, an upright rule parts."""
    middle = (np.maximum(a[:, 1], b[:, 1]) + np.minimum(a[:, 3], b[:, 3])) / 2
    start, end = np.minimum(a[:, 2], b[:, 0]) - 1, np.maximum(a[:, 2], b[:, 0]) + 1
    found = np.zeros(len(a), np.bool_)
    for wall in walls:
        found |= (
            (start <= wall.centre) & (wall.centre <= end) & (wall.top <= middle) & (middle <= wall.bottom)
        )
    return found
