"""How a face draws its two: with a dip, as most print does, or as a hook, as handwriting and kufi do.

Of 110 families, those with a dipped two have two dips in their three, and so have nearly all with a hooked
one. Handwriting, and three faces, draw a hook for two and a single dip for three: their three is the two of
all others.
"""

from functools import cache
from pathlib import Path

import numpy as np
from PIL import ImageFont

from specimens.fonts import Face

SIZE = 160
DEPTH = 0.06
"""A dip is at least so deep, as a share of the figure's height."""


def hooked(face: Face) -> bool:
    """Whether the face's two has no dip: the Arabic-Indic one, or the Persian one if it has no other."""
    return dips(face.path, "٢" if face.draws("٢") else "۲") == 0


@cache
def dips(path: Path, figure: str) -> int:
    """The dips between teeth along the top of a figure, as a font file draws it."""
    font = ImageFont.truetype(str(path), SIZE, layout_engine=ImageFont.Layout.BASIC)
    mask = font.getmask(figure, mode="L")
    ink = np.asarray(mask, np.uint8).reshape(mask.size[::-1]) > 127
    ink = ink[:, ink.any(axis=0)]
    ink = ink[ink.any(axis=1)]
    return _dips((ink.argmax(axis=0) / len(ink)).tolist())


def _dips(top: list[float]) -> int:
    """How often a line of heights, counted from above, goes down and comes up again by DEPTH."""
    count, rising, best = 0, True, top[0]
    for height in top:
        if rising == (height < best):
            best = height
        elif abs(height - best) > DEPTH:
            count, rising, best = count + (not rising), not rising, height
    return count
