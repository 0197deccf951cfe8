"""What else is on a page does not change where its text is: stamps, holes, wide type, rules from edge to
edge."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from ocr.detection.quad import parted
from ocr.extraction.find_labels import find_labels
from ocr.extraction.letterhead import are_headings
from ocr.geometry import Frame, Image, Rect, from_corners
from ocr.image.binarize import colour, dark, even, grey
from ocr.image.components import Parts, parts_of
from ocr.image.pyramid import Picture
from ocr.layout.sheet import Segment, Sheet
from ocr.recognition.line_reader import LineReading
from ocr.rectification.margin_text import text_beyond
from ocr.rectification.rectify import smaller_print
from ocr.segmentation.grouping import segments_of
from ocr.segmentation.stamps import stamped
from ocr.segmentation.text_lines import Found, find_lines, text_height
from ocr.tables.header_split import caption_spans
from reference.documents import document_types
from specimens.capture import Wear
from tests.ocr.segmentation.test_text_lines import page, word
from tests.ocr.test_pipeline import drawn, engines

VIOLET = (150, 130, 205)
TYPES = document_types()


def stamp(pixels: NDArray[np.uint8], x: int, y: int, radius: int) -> None:
    """Two rings and dots between them that multiply over the print."""
    layer = np.full_like(pixels, 255)
    for ring in (radius, radius - 22):
        cv2.circle(layer, (x, y), ring, VIOLET, 3, cv2.LINE_AA)
    for angle in np.linspace(0, 2 * np.pi, 24, endpoint=False):
        at = (round(x + (radius - 11) * np.cos(angle)), round(y + (radius - 11) * np.sin(angle)))
        cv2.circle(layer, at, 4, VIOLET, -1, cv2.LINE_AA)
    pixels[:] = (pixels.astype(np.uint16) * layer // 255).astype(np.uint8)


def mask_of(pixels: NDArray[np.uint8], height: float = 24.0) -> Image:
    level = even(grey(pixels))
    return stamped(colour(pixels, level), level, height)


def test_a_stamp_is_told_from_the_letters_under_it() -> None:
    pixels = page()
    stamp(pixels, 640, 200, 90)
    mask = mask_of(pixels)
    assert cv2.countNonZero(mask) > 3000
    letters = grey(page()) < 100
    assert not (mask[letters] > 0).any()


def test_words_under_a_stamp_are_found_as_they_are_without_it() -> None:
    plain, under = page(), page()
    stamp(under, 640, 200, 90)
    wanted = find_lines(plain).segments
    near = [
        any(
            abs(a.left - b.left) < 8 and abs(a.right - b.right) < 8 and a.overlap_down(b) > 0.7
            for b in wanted
        )
        for a in find_lines(under).segments
        if a.height > 10 and a.width > 60
    ]
    assert len(near) == len(wanted)
    assert all(near)


def test_coloured_writing_without_a_ring_is_no_stamp() -> None:
    pixels = np.full((700, 900, 3), 250, np.uint8)
    for row in range(6):
        for letter in range(9):
            at = (600 + 14 * letter, 60 + 60 * row)
            cv2.rectangle(pixels, at, (at[0] + 8, at[1] + 15), VIOLET, -1)
    assert not mask_of(pixels).any()


def test_a_punch_hole_is_no_part_of_the_line_beside_it() -> None:
    pixels = page()
    cv2.circle(pixels, (740, 68), 14, (40, 40, 40), -1)
    beside = [rect for rect in find_lines(pixels).segments if rect.top < 68 < rect.bottom]
    assert [rect.right for rect in beside] == pytest.approx([720], abs=4)


def typewritten(space: int) -> Image:
    """Lines of words whose spaces are `space` pixels wide."""
    pixels = np.full((700, 900, 3), 250, np.uint8)
    for row in range(6):
        x = 800
        for letters in (4, 5, 3, 6):
            x -= 14 * letters
            word(pixels, x, 60 + 60 * row, letters)
            x -= space - 6
    return pixels


def test_words_of_a_typewriter_make_one_segment_a_line() -> None:
    assert len(find_lines(typewritten(8)).segments) == 6
    assert len(find_lines(typewritten(20)).segments) == 6


def test_values_that_stand_apart_on_each_line_stay_apart() -> None:
    assert len(find_lines(typewritten(60)).segments) == 24


def test_a_picture_without_ink_has_no_segment() -> None:
    assert segments_of(parts_of(np.zeros((200, 200), np.uint8)), (), 24.0) == ()


FORMS = ("اسمالاب", "اسمالجد", "اللقب", "صلهالقرابه", "الجنس")


def captions(letters: str) -> list[str]:
    return [letters[span.start : span.end] for span in caption_spans(letters, FORMS)]


def test_captions_that_ran_together_are_told_apart() -> None:
    assert captions("اسمالاباسمالجداللقب") == ["اسمالاب", "اسمالجد", "اللقب"]


def test_a_caption_is_told_with_a_letter_misread() -> None:
    assert captions("اسمالاتصلهالقرايهالجنس") == ["اسمالات", "صلهالقرايه", "الجنس"]


def test_words_that_are_no_caption_hold_none() -> None:
    assert captions("محافظهبغدادالكرخ") == []


def quad(left: float, top: float, right: float, bottom: float) -> NDArray[np.float64]:
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float64)


def test_halves_of_a_page_that_a_rule_parts_are_one_page() -> None:
    assert parted([quad(0, 0, 2500, 2200), quad(5, 2204, 2495, 3500)])
    assert parted([quad(0, 0, 2500, 1570), quad(10, 1430, 2490, 3500)])


def test_cards_that_touch_and_papers_with_a_gap_are_two() -> None:
    assert not parted([quad(0, 0, 1010, 638), quad(0, 640, 1010, 1278)])
    assert not parted([quad(0, 0, 2500, 1600), quad(0, 1800, 2500, 3500)])


def test_print_beyond_a_box_is_seen_on_a_turned_page_too() -> None:
    specimen = drawn("record_extract", "page", Wear.CLEAN, 11)
    height, width = specimen.image.shape[:2]
    box = from_corners(quad(0.1 * width, 0.5 * height, 0.9 * width, 0.9 * height))
    assert text_beyond(Picture(specimen.image), [box], engines().main)
    turned = np.ascontiguousarray(np.rot90(specimen.image))
    side = from_corners(quad(0.5 * height, 0.1 * width, 0.9 * height, 0.9 * width))
    assert text_beyond(Picture(turned), [side], engines().main)


def whole_frame(pixels: Image) -> Frame:
    height, width = pixels.shape[:2]
    return from_corners(quad(0, 0, width, height))


def test_nothing_is_beyond_a_page_that_is_all_paper() -> None:
    pixels = np.full((900, 1200, 3), 240, np.uint8)
    assert not text_beyond(Picture(pixels), [whole_frame(pixels)], engines().main)


def test_a_cards_number_is_announced_by_more_than_its_title() -> None:
    kind = TYPES["civil_status_id"]
    assert are_headings(["هوية الأحوال المدنية", "رقم هوية الأحوال المدنية:"], kind) == [True, False]


def announced(*texts: tuple[str, float, float], key: str = "passport") -> dict[str, str]:
    """The text under which each field of a passport is announced; each given with its right end and top."""
    segments = tuple(
        Segment(Rect(right - 8 * len(text), top, right, top + 16), LineReading(text, 0.99))
        for text, right, top in texts
    )
    sheet = Sheet(segments, (), (), 24.0)
    found = find_labels(sheet, TYPES[key], "page", frozenset())
    return {label.key: " + ".join(segments[index].text for index in label.segments) for label in found}


def test_a_label_in_latin_letters_is_no_value_of_the_one_beside_it() -> None:
    found = announced(("Passport No", 870, 170), ("Passport number", 700, 170), ("A48890534", 870, 196))
    assert "A48890534" not in found["passport_number"]
    assert set(found) == {"passport_number"}


def test_an_unreadable_twin_is_part_of_the_label_in_latin_letters() -> None:
    assert announced(("لنوع", 870, 108), ("Type", 615, 108))["document_type"] == "لنوع + Type"


def test_boxes_around_values_do_not_pass_for_large_letters() -> None:
    pixels = page()
    for row in range(6):
        for left in (40, 225, 410):
            cv2.rectangle(pixels, (left, 52 + 60 * row), (left + 170, 81 + 60 * row), (20, 20, 20), 2)
    plain, boxed = (text_height(parts_of(dark(even(grey(one))))) for one in (page(), pixels))
    assert boxed == pytest.approx(plain, rel=0.15)


def test_a_worn_stamp_across_the_rules_of_a_table_is_told_by_its_outer_ring() -> None:
    pixels = page()
    layer = np.full_like(pixels, 255)
    for radius, thickness in ((66, 3), (50, 2)):
        for start in range(0, 360, 60):
            cv2.ellipse(
                layer, (157, 309), (radius, radius), 0, start, start + 45, VIOLET, thickness, cv2.LINE_AA
            )
    pixels[:] = (pixels.astype(np.uint16) * layer // 255).astype(np.uint8)
    for y in range(190, 500, 38):
        cv2.line(pixels, (65, y), (840, y), (40, 40, 40), 2)
    cv2.line(pixels, (205, 190), (205, 494), (40, 40, 40), 2)
    on_ring = np.zeros(pixels.shape[:2], np.uint8)
    cv2.circle(on_ring, (157, 309), 66, 255, 1)
    found = mask_of(pixels, 20.4)
    assert cv2.countNonZero(cv2.bitwise_and(found, on_ring)) > 0.6 * cv2.countNonZero(on_ring)


@pytest.mark.parametrize(("small", "height"), [(0, 24.0), (2, 24.0), (9, 15.0)])
def test_a_page_is_as_large_as_its_smaller_print_where_much_of_it_is_small(small: int, height: float) -> None:
    labels = [Rect(700, 40 * n, 800, 40 * n + 20) for n in range(12)]
    values = [Rect(300, 40 * n, 380, 40 * n + 10.5) for n in range(small)]
    found = Found((*labels, *values), find_lines(page()).rules, 24.0)
    assert smaller_print(found) == pytest.approx(height)


@pytest.mark.parametrize(
    ("texts", "believed"),
    [
        ((("تاريخ", 870, 100), ("لتود", 822, 100)), False),
        ((("تاريخ:", 870, 100), ("لتود", 815, 100)), True),
        ((("تاريخ", 870, 100), ("1979/05/26", 822, 100)), True),
        ((("تاريخ", 870, 100),), True),
    ],
)
def test_a_label_that_words_follow_may_be_the_beginning_of_a_longer_one(
    texts: tuple[tuple[str, float, float], ...], *, believed: bool
) -> None:
    segments = tuple(
        Segment(Rect(right - 8 * len(text), top, right, top + 16), LineReading(text, 0.99))
        for text, right, top in texts
    )
    found = find_labels(Sheet(segments, (), (), 24.0), TYPES["record_extract"], "page", frozenset())
    assert [label.score >= 0.8 for label in found if label.key == "extract_date"] == [believed]


def test_pieces_of_a_letter_that_fell_in_two_are_one_word() -> None:
    letters = [(600 + 14 * n, 60, 608 + 14 * n, 75) for n in range(9)]
    pieces = [(549, 166, 582, 173), (540, 172, 550, 179)]
    boxes = np.array([*letters, *pieces], np.float64)
    area = np.full(len(boxes), 60.0)
    found = segments_of(Parts(boxes, area, np.zeros(len(boxes)), 900), (), 27.2)
    assert [(rect.left, rect.right) for rect in found if rect.top > 150] == [(540, 582)]


def test_a_value_that_begins_like_its_label_is_no_second_label() -> None:
    texts = (("إذن القاضي:", 663.0, 100.0), ("إذن القاضي بالعدد ٤٥", 660.0, 164.0))
    assert announced(*texts, key="marriage_contract")["judge_permission"] == "إذن القاضي:"
