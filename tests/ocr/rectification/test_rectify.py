"""A paper made level: by its rules where it has some, by a quarter of a circle where few words mislead."""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import pytest

from ocr import Engines
from ocr.geometry import Image, Rect, whole
from ocr.image.components import inked, measured
from ocr.image.pyramid import Picture
from ocr.image.skew import rule_angle
from ocr.recognition.line_reader import LineReading
from ocr.rectification.rectify import straighten
from ocr.segmentation.ruling_lines import Rules, box_sides, find_rules
from ocr.segmentation.text_lines import Found


def leaning(degrees: float, rules: int, *, down: bool = False) -> Image:
    """An ink mask with level rules that fall by so many degrees, and a stamp's ring."""
    mask = np.zeros((900, 640), np.uint8)
    fall = np.tan(np.deg2rad(degrees))
    for n in range(rules):
        top = 200 + 90 * n
        cv2.line(mask, (60, top), (560, round(top + 500 * fall)), 255, 3)
    cv2.circle(mask, (320, 780), 90, 255, 3)
    return np.ascontiguousarray(np.rot90(mask, -1)) if down else mask


def fall_of(mask: Image, *, down: bool = False) -> float | None:
    pixels = inked(mask)
    return rule_angle(pixels, measured(pixels), down=down)


@pytest.mark.parametrize("degrees", [-1.3, -0.4, 0.0, 0.25, 2.0])
def test_rules_tell_how_far_a_page_leans(degrees: float) -> None:
    assert fall_of(leaning(degrees, 3)) == pytest.approx(degrees, abs=0.1)


def test_rules_that_run_down_tell_it_of_a_turned_page() -> None:
    found = fall_of(leaning(0.6, 3, down=True), down=True)
    assert found is not None
    assert abs(found) == pytest.approx(0.6, abs=0.1)


def test_a_page_without_rules_is_left_to_its_text() -> None:
    assert fall_of(leaning(1.0, 0)) is None


def test_rules_that_disagree_tell_nothing() -> None:
    crossed = leaning(1.2, 1) | np.flipud(leaning(0.0, 1))
    third = np.zeros_like(crossed)
    cv2.line(third, (60, 400), (560, 385), 255, 3)
    assert fall_of(crossed | third) is None


def box() -> Image:
    mask = np.zeros((200, 700), np.uint8)
    cv2.rectangle(mask, (50, 60), (600, 96), 255, 2)
    cv2.rectangle(mask, (560, 70), (598, 86), 255, -1)
    return mask


def test_a_low_box_has_sides_where_letters_touch_them() -> None:
    found = find_rules(box(), 24.0)
    assert not found.vertical
    sides = box_sides(box(), found.horizontal, 24.0)
    assert [round(side.centre) for side in sides] == [50, 600]


def test_rules_without_a_stroke_between_them_are_no_box() -> None:
    open_ended = box()
    open_ended[66:90] = 0
    assert box_sides(open_ended, find_rules(open_ended, 24.0).horizontal, 24.0) == ()


class Reader:
    """Makes sense of lines that grow lighter to the right, as those of `shaded` do once it is turned."""

    name = "invented"

    def read_lines(self, crops: Sequence[Image]) -> list[LineReading]:
        sure = [0.95 if np.ptp(crop.mean(axis=0)) > np.ptp(crop.mean(axis=1)) else 0.6 for crop in crops]
        return [LineReading("سطر من النص", one) for one in sure]


def shaded() -> Image:
    column = np.linspace(40, 250, 900).astype(np.uint8)
    return np.repeat(np.repeat(column[:, None], 640, axis=1)[..., None], 3, axis=2)


def one_line(view: Image) -> Found:
    height, width = view.shape[:2]
    middle = Rect(0.3 * width, 0.3 * height, 0.7 * width, 0.7 * height)
    empty = np.zeros((height, width), np.uint8)
    return Found((middle,), Rules(empty, empty, (), ()), 24.0)


def test_a_page_that_makes_little_sense_is_looked_at_sideways() -> None:
    picture = Picture(shaded())
    engines = replace(Engines(Reader()), finder=one_line)
    frame = straighten(picture, whole(picture.pixels), engines).frame
    assert frame.width > frame.height
