"""Four-cornered outlines of a mask's larger parts, also where something else is joined to the paper."""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.detection.quad import clockwise
from ocr.geometry import Image

Quad = NDArray[np.float64]
LEAST_AREA: Final = 0.025
"""Least share of the picture that a paper covers: a stamp-sized card on a desk, no button or coin."""
SIDES: Final = 7
"""How many of an outline's longest straight sides are tried as sides of the paper: each adds many quads."""
BEND: Final = 3.0
"""Most pixels of the small picture by which a straight side of an outline bends: paper curls a little."""
CLEAN: Final = 0.97
"""Least share of its outline that a part fills when nothing else is joined to it."""


def quads(mask: Image) -> Iterator[Quad]:
    """Possible papers in a mask (H, W; 0 or 255): corners (4, 2), clockwise from the top left."""
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contour in contours:
        hull = cv2.convexHull(contour)
        area = cv2.contourArea(hull)
        if area < LEAST_AREA * mask.size or cv2.contourArea(contour) < 0.55 * area:
            continue
        simple = _simple(np.asarray(hull, np.int32))
        yield simple
        filled = cv2.contourArea(contour) / max(1.0, cv2.contourArea(simple.astype(np.float32)))
        if not CLEAN < filled < 2 - CLEAN:
            yield from _of_sides(np.asarray(contour, np.int32), area)


def _simple(hull: NDArray[np.int32]) -> Quad:
    """The hull with as many corners cut off as leaves four, else the smallest rectangle around it."""
    length = cv2.arcLength(hull, closed=True)
    for share in (0.02, 0.035, 0.05, 0.07, 0.1):
        outline = cv2.approxPolyDP(hull, share * length, closed=True)
        if len(outline) == 4:
            return clockwise(outline.reshape(4, 2).astype(np.float64))
    return clockwise(cv2.boxPoints(cv2.minAreaRect(hull)).astype(np.float64))


def _of_sides(contour: NDArray[np.int32], area: float) -> Iterator[Quad]:
    """Quads whose sides are four of the longest straight sides of an outline."""
    corners = cv2.approxPolyDP(contour, BEND, closed=True).reshape(-1, 2).astype(np.float64)
    ends = np.roll(corners, -1, axis=0)
    sizes = np.hypot(*(ends - corners).T)
    longest = sorted(np.argsort(-sizes)[:SIDES])
    for chosen in combinations(longest, 4):
        quad = _enclosed([(corners[side], ends[side]) for side in chosen])
        if quad is not None and 0.3 * area < cv2.contourArea(quad.astype(np.float32)) < 1.1 * area:
            yield quad


def _enclosed(sides: list[tuple[NDArray[np.float64], NDArray[np.float64]]]) -> Quad | None:
    """The convex quad between four sides in order; None when neighbours are nearly parallel or it is none."""
    points = []
    for (a, b), (c, d) in zip(sides, [*sides[1:], sides[0]], strict=True):
        first, second = b - a, d - c
        cross = first[0] * second[1] - first[1] * second[0]
        if abs(cross) < 0.5 * np.hypot(*first) * np.hypot(*second):
            return None
        t = ((c[0] - a[0]) * second[1] - (c[1] - a[1]) * second[0]) / cross
        points.append(a + t * first)
    quad = np.array(points)
    return clockwise(quad) if cv2.isContourConvex(quad.astype(np.float32)) else None
