"""A copier's streak cuts a value in two; what is left of it is no whole value, whoever agrees on it."""

import cv2
import numpy as np
import pytest

from ocr.geometry import Image, Rect
from ocr.layout import Sheet
from ocr.severed import severed

VALUE = Rect(200, 40, 280, 70)
"""What was read, to the right of the streak."""
STREAK = Rect(190, 0, 193, 400)


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
        (True, (STREAK,), (), True),
        (False, (STREAK,), (), False),
        (True, (), (), False),
        (True, (STREAK,), (Rect(138, 42, 184, 68),), False),
        (True, (Rect(190, 30, 193, 60),), (), False),
    ],
)
def test_print_behind_a_wall_that_nobody_claims_may_be_the_rest(
    print_behind: bool, walls: tuple[Rect, ...], claimed: tuple[Rect, ...], expected: bool
) -> None:
    image = page(print_behind=print_behind)

    def crop(rect: Rect) -> Image:
        return image[int(rect.top) : int(rect.bottom), int(rect.left) : int(rect.right)]

    assert severed(VALUE, Sheet((), (), walls, 30.0), claimed, crop) is expected
