"""The shape of tables on pages that are drawn here with known columns and baselines."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocr.geometry import Image as Pixels
from ocr.table_structure.shape import TableShape, table_shapes

FONT: Final = Path(__file__).parents[3] / "specimens" / "fonts" / "DejaVuSans.ttf"
EDGES: Final = (120, 420, 620, 900, 1120, 1200)
PITCH: Final = 48
HEADER: Final = (160, 300)
FIRST: Final = 360
NAMES: Final = ("Azad Karim", "Hana Salih", "Dara Jabar", "Layla Nuri", "Sirwan Ali", "Runak Omar")


@dataclass(frozen=True)
class Drawn:
    """A page and the baselines on which its rows start."""

    pixels: Pixels
    rows: tuple[float, ...]


def drawn(rule: int | None, lines: tuple[int, ...] = (1,) * 20) -> Drawn:
    """A page with a table whose rows, of so many lines, have rules of a level (None: white gutters)."""
    page = Image.new("L", (1320, 1800), 250)
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(FONT), 24)

    def say(column: int, y: int, text: str) -> None:
        pen.text((EDGES[column] + 14, y), text, fill=40, font=font, anchor="ls")

    baseline, rows = FIRST, []
    for number, count in enumerate(lines):
        rows.append(float(baseline))
        say(1, baseline, str(1950 + number))
        say(2, baseline, f"{3 + number % 9} / {10 + number}")
        say(4, baseline, str(11 + number))
        for line in range(count):
            say(0, baseline + line * PITCH, NAMES[(number + line) % 6])
        say(3, baseline + (count - 1) * PITCH, NAMES[number % 6].split()[0])
        baseline += count * PITCH
    if rule is not None:
        for column, caption in enumerate(("Name", "Page", "Date", "Given", "No")):
            say(column, HEADER[0] + 90, caption)
        for x in EDGES:
            pen.line((x, HEADER[0], x, baseline), fill=rule, width=2)
        for y in (*HEADER, baseline):
            pen.line((EDGES[0], y, EDGES[-1], y), fill=rule, width=2)
    return Drawn(np.asarray(page.convert("RGB")), tuple(rows))


def turned(pixels: Pixels, degrees: float) -> Pixels:
    """The page turned about its middle."""
    height, width = pixels.shape[:2]
    spin = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(pixels, spin, (width, height), borderValue=(250, 250, 250)), np.uint8)


def only(pixels: Pixels) -> TableShape:
    """The one table of a page."""
    (shape,) = table_shapes(pixels)
    return shape


def near(found: tuple[float, ...], true: tuple[float, ...], within: float = PITCH / 3) -> bool:
    """Whether as many heights were found as there are, each near its own."""
    return len(found) == len(true) and bool(np.all(np.abs(np.subtract(found, true)) <= within))


@pytest.mark.parametrize("rule", [60, 215])
def test_rules_part_columns_however_faint_they_are(rule: int) -> None:
    shape = only(drawn(rule).pixels)
    assert [round(c.left) for c in shape.columns] == pytest.approx(EDGES[:-1], abs=6)
    assert [round(c.right) for c in shape.columns] == pytest.approx(EDGES[1:], abs=6)


def test_the_header_ends_at_the_rule_under_the_captions_and_is_no_row() -> None:
    page = drawn(120)
    shape = only(page.pixels)
    assert shape.header is not None
    assert shape.header.bottom == pytest.approx(HEADER[1], abs=6)
    assert near(shape.rows, page.rows)


def test_a_row_of_several_lines_starts_once() -> None:
    page = drawn(120, (2, 1, 3, 1, 2, 4, 1, 2, 3))
    assert near(only(page.pixels).rows, page.rows)


def test_white_gutters_part_columns_where_there_is_no_rule() -> None:
    page = drawn(None)
    shape = only(page.pixels)
    assert [EDGES[n] <= c.left < c.right <= EDGES[n + 1] for n, c in enumerate(shape.columns)] == [True] * 5
    assert shape.header is None
    assert near(shape.rows, page.rows)


@pytest.mark.parametrize("degrees", [-2.5, 1.5])
def test_a_page_laid_down_askew_shows_the_same_columns(degrees: float) -> None:
    page = drawn(160)
    shape = only(turned(page.pixels, degrees))
    assert len(shape.columns) == 5
    assert len(shape.rows) == len(page.rows)


def test_a_wall_that_starts_below_the_header_parts_figures_and_no_columns() -> None:
    pixels = drawn(120).pixels.copy()
    pixels[HEADER[1] : FIRST + 19 * PITCH, 1010:1012] = 120
    assert len(only(pixels).columns) == 5


def test_the_size_of_a_picture_changes_nothing_but_the_measure() -> None:
    page = drawn(120)
    twice = cv2.resize(page.pixels, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    shape = only(np.asarray(twice, np.uint8))
    assert near(tuple(row / 2 for row in shape.rows), page.rows)
    assert [c.left / 2 for c in shape.columns] == pytest.approx(EDGES[:-1], abs=6)


def prose() -> Pixels:
    """A page of running text, as a letter is."""
    page = Image.new("L", (1320, 1800), 250)
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(FONT), 24)
    for number in range(25):
        words = " ".join(NAMES[(number * 5 + n) % 6] for n in range(5 + number % 2))
        pen.text((120, 200 + number * PITCH), words, fill=40, font=font, anchor="ls")
    return np.asarray(page.convert("RGB"))


@pytest.mark.parametrize(
    "pixels",
    [np.full((1800, 1300, 3), 245, np.uint8), np.full((20, 30, 3), 245, np.uint8), prose()],
    ids=["blank", "tiny", "prose"],
)
def test_a_page_without_a_table_has_none(pixels: Pixels) -> None:
    assert table_shapes(pixels) == ()
