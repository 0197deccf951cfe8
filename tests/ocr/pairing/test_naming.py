"""Words of a label tell its field, also misread, with a bracketed tail, or shared by two fields."""

import pytest

from ocr.pairing.known import forms_of
from ocr.pairing.naming import announcing, best_form, columns_of, fields_of
from reference.documents import document_types

TYPES = document_types()
RATION = announcing(TYPES["ration_card"], "page")
CARD = announcing(TYPES["national_card"], "front")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("وكيل الطحين (الاسم والرقم):", "flour_agent"),
        ("وكيل المواد الغذائية )الاسم والرقم", "food_agent"),
        ("اسم رب الأسرة", "head_of_household"),
        ("اسم رب الاسره:", "head_of_household"),
        ("المحافظة", "governorate"),
    ],
)
def test_a_label_tells_its_field(said: str, field: str) -> None:
    found = best_form(said, RATION)
    assert found is not None
    assert found[0].fields == (field,)


def test_a_phrase_of_running_text_announces_the_field_that_its_type_says() -> None:
    found = best_form("المولود في", announcing(TYPES["birth_proof"], "page"))
    assert found is not None
    assert found[0].fields == ("place_of_birth",)


def test_words_like_no_label_tell_none() -> None:
    assert best_form("نوري باسم كريم", RATION) is None


def test_two_fields_that_share_a_label_take_it_in_printed_order() -> None:
    found = [best_form(text, CARD) for text in ("الاسم", "الأب", "الجد", "الأم", "الجد")]
    places = {spec.key: place for place, spec in enumerate(TYPES["national_card"].fields)}
    assert fields_of([one for one in found if one], places) == [
        "given_name", "father_name", "grandfather_name", "mother_name", "maternal_grandfather_name",
    ]  # fmt: skip


def test_the_second_of_two_such_labels_alone_belongs_to_the_field_after_the_label_before_it() -> None:
    found = [best_form(text, CARD) for text in ("الأم", "الجد")]
    places = {spec.key: place for place, spec in enumerate(TYPES["national_card"].fields)}
    assert fields_of([one for one in found if one], places) == ["mother_name", "maternal_grandfather_name"]


def test_an_illegible_caption_between_two_known_ones_is_named_by_the_order_of_columns() -> None:
    table = TYPES["register_page"].table
    assert table is not None
    printed = {column.key: [form.key for form in forms_of(column)] for column in table.columns}
    found = columns_of(["الاسم", "؟؟", "اسم الجد", "اللقب"], table.columns, printed)
    assert [column.key if column else None for column in found] == [
        "name", "father_name", "grandfather_name", "laqab",
    ]  # fmt: skip
