"""Whole papers, drawn by our own hand, go in; their truth has to come out."""

from functools import cache

import cv2
import numpy as np
import pytest

from ocr import Engines, Reading, read_page
from ocr.detection.papers import find_papers
from ocr.geometry import Box, Image
from ocr.recognition import crnn, tesseract
from reference.documents import UNKNOWN, document_types
from specimens.capture import Wear
from specimens.documents import Specimen, Wish, draw_document, draw_foreign
from specimens.foreign import Foreign

# Well below what is measured (`./sijill bench reading`), well above what any broken step leaves.
LEAST_EXACT = 0.55


@cache
def engines() -> Engines:
    return Engines(crnn.load(), tesseract.load(), crnn.load("digits"), crnn.load("mrz"))


def drawn(key: str, side: str, wear: Wear, seed: int, turns: int = 0) -> Specimen:
    return draw_document(document_types()[key], side, seed, None, Wish(wear=wear, turns=turns))


def read(specimen: Specimen) -> Reading:
    return read_page(specimen.image, document_types(), engines())[0]


def share_exact(reading: Reading, specimen: Specimen) -> float:
    values = {field.key: field.value for field in reading.fields}
    truth = specimen.truth.fields
    return sum(values.get(key) == value for key, value in truth.items()) / len(truth)


def pressed(image: Image, across: float, down: float) -> Image:
    size = (round(image.shape[1] * across), round(image.shape[0] * down))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def middle(box: Box) -> tuple[float, float]:
    return sum(one.x for one in box.corners) / 4, sum(one.y for one in box.corners) / 4


PAPERS = [
    ("national_card", "front"),
    ("national_card", "back"),
    ("birth_certificate", "page"),
    ("death_certificate", "page"),
    ("marriage_contract", "page"),
    ("record_extract", "page"),
]


@pytest.mark.parametrize(("key", "side"), PAPERS)
def test_a_scanned_paper_is_told_and_most_of_it_read(key: str, side: str) -> None:
    specimen = drawn(key, side, Wear.SKEWED, 4101)
    reading = read(specimen)
    assert (reading.document_type, reading.side) == (key, side)
    assert share_exact(reading, specimen) >= LEAST_EXACT


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_turned_paper_is_read_like_an_upright_one(turns: int) -> None:
    upright, turned = (drawn("birth_certificate", "page", Wear.FLATBED, 4200, n) for n in (0, turns))
    assert share_exact(read(turned), turned) >= share_exact(read(upright), upright) - 0.1


def test_every_value_points_at_pixels_of_the_original() -> None:
    specimen = drawn("national_card", "front", Wear.PHOTO, 4300)
    height, width = specimen.image.shape[:2]
    boxes = [field.box for field in read(specimen).fields]
    assert boxes
    corners = [corner for box in boxes if box is not None for corner in box.corners]
    assert len(corners) == 4 * len(boxes)
    assert all(-5 <= corner.x <= width + 5 and -5 <= corner.y <= height + 5 for corner in corners)


@pytest.mark.parametrize(("across", "down"), [(1.0, 0.5), (0.5, 1.0), (1.0, 98 / 204)])
@pytest.mark.parametrize(("key", "side"), [("national_card", "front"), ("record_extract", "page")])
def test_a_scan_finer_one_way_is_read_by_its_letters_with_boxes_on_its_own_pixels(
    key: str, side: str, across: float, down: float
) -> None:
    upright = drawn(key, side, Wear.FLATBED, 4500)
    pixels = pressed(upright.image, across, down)
    reading = read_page(pixels, document_types(), engines())[0]
    assert (reading.document_type, reading.side) == (key, side)
    assert share_exact(reading, upright) >= share_exact(read(upright), upright) - 0.2
    places = {field.key: field.box for field in read(upright).fields}
    for field in reading.fields:
        there = places.get(field.key)
        if field.value and field.box is not None and there is not None:
            (x, y), (right, bottom) = middle(field.box), middle(there)
            assert abs(x / across - right) < 60
            assert abs(y / down - bottom) < 30


def test_a_stretched_page_that_nobody_can_read_bears_the_advice() -> None:
    reading = read_page(
        pressed(draw_foreign(Foreign.LETTER, 4400).image, 1.0, 0.5), document_types(), engines()
    )
    assert {one.document_type for one in reading} == {UNKNOWN}
    assert all("stretched" in one.quality.advice for one in reading)
    plain = read(draw_foreign(Foreign.LETTER, 4400))
    assert "stretched" not in plain.quality.advice


@pytest.mark.parametrize("kind", list(Foreign))
def test_a_foreign_paper_is_unknown(kind: Foreign) -> None:
    assert read(draw_foreign(kind, 4400)).document_type == UNKNOWN


@pytest.mark.parametrize("shade", [0, 128, 255])
def test_a_page_without_anything_is_unknown_and_holds_no_value(shade: int) -> None:
    readings = read_page(np.full((1200, 900, 3), shade, np.uint8), document_types(), engines())
    assert {reading.document_type for reading in readings} <= {UNKNOWN}
    assert not any(reading.fields for reading in readings)


def test_a_portrait_with_clear_edges_is_not_made_straight_as_if_it_were_a_paper() -> None:
    specimen = drawn("national_card", "front", Wear.CLEAN, 3)
    # So much pattern that what stands beside the portrait is not asked whether it is print.
    grain = np.random.default_rng(1).normal(0, 22, specimen.image.shape)
    pixels = np.clip(specimen.image + grain, 0, 255).astype(np.uint8)
    pixels[180:500, 60:310] = (90, 60, 60)
    assert find_papers(pixels), "the box must look like a paper, or this shows nothing"
    reading = read_page(pixels, document_types(), engines())[0]
    assert [step.name for step in reading.steps].count("straighten") == 1
