"""The same sheet is known again; another paper on the same form is not."""

import random
from collections.abc import Iterable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from imaging.decode import Pixels
from imaging.likeness import compare, look
from reference.documents import document_types
from specimens.capture import Wear, capture, turned
from specimens.documents import Specimen, draw_document

Places = list[NDArray[np.float64]]
CARD = document_types()["national_card"]


def places_of(specimen: Specimen, matrix: NDArray[np.float64]) -> Places:
    """Where the values stand in a picture of the specimen."""
    corners = (np.array(box, np.float64).reshape(-1, 1, 2) for box in specimen.truth.boxes.values())
    return [cv2.perspectiveTransform(one, matrix).reshape(4, 2).astype(np.float64) for one in corners]


def taken(specimen: Specimen, wear: Wear, turns: int = 0, dpi: float = 1.0) -> tuple[Pixels, Places]:
    """A picture of the specimen, turned and at another resolution, and where its values stand."""
    shot = turned(capture(specimen.image, wear, random.Random(7)), turns)
    pixels = cv2.resize(shot.pixels, None, fx=dpi, fy=dpi, interpolation=cv2.INTER_AREA)
    return np.asarray(pixels, np.uint8), places_of(specimen, np.diag([dpi, dpi, 1.0]) @ shot.matrix)


def refilled(specimen: Specimen, other: Specimen, fields: Iterable[str]) -> Specimen:
    """The same sheet with the values of another paper in these fields."""
    image = specimen.image.copy()
    for field in fields:
        ours, theirs = (np.array(one.truth.boxes[field]) for one in (specimen, other))
        (left, top), (right, bottom) = ours.min(axis=0).astype(int) - 2, ours.max(axis=0).astype(int) + 3
        (a, b), (c, d) = theirs.min(axis=0).astype(int) - 2, theirs.max(axis=0).astype(int) + 3
        value = cv2.resize(other.image[b:d, a:c], (right - left, bottom - top))
        paper = np.percentile(image[top:bottom, left:right].reshape(-1, 3), 80, axis=0)
        image[top:bottom, left:right] = np.minimum(paper.astype(np.uint8), value)
    return Specimen(image, specimen.truth, specimen.name)


@pytest.fixture(scope="module")
def card() -> Specimen:
    """A card as printed."""
    return draw_document(CARD, "front", 41)


@pytest.mark.parametrize(
    ("wear", "turns", "dpi"),
    [(Wear.FLATBED, 0, 0.5), (Wear.SKEWED, 2, 1.0), (Wear.PHOTOCOPY, 0, 1.0), (Wear.PHOTO, 1, 1.0)],
)
def test_the_same_sheet_is_known_at_any_angle_and_resolution(
    card: Specimen, wear: Wear, turns: int, dpi: float
) -> None:
    first, first_places = taken(card, Wear.FLATBED)
    again, again_places = taken(card, wear, turns, dpi)
    assert compare(look(first), look(again), first_places, again_places).same
    assert compare(look(first), look(again), first_places, []).same


def test_the_same_form_filled_in_for_somebody_else_is_another_paper(card: Specimen) -> None:
    other = draw_document(CARD, "front", 42)
    shared = set(card.truth.boxes) & set(other.truth.boxes)
    first, places = taken(card, Wear.FLATBED)
    for fields in (shared, {"given_name"}):
        likeness = compare(
            look(first), look(taken(refilled(card, other, fields), Wear.SKEWED)[0]), places, []
        )
        assert likeness.points > 20
        assert not likeness.same


def test_a_smaller_copy_is_compared_at_the_places_of_the_original(card: Specimen) -> None:
    pixels, places = taken(card, Wear.FLATBED)
    small = np.asarray(cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
    assert compare(look(pixels), look(small, pixels.shape[1]), places, places).same


def test_where_nothing_was_read_nothing_is_said(card: Specimen) -> None:
    pixels, places = taken(card, Wear.FLATBED)
    assert not compare(look(pixels), look(pixels), [], []).same
    assert not compare(look(pixels), look(pixels), places[:1], []).same


def test_blank_and_tiny_pictures_are_like_nothing(card: Specimen) -> None:
    pixels, places = taken(card, Wear.FLATBED)
    for shape in ((400, 600, 3), (1, 1, 3)):
        blank = look(np.full(shape, 255, np.uint8))
        assert not compare(blank, look(pixels), [], places).same
        assert not compare(look(pixels), blank, places, []).same
        assert not compare(blank, blank, places, places).same
