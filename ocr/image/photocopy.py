"""Photocopies: told by white paper without colour, and restored where copying wore thin print away."""

from collections.abc import Callable
from typing import Final

import cv2
import numpy as np

from ocr.geometry import Image
from ocr.image.binarize import SPECK, dark, even, grey, white
from ocr.image.components import parts_of

PLAIN: Final = 24
"""Least difference (0 to 255) of a pixel's primary colours that is a colour: below it is a camera's noise."""
SOME: Final = 0.002
"""Share of a copy's pixels below which colour is a speck, not a stamp or a tinted form."""
LOW: Final = 4
"""Least height in pixels of a part that is no dust."""
RUN_TOGETHER: Final = 1.05
"""Ratio of parts in the copy to those with swollen strokes above which swelling made letters run together."""


def restored(pixels: Image, darkest: Callable[[], Image]) -> Image:
    """RGB pixels of a copy with its thin print as dark as in `darkest`; of any other picture its own.

    `darkest` is a grey picture (H, W) of the same frame with swollen strokes; where that makes letters run
    together the copy stays as it is, too.
    """
    if not copied(pixels):
        return pixels
    height, width = pixels.shape[:2]
    deep = np.asarray(cv2.resize(darkest(), (width, height), interpolation=cv2.INTER_NEAREST), np.uint8)
    if _marks(dark(even(deep))) * RUN_TOGETHER < _marks(dark(even(grey(pixels)))):
        return pixels
    return np.asarray(cv2.cvtColor(deep, cv2.COLOR_GRAY2RGB), np.uint8)


def _marks(ink: Image) -> int:
    """How many parts of a mask of ink are no dust."""
    parts = parts_of(ink)
    return int(((parts.area >= SPECK) & (parts.height >= LOW)).sum())


def copied(pixels: Image) -> bool:
    """Whether RGB pixels look like a copier's work: no colour, and white paper."""
    some = np.ascontiguousarray(pixels[::4, ::4])
    red, green, blue = cv2.split(some)
    spread = cv2.subtract(cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue))
    plain = cv2.countNonZero(cv2.inRange(spread, PLAIN, 255)) < SOME * spread.size
    return plain and white(even(grey(some)))
