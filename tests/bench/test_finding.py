"""What a finder made of each line is told right, and what a net sees becomes segments cut to the ink."""

from collections.abc import Sequence

import numpy as np
import pytest

from bench.learned_finder import SHRINK, besides, cores_in, segments_at
from bench.lines_found import Fate, fates
from ocr.geometry import Rect

Ints = tuple[int, int, int, int]
LABEL, VALUE, BELOW = Rect(300, 100, 400, 124), Rect(150, 100, 280, 124), Rect(150, 128, 280, 152)
DIGIT = Rect(500, 100, 508, 124)

FATES = [
    ("each its own", [LABEL, VALUE], [Fate.WHOLE, Fate.WHOLE], 0),
    ("a little loose", [LABEL.grown(5, 3), VALUE], [Fate.WHOLE, Fate.WHOLE], 0),
    ("label with its value", [LABEL.union(VALUE)], [Fate.JOINED, Fate.JOINED], 0),
    ("nothing", [], [Fate.LOST, Fate.LOST], 0),
    ("cut between words", [LABEL, Rect(150, 100, 210, 124), Rect(220, 100, 280, 124)],
     [Fate.WHOLE, Fate.CUT], 0),
    ("cut, one piece to the neighbour", [Rect(220, 100, 400, 124), Rect(150, 100, 210, 124)],
     [Fate.JOINED, Fate.JOINED], 0),
    ("half a line", [LABEL, Rect(150, 100, 220, 124)], [Fate.WHOLE, Fate.SHORT], 0),
    ("a leader taken with it", [LABEL, Rect(20, 100, 280, 124)], [Fate.WHOLE, Fate.SHORT], 0),
    ("only what hangs below", [LABEL, Rect(150, 121, 280, 130)], [Fate.WHOLE, Fate.LOST], 1),
    ("a stamp beside", [LABEL, VALUE, Rect(600, 300, 700, 400)], [Fate.WHOLE, Fate.WHOLE], 1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("segments", "lines", "false"), [row[1:] for row in FATES], ids=[r[0] for r in FATES]
)
def test_the_fate_of_a_label_and_a_value_beside_it(
    segments: list[Rect], lines: list[Fate], false: int
) -> None:
    met = fates([LABEL, VALUE], segments)
    assert list(met.lines) == lines
    assert len(met.false) == false


def test_lines_above_one_another_are_joined_only_by_a_segment_over_both() -> None:
    tails = Rect(150, 100, 280, 131)
    assert fates([VALUE, BELOW], [tails, BELOW]).lines == (Fate.WHOLE, Fate.WHOLE)
    assert fates([VALUE, BELOW], [VALUE.union(BELOW)]).lines == (Fate.JOINED, Fate.JOINED)


def test_a_digit_is_whole_though_a_pixel_more_is_a_quarter_of_it() -> None:
    assert fates([DIGIT], [DIGIT.grown(2, 2)]).lines == (Fate.WHOLE,)


def test_cores_are_told_apart_and_specks_are_none() -> None:
    mask = np.zeros((40, 100), np.bool_)
    mask[10:14, 5:40] = mask[10:14, 45:80] = mask[30:34, 5:40] = True
    mask[25, 90] = True
    cores = cores_in(mask)
    assert cores[np.lexsort((cores[:, 0], cores[:, 1]))].tolist() == [
        [SHRINK * side for side in box] for box in ([5, 10, 40, 14], [45, 10, 80, 14], [5, 30, 40, 34])
    ]


def test_a_core_that_slopes_is_as_high_as_it_is_thick() -> None:
    mask = np.zeros((40, 100), np.bool_)
    for x in range(5, 85):
        mask[10 + x // 10 : 14 + x // 10, x] = True
    ((_, top, _, bottom),) = cores_in(mask)
    assert bottom - top == pytest.approx(4 * SHRINK)


def segments(cores: Sequence[Ints], parts: Sequence[Ints]) -> list[tuple[float, ...]]:
    found = segments_at(
        np.array(cores, np.float64).reshape(-1, 4), np.array(parts, np.float64).reshape(-1, 4)
    )
    return [(rect.left, rect.top, rect.right, rect.bottom) for rect in found]


def test_a_segment_is_cut_to_the_ink_of_its_core_and_the_dots_beside_it() -> None:
    letters = [(100, 100, 130, 124), (134, 104, 160, 122)]
    dots = [(110, 96, 114, 98), (166, 110, 170, 114)]
    far = [(300, 100, 330, 124), (110, 60, 114, 64)]
    assert segments([(98, 106, 162, 118)], letters + dots + far) == [(100, 96, 170, 124)]


def test_ink_that_touches_two_lines_is_parted_between_them() -> None:
    parts = [(100, 100, 160, 124), (100, 130, 160, 154), (110, 105, 116, 150)]
    upper, lower = segments([(98, 106, 162, 118), (98, 136, 162, 148)], parts)
    assert upper[3] < lower[3]
    assert lower[1] > upper[1]
    assert (upper[0], upper[2]) == (lower[0], lower[2]) == (100, 160)


def test_a_line_under_a_stamp_is_a_segment_though_no_ink_is_left_of_it() -> None:
    assert segments([(98, 106, 162, 118)], []) == [(98, 100, 162, 124)]
    assert segments([], [(100, 100, 160, 124)]) == []


def test_what_one_finder_found_is_added_where_the_other_found_nothing() -> None:
    looser = VALUE.grown(4, 2)
    assert besides([LABEL, VALUE], [looser, DIGIT, BELOW]) == (DIGIT, LABEL, VALUE, BELOW)
    assert besides([], [VALUE]) == (VALUE,)
