"""Baselines of writing in one column of a page: a strip of an ink mask in, heights in pixels out."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Image

SOFT: Final = 0.12
"""Spread by which the profile of a strip is smoothed, in heights of a line: less than a letter's body."""
CLOSEST: Final = 0.5
"""Least distance of two lines, in heights of a line: within it are the strokes of one letter."""
LEAST_INK: Final = 0.12
"""Least ink of a line in one row of pixels, in heights of a line: one upright stroke of a figure."""
FAINTEST: Final = 0.2
"""Least ink of a line as a share of that of the strip's usual line: what dangles from letters has less."""
DROP: Final = 0.45
"""How far below its densest row a line's baseline is sought, in heights of a line."""


def baselines(ink: Image, height: float) -> tuple[float, ...]:
    """Where the lines of writing in a strip (H, W; 0 or 255) stand, from the top; `height` is a line's."""
    if not ink.size:
        return ()
    profile = (ink > 0).sum(axis=1).astype(np.float32)
    smooth = cv2.GaussianBlur(profile[:, None], (0, 0), max(0.5, SOFT * height))[:, 0]
    peaks = _peaks(smooth, max(1, round(CLOSEST * height)), LEAST_INK * height)
    if not len(peaks):
        return ()
    kept = peaks[smooth[peaks] >= FAINTEST * np.median(smooth[peaks])]
    return tuple(_below(smooth, int(peak), max(1, round(DROP * height))) for peak in kept)


def _peaks(smooth: NDArray[np.float32], reach: int, least: float) -> NDArray[np.intp]:
    """The rows of pixels with more ink than all within `reach`."""
    highest = cv2.dilate(smooth[:, None], np.ones((2 * reach + 1, 1)))[:, 0]
    tops = np.flatnonzero((smooth >= highest) & (smooth >= least))
    return tops[np.diff(tops, prepend=-reach - 1) > reach]


def _below(smooth: NDArray[np.float32], peak: int, reach: int) -> float:
    """Where ink ends most sharply below a line's densest row."""
    falling = -np.diff(smooth[peak : peak + reach + 2])
    return float(peak + int(falling.argmax()) + 1) if len(falling) else float(peak)
