"""Making pictures smaller: squares of pixels become their mean, and nothing moves."""

import cv2
import numpy as np
import pytest

from ocr.geometry import Image, Rect, whole
from ocr.image.downsample import shrunk
from ocr.image.pyramid import Picture


def _noise(height: int, width: int) -> Image:
    return np.random.default_rng(3).integers(0, 256, (height, width), dtype=np.uint8)


@pytest.mark.parametrize(("height", "width"), [(64, 48), (71, 55)])
def test_each_pixel_is_the_mean_of_a_square(height: int, width: int) -> None:
    picture = _noise(height, width)
    squares = picture[: height // 8 * 8, : width // 8 * 8].reshape(height // 8, 8, width // 8, 8)
    assert np.abs(shrunk(picture, 8) - squares.mean(axis=(1, 3))).max() <= 0.5


def test_a_picture_smaller_than_a_square_is_one_pixel() -> None:
    assert shrunk(_noise(5, 30), 8).shape == (1, 3)


def test_a_smaller_copy_of_a_page_with_odd_sides_shows_everything_in_its_place() -> None:
    page = np.full((2401, 1805, 3), 255, np.uint8)
    cv2.rectangle(page, (1700, 2300), (1763, 2363), (0, 0, 0), -1)
    picture = Picture(page)
    assert len(picture.levels) == 2
    quarter = picture.grey(whole(page).scaled(0.25))
    ink = np.argwhere(quarter < 128)
    assert ink.min(axis=0).tolist() == [575, 425]
    assert ink.max(axis=0).tolist() == [590, 440]
    cut = picture.cut(whole(page), Rect(1692, 2292, 1772, 2372), 20)
    assert np.argwhere(cut < 128).mean(axis=0).tolist() == [9.5, 9.5]
