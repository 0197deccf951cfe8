"""Covering places of a page's picture."""

import numpy as np

from imaging.masking import masked
from imaging.pictures import opened, page_preview

WHITE = np.full((400, 800, 3), 255, np.uint8)
PLACE = ((500.0, 100.0), (300.0, 100.0), (300.0, 140.0), (500.0, 140.0))


def test_a_place_is_covered_and_the_rest_stays() -> None:
    seen = opened(masked(page_preview(WHITE), [PLACE], 800))
    assert seen[102:138, 302:498].max() < 130
    assert seen[:60].min() > 240
    assert seen[200:].min() > 240


def test_places_are_those_of_the_page_also_on_a_smaller_picture() -> None:
    seen = opened(masked(page_preview(WHITE, longest_side=400), [PLACE], 800))
    assert seen[52:68, 152:248].max() < 130
    assert seen[100:].min() > 240
