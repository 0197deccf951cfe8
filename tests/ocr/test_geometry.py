"""Where a value stands on the paper and where it stands in the picture are one place."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.detection.quad import clockwise
from ocr.geometry import Frame, Matrix, Rect, apply, from_corners, whole

WIDTH, HEIGHT = 640.0, 400.0
PAGE = np.zeros((400, 640, 3), np.uint8)
INSIDE = st.tuples(st.floats(5, WIDTH - 5), st.floats(5, HEIGHT - 5))
SHAKE = st.lists(st.floats(-40, 40), min_size=8, max_size=8)


def inverse(frame: Frame) -> Matrix:
    return np.asarray(np.linalg.inv(frame.to_source), np.float64)


def back(frame: Frame, places: list[tuple[float, float]]) -> Matrix:
    return apply(inverse(frame), frame.points(places))


@given(place=INSIDE, degrees=st.floats(-16, 16), quarters=st.integers(0, 3), factor=st.floats(0.2, 4))
def test_a_place_comes_back_from_the_original(
    place: tuple[float, float], degrees: float, quarters: int, factor: float
) -> None:
    frame = whole(PAGE).turned(quarters).straightened(degrees).scaled(factor)
    assert np.allclose(back(frame, [place]), [place], atol=1e-6)


@given(shake=SHAKE)
def test_corners_found_in_a_picture_are_the_corners_of_the_frame(shake: list[float]) -> None:
    found = np.array([[80, 60], [560, 70], [570, 340], [70, 330]]) + np.array(shake).reshape(4, 2)
    frame = from_corners(found)
    edges = [(0.0, 0.0), (frame.width, 0.0), (frame.width, frame.height), (0.0, frame.height)]
    assert np.allclose(frame.points(edges), found, atol=1e-2)


@given(place=INSIDE)
def test_four_quarter_turns_are_none(place: tuple[float, float]) -> None:
    frame = whole(PAGE)
    for _ in range(4):
        frame = frame.turned(1)
    assert np.allclose(frame.points([place]), [place], atol=1e-9)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_turning_a_frame_turns_the_pixels_as_numpy_does(quarters: int) -> None:
    numbers = np.arange(6 * 4).reshape(4, 6)
    turned = np.rot90(numbers, quarters)
    frame = Frame(6.0, 4.0, np.eye(3)).turned(quarters)
    for y, x in np.ndindex(turned.shape):
        ((left, top),) = frame.points([(x + 0.5, y + 0.5)])
        assert turned[y, x] == numbers[int(top), int(left)]


@given(degrees=st.floats(-16, 16))
def test_straightening_cuts_nothing_off(degrees: float) -> None:
    frame = whole(PAGE).straightened(degrees)
    corners = apply(
        np.linalg.inv(frame.to_source).astype(np.float64),
        np.array([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]]),
    )
    assert corners.min() > -1e-6
    assert (corners[:, 0] < frame.width + 1e-6).all()
    assert (corners[:, 1] < frame.height + 1e-6).all()


@given(factor=st.floats(0.1, 8), degrees=st.floats(-16, 16))
def test_the_local_scale_is_original_pixels_for_a_unit(factor: float, degrees: float) -> None:
    assert whole(PAGE).straightened(degrees).scaled(factor).local_scale() == pytest.approx(1 / factor)


def test_a_box_runs_clockwise_from_the_top_left_of_the_text() -> None:
    corners = whole(PAGE).turned(2).box(Rect(0, 0, 100, 50)).corners
    assert [(corner.x, corner.y) for corner in corners] == [(640, 400), (540, 400), (540, 350), (640, 350)]


@given(order=st.permutations(range(4)))
def test_corners_are_put_in_order_whatever_order_they_came_in(order: list[int]) -> None:
    corners = np.array([[1.0, 2.0], [50.0, 4.0], [52.0, 33.0], [3.0, 30.0]])
    assert np.array_equal(clockwise(corners[order]), corners)
