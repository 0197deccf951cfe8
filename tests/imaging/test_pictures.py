"""Pictures for the screen: small, straight, and holding nothing of the file but its pixels."""

import io
from pathlib import Path

import numpy as np
from PIL import Image

from imaging.decode import decode
from imaging.pictures import crop, page_preview, png
from tests.imaging import files

SHEET = np.asarray(files.paper(3000, 2000))


def test_a_preview_fits_the_screen_and_keeps_its_shape() -> None:
    picture = Image.open(io.BytesIO(page_preview(SHEET)))
    assert picture.format == "WEBP"
    assert picture.size == (2000, 1333)


def test_a_small_page_is_not_blown_up() -> None:
    assert Image.open(io.BytesIO(page_preview(np.asarray(files.paper())))).size == (300, 200)


def test_neither_place_nor_telephone_is_left_in_a_preview(tmp_path: Path) -> None:
    (page,) = decode(files.written(tmp_path, "a.jpg", files.turned_jpeg(6)))
    for content in (page_preview(page.pixels), png(page.pixels)):
        assert not Image.open(io.BytesIO(content)).getexif()
        assert b"Exif" not in content


def test_a_crop_shows_what_is_inside_its_corners_with_a_margin() -> None:
    corners = np.array([[10, 10], [1500, 10], [1500, 500], [10, 500]], np.float64)
    bare = Image.open(io.BytesIO(crop(SHEET, corners, margin=0)))
    assert bare.size == (1490, 490)
    assert np.asarray(bare.convert("L")).mean() < 5
    assert Image.open(io.BytesIO(crop(SHEET, corners))).size == (1735, 735)


def test_a_crop_of_turned_text_stands_upright() -> None:
    turned = np.rot90(SHEET)
    corners = np.array([[10, 2990], [10, 1500], [500, 1500], [500, 2990]], np.float64)
    picture = Image.open(io.BytesIO(crop(np.ascontiguousarray(turned), corners, margin=0)))
    assert picture.size == (1490, 490)


def test_a_crop_beyond_the_page_shows_white_there() -> None:
    corners = np.array([[2900, 1900], [3100, 1900], [3100, 1960], [2900, 1960]], np.float64)
    picture = np.asarray(Image.open(io.BytesIO(crop(SHEET, corners))).convert("L"))
    assert picture.min() > 250


def test_a_crop_of_no_size_is_one_white_point() -> None:
    assert Image.open(io.BytesIO(crop(SHEET, np.zeros((4, 2))))).size == (1, 1)
