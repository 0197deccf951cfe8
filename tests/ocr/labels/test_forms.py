"""Printed labels are known though misread, and a value is not taken for one."""

from dataclasses import replace

import pytest

from ocr.extraction.find_labels import find_labels
from ocr.extraction.letterhead import are_headings, headings
from ocr.geometry import Rect
from ocr.labels.forms import find_label, forms
from ocr.layout.sheet import Segment, Sheet
from ocr.recognition.line_reader import LineReading
from ocr.text.similarity import similarity
from reference.documents import document_types

EXTRACT = document_types()["record_extract"]
CARD = forms(document_types()["national_card"], "front")
BIRTH = forms(document_types()["birth_certificate"], "page")


@pytest.mark.parametrize(
    ("text", "field", "rest"),
    [
        ("الاسم / ناو: زينب", "given_name", "زينب"),
        ("الاسم / زينب", "given_name", "زينب"),
        ("فصيلة الدم: O+", "blood_group", "O+"),
        ("فصيلة الدم / گروپی خوێن:", "blood_group", ""),
        ("فصيله الذم: AB-", "blood_group", "AB-"),
    ],
)
def test_a_label_is_found_with_what_follows_it(text: str, field: str, rest: str) -> None:
    hit = find_label(text, CARD)
    assert hit is not None
    assert field in hit.form.fields
    assert hit.rest == rest


def test_the_longer_of_two_labels_is_meant() -> None:
    hit = find_label("اسم الأب الثلاثي واللقب: رياض مراد الدهلكي", BIRTH)
    assert hit is not None
    assert hit.form.fields == ("father_name",)
    assert hit.rest == "رياض مراد الدهلكي"


def test_one_label_may_belong_to_two_fields() -> None:
    hit = find_label("الجد / بابير:", CARD)
    assert hit is not None
    assert hit.form.fields == ("grandfather_name", "maternal_grandfather_name")


@pytest.mark.parametrize("text", ["", "٢٠٠١/٠٣/٠٣", "روناك", "741840", "شيء لا صلة له بالأمر"])
def test_a_value_is_no_label(text: str) -> None:
    assert find_label(text, CARD) is None


def test_figures_before_a_label_word_make_it_a_value() -> None:
    assert find_label("67176571 سجل 9533 صحيفة 33732", BIRTH) is None


def test_short_labels_forgive_nothing_that_makes_them_another() -> None:
    assert similarity("الاب", "الاب") == 1.0
    assert similarity("الاب", "الام") < 0.8


def test_a_letterhead_is_no_label() -> None:
    texts = ["مديرية الأحوال المدنية والجوازات والإقامة", "دائرة الأحوال المدنية:", "", "١٢"]
    assert are_headings(texts, EXTRACT) == [True, False, False, False]
    assert are_headings([], EXTRACT) == []


def test_a_title_is_no_label_though_it_holds_one() -> None:
    assert are_headings(["بيان الولادة"], document_types()["birth_certificate"]) == [True]


def test_a_longer_label_misread_wins_over_the_shorter_one_it_begins_with() -> None:
    hit = find_label("اسم الاب التلاتي واللقب", BIRTH)
    assert hit is not None
    assert (hit.form.fields, hit.rest) == (("father_name",), "")


def test_a_label_and_its_value_are_no_letterhead_though_they_read_like_one_together() -> None:
    texts = ("مديرية الأحوال المدنية العامة", "دائرة الأحوال المدنية:", "الشامية")
    rects = (Rect(600, 0, 900, 20), Rect(700, 60, 900, 80), Rect(620, 60, 680, 80))
    segments = tuple(Segment(rect, LineReading(text, 0.99)) for rect, text in zip(rects, texts, strict=True))
    assert headings(Sheet(segments, (), (), 20.0), EXTRACT) == {0}


def test_a_cell_beside_a_label_is_no_part_of_a_letterhead() -> None:
    rects = (Rect(600, 0, 800, 20), Rect(540, 0, 585, 20))
    texts = ("مديرية الأحوال المدنية", "العامة")
    segments = tuple(Segment(rect, LineReading(text, 0.99)) for rect, text in zip(rects, texts, strict=True))
    together = Sheet(segments, (), (), 20.0)
    wall = Rect(592, -10, 594, 30)
    assert headings(together, EXTRACT) == {0, 1}
    assert headings(replace(together, vertical=(wall,)), EXTRACT) == set()


def test_a_dash_after_a_label_is_nothing_that_follows_it() -> None:
    hit = find_label("اسم الأب -", BIRTH)
    assert hit is not None
    assert (hit.rest, hit.score) == ("", 1.0)


@pytest.mark.parametrize(
    ("colon", "keys"), [(":", ["residence_address"]), ("", ["residence_address", "mahalla"])]
)
def test_a_value_that_begins_like_a_label_has_no_colon_where_labels_have(colon: str, keys: list[str]) -> None:
    kind = document_types()["housing_card"]
    texts = (f"عنوان السكن{colon}", "محلة القلعة السلمان")
    rects = (Rect(800, 0, 900, 20), Rect(700, 45, 900, 65))
    segments = tuple(Segment(rect, LineReading(text, 0.99)) for rect, text in zip(rects, texts, strict=True))
    more = tuple(
        Segment(Rect(300, 100.0 * n, 400, 100.0 * n + 20), LineReading(f"{text}:", 0.99))
        for n, text in enumerate(("رقم الاستمارة", "اسم رب العائلة"), start=2)
    )
    found = find_labels(Sheet((*segments, *more), (), (), 20.0), kind, "front", frozenset())
    assert [label.key for label in found[: len(keys)]] == keys
