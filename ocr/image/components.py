"""Connected parts of ink as columns of numbers."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Image

Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Parts:
    """Boxes (n, 4: left, top, right, bottom), pixels of ink, and the share of it that is pale colour."""

    box: NDArray[np.float64]
    area: Column
    coloured: Column
    longest: int
    """The longer side of the picture they were found in."""

    @property
    def width(self) -> Column:
        return np.asarray(self.box[:, 2] - self.box[:, 0], np.float64)

    @property
    def height(self) -> Column:
        return np.asarray(self.box[:, 3] - self.box[:, 1], np.float64)

    def only(self, keep: NDArray[np.bool_]) -> "Parts":
        """The parts for which `keep` holds."""
        return Parts(self.box[keep], self.area[keep], self.coloured[keep], self.longest)


@dataclass(frozen=True, slots=True, eq=False)
class Inked:
    """The pixels of ink of a mask, row by row, and to which of its 8-connected parts each belongs."""

    x: NDArray[np.int32]
    y: NDArray[np.int32]
    part: NDArray[np.intp]
    count: int
    shape: tuple[int, int]


def inked(mask: Image) -> Inked:
    """Which pixels of an ink mask (H, W; 0 or 255) hang together."""
    count, labels = cv2.connectedComponents(mask, connectivity=8)
    found = cv2.findNonZero(mask) if count > 1 else np.zeros((0, 2))
    x, y = np.asarray(found, np.int32).reshape(-1, 2).T
    part = labels.ravel()[y.astype(np.intp) * mask.shape[1] + x].astype(np.intp) - 1
    return Inked(np.ascontiguousarray(x), np.ascontiguousarray(y), part, count - 1, mask.shape[:2])


def parts_of(mask: Image, vivid: Image | None = None) -> Parts:
    """The 8-connected parts of an ink mask; `vivid` marks pale coloured pixels."""
    return measured(inked(mask), vivid)


def measured(ink: Inked, vivid: Image | None = None) -> Parts:
    """The parts that pixels of ink make up; `vivid` as in `parts_of`."""
    # OpenCV's own statistics look at every pixel of paper as well, which takes three times as long.
    box = np.zeros((ink.count, 4), np.int32)
    box[:, :2] = max(ink.shape)
    left, right = box[:, 0].copy(), box[:, 2].copy()
    np.minimum.at(left, ink.part, ink.x)
    np.maximum.at(right, ink.part, ink.x)
    # Pixels come row by row: the first of a part is its highest, the last its lowest.
    top, bottom = box[:, 1].copy(), box[:, 3].copy()
    top[ink.part[::-1]] = ink.y[::-1]
    bottom[ink.part] = ink.y
    area = np.bincount(ink.part, minlength=ink.count).astype(np.float64)
    share = np.zeros(ink.count)
    if vivid is not None and cv2.countNonZero(vivid) > 50:
        pale = vivid[ink.y, ink.x] > 0
        share = np.bincount(ink.part[pale], minlength=ink.count) / np.maximum(area, 1)
    boxes = np.column_stack([left, top, right + 1, bottom + 1]).astype(np.float64)
    return Parts(boxes, area, share, max(ink.shape))


def boxes_of(mask: Image) -> Iterator[tuple[int, int, int, int]]:
    """Left, top, width and height of the 8-connected parts of a mask, where only their boxes matter."""
    contours, levels = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    for contour, (_, _, _, outside) in zip(contours, levels[0] if contours else (), strict=True):
        if outside < 0:
            x, y, w, h = cv2.boundingRect(contour)
            yield int(x), int(y), int(w), int(h)


def filling(box: Image) -> Image:
    """The part of a mask (0 or 255) that reaches from side to side of this box cut out of it, others gone."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(box), connectivity=8)
    size = stats[1:, cv2.CC_STAT_WIDTH] + stats[1:, cv2.CC_STAT_HEIGHT]
    return np.asarray((labels == 1 + int(size.argmax())) * np.uint8(255), np.uint8)
