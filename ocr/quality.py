"""Advice about a picture while the paper is still at hand: blur, glare, shadow, too small, blank."""

from collections.abc import Sequence

import cv2
import numpy as np

from ocr.geometry import Image, Rect
from ocr.reading import Quality

LEAST_HEIGHT = 13.0
"""Pixels of the original that a line of text must be high."""


def judge(view: Image, segments: Sequence[Rect], source_scale: float, text_height: float) -> Quality:
    """Advice codes from a straightened view (H, W, 3) of a paper and the segments found on it.

    `source_scale` is original pixels for one of the view.
    """
    advice: list[str] = []
    if len(segments) < 2:
        return Quality(usable=False, advice=("blank",))
    if text_height * source_scale < LEAST_HEIGHT:
        advice.append("too_small")
    grey = np.asarray(cv2.cvtColor(view, cv2.COLOR_RGB2GRAY), np.uint8)
    if _blurred(grey, segments):
        advice.append("blur")
    light = cv2.resize(grey, (32, 32), interpolation=cv2.INTER_AREA)
    if float(np.percentile(light, 90)) > 2.2 * max(1.0, float(np.percentile(light, 10))):
        advice.append("shadow")
    return Quality(usable=not {"blur", "too_small"} <= set(advice), advice=tuple(advice))


def _blurred(grey: Image, segments: Sequence[Rect]) -> bool:
    """Whether the steepest edges of the text are soft against its contrast."""
    ratios = []
    for rect in sorted(segments, key=lambda r: -r.width)[:12]:
        crop = grey[
            max(0, int(rect.top)) : int(rect.bottom) + 1, max(0, int(rect.left)) : int(rect.right) + 1
        ]
        if crop.size < 60:
            continue
        contrast = float(np.percentile(crop, 95)) - float(np.percentile(crop, 3))
        slope = np.abs(np.diff(crop.astype(np.int16), axis=1))
        if contrast > 20:
            ratios.append(float(np.percentile(slope, 97)) / contrast)
    return bool(ratios) and float(np.median(ratios)) < 0.16
