"""Letters show whether a scan had more pixels one way than the other; papers as they are show nothing."""

from functools import cache

import cv2
import numpy as np
import pytest

from ocr.geometry import Image
from ocr.image.pyramid import Picture
from ocr.image.stretch import squared
from reference.documents import document_types
from specimens.capture import Wear
from specimens.documents import Wish, draw_document

PAPERS = (
    ("national_card", "front"),
    ("national_card", "back"),
    ("birth_certificate", "page"),
    ("record_extract", "page"),
    ("register_page", "page"),
)


@cache
def drawn(key: str, side: str, wear: Wear, turns: int = 0) -> Image:
    return draw_document(document_types()[key], side, 77, None, Wish(wear=wear, turns=turns)).image


def pressed(image: Image, across: float, down: float) -> Image:
    return np.asarray(cv2.resize(image, None, fx=across, fy=down, interpolation=cv2.INTER_AREA), np.uint8)


@pytest.mark.parametrize(("key", "side"), PAPERS)
@pytest.mark.parametrize("wear", Wear)
def test_no_paper_as_it_is_seems_stretched(key: str, side: str, wear: Wear) -> None:
    assert squared(Picture(drawn(key, side, wear))) is None


@pytest.mark.parametrize(("key", "side"), PAPERS)
def test_nor_does_one_on_its_side(key: str, side: str) -> None:
    assert squared(Picture(drawn(key, side, Wear.FLATBED, 1))) is None


@pytest.mark.parametrize(("key", "side"), PAPERS)
def test_a_scan_of_half_the_lines_is_drawn_twice_as_high(key: str, side: str) -> None:
    image = pressed(drawn(key, side, Wear.FLATBED), 1.0, 0.5)
    frame = squared(Picture(image))
    assert frame is not None
    assert (frame.width, frame.height) == (image.shape[1], 2 * image.shape[0])
    assert frame.outline().tolist() == [
        [0, 0],
        [image.shape[1], 0],
        [image.shape[1], image.shape[0]],
        [0, image.shape[0]],
    ]


@pytest.mark.parametrize(("key", "side"), PAPERS)
def test_a_scan_of_half_the_columns_is_drawn_twice_as_wide(key: str, side: str) -> None:
    image = pressed(drawn(key, side, Wear.FLATBED), 0.5, 1.0)
    frame = squared(Picture(image))
    assert frame is not None
    assert (frame.width, frame.height) == (2 * image.shape[1], image.shape[0])


@pytest.mark.parametrize("image", [np.full((900, 600, 3), 255, np.uint8), np.zeros((20, 20, 3), np.uint8)])
def test_a_picture_without_letters_shows_nothing(image: Image) -> None:
    assert squared(Picture(image)) is None
