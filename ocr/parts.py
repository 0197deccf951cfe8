"""Connected parts of ink as columns of numbers."""

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


def parts_of(mask: Image, vivid: Image | None = None) -> Parts:
    """The 8-connected parts of an ink mask; `vivid` marks pale coloured pixels."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    s = stats[1:].astype(np.float64)
    box = np.column_stack([s[:, 0], s[:, 1], s[:, 0] + s[:, 2], s[:, 1] + s[:, 3]])
    share = np.zeros(len(s))
    if vivid is not None and cv2.countNonZero(vivid) > 50:
        inside = np.bincount(labels[vivid > 0], minlength=count)[1:]
        share = inside / np.maximum(s[:, 4], 1)
    return Parts(box, s[:, 4], share, max(mask.shape))
