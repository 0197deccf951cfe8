"""Searchable PDF: what is laid unseen over a page's picture comes out as it was written."""

from pathlib import Path
from typing import Final

import numpy as np
import pypdfium2
import pytest

from imaging.searchable import FoundLine, SearchablePage, from_right, jpeg, searchable_pdf

FONT: Final = (Path(__file__).parents[2] / "specimens" / "fonts" / "DejaVuSans.ttf").read_bytes()
PLACE: Final = (300.0, 500.0, 900.0, 560.0)


def made(*lines: FoundLine, dpi: int | None = 300) -> pypdfium2.PdfPage:
    """The one page of a PDF with these lines over a grey picture."""
    picture = jpeg(np.full((400, 300, 3), 200, np.uint8))
    content = searchable_pdf([SearchablePage(picture, 1200, 1600, dpi, lines)], FONT)
    return pypdfium2.PdfDocument(content)[0]


@pytest.mark.parametrize(
    "text",
    [
        "زينب كريم حسن",
        "سێوان ڕەسوڵ",
        "الصحيفة ١٩٥٧ سجل",
        "تاريخ 1957/10/24",
        "Name 1957",
        "١٩٥٧",
        "رقم ١٢ / ٤٥ لسنة ٢٠٠٦",
    ],
)
def test_text_comes_out_in_logical_order(text: str) -> None:
    assert made(FoundLine(text, PLACE)).get_textpage().get_text_range().strip() == text


def test_a_word_is_found_where_it_stands() -> None:
    page = made(FoundLine("زينب", PLACE))
    text = page.get_textpage()
    found = text.search("زينب").get_next()
    assert found is not None
    boxes = [text.get_charbox(found[0] + n) for n in range(found[1])]
    scale = 72 / 300
    assert min(box[0] for box in boxes) == pytest.approx(PLACE[0] * scale, abs=8)
    assert max(box[2] for box in boxes) == pytest.approx(PLACE[2] * scale, abs=8)
    assert all((1600 - 580) * scale < box[1] < (1600 - 480) * scale for box in boxes)
    assert boxes[0][0] > boxes[-1][0]


def test_the_page_has_its_size_on_paper_and_shows_its_picture_alone() -> None:
    page = made(FoundLine("زينب", PLACE), dpi=150)
    assert page.get_size() == pytest.approx((576, 768))
    shown = page.render().to_numpy()
    assert int(shown.min()) >= 190


def test_a_page_without_text_is_a_picture() -> None:
    assert made().get_textpage().get_text_range() == ""


@pytest.mark.parametrize(("text", "expected"), [("١٢", False), ("12 ب", True), ("ABC", False), ("", False)])
def test_a_line_runs_from_the_right_by_its_letters(text: str, expected: bool) -> None:
    assert from_right(text) is expected
