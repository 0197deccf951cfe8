"""Whether a paper was badly lit: a lamp mirrored on it, or a deep shadow across it."""

from collections.abc import Sequence
from functools import reduce
from typing import Final

import cv2
import numpy as np

from ocr.geometry import Image, Rect
from ocr.image.downsample import shrunk
from ocr.image.histogram import percentiles

GRID: Final = 8
"""Pixels of the view for one of the coarse pictures that light is judged on."""
BURNT: Final = 250
"""Least level (0 to 255) of a pixel's darkest primary colour that is burnt out: nothing printed shows
there."""
WHITE: Final = 247.0
"""Median level (0 to 255) from which a paper is white all over, so that a lamp would not show."""
LEAST_SPOT: Final = 0.01
"""Least share of the paper that one burnt spot covers: a smaller one hides no value."""
MOST_SPOT: Final = 0.35
"""Most share of the paper that one burnt spot covers: a larger one is white paper."""
DARK: Final = 0.5
"""Share (0 to 1) of the paper's best light under which a place lies in deep shadow."""
LEAST_SHADE: Final = 0.15
"""Share of the written part of a paper in the shadow; a portrait covers less."""
DIM: Final = 0.36
"""Share of the lightest lines' brightness under which the darkest lines of text lie in a shadow."""


def glaring(view: Image) -> bool:
    """Whether a spot within a paper (H, W, 3) is burnt out; a slope of light burns out an edge of it."""
    small = shrunk(np.asarray(reduce(cv2.min, cv2.split(view)), np.uint8), GRID)
    if float(np.median(small)) >= WHITE:
        return False
    height, width = small.shape
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(small >= BURNT, np.uint8), connectivity=8)
    spots = stats[1:]
    if not len(spots):
        return False
    x, y, w, h, area = spots[int(spots[:, cv2.CC_STAT_AREA].argmax())].tolist()
    within = x > 1 and y > 1 and x + w < width - 1 and y + h < height - 1
    return bool(within and LEAST_SPOT * small.size <= area <= MOST_SPOT * small.size)


def shadowed(grey: Image, segments: Sequence[Rect]) -> bool:
    """Whether a part of the written paper (H, W) has less than half of the light of the rest."""
    return _shade(grey, segments) >= LEAST_SHADE or _dimmest(grey, segments) < DIM


def _shade(grey: Image, segments: Sequence[Rect]) -> float:
    """The share of the written part that is dark, ink left aside."""
    light = cv2.morphologyEx(
        shrunk(grey, GRID), cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (9, 9))
    )
    left, top = min(rect.left for rect in segments), min(rect.top for rect in segments)
    right, bottom = max(rect.right for rect in segments), max(rect.bottom for rect in segments)
    rows = slice(max(0, int(top / GRID)), int(bottom / GRID) + 1)
    written = light[rows, max(0, int(left / GRID)) : int(right / GRID) + 1]
    return float((written < DARK * np.percentile(written, 95)).mean()) if written.size else 0.0


def _dimmest(grey: Image, segments: Sequence[Rect]) -> float:
    """The paper's brightness around the darkest lines against that around the lightest (0 to 1)."""
    crops = (
        grey[max(0, int(r.top)) : int(r.bottom) + 1 : 2, max(0, int(r.left)) : int(r.right) + 1 : 2]
        for r in segments
    )
    paper = [percentiles(crop, 85)[0] for crop in crops if crop.size >= 15]
    if not paper:
        return 1.0
    low, high = np.percentile(paper, (5, 95))
    return float(low / max(1.0, high))
