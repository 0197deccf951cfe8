"""Round stamps over print: found by the rings of their pale, coloured ink, so that print under them stays."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Image
from ocr.image.binarize import DEEP

COLOURED: Final = 22
"""Least colour (0 to 255) of a ring's ink: a camera gives grey ink a little."""
FAINT: Final = 18
"""Least colour (0 to 255) of a stamp's ink once its ring is known: thin strokes are paler."""
INK: Final = 170
"""Evened grey under which writing outside of a stamp is looked at."""
SOFT: Final = 7
"""Pixels across which the soft edge of a stamp's ink reaches: it is grey."""
EDGE: Final = 5
"""Pixels across which the soft edge of deep ink reaches, whose colour is that of writing."""
LEAST: Final = 150
"""Pixels of pale ink, at half size, below which there is no stamp."""
RADII: Final = (1.6, 8.0)
"""Radius of a stamp's ring in heights of a line."""
CLOSED: Final = 0.6
"""Least share of its circumference on which a ring has ink: stamps are often pressed on one side alone."""
CLOSED_OUTER: Final = 0.5
"""The same of the outer of two rings around one middle, which is pressed less evenly."""
GLIMPSED: Final = 0.3
"""The same of what may be a ring around another middle nearby."""
OUTER: Final = 1.7
"""Most ratio of the outer ring's radius to the inner ring's."""
STEPS: Final = 90
"""Points of a ring at which ink is looked for: one each four degrees."""
SLACK: Final = 3
"""Most pixels at half size by which a ring is no circle: stamps are pressed at a slant."""
MOST: Final = 12
"""Most middles of circles that are looked at: more cost time and are guilloche."""
LIKELIEST: Final = 4
"""Most of them that are looked at closely."""


class Ring(NamedTuple):
    """A circle at half size: its middle, its radius and the share of it that has ink (0 to 1)."""

    x: float
    y: float
    radius: float
    closed: float


def stamped(spread: Image, level: Image, text_height: float) -> Image:
    """Mask (H, W; 0 or 255) of the ink of round stamps and its soft edge.

    Coloured writing, tables and guilloche are no part of it. `spread` is the colour of ink
    (`ocr.image.binarize.colour`), `level` the evened grey.
    """
    deep = cv2.threshold(level, DEEP, 255, cv2.THRESH_BINARY_INV)[1]
    writing = cv2.dilate(deep, np.ones((EDGE, EDGE), np.uint8))
    pale = cv2.bitwise_and(
        cv2.threshold(spread, COLOURED, 255, cv2.THRESH_BINARY)[1], cv2.bitwise_not(writing)
    )
    half = cv2.GaussianBlur(cv2.resize(pale, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), (0, 0), 1.0)
    region = np.zeros(half.shape, np.uint8)
    for ring in _rings(np.asarray(half, np.uint8), text_height / 2):
        cv2.circle(region, (round(ring.x), round(ring.y)), round(ring.radius) + 2 * SLACK, 255, -1)
    if not cv2.countNonZero(region):
        return np.zeros_like(level)
    inside = cv2.resize(region, (pale.shape[1], pale.shape[0]), interpolation=cv2.INTER_NEAREST)
    limit = _between(level, np.asarray(pale, np.uint8), np.asarray(inside, np.uint8))
    faint = cv2.bitwise_and(cv2.threshold(spread, FAINT, 255, cv2.THRESH_BINARY)[1], inside)
    shallow = cv2.threshold(level, limit, 255, cv2.THRESH_BINARY)[1]
    soft = cv2.dilate(cv2.bitwise_and(faint, shallow), np.ones((SOFT, SOFT), np.uint8))
    return np.asarray(cv2.bitwise_and(soft, shallow), np.uint8)


def _between(level: Image, pale: Image, inside: Image) -> float:
    """The grey half way between the writing outside of the stamps and their own ink."""
    outside = cv2.bitwise_and(
        cv2.threshold(level, INK, 255, cv2.THRESH_BINARY_INV)[1], cv2.bitwise_not(inside)
    )
    writing, ring = level[outside > 0], level[cv2.bitwise_and(pale, inside) > 0]
    if len(writing) < LEAST or not len(ring):
        return float(DEEP)
    return max(float(DEEP), float(np.median(writing[:: 1 + len(writing) // 20_000]) + np.median(ring)) / 2)


def _rings(half: Image, text_height: float) -> Iterator[Ring]:
    """The outer rings of stamps in a mask of pale ink at half size."""
    inked = np.asarray(half > 60, np.bool_)
    low, high = (round(radius * text_height) for radius in RADII)
    high = min(high, min(half.shape) // 2)
    if int(inked.sum()) < LEAST or low >= high:
        return
    circles = cv2.HoughCircles(
        half, cv2.HOUGH_GRADIENT, 2, low // 2 + 2, param1=100, param2=40, minRadius=low, maxRadius=high
    )
    middles = () if circles is None else circles[0][:MOST].tolist()
    likely = sorted((_best(inked, x, y, (low, high)) for x, y, _ in middles), key=lambda one: -one.closed)
    for one in likely[:LIKELIEST]:
        ring = _centred(inked, one)
        if ring.closed >= CLOSED:
            yield _outermost(inked, ring)


def _centred(inked: NDArray[np.bool_], ring: Ring) -> Ring:
    """The ring around the best middle near its own, if there is ink enough on it.

    The Hough transform, which votes for middles, is off by a pixel or two.
    """
    if ring.closed < GLIMPSED:
        return ring
    steps = range(-SLACK, SLACK + 1, 2)
    near = (ring.radius - SLACK, ring.radius + SLACK)
    around = (_best(inked, ring.x + right, ring.y + down, near) for right in steps for down in steps)
    return max(around, key=lambda one: one.closed)


def _outermost(inked: NDArray[np.bool_], ring: Ring) -> Ring:
    """The largest ring around the same middle, or the ring itself."""
    wider = np.arange(ring.radius + 2 * SLACK, OUTER * ring.radius)
    closed = _closed(inked, ring.x, ring.y, wider)
    found = np.flatnonzero(closed >= CLOSED_OUTER)
    if not len(found):
        return ring
    return ring._replace(radius=float(wider[found[-1]]), closed=float(closed[found[-1]]))


def _best(inked: NDArray[np.bool_], x: float, y: float, radii: tuple[float, float]) -> Ring:
    """The radius at which most of a circle has ink."""
    every = np.arange(radii[0], radii[1] + 1)
    closed = _closed(inked, x, y, every)
    best = int(closed.argmax())
    return Ring(x, y, float(every[best]), float(closed[best]))


def _closed(inked: NDArray[np.bool_], x: float, y: float, radii: NDArray[np.float64]) -> NDArray[np.float64]:
    """The share (0 to 1) of the points of each circle that have ink within SLACK pixels along the radius."""
    angles = np.linspace(0, 2 * np.pi, STEPS, endpoint=False)
    near = (radii[:, None] + np.arange(-1, 2))[:, :, None]
    across = np.rint(x + near * np.cos(angles)).astype(np.intp)
    down = np.rint(y + near * np.sin(angles)).astype(np.intp)
    inside = (across >= 0) & (down >= 0) & (across < inked.shape[1]) & (down < inked.shape[0])
    seen = inside & inked[np.where(inside, down, 0), np.where(inside, across, 0)]
    return np.asarray(seen.any(axis=1).mean(axis=1), np.float64)
