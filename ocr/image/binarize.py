"""Ink on paper: an even background, a mask of what is dark, and what of it is only coloured."""

from typing import Final

import cv2
import numpy as np

from ocr.geometry import Image
from ocr.image.components import inked
from ocr.image.downsample import shrunk
from ocr.image.histogram import percentiles

GRID: Final = 8
"""Pixels of the picture for one of the coarse picture of its background: more than a stroke is wide."""
PALE: Final = 115
"""Least level (0 to 255) of a pixel's brightest primary colour at which ink is pale enough to show a
colour."""
DEEP: Final = 100
"""Evened grey (0 to 255) below which ink is writing, whatever its colour."""
INKED: Final = 0.42
"""Share (0 to 1) of the way from paper to the darkest ink from which a pixel is ink, where all type is as
dark."""
PALER: Final = 0.3
"""The same share where thin type stands beside heavy rules or the black edge of a scan, which are darker."""
DEEPEST: Final = 170.0
"""Evened grey that the darkest ink is taken to have at most: on a bare page paper's grain is no ink."""
FAINT: Final = 225
"""Evened grey below which there may be ink where paper is white all over, as on a copy."""
WHITE: Final = 248
"""Evened grey above which paper is bare and white."""
MOST_GREY: Final = 0.045
"""Most of a copy (share of pixels) between `FAINT` and `WHITE`: other paper has a grain."""
WORN: Final = 0.4
"""Share of dark ink in a part of faint ink below which a copier has worn it, not blurred its edge."""
SPECK: Final = 8
"""Pixels of faint ink below which a part is dust."""
BARE: Final = 235
"""Evened grey above which there is paper and no ink."""


def grey(pixels: Image) -> Image:
    """RGB pixels (H, W, 3) in plain luminance (H, W)."""
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)


def even(luminance: Image) -> Image:
    """Luminance (H, W) divided by its background, so that paper is 255 everywhere.

    Ink keeps its share of the paper's light. The background is the light side of a coarse neighbourhood:
    shadows and tinted paper vanish, text stays.
    """
    height, width = luminance.shape
    small = shrunk(luminance, GRID)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (7, 7))
    light = cv2.morphologyEx(small, cv2.MORPH_CLOSE, kernel)
    light = cv2.GaussianBlur(light, (0, 0), 3)
    light = cv2.resize(light, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(luminance, cv2.max(light, np.ones_like(light)), scale=255), np.uint8)


def dark(level: Image, share: float = PALER) -> Image:
    """Mask (H, W; 0 or 255) of the ink of an evened picture.

    The limit lies `share` (0 to 1) of the way from the paper to the darkest ink there is.
    """
    deepest = percentiles(level[::2, ::2], 1.0)[0]
    limit = 255 - share * (255 - min(deepest, DEEPEST))
    return np.asarray(cv2.threshold(level, limit, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)


def writing(level: Image) -> Image:
    """Mask (H, W; 0 or 255) of the ink of an evened picture as of `dark`, and of a copy's worn print.

    On white paper parts count that are faint all over: a copier wears thin print away.
    """
    ink = dark(level)
    if not white(level):
        return ink
    faint = np.asarray(cv2.threshold(level, FAINT, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)
    return np.asarray(cv2.bitwise_or(ink, _worn(faint, ink)), np.uint8)


def _worn(faint: Image, ink: Image) -> Image:
    """The parts of a mask of faint ink, dust apart, of which little is in that of dark ink."""
    found = inked(faint)
    size = np.bincount(found.part, minlength=found.count)
    deep = np.bincount(found.part[ink[found.y, found.x] > 0], minlength=found.count)
    worn = ((deep < WORN * size) & (size >= SPECK))[found.part]
    mask = np.zeros_like(ink)
    mask[found.y[worn], found.x[worn]] = 255
    return mask


def white(level: Image) -> bool:
    """Whether an evened picture is white paper and ink with hardly any grey between, as copiers leave it."""
    some = level[::4, ::4]
    grey = cv2.countNonZero(cv2.inRange(some, FAINT, WHITE))
    return grey < MOST_GREY * some.size


def colour(pixels: Image, level: Image) -> Image:
    """How much colour the pale ink of RGB pixels has (H, W; 0 to 255); `level` is the evened grey.

    Colour is measured against the paper: yellow forms are not yellow ink. Deep ink is writing and has none.
    """
    bare = np.asarray(cv2.threshold(level[::4, ::4], BARE, 255, cv2.THRESH_BINARY)[1], np.uint8)
    if not cv2.countNonZero(bare):
        return np.zeros_like(level)
    planes = [np.asarray(plane, np.uint8) for plane in cv2.split(pixels)]
    paper = [percentiles(plane[::4, ::4], 50, within=bare)[0] for plane in planes]
    red, green, blue = (
        cv2.convertScaleAbs(plane, alpha=255.0 / max(usual, 40.0))
        for plane, usual in zip(planes, paper, strict=True)
    )
    most = cv2.max(cv2.max(red, green), blue)
    spread = cv2.subtract(most, cv2.min(cv2.min(red, green), blue))
    light = cv2.threshold(most, PALE, 255, cv2.THRESH_BINARY)[1]
    shallow = cv2.threshold(level, DEEP, 255, cv2.THRESH_BINARY)[1]
    return np.asarray(cv2.bitwise_and(spread, cv2.bitwise_and(light, shallow)), np.uint8)
