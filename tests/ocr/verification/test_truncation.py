"""A copier's streak cuts a value in two; what is left of it is no whole value, whoever agrees on it."""

import cv2
import numpy as np
import pytest

from ocr.geometry import Image, Rect, crop_of
from ocr.layout.sheet import Sheet
from ocr.result.doubt import Doubt
from ocr.verification.truncation import cuts, streaks

VALUE = Rect(200, 40, 280, 70)
"""What was read, to the right of the streak."""
WALL = Rect(190, 20, 193, 200)


def page(*, print_behind: bool) -> Image:
    """A white page with a streak, a value beside it, and maybe the rest of that value behind."""
    paper = np.full((400, 600), 240, np.uint8)
    cv2.rectangle(paper, (190, 0), (193, 400), 120, cv2.FILLED)
    cv2.rectangle(paper, (204, 46), (276, 64), 20, 3)
    if print_behind:
        cv2.rectangle(paper, (140, 46), (182, 64), 20, 3)
    return paper


@pytest.mark.parametrize(
    ("print_behind", "walls", "claimed", "expected"),
    [
        (True, (WALL,), (), True),
        (False, (WALL,), (), False),
        (True, (), (), True),
        (True, (), (Rect(138, 42, 184, 68),), False),
        (True, (WALL,), (Rect(138, 42, 184, 68),), False),
        (True, (Rect(190, 30, 193, 60),), (), False),
    ],
)
def test_print_behind_a_wall_that_nobody_claims_may_be_the_rest(
    print_behind: bool, walls: tuple[Rect, ...], claimed: tuple[Rect, ...], expected: bool
) -> None:
    image = page(print_behind=print_behind)

    def crop(rect: Rect) -> Image:
        return image[int(rect.top) : int(rect.bottom), int(rect.left) : int(rect.right)]

    told = cuts(VALUE, Sheet((), (), walls, 30.0), 400, claimed, crop)
    assert told == ({Doubt.GOES_ON} if expected else set())


@pytest.mark.parametrize(("left", "expected"), [(150, False), (192, True), (215, True)])
def test_a_value_beside_a_streak_that_parts_nothing_may_have_lost_an_end(
    left: float, *, expected: bool
) -> None:
    streak = Rect(left, 0, left + 8, 400)
    sheet = Sheet((), (), (), 30.0, (streak,))
    told = cuts(VALUE, sheet, 400, (), lambda _: np.full((30, 30), 240, np.uint8))
    assert told == ({Doubt.CUT_BY_STREAK} if expected else set())


def test_a_line_from_edge_to_edge_is_a_streak_and_a_table_has_none() -> None:
    broken = (Rect(190, 2, 193, 150), Rect(191, 155, 194, 398))
    table = tuple(Rect(x, 60, x + 3, 330) for x in (100, 104, 250))
    assert streaks(Sheet((), (), (*table, *broken), 30.0), 400) == [pytest.approx(192, abs=1)]


@pytest.mark.parametrize(("column", "expected"), [(195, True), (240, True), (300, True), (340, False)])
def test_a_value_at_a_streak_may_have_lost_an_end(column: float, expected: bool) -> None:
    sheet = Sheet((), (), (Rect(column - 1, 0, column + 1, 400),), 30.0)
    told = cuts(VALUE, sheet, 400, (), lambda _: np.full((30, 30), 240, np.uint8))
    assert told == ({Doubt.CUT_BY_STREAK} if expected else set())


@pytest.mark.parametrize("grown", [True, False])
def test_a_stroke_that_grew_onto_a_wall_is_missed_by_the_value(*, grown: bool) -> None:
    paper = np.full((400, 600), 240, np.uint8)
    cv2.rectangle(paper, (290, 20), (293, 100), 20, cv2.FILLED)
    cv2.rectangle(paper, (204, 46), (276, 64), 20, 3)
    if grown:
        cv2.rectangle(paper, (285, 42), (290, 68), 20, cv2.FILLED)
    wall = Rect(285 if grown else 290, 20, 294, 101)
    sheet = Sheet((), (), (wall,), 30.0)

    def crop(rect: Rect) -> Image:
        part = crop_of(rect)
        return paper[round(part.top) : round(part.bottom), round(part.left) : round(part.right)]

    told = cuts(VALUE, sheet, 4000.0, (), crop)
    assert told == ({Doubt.STROKE_ON_RULE} if grown else set())


@pytest.mark.parametrize(("bottom", "expected"), [(40, True), (43, True), (34, False), (80, False)])
def test_a_rule_that_lies_on_a_values_top_may_have_taken_it(bottom: float, *, expected: bool) -> None:
    sheet = Sheet((), (Rect(20, bottom - 7, 400, bottom),), (), 30.0)
    told = cuts(VALUE, sheet, 400, (), lambda _: np.full((30, 30), 240, np.uint8))
    assert told == ({Doubt.TOP_UNDER_RULE} if expected else set())
