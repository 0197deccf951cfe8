"""Quads: four corners in order, what two of them share, and proportions of cards."""

from collections.abc import Sequence
from itertools import combinations
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

TOUCHING: Final = 0.02
"""Most distance of the corners at a side that two outlines share, as a share of their longest side."""
OVERLAPPING: Final = 0.06
"""The same where one outline lies over the other: then a fold or shadow was taken for one side of it."""
CARD = (1.5, 1.7)
"""Proportions of cards."""
Quad = NDArray[np.float64]


def clockwise(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Corners (4, 2) clockwise as seen, from the one nearest to the top left."""
    middle = corners.mean(axis=0)
    around = corners[np.argsort(np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0]))]
    return np.asarray(np.roll(around, -int(np.argmin(around.sum(axis=1))), axis=0), np.float64)


def shared(a: Quad, b: Quad) -> float:
    """Shared area as a share of the smaller quad."""
    area, _ = cv2.intersectConvexConvex(a.astype(np.float32), b.astype(np.float32))
    least = min(cv2.contourArea(a.astype(np.float32)), cv2.contourArea(b.astype(np.float32)))
    return float(area / max(least, 1e-6))


def parted(outlines: Sequence[Quad]) -> bool:
    """Whether two of some outlines (4, 2) are the halves of one page: they share a side.

    Two cards that touch are no halves.
    """
    return any(
        _one_side(first, second) and not (_like_card(first) and _like_card(second))
        for first, second in combinations(outlines, 2)
    )


def _one_side(a: Quad, b: Quad) -> bool:
    """Whether the corners at both ends of a side of one quad are corners of the other."""
    apart = np.hypot(*(a[:, None] - b[None]).transpose(2, 0, 1))
    size = max(_lengths(quad).max() for quad in (a, b))
    most = OVERLAPPING if shared(a, b) > 0 else TOUCHING
    return bool((apart.min(axis=1) < most * size).sum() >= 2)


def _lengths(quad: Quad) -> NDArray[np.float64]:
    """The lengths of a quad's sides, in the order of its corners."""
    return np.asarray(np.hypot(*(np.roll(quad, -1, axis=0) - quad).T), np.float64)


def _like_card(quad: Quad) -> bool:
    """Whether a quad has the proportions of an ID-1 card (85.6 x 54 mm, ISO/IEC 7810)."""
    sides = _lengths(quad)
    one, other = sides[0] + sides[2], sides[1] + sides[3]
    low, high = CARD
    return bool(low < max(one, other) / min(one, other) < high)
