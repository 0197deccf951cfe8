"""Papers of nearly the desk's own colour: quads of long straight edges, whatever lies between."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.detection.quad import clockwise
from ocr.geometry import Image

Quad = NDArray[np.float64]
SHORTEST: Final = 0.1
"""Least length of a straight edge, as a share of the picture's longer side: print has shorter ones."""
MOST: Final = 7
"""Longest edges of each direction that quads are made of: pairs of pairs grow with the fourth power."""
LEAST_COVERED: Final = 0.55
"""Least share of each side of a quad along which an edge was seen: fingers and glare hide the rest."""
LEAST_AREA: Final = 0.06
"""Least share of the picture that such a quad covers: smaller ones are made of print and pattern."""
BEST: Final = 6
"""Quads that are tried against the picture's colours, which costs far more than finding them."""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight edge: a point, a direction, the stretch along it, and how much of that was seen."""

    x: float
    y: float
    across: float
    down: float
    first: float
    last: float
    seen: float

    def along(self, x: float, y: float) -> float:
        """How far along the line, from its own point, a place lies."""
        return (x - self.x) * self.across + (y - self.y) * self.down

    def off(self, x: float, y: float) -> float:
        """How far off the line a place lies."""
        return abs((y - self.y) * self.across - (x - self.x) * self.down)


def quads_of_edges(lab: Image) -> Iterator[Quad]:
    """The likeliest quads (4, 2) between straight edges in a small Lab picture, best covered first."""
    lines = _lines(lab)
    level = [line for line in lines if abs(line.down) <= abs(line.across)]
    upright = [line for line in lines if abs(line.down) > abs(line.across)]
    found: list[tuple[float, Quad]] = []
    for top, bottom in combinations(level[:MOST], 2):
        for left, right in combinations(upright[:MOST], 2):
            quad = _quad(top, right, bottom, left)
            area = 0.0 if quad is None else cv2.contourArea(quad.astype(np.float32))
            if quad is None or area < LEAST_AREA * lab.shape[0] * lab.shape[1]:
                continue
            corners = quad.tolist()
            covered = min(_covered(line, corners) for line in (top, right, bottom, left))
            if covered > LEAST_COVERED:
                found.append((covered * math.sqrt(area), quad))
    for _, quad in sorted(found, key=lambda pair: -pair[0])[:BEST]:
        yield clockwise(quad)


def _lines(lab: Image) -> list[Line]:
    """Straight edges, collinear pieces joined, the longest first."""
    detector = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE)
    size = max(lab.shape[:2])
    pieces: list[Line] = []
    for channel in cv2.split(cv2.GaussianBlur(lab, (0, 0), 1.2)):
        if int(channel.min()) == int(channel.max()):
            continue
        stretched = cv2.normalize(channel, np.zeros_like(channel), 0, 255, cv2.NORM_MINMAX)
        segments = detector.detect(stretched)[0]
        if segments is not None:
            lines = (_as_line(*ends) for ends in np.asarray(segments, np.float64).reshape(-1, 4).tolist())
            pieces.extend(line for line in lines if line.seen > 0.03 * size)
    joined: list[Line] = []
    # The same lines in columns, so that a piece is held against all of them at once.
    places = np.empty((4, len(pieces)))
    for piece in sorted(pieces, key=lambda line: line.first - line.last):
        same = _collinear(places[:, : len(joined)], piece)
        if same is None:
            places[:, len(joined)] = piece.x, piece.y, piece.across, piece.down
            joined.append(piece)
        else:
            joined[same] = _with(joined[same], piece)
    return sorted((line for line in joined if line.seen > SHORTEST * size), key=lambda line: -line.seen)


def _as_line(x: float, y: float, to_x: float, to_y: float) -> Line:
    length = math.hypot(to_x - x, to_y - y)
    longest = max(length, 1e-6)
    return Line(x, y, (to_x - x) / longest, (to_y - y) / longest, 0.0, length, length)


def _collinear(places: NDArray[np.float64], piece: Line) -> int | None:
    """The index of the first line (4, n: x, y, across, down) within 2.5 degrees and 3 pixels of a piece."""
    x, y, across, down = places
    mid_x, mid_y = piece.x + piece.across * piece.last / 2, piece.y + piece.down * piece.last / 2
    turned = np.abs(across * piece.down - down * piece.across)
    away = np.abs((mid_x - x) * down - (mid_y - y) * across)
    same = np.flatnonzero((turned <= 0.045) & (away < 3.0))
    return int(same[0]) if len(same) else None


def _with(line: Line, piece: Line) -> Line:
    """The line with its stretch grown by a piece."""
    end_x, end_y = piece.x + piece.across * piece.last, piece.y + piece.down * piece.last
    low, high = sorted((line.along(piece.x, piece.y), line.along(end_x, end_y)))
    new = max(0.0, line.first - low) + max(0.0, high - line.last)
    return replace(
        line, first=min(line.first, low), last=max(line.last, high), seen=line.seen + min(new, piece.seen)
    )


def _quad(top: Line, right: Line, bottom: Line, left: Line) -> Quad | None:
    """The convex quad between four lines."""
    order = (top, right, bottom, left)
    points = []
    for first, second in zip(order, (*order[1:], top), strict=True):
        cross = first.across * second.down - first.down * second.across
        if abs(cross) < 0.5:
            return None
        t = ((second.x - first.x) * second.down - (second.y - first.y) * second.across) / cross
        points.append((first.x + t * first.across, first.y + t * first.down))
    quad = np.array(points)
    return quad if cv2.isContourConvex(quad.astype(np.float32)) else None


def _covered(line: Line, quad: Sequence[Sequence[float]]) -> float:
    """The share of the quad's side on a line along which the edge was seen."""
    nearest = sorted(quad, key=lambda point: line.off(point[0], point[1]))[:2]
    start, end = sorted(line.along(x, y) for x, y in nearest)
    inside = max(0.0, min(end, line.last) - max(start, line.first))
    seen = line.seen / max(line.last - line.first, 1e-6)
    return inside * min(1.0, seen) / max(end - start, 1e-6)
