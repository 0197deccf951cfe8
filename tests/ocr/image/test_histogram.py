"""Percentiles by counting are those that sorting gives, to the last digit."""

import numpy as np
import pytest

from ocr.image.histogram import percentiles

SHARES = (0, 1, 3, 30, 50, 85, 97, 100)


@pytest.mark.parametrize("seed", range(20))
def test_counting_gives_what_sorting_gives(seed: int) -> None:
    rng = np.random.default_rng(seed)
    grey = rng.integers(0, rng.integers(1, 257), rng.integers(1, 40, 2), dtype=np.uint8)
    assert percentiles(grey, *SHARES) == tuple(np.percentile(grey, SHARES))


def test_a_part_of_a_picture_is_counted_where_the_mask_says() -> None:
    rng = np.random.default_rng(7)
    grey = rng.integers(0, 256, (30, 40), dtype=np.uint8)[::2, ::2]
    mask = np.asarray(rng.random(grey.shape) < 0.3, np.uint8)
    assert percentiles(grey, 50, within=mask) == (float(np.median(grey[mask > 0])),)
