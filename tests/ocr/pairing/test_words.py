"""Segments fall into words where the reader saw their characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.geometry import Rect
from ocr.layout.sheet import Segment
from ocr.pairing.words import Word, text_of, words_of
from ocr.recognition.line_reader import LineReading
from tests.ocr.pairing.sheets import LETTER, segment, sheet_of

LETTERS = st.text(st.sampled_from("ابتجحدرسعفكلمنوي"), min_size=1, max_size=7)


@given(st.lists(LETTERS, min_size=1, max_size=6))
def test_a_segment_has_its_words_from_the_right_and_they_say_what_it_says(parts: list[str]) -> None:
    words = words_of(sheet_of([segment(" ".join(parts), 900, 10)]))
    assert [word.text for word in words] == parts
    assert [word.rect.right for word in words] == sorted((w.rect.right for w in words), reverse=True)
    assert text_of(words) == " ".join(parts)


def test_a_word_stands_where_its_letters_were_seen() -> None:
    first, second = words_of(sheet_of([segment("علي حسن", 900, 10)]))
    assert abs(first.rect.left - (900 - 3 * LETTER)) < 0.01
    assert abs(second.rect.right - (900 - 4 * LETTER)) < 0.01


def test_a_value_glued_to_a_colon_is_a_word_of_its_own() -> None:
    assert [word.text for word in words_of(sheet_of([segment("الاسم:علي", 900, 10)]))] == ["الاسم:", "علي"]


def test_the_colon_of_a_time_parts_nothing() -> None:
    assert [word.text for word in words_of(sheet_of([segment("الساعة 10:30", 900, 10)]))] == [
        "الساعة",
        "10:30",
    ]


def test_latin_words_of_a_line_keep_their_own_direction() -> None:
    words = words_of(sheet_of([segment("ZAINAB ALI HASSAN", 900, 10)]))
    assert [word.text for word in words] == ["HASSAN", "ALI", "ZAINAB"]
    assert text_of(words) == "ZAINAB ALI HASSAN"


@pytest.mark.parametrize("date", ["١٩٣۴/٠٧/٠١", "1934/07/01", "١٩٣٤/٠٧/٠١", "٠١-٠٧-١٩۶۴"])
def test_a_date_keeps_its_order_whatever_its_digits(date: str) -> None:
    bare = Segment(Rect(0, 0, 100, 20), LineReading(date, 0.9))
    assert text_of(words_of(sheet_of([bare]))) == date


def test_a_date_beside_a_word_keeps_its_order() -> None:
    place, date = Word("البعاج", Rect(0, 0, 60, 20), 0.9, 0), Word("١٩٣۴/٠٧/٠١", Rect(70, 0, 170, 20), 0.9, 0)
    assert text_of([date, place]) == "١٩٣۴/٠٧/٠١ البعاج"


def test_a_reader_without_glyphs_gives_words_by_their_letters() -> None:
    bare = Segment(Rect(0, 0, 70, 20), LineReading("علي حسن", 0.9))
    first, second = words_of(sheet_of([bare]))
    assert (first.text, second.text) == ("علي", "حسن")
    assert first.rect == Rect(40, 0, 70, 20)
    assert second.rect == Rect(0, 0, 30, 20)
