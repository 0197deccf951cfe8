"""What a recogniser is handed: one height, full contrast, never absurdly wide."""

import numpy as np
import pytest

from ocr.recognition.crops import HEIGHT, LONGEST, MRZ_HEIGHT, SHORTEST, prepare


def grey(
    height: int, width: int, paper: int = 200, ink: int = 120
) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    page = np.full((height, width), paper, np.uint8)
    page[height // 3 : height // 2 + 1, width // 4 : width // 2 + 1] = ink
    return page


@pytest.mark.parametrize("height", [HEIGHT, MRZ_HEIGHT])
@pytest.mark.parametrize(("tall", "wide"), [(20, 100), (80, 500), (3, 2)])
def test_every_crop_gets_the_height_that_was_asked_for(height: int, tall: int, wide: int) -> None:
    assert prepare(grey(tall, wide), height).shape[0] == height


def test_a_faint_crop_gets_full_contrast() -> None:
    ready = prepare(grey(40, 200, paper=150, ink=110))
    assert ready.min() == -1
    assert ready.max() == 1


def test_blank_paper_is_not_blown_up_into_ink() -> None:
    assert prepare(np.full((40, 200), 180, np.uint8)).dtype == np.float32


@pytest.mark.parametrize(("wide", "expected"), [(1, SHORTEST), (9000, LONGEST * HEIGHT)])
def test_width_stays_within_bounds(wide: int, expected: int) -> None:
    assert prepare(grey(40, wide)).shape[1] == expected
