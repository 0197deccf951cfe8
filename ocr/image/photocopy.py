"""What a copier left of a page: told by its white paper, and seen with the thin print that it wore away."""

from collections.abc import Callable

import cv2
import numpy as np

from ocr.geometry import Image
from ocr.image.binarize import SPECK, dark, even, grey, white
from ocr.image.components import parts_of

PLAIN = 24
SOME = 0.002
"""Difference of a pixel's primary colours from which it has a colour, and the most of a copy that has one."""
LOW = 4
"""Height of a part that is no dust."""
RUN_TOGETHER = 1.05
"""How many more parts a copy may have than its swollen picture: of worn print that shows more, of whole print
fewer, because letters run together."""


def restored(pixels: Image, darkest: Callable[[], Image]) -> Image:
    """RGB pixels of a copy with its thin print as dark as in `darkest`, a grey picture (H, W) of the same
    frame whose strokes are swollen, where that shows more than it runs together; any other picture as it
    is."""
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
