"""Finds the papers in a picture: one on a desk, several on a flatbed, or the picture itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.detection.contours import LEAST_AREA, quads
from ocr.detection.edge_fit import Colours, refined, smoothed, support
from ocr.detection.line_quads import quads_of_edges
from ocr.detection.quad import Quad, shared
from ocr.geometry import Image
from ocr.image.downsample import shrunk

SIZE: Final = 480
"""Pixels of the longer side of the small picture in which papers are sought: edges outlast, print does
not."""
LEAST_SUPPORT: Final = 0.62
"""Least share (0 to 1) of a paper's outline that shows as an edge; the picture's rim counts half."""
CLEAR: Final = 0.9
"""Support from which, for a paper of size `LARGE`, nothing better is looked for."""
LARGE: Final = 0.2
"""Share of the picture that such a paper covers at least: a box printed on a paper is smaller."""
LEVELS = np.arange(256, dtype=np.float32)[:, None]
COLOURED = np.abs(np.arange(256) - 128).astype(np.uint8)
"""How far each chroma of Lab is from that of grey."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Corners (4, 2) of a paper in the picture, clockwise from the top left, and its support (0 to 1)."""

    corners: Quad
    support: float


def find_papers(pixels: Image) -> tuple[Paper, ...]:
    """The papers whose four edges can be seen in RGB pixels, from the right to the left and top to bottom.

    An empty answer means that the picture itself is the paper, as far as can be told.
    """
    times = max(1, max(pixels.shape[:2]) // SIZE)
    coarse = shrunk(pixels, times)
    shrink = SIZE / max(coarse.shape[:2])
    small = np.asarray(cv2.resize(coarse, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA), np.uint8)
    lab = np.asarray(cv2.cvtColor(cv2.medianBlur(small, 3), cv2.COLOR_RGB2LAB), np.uint8)
    colours = smoothed(lab)
    found = _papers(colours, (quad for mask in _masks(lab) for quad in quads(mask)))
    if not any(paper.support > CLEAR and _share(paper, lab.shape[:2]) > LARGE for paper in found):
        found += _papers(colours, quads_of_edges(lab))
    kept = _best(found)
    scale = times * coarse.shape[1] / lab.shape[1]
    moved = [Paper((paper.corners + 0.5) * scale - 0.5, paper.support) for paper in kept]
    return tuple(sorted(moved, key=_reading_order))


def _share(paper: Paper, shape: tuple[int, int]) -> float:
    """The share of the picture that a paper covers."""
    return float(cv2.contourArea(paper.corners.astype(np.float32)) / (shape[0] * shape[1]))


def _papers(colours: Colours, candidates: Iterable[Quad]) -> list[Paper]:
    """The candidates of plausible shape, moved onto the edges near them."""
    found: list[Paper] = []
    for quad in candidates:
        straight = refined(colours, quad)
        if straight is not None and _plausible(straight, colours.shape):
            found.append(Paper(straight, support(colours, straight)))
    return found


def _masks(lab: Image) -> Iterator[Image]:
    """Masks of what could be paper: unlike the picture's rim; light; light and hardly coloured; enclosed."""
    lightness = cv2.GaussianBlur(lab[:, :, 0], (0, 0), 2)
    yield _solid(_unlike_rim(lab))
    _, light = cv2.threshold(lightness, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    yield _solid(np.asarray(light, np.uint8))
    red, yellow = (cv2.LUT(plane, COLOURED) for plane in cv2.split(lab)[1:])
    chroma = cv2.max(red, yellow)
    pale = cv2.subtract(lightness, cv2.GaussianBlur(chroma, (0, 0), 2) * 2)
    _, plain = cv2.threshold(pale, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    yield _solid(np.asarray(plain, np.uint8))
    yield _between_edges(lab)


def _unlike_rim(lab: Image) -> Image:
    """Mask of what differs from the colours along the rim, three of them, each with its own spread."""
    rim = np.concatenate(
        [
            lab[:4].reshape(-1, 3),
            lab[-4:].reshape(-1, 3),
            lab[:, :4].reshape(-1, 3),
            lab[:, -4:].reshape(-1, 3),
        ]
    )
    samples = rim[:: max(1, len(rim) // 1500)].astype(np.float32)
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 12, 1.0)
    cv2.setRNGSeed(7)
    _, labels, centres = cv2.kmeans(samples, 3, np.empty((0,), np.int32), criteria, 1, cv2.KMEANS_PP_CENTERS)
    nearest: NDArray[np.float32] = np.full(lab.shape[:2], np.inf, np.float32)
    planes = cv2.split(lab)
    for index, centre in enumerate(centres):
        members = samples[labels.ravel() == index]
        if len(members) < len(samples) * 0.06:
            continue
        spread = np.maximum(members.std(axis=0), (3.0, 1.5, 1.5)).astype(np.float32)
        squares = ((LEVELS - centre) / spread) ** 2
        a, b, c = (cv2.LUT(plane, squares[:, i]) for i, plane in enumerate(planes))
        nearest = np.asarray(cv2.min(nearest, cv2.add(cv2.add(a, b), c)), np.float32)
    return ((nearest > 12).astype(np.uint8)) * 255


def _between_edges(lab: Image) -> Image:
    """Mask of what is enclosed by edges: cards on a lid of nearly their own colour."""
    edges = np.zeros(lab.shape[:2], np.uint8)
    for channel in cv2.split(cv2.GaussianBlur(lab, (0, 0), 1.2)):
        edges |= np.asarray(cv2.Canny(channel, 8, 24), np.uint8)
    closed = cv2.dilate(edges, np.ones((3, 3), np.uint8))
    outside = cv2.copyMakeBorder(closed, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    cv2.floodFill(outside, None, (0, 0), 128)
    return np.asarray((outside[1:-1, 1:-1] != 128) * np.uint8(255), np.uint8)


def _solid(mask: Image) -> Image:
    """The mask with pinholes and thin bridges gone."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (7, 7))
    return np.asarray(
        cv2.morphologyEx(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel), cv2.MORPH_OPEN, kernel), np.uint8
    )


def _plausible(quad: Quad, shape: tuple[int, int]) -> bool:
    """Convex, neither tiny nor the whole picture, near right angles, not a strip."""
    area = cv2.contourArea(quad.astype(np.float32))
    if not LEAST_AREA * shape[0] * shape[1] < area < 0.97 * shape[0] * shape[1]:
        return False
    sides = np.roll(quad, -1, axis=0) - quad
    lengths = np.hypot(sides[:, 0], sides[:, 1])
    if lengths.min() < 0.28 * lengths.max():
        return False
    ahead = np.roll(sides, -1, axis=0)
    cosines = (sides * ahead).sum(axis=1) / (lengths * np.roll(lengths, -1))
    return bool(np.all(np.abs(cosines) < 0.5))


def _best(found: list[Paper]) -> list[Paper]:
    """The best supported papers which do not overlap one another; a paper holds what is printed on it."""
    kept: list[Paper] = []
    good = [paper for paper in found if paper.support >= LEAST_SUPPORT]
    for paper in sorted(
        good, key=lambda p: -p.support * np.sqrt(cv2.contourArea(p.corners.astype(np.float32)))
    ):
        if all(shared(paper.corners, other.corners) < 0.15 for other in kept):
            kept.append(paper)
    return kept


def _reading_order(paper: Paper) -> tuple[int, float]:
    """Rows from the top, and from the right within a row."""
    middle = paper.corners.mean(axis=0)
    height = np.ptp(paper.corners[:, 1])
    return round(float(middle[1] / max(1.0, height))), -float(middle[0])
