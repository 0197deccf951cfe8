"""The room of a value on drawn papers: whatever part of it was read, nothing of the value is to be seen."""

from functools import cache

import numpy as np
import pytest
from PIL import Image, ImageDraw

from imaging.masking import masked
from imaging.pictures import opened, png
from reference.documents import document_types
from registry.domain.handover import Box, Corner
from registry.readings.value_regions import room
from specimens.capture import Wear
from specimens.documents import Specimen, Wish, draw_document

PAPERS = [
    ("birth_certificate", "page", "father_religion"),
    ("civil_status_id", "back", "religion"),
    ("death_certificate", "page", "religion"),
    ("death_certificate", "page", "cause_of_death"),
    ("marriage_contract", "page", "wife_prior_status"),
]
# What was read of a value, as shares of its box: from and to along the line, from and to across it.
READ = {
    "whole": (0.0, 1.0, 0.0, 1.0),
    "above, first half": (0.0, 0.5, 0.0, 0.5),
    "above, second half": (0.5, 1.0, 0.0, 0.5),
    "below, first half": (0.0, 0.5, 0.5, 1.0),
    "below, second half": (0.5, 1.0, 0.5, 1.0),
    "first quarter": (0.0, 0.25, 0.0, 1.0),
    "last quarter": (0.75, 1.0, 0.0, 1.0),
    "upper quarter": (0.0, 1.0, 0.0, 0.25),
    "lower quarter": (0.0, 1.0, 0.75, 1.0),
}
WEARS = (Wear.SKEWED, Wear.PHOTO)


@cache
def drawn(paper: str, side: str, wear: Wear) -> Specimen:
    return draw_document(document_types()[paper], side, 0, wish=Wish(wear=wear, dpi=100))


def others(specimen: Specimen) -> list[Box]:
    """The boxes of what anybody may see."""
    sensitive = {path for _, _, path in PAPERS}
    return [box for path, box in specimen.truth.boxes.items() if path not in sensitive]


def part(box: Box, shares: tuple[float, float, float, float]) -> Box:
    start, end, top, bottom = shares
    return (_at(box, start, top), _at(box, end, top), _at(box, end, bottom), _at(box, start, bottom))


def _at(box: Box, along: float, across: float) -> Corner:
    above, below = _between(box[0], box[1], along), _between(box[3], box[2], along)
    return _between(above, below, across)


def _between(one: Corner, two: Corner, share: float) -> Corner:
    return one[0] + (two[0] - one[0]) * share, one[1] + (two[1] - one[1]) * share


@pytest.mark.parametrize("wear", WEARS)
@pytest.mark.parametrize(("paper", "side", "path"), PAPERS)
@pytest.mark.parametrize("read", READ)
def test_nothing_tells_what_stood_there(paper: str, side: str, path: str, wear: Wear, read: str) -> None:
    """The page with the value and the page without it give the very same bytes."""
    specimen = drawn(paper, side, wear)
    height, width = specimen.image.shape[:2]
    box = specimen.truth.boxes[path]
    without = Image.fromarray(specimen.image)
    ImageDraw.Draw(without).polygon(list(box), fill="white")
    pages = [png(specimen.image), png(np.asarray(without))]
    assert pages[0] != pages[1]
    place = room(part(box, READ[read]), others(specimen), width, height)
    covered = [masked(page, [place], width) for page in pages]
    assert covered[0] == covered[1]


@pytest.mark.parametrize("wear", WEARS)
@pytest.mark.parametrize(("paper", "side", "path"), PAPERS)
def test_other_values_that_were_read_stay_to_be_seen(paper: str, side: str, path: str, wear: Wear) -> None:
    specimen = drawn(paper, side, wear)
    height, width = specimen.image.shape[:2]
    place = room(specimen.truth.boxes[path], others(specimen), width, height)
    page = opened(masked(png(np.zeros_like(specimen.image)), [place], width))
    for box in others(specimen):
        inside = Image.new("1", (width, height))
        ImageDraw.Draw(inside).polygon(list(box), fill=1)
        # On a small card the lines stand so close that the cover takes the upper dots of the next one.
        assert (page[np.asarray(inside)] > 48).mean() < 0.25


def test_a_box_a_line_off_is_covered_where_no_other_value_was_read_there() -> None:
    line = ((400.0, 100.0), (700.0, 100.0), (700.0, 120.0), (400.0, 120.0))
    far = ((400.0, 300.0), (700.0, 300.0), (700.0, 320.0), (400.0, 320.0))
    place = room(line, [far], 800, 600)
    assert min(y for _, y in place) <= 60
    assert max(y for _, y in place) >= 160


def test_a_room_ends_at_its_neighbours_in_the_line() -> None:
    box = ((400.0, 100.0), (440.0, 100.0), (440.0, 120.0), (400.0, 120.0))
    before = ((100.0, 102.0), (300.0, 102.0), (300.0, 122.0), (100.0, 122.0))
    after = ((600.0, 99.0), (700.0, 99.0), (700.0, 119.0), (600.0, 119.0))
    across = [round(x) for x, _ in room(box, [before, after], 800, 600)]
    assert across == [300, 600, 600, 300]
    alone = [x for x, _ in room(box, [], 800, 600)]
    assert min(alone) < 0
    assert max(alone) > 800


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_room_turns_with_its_page(turn: int) -> None:
    box = ((400.0, 100.0), (440.0, 100.0), (440.0, 120.0), (400.0, 120.0))
    after = ((600.0, 99.0), (700.0, 99.0), (700.0, 119.0), (600.0, 119.0))
    upright = room(box, [after], 800, 800)
    turned = room(_turned(box, turn), [_turned(after, turn)], 800, 800)
    assert np.allclose(turned, _turned(upright, turn))


def _turned(box: Box, degrees: int) -> Box:
    first, second, third, fourth = (_quarters(corner, degrees // 90) for corner in box)
    return first, second, third, fourth


def _quarters(corner: Corner, times: int) -> Corner:
    return corner if times == 0 else _quarters((800.0 - corner[1], corner[0]), times - 1)


def test_a_room_ends_half_way_to_the_lines_above_and_below() -> None:
    lines: list[Box] = [((10, y), (60, y), (60, y + 20), (10, y + 20)) for y in (100, 160, 220)]
    (_, top), _, (_, bottom), _ = room(lines[1], (lines[0], lines[2]), 800, 1000)
    assert (top, bottom) == pytest.approx((140, 200))
