"""Segments of text are found where they stand: without dots of leaders, with zeros, apart from labels."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from ocr.geometry import Rect
from ocr.segmentation.text_lines import find_lines

PAPER, INK = 250, 20


def page() -> NDArray[np.uint8]:
    """A white page with lines of blocks about as large as letters, so that the height of text is known."""
    pixels = np.full((700, 900, 3), PAPER, np.uint8)
    for row in range(6):
        word(pixels, 600, 60 + 60 * row, 9)
    return pixels


def word(pixels: NDArray[np.uint8], x: int, y: int, letters: int) -> None:
    for letter in range(letters):
        cv2.rectangle(pixels, (x + 14 * letter, y), (x + 14 * letter + 8, y + 15), (INK, INK, INK), -1)


def dot(pixels: NDArray[np.uint8], x: int, y: int) -> None:
    cv2.rectangle(pixels, (x, y), (x + 2, y + 2), (INK, INK, INK), -1)


def on_line(pixels: NDArray[np.uint8], y: int) -> list[Rect]:
    found = find_lines(pixels).segments
    return sorted((rect for rect in found if rect.top - 8 < y < rect.bottom + 8), key=lambda r: r.left)


def test_dots_of_a_leader_belong_to_no_segment() -> None:
    pixels = page()
    word(pixels, 300, 500, 5)
    for x in range(60, 800, 7):
        dot(pixels, x, 517)
    (segment,) = on_line(pixels, 505)
    assert (segment.left, segment.right) == pytest.approx((300, 365), abs=3)


def test_zeros_at_the_end_of_a_number_belong_to_it() -> None:
    pixels = page()
    word(pixels, 300, 500, 2)
    for x in (335, 350, 365):
        dot(pixels, x, 507)
    (segment,) = on_line(pixels, 505)
    assert segment.right == pytest.approx(368, abs=3)


def test_a_colon_parts_a_label_from_the_value_close_to_it() -> None:
    pixels = page()
    word(pixels, 300, 500, 4)
    word(pixels, 376, 500, 4)
    for y in (503, 512):
        dot(pixels, 370, y)
    value, label = on_line(pixels, 505)
    assert value.right < 368 < label.left


def test_a_colon_parts_no_time_that_begins_with_zeros() -> None:
    pixels = page()
    word(pixels, 376, 500, 2)
    for y in (503, 512):
        dot(pixels, 370, y)
    for x in (348, 361):
        cv2.circle(pixels, (x, 508), 2, (INK, INK, INK), -1)
    (time,) = on_line(pixels, 505)
    assert (time.left, time.right) == pytest.approx((346, 399), abs=3)


def test_a_dot_far_from_all_text_is_kept_apart() -> None:
    pixels = page()
    cv2.circle(pixels, (340, 508), 2, (INK, INK, INK), -1)
    cv2.circle(pixels, (590, 68), 2, (INK, INK, INK), -1)
    (found,) = find_lines(pixels).dots
    assert (found.centre, found.middle) == pytest.approx((340, 508), abs=2)


def test_type_set_far_apart_still_makes_words() -> None:
    pixels = np.full((700, 900, 3), PAPER, np.uint8)
    for row in range(6):
        for x in range(500, 800, 22):
            cv2.rectangle(pixels, (x, 60 + 60 * row), (x + 7, 75 + 60 * row), (INK, INK, INK), -1)
    assert len(find_lines(pixels).segments) == 6


def baseline(pixels: NDArray[np.uint8], left: int, right: int, y: int) -> None:
    cv2.rectangle(pixels, (left, y), (right, y + 3), (INK, INK, INK), -1)


def test_the_flat_baseline_of_a_long_word_is_no_rule() -> None:
    pixels = page()
    # Teeth on one stroke, a loop at its beginning and a tail under its end, as in a word of flat letters.
    baseline(pixels, 300, 420, 512)
    for x in range(306, 416, 12):
        cv2.rectangle(pixels, (x, 504), (x + 3, 512), (INK, INK, INK), -1)
    cv2.rectangle(pixels, (412, 500), (420, 512), (INK, INK, INK), -1)
    cv2.rectangle(pixels, (300, 512), (304, 524), (INK, INK, INK), -1)
    (segment,) = on_line(pixels, 508)
    assert (segment.left, segment.right) == pytest.approx((300, 420), abs=3)
    assert not [rule for rule in find_lines(pixels).rules.horizontal if 490 < rule.top < 530]


def test_a_line_to_write_on_is_a_rule_though_a_word_stands_on_it() -> None:
    pixels = page()
    baseline(pixels, 280, 440, 517)
    word(pixels, 300, 500, 8)
    (rule,) = [rule for rule in find_lines(pixels).rules.horizontal if 490 < rule.top < 530]
    assert (rule.left, rule.right) == pytest.approx((280, 440), abs=4)
