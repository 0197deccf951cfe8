"""Percentiles of grey pixels by counting them: exact, and far cheaper than sorting."""

import math
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

LEVELS: Final = 256
"""Levels of grey of a pixel of 8 bits."""
Greys = NDArray[np.uint8]


def percentiles(grey: Greys, *shares: float, within: Greys | None = None) -> tuple[float, ...]:
    """The percentiles (0 to 100) of grey pixels in at most two dimensions, as `np.percentile` has them.

    With a mask `within`, of those pixels alone in which it is not 0. There must be at least one.
    """
    counts = cv2.calcHist([np.ascontiguousarray(grey)], [0], within, [LEVELS], [0, LEVELS]).ravel()
    upto = counts.astype(np.int64).cumsum()
    return tuple(_at(upto, (int(upto[-1]) - 1) * (share / 100)) for share in shares)


def _at(upto: NDArray[np.int64], place: float) -> float:
    """The level at a place among the sorted pixels; `upto` counts those of each level and below."""
    first = math.floor(place)
    low, high = int(upto.searchsorted(first, "right")), int(upto.searchsorted(first + 1, "right"))
    high = min(high, LEVELS - 1) if first + 1 < upto[-1] else low
    part = place - first
    return low + (high - low) * part if part < 0.5 else high - (high - low) * (1 - part)
