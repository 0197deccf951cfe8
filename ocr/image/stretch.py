"""Whether a picture has more pixels an inch across than down, or fewer, as its letters show."""

import math
from typing import Final

import cv2
import numpy as np

from ocr.geometry import Frame, Image
from ocr.image import binarize
from ocr.image.pyramid import Picture

STRETCHED: Final = "stretched"
"""Code of the advice to scan with one resolution (words live in messages/)."""
LONGEST: Final = 2600
"""Pixels of the longer side of the picture in which strokes are counted: small print is still whole there."""
LETTER: Final = (10, 110)
"""Pixels of the longer side of a part of ink that may be letters."""
LEAST_INK: Final = 30
"""Pixels of ink from which on a part is no speck."""
FILLED: Final = (0.12, 0.9)
"""Share of its box that such a part fills: no frame of a table, no rule, no bar."""
LEAST_LETTERS: Final = 20
"""Parts like letters under which their strokes say nothing: a stamp alone, or a page left blank."""
WIDE: Final = 0.4
"""How much longer strokes are across than down, as a power of two, from which on a scan is finer across: of
36 papers as they are none lies above 0.2, of their flat scans pulled to double none below 0.6."""
TALL: Final = -0.65
"""The same, under which it is finer down: none of them lies below -0.4, pulled to double none above -0.8."""
FACTOR: Final = 2.0
"""How much finer one way is than the other where devices differ at all: 600 beside 300, 204 beside 98."""


def squared(picture: Picture) -> Frame | None:
    """The frame in which letters of a stretched picture are as wide as they should be; None for others."""
    grey = next((one for one in picture.grey_levels if max(one.shape) <= LONGEST), picture.grey_levels[-1])
    power = _power(grey)
    if power is None or TALL < power < WIDE:
        return None
    height, width = picture.pixels.shape[:2]
    # The coarser way is drawn larger: nothing that was scanned is given up.
    across, down = (1.0, FACTOR) if power > 0 else (FACTOR, 1.0)
    return Frame(width * across, height * down, np.diag([1 / across, 1 / down, 1.0]))


def _power(grey: Image) -> float | None:
    """How much longer strokes are across than down, as a power of two; None where there are few letters."""
    mask = binarize.dark(binarize.even(grey))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    width, height, ink = stats[:, 2:].astype(np.float64).T
    longer, share = np.maximum(width, height), ink / np.maximum(1, width * height)
    letters = (longer >= LETTER[0]) & (longer <= LETTER[1]) & (ink > LEAST_INK)
    letters &= (share > FILLED[0]) & (share < FILLED[1])
    letters[0] = False
    if np.count_nonzero(letters) < LEAST_LETTERS:
        return None
    inked = letters[labels]
    # Strokes across begin where ink stands right of paper, strokes down where it stands below.
    across = np.count_nonzero(inked[:, 1:] & ~inked[:, :-1])
    down = np.count_nonzero(inked[1:] & ~inked[:-1])
    return math.log2(max(1, int(down)) / max(1, int(across)))
