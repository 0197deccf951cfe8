"""A decoded page with its halved copies, from which any part of a frame can be cut at any size."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import cv2
import numpy as np

from ocr.geometry import Frame, Image, Rect, crop_of, shift
from ocr.image.downsample import shrunk

SMALLEST: Final = 900
"""Pixels of the longer side of the smallest copy kept: views of whole pages are not much smaller."""
CROP_HEIGHT: Final = 48
"""Height in pixels of a segment's crop: readers scale it down to 36 to 40 and lose no detail."""


@dataclass(frozen=True)
class Picture:
    """RGB pixels (H, W, 3) of one page. Halved copies are made when first needed."""

    pixels: Image

    @cached_property
    def levels(self) -> tuple[Image, ...]:
        """The picture at 1, 1/2, 1/4 ... of its size, down to about SMALLEST pixels on the longer side."""
        levels = [self.pixels]
        while max(levels[-1].shape[:2]) >= 2 * SMALLEST:
            levels.append(shrunk(levels[-1], 2))
        return tuple(levels)

    @cached_property
    def grey_levels(self) -> tuple[Image, ...]:
        """The same in grey (H, W)."""
        return tuple(np.asarray(cv2.cvtColor(level, cv2.COLOR_RGB2GRAY), np.uint8) for level in self.levels)

    def view(self, frame: Frame) -> Image:
        """The frame's pixels in colour, one for each unit; outside the picture its edge is repeated."""
        return self._warp(self.levels, frame, Rect(0, 0, frame.width, frame.height), 1.0)

    def grey(self, frame: Frame) -> Image:
        """The same in grey (H, W), for a third of the work."""
        return self._warp(self.grey_levels, frame, Rect(0, 0, frame.width, frame.height), 1.0)

    def cut(self, frame: Frame, rect: Rect, height: int) -> Image:
        """A rectangle of the frame in grey, scaled to `height` pixels."""
        return self._warp(self.grey_levels, frame, rect, height / max(1e-6, rect.height))

    def _warp(self, levels: tuple[Image, ...], frame: Frame, rect: Rect, zoom: float) -> Image:
        """Sample `rect` at `zoom` pixels a unit, from the level that is just fine enough not to alias."""
        shrink = frame.local_scale() / zoom
        chosen = min(max(0, int(np.log2(max(1.0, shrink * 1.05)))), len(levels) - 1)
        source = levels[chosen]
        size = (max(1, round(rect.width * zoom)), max(1, round(rect.height * zoom)))
        to_unit = shift(rect.left, rect.top) @ np.diag([1 / zoom, 1 / zoom, 1.0]) @ shift(0.5, 0.5)
        ratio = 0.5**chosen
        matrix = shift(-0.5, -0.5) @ np.diag([ratio, ratio, 1.0]) @ frame.to_source @ to_unit
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        return np.asarray(
            cv2.warpPerspective(source, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE), np.uint8
        )


def cut(picture: Picture, frame: Frame, rect: Rect) -> Image:
    """A segment's grey crop for the readers, with a margin."""
    return picture.cut(frame, crop_of(rect), CROP_HEIGHT)
