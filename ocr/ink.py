"""Ink on paper: an even background, a mask of what is dark, and what of it is only coloured."""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Image

GRID = 8
SECTORS = 36
COLOURED = 45
FAINT = 18
"""Least colour of what belongs to a stamp once its ring is known: thin strokes are pale."""
PALE = 115
DEEP = 100
"""Evened grey below which ink is writing, whatever its colour."""
INKED = 0.42
PALER = 0.3
"""Shares of the way from paper to the darkest ink from which a pixel is ink: where all type is as dark, and
where thin type stands beside heavy rules or the black edge of a scan."""
DEEPEST = 170.0
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
    small = cv2.resize(
        luminance, (max(1, width // GRID), max(1, height // GRID)), interpolation=cv2.INTER_AREA
    )
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (7, 7))
    light = cv2.morphologyEx(small, cv2.MORPH_CLOSE, kernel)
    light = cv2.GaussianBlur(light, (0, 0), 3)
    background = cv2.resize(light, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(luminance, np.maximum(background, 1), scale=255), np.uint8)


def dark(level: Image, share: float = PALER) -> Image:
    """Mask (H, W; 0 or 255) of what is ink in an evened picture; the limit follows the darkest ink there
    is: it lies `share` (0 to 1) of the way from the paper to that ink."""
    deepest = float(np.percentile(level[::2, ::2], 1.0))
    limit = 255 - share * (255 - min(deepest, DEEPEST))
    return np.asarray(cv2.threshold(level, limit, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)


def colour(pixels: Image, level: Image) -> Image:
    """How much colour the pale ink of RGB pixels has (H, W; 0 to 255); `level` is the evened grey.

    Colour is measured against the paper: yellow forms are not yellow ink. Deep ink is writing and has none.
    """
    paper = pixels[::4, ::4][level[::4, ::4] > BARE]
    if not len(paper):
        return np.zeros_like(level)
    scales = 255.0 / np.maximum(np.median(paper, axis=0), 40.0)
    red, green, blue = (cv2.convertScaleAbs(pixels[:, :, i], alpha=float(scales[i])) for i in range(3))
    most = cv2.max(cv2.max(red, green), blue)
    spread = cv2.subtract(most, cv2.min(cv2.min(red, green), blue))
    spread[(most <= PALE) | (level <= DEEP)] = 0
    return np.asarray(spread, np.uint8)


def stamped(spread: Image, text_height: float) -> Image:
    """Mask (H, W; 0 or 255) of the ink of round stamps, from the colour of ink; coloured writing and tables
    stay."""
    pale = cv2.threshold(spread, COLOURED, 255, cv2.THRESH_BINARY)[1]
    half = cv2.resize(pale, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    solid = cv2.threshold(half, 60, 255, cv2.THRESH_BINARY)[1]
    reach = max(3, round(0.15 * text_height)) | 1
    joined = cv2.morphologyEx(solid, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    region = np.zeros(half.shape, np.uint8)
    for number in np.flatnonzero(_seal_sized(stats.astype(np.int32), text_height)):
        x, y, w, h, _ = stats[number]
        if _is_ring(labels[y : y + h, x : x + w] == number):
            cv2.ellipse(
                region, (int(x + w / 2), int(y + h / 2)), (w // 2 + 3, h // 2 + 3), 0, 0, 360, 255, -1
            )
    full = cv2.resize(region, (pale.shape[1], pale.shape[0]), interpolation=cv2.INTER_NEAREST)
    faint = cv2.threshold(spread, FAINT, 255, cv2.THRESH_BINARY)[1]
    return np.asarray(cv2.bitwise_and(faint, full), np.uint8)


def _seal_sized(stats: NDArray[np.int32], text_height: float) -> NDArray[np.bool_]:
    """Which parts, measured at half size, are as large as a seal and about as wide as high."""
    width, height = 2 * stats[:, cv2.CC_STAT_WIDTH], 2 * stats[:, cv2.CC_STAT_HEIGHT]
    sized = (np.minimum(width, height) > 2.5 * text_height) & (width < 1.7 * height) & (height < 1.7 * width)
    sized[0] = False
    return np.asarray(sized, np.bool_)


def _is_ring(part: NDArray[np.bool_]) -> bool:
    """Whether ink stands most of the way round along the edge of a part's box, as an ellipse."""
    ys, xs = np.nonzero(part)
    height, width = part.shape
    across, down = (xs + 0.5) * 2 / width - 1, (ys + 0.5) * 2 / height - 1
    away = np.hypot(across, down)
    edge = (away > 0.86) & (away < 1.08)
    sectors = np.unique(
        ((np.arctan2(down[edge], across[edge]) + np.pi) * SECTORS / (2 * np.pi)).astype(np.intp)
    )
    return len(sectors) > 0.7 * SECTORS
