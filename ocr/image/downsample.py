"""A picture made smaller by a whole number: squares of pixels to one, a fifth of the work of any other."""

import cv2
import numpy as np

from ocr.geometry import Image


def shrunk(pixels: Image, times: int) -> Image:
    """Each pixel the mean of `times` x `times`; a rest of fewer rows or columns at the far edges is left out.

    A picture that has no such square is one pixel high or wide.
    """
    height, width = (max(1, side // times) for side in pixels.shape[:2])
    whole = pixels[: height * times, : width * times]
    return np.asarray(cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
