"""Papers of nearly the desk's own colour: quads of long straight edges, whatever lies between."""

from collections.abc import Iterator
from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Image, clockwise

Quad = NDArray[np.float64]
Line = NDArray[np.float64]
SHORTEST = 0.1
MOST = 7
LEAST_COVERED = 0.55
LEAST_AREA = 0.06
BEST = 6


def quads_of_edges(lab: Image) -> Iterator[Quad]:
    """The likeliest quads (4, 2) between straight edges in a small Lab picture, best covered first."""
    lines = _lines(lab)
    level = [line for line in lines if abs(line[3]) <= abs(line[2])]
    upright = [line for line in lines if abs(line[3]) > abs(line[2])]
    found: list[tuple[float, Quad]] = []
    for top, bottom in combinations(level[:MOST], 2):
        for left, right in combinations(upright[:MOST], 2):
            quad = _quad(top, right, bottom, left)
            if (
                quad is None
                or cv2.contourArea(quad.astype(np.float32)) < LEAST_AREA * lab.shape[0] * lab.shape[1]
            ):
                continue
            covered = min(_covered(line, quad) for line in (top, right, bottom, left))
            if covered > LEAST_COVERED:
                found.append((covered * np.sqrt(cv2.contourArea(quad.astype(np.float32))), quad))
    for _, quad in sorted(found, key=lambda pair: -pair[0])[:BEST]:
        yield clockwise(quad)


def _lines(lab: Image) -> list[Line]:
    """Straight edges (x, y, dx, dy, from, to), collinear pieces joined, the longest first."""
    detector = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE)
    size = max(lab.shape[:2])
    pieces: list[Line] = []
    for channel in cv2.split(cv2.GaussianBlur(lab, (0, 0), 1.2)):
        stretched = cv2.normalize(channel, np.zeros_like(channel), 0, 255, cv2.NORM_MINMAX)
        segments = detector.detect(stretched)[0]
        if segments is not None:
            pieces.extend(
                _as_line(s)
                for s in np.asarray(segments, np.float64).reshape(-1, 4)
                if _length(s) > 0.03 * size
            )
    joined, count = np.empty((len(pieces), 7)), 0
    for piece in sorted(pieces, key=lambda line: line[4] - line[5]):
        same = _collinear(joined[:count], piece)
        first = int(same.argmax()) if count else 0
        if count and same[first]:
            joined[first] = _with(joined[first], piece)
        else:
            joined[count] = piece
            count += 1
    return sorted((line for line in joined[:count] if line[6] > SHORTEST * size), key=lambda line: -line[6])


def _length(segment: NDArray[np.float64]) -> float:
    return float(np.hypot(segment[2] - segment[0], segment[3] - segment[1]))


def _as_line(segment: NDArray[np.float64]) -> Line:
    """A segment as (x, y, dx, dy, from, to, seen): a point, a direction, and the stretch along it."""
    length = _length(segment)
    direction = (segment[2:] - segment[:2]) / max(length, 1e-6)
    return np.array([*segment[:2], *direction, 0.0, length, length])


def _collinear(lines: NDArray[np.float64], piece: Line) -> NDArray[np.bool_]:
    """On which of some lines (n, 7) a piece lies: within 2.5 degrees and 3 pixels."""
    x, y, across, down = lines[:, :4].T
    middle = piece[:2] + piece[2:4] * piece[5] / 2
    turned = np.abs(across * piece[3] - down * piece[2])
    away = np.abs((middle[0] - x) * down - (middle[1] - y) * across)
    return np.asarray((turned <= 0.045) & (away < 3.0), np.bool_)


def _with(line: Line, piece: Line) -> Line:
    """The line with its stretch grown by a piece."""
    ends = [
        float(np.dot(end - line[:2], line[2:4])) for end in (piece[:2], piece[:2] + piece[2:4] * piece[5])
    ]
    start, stop = min(line[4], *ends), max(line[5], *ends)
    new = max(0.0, line[4] - min(ends)) + max(0.0, max(ends) - line[5])
    return np.array([*line[:4], start, stop, line[6] + min(new, piece[6])])


def _quad(top: Line, right: Line, bottom: Line, left: Line) -> Quad | None:
    """The convex quad between four lines."""
    order = (top, right, bottom, left)
    points = []
    for first, second in zip(order, (*order[1:], top), strict=True):
        cross = first[2] * second[3] - first[3] * second[2]
        if abs(cross) < 0.5:
            return None
        t = ((second[0] - first[0]) * second[3] - (second[1] - first[1]) * second[2]) / cross
        points.append(first[:2] + t * first[2:4])
    quad = np.array(points)
    return quad if cv2.isContourConvex(quad.astype(np.float32)) else None


def _covered(line: Line, quad: Quad) -> float:
    """The share of the quad's side on a line along which the edge was seen."""
    along = (quad - line[:2]) @ line[2:4]
    off = np.abs((quad - line[:2]) @ np.array([-line[3], line[2]]))
    ends = np.sort(along[np.argsort(off)[:2]])
    inside = max(0.0, min(ends[1], line[5]) - max(ends[0], line[4]))
    seen = line[6] / max(line[5] - line[4], 1e-6)
    return float(inside * min(1.0, seen) / max(ends[1] - ends[0], 1e-6))
