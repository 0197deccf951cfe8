"""Ink on paper: an even background, a mask of what is dark, and what of it is only coloured."""

import cv2
import numpy as np

from ocr.geometry import Image
from ocr.image.components import inked
from ocr.image.downsample import shrunk
from ocr.image.histogram import percentiles

GRID = 8
PALE = 115
DEEP = 100
"""Evened grey below which ink is writing, whatever its colour."""
INKED = 0.42
PALER = 0.3
"""Shares of the way from paper to the darkest ink from which a pixel is ink: where all type is as dark, and
where thin type stands beside heavy rules or the black edge of a scan."""
DEEPEST = 170.0
FAINT = 225
"""Evened grey below which there may be ink where paper is white all over, as on a copy."""
WHITE = 248
MOST_GREY = 0.045
"""Evened grey of bare white paper, and the most of a copy that is neither that nor so much as faint."""
WORN = 0.4
"""Share of dark ink in a part of faint ink below which a copier has worn it, not blurred its edge."""
SPECK = 8
"""Pixels of faint ink below which a part is dust."""
BARE = 235
"""Evened grey above which there is paper and no ink."""


def grey(pixels: Image) -> Image:
    """RGB pixels (H, W, 3) in plain luminance (H, W)."""
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)


def even(luminance: Image) -> Image:
    """Divide luminance (H, W) by its background, so that paper is 255 everywhere and ink keeps its share of
    it.

    The background is the light side of a coarse neighbourhood: shadows and tinted paper vanish, text stays.
    """
    height, width = luminance.shape
    small = shrunk(luminance, GRID)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (7, 7))
    light = cv2.morphologyEx(small, cv2.MORPH_CLOSE, kernel)
    light = cv2.GaussianBlur(light, (0, 0), 3)
    light = cv2.resize(light, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(luminance, cv2.max(light, np.ones_like(light)), scale=255), np.uint8)


def dark(level: Image, share: float = PALER) -> Image:
    """Mask (H, W; 0 or 255) of what is ink in an evened picture; the limit follows the darkest ink there
    is: it lies `share` (0 to 1) of the way from the paper to that ink."""
    deepest = percentiles(level[::2, ::2], 1.0)[0]
    limit = 255 - share * (255 - min(deepest, DEEPEST))
    return np.asarray(cv2.threshold(level, limit, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)


def writing(level: Image) -> Image:
    """Mask (H, W; 0 or 255) of the ink of an evened picture as `dark` sees it, and on white paper that of
    parts which are faint all over: a copier wears thin print away."""
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
