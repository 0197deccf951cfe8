"""What copiers do to a page: thin print fades, dust falls on the glass, dirt draws streaks down the paper."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from ocr.image.binarize import grey
from ocr.image.photocopy import copied, restored
from ocr.segmentation.text_lines import find_lines
from tests.ocr.segmentation.test_text_lines import page, word

WHITE = 255


def copy() -> NDArray[np.uint8]:
    """White paper with black print."""
    pixels = page()
    pixels[pixels > 128] = WHITE
    return pixels


def faded(pixels: NDArray[np.uint8], x: int, y: int) -> None:
    """A word printed as pale as a worn copy has it."""
    black = np.full_like(pixels, WHITE)
    word(black, x, y, 6)
    pixels[black[:, :, 0] < 128] = 205


def beside(pixels: NDArray[np.uint8], y: int, left: float) -> list[float]:
    found = find_lines(pixels).segments
    return [rect.left for rect in found if rect.top < y < rect.bottom and rect.right < left]


def test_faint_print_on_white_paper_is_found_beside_dark_print() -> None:
    pixels = copy()
    faded(pixels, 200, 60)
    assert beside(pixels, 68, 590) == pytest.approx([200], abs=3)


def test_a_faint_pattern_on_tinted_paper_is_no_print() -> None:
    pixels = copy()
    pixels[:, ::6] = np.minimum(pixels[:, ::6], 236)
    pixels[:, 1::6] = np.minimum(pixels[:, 1::6], 236)
    faded(pixels, 200, 60)
    assert beside(pixels, 68, 590) == []


def test_a_copy_is_told_by_its_white_paper_and_its_want_of_colour() -> None:
    plain, tinted, coloured = copy(), copy(), copy()
    grain = np.random.default_rng(3).integers(210, 240, (*tinted.shape[:2], 1))
    tinted = np.minimum(tinted, grain).astype(np.uint8)
    cv2.circle(coloured, (200, 500), 60, (150, 130, 205), 8)
    assert [copied(pixels) for pixels in (plain, tinted, coloured)] == [True, False, False]


@pytest.mark.parametrize(
    ("top", "bottom", "lean", "walls"), [(40, 650, 0, 1), (40, 650, 60, 0), (3, 697, 0, 0)]
)
def test_a_streak_that_leans_or_leaves_the_paper_parts_nothing_and_a_rule_does(
    top: int, bottom: int, lean: int, walls: int
) -> None:
    pixels = copy()
    cv2.line(pixels, (450, top), (450 - lean, bottom), (90, 90, 90), 2)
    assert len(find_lines(pixels).rules.vertical) == walls


def test_a_copy_is_seen_with_swollen_strokes_only_where_its_print_is_worn() -> None:
    whole, worn = copy(), copy()
    for row in range(6):
        faded(worn, 200, 60 + 60 * row)
    worn[:, 200:290][worn[:, 200:290] < WHITE] = 232
    swollen = np.where(grey(worn) < 240, 60, 255).astype(np.uint8)
    assert restored(worn, lambda: swollen)[68, 204, 0] == 60
    joined = cv2.erode(grey(whole), np.ones((9, 9), np.uint8))
    assert restored(whole, lambda: np.asarray(joined, np.uint8)) is whole
