"""Whether two pictures show the same sheet of paper, whatever the angle, resolution, light or compression.

Two papers of one form look alike all over but for what was filled in. So the pictures are laid over each
other by points that both show (SIFT, Lowe 2004; a projective map by MAGSAC++, Barath 2020), and only the
places of the values are compared there, letter by letter, by normalised correlation. The worst decides: by
itself, and against the others.
"""

import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.decode import Pixels

Corners = NDArray[np.float64]
"""4 x 2, pixels of the picture, clockwise from the top left of the text."""
Grey = NDArray[np.uint8]

_LONGEST_SIDE: Final = 1300
"""Pixels of the longer side of the sheets that are compared: letters show and little else does."""
_POINTS: Final = 1500
"""Most points of a sheet that are described: matching them takes time with the square."""
_NUMBERS: Final = 128
"""How many numbers describe a point (Lowe 2004)."""
_DISTINCT: Final = 0.8
"""Lowe's ratio: the second best partner of a point has to be so much worse."""
_NEAR_PIXELS: Final = 3.0
"""Most pixels between a point and its partner on the sheet laid over it: paper bends a little."""
_FEWEST_POINTS: Final = 20
"""Least points that fit before two sheets can be one: four would fix how they lie, by chance too."""
_FEWEST_PLACES: Final = 3
"""Least places with values that were compared: forms of one kind differ in nothing else."""
_FLAT: Final = 1e-9
"""A map with a smaller determinant presses the page into a line."""
_SAME_INK: Final = 0.75
"""What the worst value must agree. A likeness is a hint, not a proof: people decide."""
_STANDS_OUT: Final = 2.2
"""How far below the others the worst value may be, against what the others lack of full agreement. A poor
picture spoils all values alike; a value that somebody changed stands out from the rest."""
_GRAIN: Final = 0.02
"""What even two scans of one sheet lack of full agreement."""
_PIECE: Final = 0.7
"""Width of the pieces that are compared, in heights of the text: about a letter."""
_STEP: Final = 0.3
"""Distance between the pieces that are compared, in heights of the text: they overlap by half."""
_INKED: Final = 0.5
"""A piece with less contrast than this share of its value's is mostly paper and says nothing."""


@dataclass(frozen=True, slots=True)
class Points:
    """What a picture is known by: points of it, each with what stands around it (SIFT, whole numbers to 255).

    Places are in pixels of the picture in even light, at most 1,300 pixels long.
    """

    places: NDArray[np.float32]
    described: NDArray[np.uint8]


@dataclass(frozen=True)
class Sight:
    """A picture ready to be compared by its points; its ink is only looked at when many of them agree.

    `width` is that of the page on which the places of values are given; `picture` fetches its pixels.
    """

    points: Points
    picture: Callable[[], Pixels] = field(repr=False)
    width: int

    @cached_property
    def grey(self) -> Grey:
        """The picture in even light, at most 1,300 pixels long."""
        return _even(self.picture())

    @property
    def scale(self) -> float:
        """Pixels of `grey` for one pixel of the page."""
        return float(self.grey.shape[1] / self.width)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two sheets are.

    `points` of one fit on the other, `places` with a value were compared; `worst` and `usual` are the
    agreement (-1 to 1) of the worst of them and of most.
    """

    points: int
    places: int
    worst: float
    usual: float = 1.0

    @property
    def same(self) -> bool:
        """Whether both are surely pictures of one sheet: no value disagrees, and none stands out."""
        enough = self.points >= _FEWEST_POINTS and self.places >= _FEWEST_PLACES
        return enough and self.worst >= _SAME_INK and self.outlying <= _STANDS_OUT

    @property
    def outlying(self) -> float:
        """How far the worst value stands below the usual one, in what that lacks of full agreement."""
        return (self.usual - self.worst) / (1 - self.usual + _GRAIN)


def points_of(pixels: Pixels) -> Points:
    """The points of a picture (H x W x 3 RGB); takes about 0.15 s of one processor."""
    even = _even(pixels)
    points, described = cv2.SIFT.create(_POINTS).detectAndCompute(even, np.full_like(even, 255))
    places = np.array([point.pt for point in points], np.float32).reshape(-1, 2)
    vectors = np.asarray(described, np.uint8) if points else np.zeros((0, _NUMBERS), np.uint8)
    return Points(places, vectors)


def packed(points: Points) -> bytes:
    """Points as bytes to be kept, some 200 kB a page."""
    content = io.BytesIO()
    np.savez(content, places=points.places, described=points.described)
    return content.getvalue()


def unpacked(content: bytes) -> Points:
    """Points that were kept. Raises ValueError for bytes that are none."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as kept:
            points = Points(np.asarray(kept["places"], np.float32), np.asarray(kept["described"], np.uint8))
    except (KeyError, OSError, zipfile.BadZipFile) as error:
        raise ValueError("no points") from error
    if points.places.shape != (len(points.described), 2) or points.described.shape[1:] != (_NUMBERS,):
        raise ValueError("no points")
    return points


def look(pixels: Pixels, original_width: int | None = None) -> Sight:
    """Make a picture ready to be compared.

    `original_width` in pixels is that of the page on which the places of values are given, if the picture is
    a smaller copy of it.
    """
    return Sight(points_of(pixels), lambda: pixels, original_width or pixels.shape[1])


def compare(
    first: Sight, second: Sight, first_places: Iterable[Corners], second_places: Iterable[Corners]
) -> Likeness:
    """Lay one over the other and compare the places of values of both (corners in pixels of each picture)."""
    matrix, points = _laid_over(first, second)
    if matrix is None:
        return Likeness(points, 0, -1.0)
    agreements = [
        *_agreements(first, second, matrix, first_places),
        *_agreements(second, first, np.asarray(np.linalg.inv(matrix), np.float64), second_places),
    ]
    if not agreements:
        return Likeness(points, 0, -1.0)
    return Likeness(points, len(agreements), min(agreements), float(np.median(agreements)))


def _even(pixels: Pixels) -> Grey:
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    scale = min(1.0, _LONGEST_SIDE / max(grey.shape))
    if scale < 1:
        grey = np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    return _evenly_lit(grey)


def _evenly_lit(grey: Grey) -> Grey:
    """The paper's own brightness divided out, so that shadows and yellowing are gone and ink stays."""
    paper = cv2.medianBlur(cv2.dilate(grey, np.ones((9, 9), np.uint8)), 31)
    return np.asarray(cv2.divide(grey, paper, scale=255), np.uint8)


def _laid_over(first: Sight, second: Sight) -> tuple[NDArray[np.float64] | None, int]:
    """The map from the second picture to the first, and how many points agree on it."""
    ours, theirs = first.points, second.points
    if min(len(ours.places), len(theirs.places)) < _FEWEST_POINTS:
        return None, 0
    asked, known = (np.asarray(side.described, np.float32) for side in (ours, theirs))
    pairs = cv2.BFMatcher(cv2.NORM_L2).knnMatch(asked, known, k=2)
    good = [best for best, other in pairs if best.distance < _DISTINCT * other.distance]
    if len(good) < _FEWEST_POINTS:
        return None, len(good)
    here = ours.places[[match.queryIdx for match in good]]
    there = theirs.places[[match.trainIdx for match in good]]
    matrix, agreeing = cv2.findHomography(there, here, cv2.USAC_MAGSAC, _NEAR_PIXELS, maxIters=3000)
    count = int(np.count_nonzero(agreeing))
    if count < _FEWEST_POINTS or abs(np.linalg.det(matrix)) < _FLAT:
        return None, count
    return np.asarray(matrix, np.float64), count


def _agreements(
    ours: Sight, theirs: Sight, matrix: NDArray[np.float64], places: Iterable[Corners]
) -> Iterable[float]:
    """For each place of ours that the other picture shows too: how its least agreeing piece correlates."""
    height, width = ours.grey.shape
    laid = _softened(np.asarray(cv2.warpPerspective(theirs.grey, matrix, (width, height), borderValue=255)))
    shown = cv2.warpPerspective(np.ones_like(theirs.grey), matrix, (width, height))
    own = _softened(ours.grey)
    for corners in places:
        scaled = corners * ours.scale
        tall = max(6.0, float(np.hypot(*(scaled[3] - scaled[0]))))
        inner = _window(scaled, 0.15 * tall, width, height)
        outer = _window(scaled, 0.15 * tall + max(3.0, 0.3 * tall), width, height)
        if min(own[inner].shape) >= 6 and shown[inner].all():
            yield _worst_piece(own[inner], laid[outer])


def _worst_piece(place: Grey, around: Grey) -> float:
    """How the least agreeing piece of a value correlates, each at most a pixel off the value's best shift.

    A value as a whole hardly changes when one of its digits does.
    """
    if place.shape[0] > place.shape[1]:
        place, around = place.T, around.T
    _, worst, _, (left, top) = cv2.minMaxLoc(cv2.matchTemplate(around, place, cv2.TM_CCOEFF_NORMED))
    tall, wide = place.shape
    piece, contrast = round(_PIECE * tall), float(place.std())
    for start in range(0, wide - piece + 1, max(1, round(_STEP * tall))):
        ink = place[:, start : start + piece]
        if ink.std() >= _INKED * contrast:
            near = around[
                max(0, top - 1) : top + tall + 1, max(0, left + start - 1) : left + start + piece + 1
            ]
            worst = min(worst, float(cv2.matchTemplate(near, ink, cv2.TM_CCOEFF_NORMED).max()))
    return float(worst)


def _softened(grey: Grey) -> Grey:
    return np.asarray(cv2.GaussianBlur(grey, (0, 0), 1.0), np.uint8)


def _window(corners: Corners, margin: float, width: int, height: int) -> tuple[slice, slice]:
    left, top = np.maximum(np.floor(corners.min(axis=0) - margin), 0).astype(int)
    right, bottom = np.minimum(np.ceil(corners.max(axis=0) + margin), (width, height)).astype(int)
    return slice(top, bottom), slice(left, right)
