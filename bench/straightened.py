"""A drawn paper as a line finder gets it: straightened by the service, its true lines where they stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr import Engines
from ocr.detection.papers import find_papers
from ocr.geometry import Frame, Rect, apply, from_corners, whole
from ocr.image.pyramid import Picture
from ocr.rectification.rectify import Straight, straighten
from specimens.documents import Specimen
from specimens.sheet import Line

ON_PAPER: Final = 0.8
"""Share of its lines that the frame of a paper holds."""
Quad = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of the truth, and its corners (4, 2) in the view, clockwise, first the one at the top left."""

    line: Line
    corners: Quad

    @property
    def rect(self) -> Rect:
        """The upright box around it."""
        return Rect(*map(float, (*self.corners.min(axis=0), *self.corners.max(axis=0))))


def straightened(specimen: Specimen, engines: Engines) -> tuple[Straight, tuple[Placed, ...]] | None:
    """The paper and its lines; None when it has none, or no frame was found that holds
    them."""
    picture = Picture(specimen.image)
    lines = [line for line in specimen.truth.lines if line.text.strip()]
    quads = [np.array(line.corners) for line in lines]
    for frame in _frames(picture):
        if quads and np.mean([_holds(frame, quad.mean(axis=0)) for quad in quads]) >= ON_PAPER:
            paper = straighten(picture, frame, engines)
            placed = zip(lines, (_placed(paper, quad) for quad in quads), strict=True)
            return paper, tuple(Placed(line, quad) for line, quad in placed)
    return None


def _frames(picture: Picture) -> Iterator[Frame]:
    """The papers' frames, the picture itself last."""
    small = picture.levels[-1]
    scale = picture.pixels.shape[1] / small.shape[1]
    yield from (from_corners(paper.corners * scale) for paper in find_papers(small))
    yield whole(picture.pixels)


def _holds(frame: Frame, point: NDArray[np.float64]) -> bool:
    outline = frame.outline().astype(np.float32)
    return bool(cv2.pointPolygonTest(outline, (float(point[0]), float(point[1])), False) >= 0)


def _placed(paper: Straight, quad: Quad) -> Quad:
    """A line's corners in the view; those of a paper that was turned are told anew from its top left."""
    places = apply(np.asarray(np.linalg.inv(paper.frame.to_source), np.float64), quad)
    along = places[1] - places[0]
    quarter = round(float(np.arctan2(along[1], along[0])) / (np.pi / 2)) % 4
    return np.asarray(np.roll(places, quarter, axis=0), np.float64)
