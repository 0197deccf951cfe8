"""Times and numbers keep their signs, also where a reader took them for an Arabic zero or dropped them."""

import pytest

from ocr.text.parsing import Typed, typed
from reference.documents import document_types

FIELDS = {field.key: field for field in document_types()["birth_certificate"].fields}


def read(key: str, text: str) -> Typed:
    return typed(FIELDS[key], text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("١٢:١٠", "12:10"),
        ("14:05", "14:05"),
        ("٩:٠٥", "09:05"),
        ("٩٫٠٥", "09:05"),
        ("١٤٠٠٥", "14:05"),
        ("12010", "12:10"),
        ("1410", "14:10"),
        ("٩٠٠٥", "09:05"),
        ("٢:٣٠ مساءً", "14:30"),
        ("الساعة ٢:٣٠ صباحاً", "02:30"),
    ],
)
def test_a_time_is_hours_and_minutes(text: str, value: str) -> None:
    assert read("birth_time", text).value == value


@pytest.mark.parametrize("text", ["٩٩:٧٥", "كربلاء", "7", "123456"])
def test_what_is_no_time_hardly_fits_one(text: str) -> None:
    assert read("birth_time", text).fit < 0.5


def test_a_colon_put_right_is_less_sure_than_one_that_was_read() -> None:
    assert read("birth_time", "14005").fit < read("birth_time", "14:05").fit


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3.9", "3.9"),
        ("٣٫٩", "3.9"),
        ("٣,٢٥", "3.25"),
        ("٣ ٫ ٩ كغم", "3.9"),
        ("309", "3.9"),
        ("٣٠٢٥", "3.25"),
    ],
)
def test_a_weight_keeps_its_point(text: str, value: str) -> None:
    assert read("birth_weight", text).value == value


def test_a_point_is_put_back_only_where_a_zero_stood_for_it() -> None:
    assert read("birth_weight", "3900").value == "3900"
    assert read("mother_previous_births", "10").value == "10"


@pytest.mark.parametrize("word", ["مجهول", "غير معروف", "غير مذكور", "لا يوجد", "N/A", "نەزانراو", "؟؟؟"])
@pytest.mark.parametrize("key", ["father_name", "child_name", "birth_date", "father_page_number", "sex"])
def test_a_word_for_not_known_is_no_value(key: str, word: str) -> None:
    assert read(key, word) == Typed("", 0.0)


def test_in_a_free_text_such_a_word_is_what_the_paper_says() -> None:
    assert read("father_occupation", "لا يوجد").value == "لا يوجد"
