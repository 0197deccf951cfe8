"""A page whose lines lean made straight: RGB pixels in, evened grey with level and upright rules out."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from ocr.geometry import Image, Matrix, Rect, apply
from ocr.image.binarize import even, grey
from ocr.segmentation.straight_rules import StraightRule, common_lean, upright_rules

LONGER_SIDE: Final = 1900
"""Pixels of the straight page's longer side: print rules are two to five wide there, and show."""
LARGEST: Final = 2.0
"""Most times that a small picture is enlarged: beyond it there is nothing more to see."""


@dataclass(frozen=True, slots=True, eq=False)
class StraightPage:
    """Evened grey (H, W) with its rules, and the homography from it to the page it was made of."""

    level: Image
    upright: tuple[StraightRule, ...]
    flat: tuple[StraightRule, ...]
    to_page: Matrix

    def box(self, rect: Rect) -> Rect:
        """The upright box on the page around a rectangle of the straight page."""
        corners = [(x, y) for x in (rect.left, rect.right) for y in (rect.top, rect.bottom)]
        places = apply(self.to_page, np.array(corners, np.float64))
        left, top = places.min(axis=0).tolist()
        right, bottom = places.max(axis=0).tolist()
        return Rect(left, top, right, bottom)

    def height_of(self, x: float, y: float) -> float:
        """How far down the page a place of the straight page lies."""
        return float(apply(self.to_page, np.array([[x, y]], np.float64))[0, 1])


def straight_pages(pixels: Image) -> tuple[StraightPage, StraightPage]:
    """The page sheared until all its rules stand straight, and the page turned by its level ones alone.

    Sheared it shows tables in a book, whose paper bends; without upright rules their lean would be chance's.
    """
    longer = max(pixels.shape[:2])
    scale = min(LARGEST, LONGER_SIDE / longer)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    level = even(np.asarray(cv2.resize(grey(pixels), None, fx=scale, fy=scale, interpolation=way), np.uint8))
    across, down = common_lean(level), common_lean(_transposed(level))
    return _straight(level, across, down, scale), _straight(level, -down, down, scale)


def _straight(level: Image, across: float, down: float, scale: float) -> StraightPage:
    height, width = level.shape
    lean = np.array(
        [[1.0, across, -across * height / 2], [down, 1.0, -down * width / 2], [0.0, 0.0, 1.0]], np.float64
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    picture = np.asarray(
        cv2.warpAffine(level, lean[:2], (width, height), flags=flags, borderValue=(255,)), np.uint8
    )
    to_page = np.diag([1 / scale, 1 / scale, 1.0]) @ lean
    return StraightPage(picture, upright_rules(picture), upright_rules(_transposed(picture)), to_page)


def _transposed(level: Image) -> Image:
    return np.ascontiguousarray(level.T)
