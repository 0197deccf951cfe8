"""Small signs apart from letters: colons, which end a label, and Arabic zeros, which are dots."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Rect
from ocr.image.components import Parts

Boxes = NDArray[np.float64]
APART = (0.18, 0.75)
"""Least and most distance of the two dots of a colon, in heights of the line."""
OPEN: Final = 0.28
"""Least space, in heights of the line, on that side of a colon where the value is: a time has none."""
LEVEL: Final = 0.15
"""Most distance of a zero beside a colon from its middle, in heights of the line."""
SQUARE: Final = 0.25
"""Room that a zero's dot has on either side, in heights of the line: it is no word's dot."""
SIZE = (0.1, 0.36)
"""Least and most size of such a dot, in heights of a line."""
ROUND: Final = 1.7
"""Most ratio of such a dot's longer side to the shorter one: strokes and commas are longer."""
FULL: Final = 0.5
"""Least share of such a dot's box that is ink: rings and scratches have less."""
ALONE = (0.5, 0.3)
"""Heights of a line beside, and over or under it, in which no text stands."""
MOST_ALONE: Final = 150
"""Most zero-like dots of a page: more of them are dust."""
MOST: Final = 4_000
"""Most dots of a page of print: more of them are dust."""


@dataclass(frozen=True, slots=True)
class Signs:
    """Which parts are zeros, and a wall beside each colon, on the value's side of it."""

    zero: NDArray[np.bool_]
    walls: tuple[Rect, ...]


def find_signs(boxes: Boxes, core: NDArray[np.bool_], line: NDArray[np.float64]) -> Signs:
    """Colons and zeros among parts (n, 4); `core` are letters, `line` is the height of each part's line."""
    zero = np.zeros(len(boxes), np.bool_)
    dots = np.flatnonzero(~core)
    if not len(dots) or len(dots) > MOST:
        return Signs(zero, ())
    free = dots[~_under_letters(boxes[dots], boxes[core], line[dots])]
    pairs = list(_pairs(boxes, free, line))
    zero[free] = True
    zero[[dot for pair in pairs for dot in pair]] = False
    walls = (_wall(boxes, pair, core, zero, float(line[pair[0]])) for pair in pairs)
    return Signs(zero, tuple(wall for wall in walls if wall is not None))


def _under_letters(dots: Boxes, letters: Boxes, line: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which dots lie over or under a letter of their line: they belong to it."""
    under = np.zeros(len(dots), np.bool_)
    letters = letters[np.argsort(letters[:, 1] + letters[:, 3])]
    middle = (letters[:, 1] + letters[:, 3]) / 2
    x, y = (dots[:, 0] + dots[:, 2]) / 2, (dots[:, 1] + dots[:, 3]) / 2
    first, last = np.searchsorted(middle, y - line), np.searchsorted(middle, y + line)
    for number in range(len(dots)):
        near = letters[first[number] : last[number]]
        under[number] = bool(((near[:, 0] - 1 < x[number]) & (x[number] < near[:, 2] + 1)).any())
    return under


def _pairs(boxes: Boxes, free: NDArray[np.intp], line: NDArray[np.float64]) -> Iterator[tuple[int, int]]:
    """Dots right above one another and of one size, the upper first."""
    x, y = (boxes[free, 0] + boxes[free, 2]) / 2, (boxes[free, 1] + boxes[free, 3]) / 2
    sizes = np.maximum(boxes[free, 2] - boxes[free, 0], boxes[free, 3] - boxes[free, 1])
    for index, upper in enumerate(free):
        height = line[upper]
        below = (y - y[index] > APART[0] * height) & (y - y[index] < APART[1] * height)
        below &= np.abs(x - x[index]) < 0.14 * height
        below &= (sizes < 2 * sizes[index]) & (sizes > 0.5 * sizes[index])
        if below.sum() == 1:
            yield int(upper), int(free[below.argmax()])


def _wall(
    boxes: Boxes, pair: tuple[int, int], core: NDArray[np.bool_], zero: NDArray[np.bool_], line: float
) -> Rect | None:
    """A wall beside a colon, on the side away from its word; None inside a time.

    A time may begin or end with zeros.
    """
    upper, lower = boxes[pair[0]], boxes[pair[1]]
    left, right = min(upper[0], lower[0]), max(upper[2], lower[2])
    top, bottom = upper[1] - 0.3 * line, lower[3] + 0.3 * line
    beside = boxes[core & (boxes[:, 1] < bottom) & (boxes[:, 3] > top)]
    level = np.abs(boxes[:, 1] + boxes[:, 3] - upper[1] - lower[3]) < 2 * LEVEL * line
    squares = boxes[zero & level] + np.array([-SQUARE, 0.0, SQUARE, 0.0]) * line
    beside = np.concatenate([beside, squares])
    gap_left = float((left - beside[beside[:, 2] <= left + 1, 2]).min(initial=9 * line))
    gap_right = float((beside[beside[:, 0] >= right - 1, 0] - right).min(initial=9 * line))
    if max(gap_left, gap_right) < OPEN * line:
        return None
    x = left - 0.5 if gap_left > 0.7 * gap_right else right + 0.5
    return Rect(x, top, x, bottom)


def lone_dots(parts: Parts, segments: Sequence[Rect], height: float) -> tuple[Rect, ...]:
    """The zero-like parts near no text, on a page whose lines are `height` pixels high."""
    w, h = parts.width, parts.height
    larger, smaller = np.maximum(w, h), np.minimum(w, h)
    alike = (smaller >= SIZE[0] * height) & (larger <= SIZE[1] * height)
    alike &= (larger <= ROUND * smaller) & (parts.area >= FULL * w * h)
    dots = parts.box[alike]
    if not 0 < len(dots) <= MOST_ALONE:
        return ()
    left, top, right, bottom = dots.T[:, :, None]
    text = np.array([(r.left, r.top, r.right, r.bottom) for r in segments], np.float64).reshape(-1, 4).T
    across, down = (share * height for share in ALONE)
    near = (np.maximum(left - text[2], text[0] - right) < across) & (top - down < text[3])
    near &= text[1] < bottom + down
    return tuple(Rect(*map(float, box)) for box in dots[~near.any(axis=1)])
