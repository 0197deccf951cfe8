"""The space between words of a line, and where a wide one parts it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Rect

WORD_GAP = 0.56
"""Widest space inside a segment, in heights of the line: a wider one parts a label from its value."""
WIDE_SET = 1.75
"""How much wider that space is in type whose letters stand far apart, as a typewriter's do."""
FRAGMENTS = 2.0
"""Usual width of segments, in heights of a line, under which words fell apart."""
CRUMBS = 1.2
WIDEST_SET = 2.6
"""The same width under which words are still in pieces at such spaces, and how much wider than usual they are
at most: type of even width whose letters are narrow for their squares."""
LEAST_SEGMENTS = 12
SET_APART = (0.3, 1.3)
"""Spaces between segments of one line, in heights of the line, that may be spaces between words."""
LEAST_SPACES = 10
OFTEN = 0.2
EVEN = 1.4
"""How many such spaces a page has whose words fell apart, how many to each segment, and how far their upper
quarter is above the lower: a typewriter has one width of space."""
SPARE = 1.3
"""The widest space inside a segment of such a page, as a multiple of the lower quarter of its spaces."""
Boxes = NDArray[np.float64]


def in_pieces(found: Sequence[Rect], width: float) -> bool:
    """Whether segments are so narrow that they are no words."""
    return len(found) >= LEAST_SEGMENTS and float(np.median([one.width for one in found])) < width


def wide_space(found: Sequence[Rect], walls: Sequence[Rect], height: float) -> float | None:
    """The space between words, in heights of the line, of type so wide that words fell into segments of their
    own or letters did; None when neither did."""
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
    """Between which pairs of boxes, the first of which starts further left, an upright rule stands."""
    middle = (np.maximum(a[:, 1], b[:, 1]) + np.minimum(a[:, 3], b[:, 3])) / 2
    start, end = np.minimum(a[:, 2], b[:, 0]) - 1, np.maximum(a[:, 2], b[:, 0]) + 1
    found = np.zeros(len(a), np.bool_)
    for wall in walls:
        found |= (
            (start <= wall.centre) & (wall.centre <= end) & (wall.top <= middle) & (middle <= wall.bottom)
        )
    return found
