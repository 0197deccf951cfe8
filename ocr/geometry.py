"""Frames: a straight, upright view of a paper, and the way from it back to the original pixels."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Matrix = NDArray[np.float64]
MARGIN_ACROSS: Final = 0.2
"""What a reader's crop adds left and right of a segment, in heights of it: word ends reach past it."""
MARGIN_DOWN: Final = 0.12
"""What a reader's crop adds above and below a segment, in heights of it: dots stand off their letters."""


@dataclass(frozen=True, slots=True)
class Rect:
    """An axis-aligned rectangle in a frame, in frame units (pixels of the frame at scale 1)."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Height of the middle line."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Distance of the middle column from the left."""
        return (self.left + self.right) / 2

    def union(self, other: "Rect") -> "Rect":
        """The smallest rectangle around both."""
        return Rect(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def grown(self, across: float, down: float) -> "Rect":
        """The rectangle with a margin on each side."""
        return Rect(self.left - across, self.top - down, self.right + across, self.bottom + down)

    def gap_across(self, other: "Rect") -> float:
        """Free space between the two, whichever stands left; less than 0 where they share columns."""
        return max(other.left - self.right, self.left - other.right)

    def overlap_down(self, other: "Rect") -> float:
        """Shared height as a share (0 to 1) of the lower of the two."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, shared) / max(1e-6, min(self.height, other.height))

    def overlap_across(self, other: "Rect") -> float:
        """Shared width as a share (0 to 1) of the narrower of the two."""
        shared = min(self.right, other.right) - max(self.left, other.left)
        return max(0.0, shared) / max(1e-6, min(self.width, other.width))


@dataclass(frozen=True, slots=True)
class Point:
    """A place in an image in pixels: x to the right, y down."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """Four corners in pixels of the original image.

    They run clockwise from the top left of the text as a person reads it.
    """

    corners: tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A view of `width` x `height` units; `to_source` is the homography from it to the original's pixels."""

    width: float
    height: float
    to_source: Matrix

    def points(self, places: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
        """Places of the frame as places (n, 2) of the original."""
        return apply(self.to_source, np.asarray(places, np.float64))

    def outline(self) -> NDArray[np.float64]:
        """The corners (4, 2) of the frame in the original, clockwise from its top left."""
        return self.points([(0, 0), (self.width, 0), (self.width, self.height), (0, self.height)])

    def box(self, rect: Rect) -> Box:
        """The four corners of a rectangle in the original image, clockwise from its top left."""
        corners = [
            (rect.left, rect.top),
            (rect.right, rect.top),
            (rect.right, rect.bottom),
            (rect.left, rect.bottom),
        ]
        a, b, c, d = (Point(round(float(x), 1), round(float(y), 1)) for x, y in self.points(corners))
        return Box((a, b, c, d))

    def turned(self, quarters: int) -> "Frame":
        """The same view turned counter-clockwise by quarters of a circle, as np.rot90 turns pixels."""
        quarters %= 4
        w, h = self.width, self.height
        back = {
            0: np.eye(3),
            1: np.array([[0, -1, w], [1, 0, 0], [0, 0, 1]]),
            2: np.array([[-1, 0, w], [0, -1, h], [0, 0, 1]]),
            3: np.array([[0, 1, 0], [-1, 0, h], [0, 0, 1]]),
        }[quarters].astype(np.float64)
        size = (w, h) if quarters % 2 == 0 else (h, w)
        return Frame(size[0], size[1], self.to_source @ back)

    def straightened(self, degrees: float) -> "Frame":
        """A larger view in which lines that fell by `degrees` (clockwise, y down) run level.

        Nothing of the view is cut off.
        """
        angle = np.deg2rad(degrees)
        cos, sin = float(np.cos(angle)), float(np.sin(angle))
        w, h = self.width, self.height
        new_w, new_h = abs(w * cos) + abs(h * sin), abs(w * sin) + abs(h * cos)
        spin = np.array([[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]])
        back = shift(w / 2, h / 2) @ spin @ shift(-new_w / 2, -new_h / 2)
        return Frame(new_w, new_h, self.to_source @ back)

    def scaled(self, factor: float) -> "Frame":
        """The same view with `factor` units for each unit of now."""
        shrink = np.diag([1 / factor, 1 / factor, 1.0])
        return Frame(self.width * factor, self.height * factor, self.to_source @ shrink)

    def local_scale(self) -> float:
        """Original pixels for one unit of the frame, at its middle."""
        (a, b, c), (d, e, f), (g, h, i) = self.to_source.tolist()
        x, y = self.width / 2, self.height / 2
        w = g * x + h * y + i
        u, v = (a * x + b * y + c) / w, (d * x + e * y + f) / w
        across = math.hypot((a - u * g) / w, (d - v * g) / w)
        down = math.hypot((b - u * h) / w, (e - v * h) / w)
        return (across + down) / 2


def shift(x: float, y: float) -> Matrix:
    """The homography which moves by (x, y)."""
    return np.array([[1.0, 0.0, x], [0.0, 1.0, y], [0.0, 0.0, 1.0]])


def apply(matrix: Matrix, places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Send places (n, 2) through a homography."""
    whole = np.column_stack([places, np.ones(len(places))]) @ matrix.T
    return np.asarray(whole[:, :2] / whole[:, 2:], np.float64)


def whole(image: Image) -> Frame:
    """The frame which is the picture itself."""
    height, width = image.shape[:2]
    return Frame(float(width), float(height), np.eye(3))


def from_corners(corners: NDArray[np.float64]) -> Frame:
    """The frame of a paper whose corners (4, 2), clockwise from the top left, were found in the original.

    Width and height are those of the longer of opposite sides.
    """
    top, right, bottom, left = (float(np.hypot(*(corners[i] - corners[(i + 1) % 4]))) for i in range(4))
    width, height = max(top, bottom), max(left, right)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(target, corners.astype(np.float32))
    return Frame(width, height, np.asarray(matrix, np.float64))


def crop_of(rect: Rect) -> Rect:
    """The part of the frame that readers get for a segment."""
    return rect.grown(MARGIN_ACROSS * rect.height, MARGIN_DOWN * rect.height)
