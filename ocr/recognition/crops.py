"""Crops made ready for the recognisers as in training: grey, 40 pixels high, contrast stretched."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.image.histogram import percentiles

HEIGHT: Final = 40
"""Height in pixels of the crops that the line reader was trained on."""
MRZ_HEIGHT: Final = 24
"""The same of the reader of machine-readable zones: of one wide typeface fewer rows are enough."""
LONGEST: Final = 40
"""Heights above which a line is squeezed: nothing on a form or in a zone is longer."""
SHORTEST: Final = 24
"""Least width in pixels of a crop: the network shrinks widths to a quarter and needs a few steps."""
GREYS = np.arange(256.0)


def prepare(grey: NDArray[np.uint8], height: int = HEIGHT) -> NDArray[np.float32]:
    """Turn one grey crop (H, W), 0 black to 255 white, into (height, w) float32, -1 ink to 1 paper.

    Grey is plain luminance (Pillow's "L", OpenCV's RGB2GRAY). The crop is cut to the ink of one line with
    a margin of 5 to 40 percent of its height; it must be at least 1 x 1.
    """
    width = int(np.clip(round(grey.shape[1] * height / grey.shape[0]), SHORTEST, LONGEST * height))
    shrinks = grey.shape[0] > height
    scaled = cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR)
    low, high = percentiles(np.asarray(scaled, np.uint8), 1, 95)
    stretched = np.clip((GREYS - low) / max(high - low, 16.0), 0.0, 1.0)
    return np.asarray(cv2.LUT(scaled, (stretched * 2 - 1).astype(np.float32)), np.float32)
