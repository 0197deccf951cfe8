"""A line of text as ink: how much of each pixel is covered, in real Arabic shapes and ligatures."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from arabic.visual import to_visual
from specimens.fonts import Face
from specimens.shaping import HARFBUZZ, presentation_forms

GrayArray = NDArray[np.uint8]
PAD = 4


class Ink(NamedTuple):
    """Ink coverage of one line and the row of it that the letters stand on."""

    cover: GrayArray
    baseline: int


@cache
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    engine = ImageFont.Layout.RAQM if HARFBUZZ else ImageFont.Layout.BASIC
    return ImageFont.truetype(path, size, layout_engine=engine)


def draw_line(text: str, face: Face, size: int, *, right_to_left: bool = True) -> GrayArray:
    """Draw one line of logical `text` at `size` pixels per em.

    Returns ink coverage, 0 (paper) to 255 (ink), cut to the ink plus PAD pixels on each side. An empty or
    blank text gives a (size, size) array of zeros.
    """
    return draw_ink(text, face, size, right_to_left=right_to_left).cover


def draw_ink(text: str, face: Face, size: int, *, right_to_left: bool = True) -> Ink:
    """Draw as `draw_line` does, and say where the baseline lies, so that neighbours can share one."""
    font = _font(str(face.path), size)
    if HARFBUZZ:
        direction = "rtl" if right_to_left else "ltr"
        box = font.getbbox(text, direction=direction, anchor="ls")
    else:
        text = to_visual(presentation_forms(text), right_to_left=right_to_left)
        direction = None
        box = font.getbbox(text, anchor="ls")
    width, height = int(box[2] - box[0]) + 2 * PAD + size, int(box[3] - box[1]) + 2 * PAD + size
    sheet = Image.new("L", (width, height), 0)
    origin = (PAD + size // 2 - int(box[0]), PAD + size // 2 - int(box[1]))
    ImageDraw.Draw(sheet).text(origin, text, fill=255, font=font, direction=direction, anchor="ls")
    return _cut(np.asarray(sheet), size, origin[1])


def lay_ink(paper: NDArray[np.uint8], cover: GrayArray, colour: Sequence[int], at: tuple[int, int]) -> None:
    """Lay ink of one RGB `colour` on `paper` (H, W, 3) in place; `at` is (x, y) of the cover's top left.

    What falls outside the paper is cut off.
    """
    x, y = at
    left, top = max(0, -x), max(0, -y)
    right, bottom = min(cover.shape[1], paper.shape[1] - x), min(cover.shape[0], paper.shape[0] - y)
    if right <= left or bottom <= top:
        return
    part = cover[top:bottom, left:right, None].astype(np.float32) / 255
    spot = paper[y + top : y + bottom, x + left : x + right]
    spot[:] = np.clip(spot * (1 - part) + np.asarray(colour, np.float32) * part, 0, 255).astype(np.uint8)


def _cut(cover: GrayArray, size: int, baseline: int) -> Ink:
    rows, columns = np.flatnonzero(cover.max(axis=1)), np.flatnonzero(cover.max(axis=0))
    if not len(rows):
        return Ink(np.zeros((size, size), np.uint8), size // 2)
    cut = np.pad(cover[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1], PAD)
    return Ink(cut, baseline - int(rows[0]) + PAD)
