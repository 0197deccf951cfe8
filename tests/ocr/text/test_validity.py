"""What a field can hold: a name, a number or a date that no field could hold is never accepted."""

import pytest

from ocr.text.parsing import typed
from ocr.text.validity import plausible
from ocr.text.vocabulary import has_twin, known
from reference.documents import FieldKind, FieldSpec, Words, document_types


def field(key: str, kind: FieldKind) -> FieldSpec:
    return FieldSpec(key, Words("حقل", "خانە", "Field"), kind, "page")


@pytest.mark.parametrize(
    ("key", "kind", "value", "possible"),
    [
        ("mother_name", FieldKind.NAME_PART, "زينب", True),
        ("mother_name", FieldKind.NAME_PART, "إبراهيم", False),
        ("father_name", FieldKind.NAME_PART, "زينب", False),
        ("laqab", FieldKind.NAME_PART, "الجبوري", True),
        ("wife_name", FieldKind.NAME_CHAIN, "زينب محمد كاظم", True),
        ("wife_name", FieldKind.NAME_CHAIN, "زينب", False),
        ("given_name", FieldKind.NAME_PART, "الثلاثي", False),
        ("witness_2", FieldKind.NAME_CHAIN, "محمد أحمد بشير الحسني", True),
        ("witness_2", FieldKind.NAME_CHAIN, "محمد أحمد بشير الحسني القاضي", False),
        ("given_name", FieldKind.NAME_PART, "لثلاثي", False),
        ("given_name", FieldKind.NAME_PART, "زغيطان", True),
        ("register_number", FieldKind.DIGITS, "0", False),
        ("register_number", FieldKind.DIGITS, "1", False),
        ("house_number", FieldKind.CODE, "0", False),
        ("house_number", FieldKind.CODE, "50", True),
        ("register_number", FieldKind.DIGITS, "7500", True),
        ("birth_date", FieldKind.DATE, "1968/07/01", True),
        ("birth_date", FieldKind.DATE, "1968/07", False),
        ("birth_date", FieldKind.DATE, "1968", False),
        ("father_birth_year", FieldKind.DATE, "1968", True),
        ("laqab", FieldKind.NAME_PART, "آل ظميط", True),
        ("laqab", FieldKind.NAME_PART, "لهعاجي", False),
        ("laqab", FieldKind.NAME_PART, "الجبوري مضاعظة", False),
        ("passport_number", FieldKind.CODE, "PASSPORT", False),
        ("passport_number", FieldKind.CODE, "A49377774", True),
        ("register_number_court", FieldKind.CODE, "1974/03/14", False),
        ("register_number_court", FieldKind.CODE, "112/3/1974", True),
        ("country_code", FieldKind.CODE, "IRQ", True),
    ],
)
def test_a_value_is_what_its_field_can_hold(key: str, kind: FieldKind, value: str, possible: bool) -> None:
    assert plausible(field(key, kind), value) is possible


def test_a_word_is_known_as_it_is_written_or_but_for_its_hamza() -> None:
    assert known("أحمد", name=True) == 1.0
    assert known("زغيطان", name=True) == 0.0


def test_a_number_shorter_than_its_kind_is_never_accepted() -> None:
    number = document_types()["national_card"].field("national_number")
    assert number is not None
    assert plausible(number, "197562058833")
    assert not plausible(number, "58833")


@pytest.mark.parametrize(
    ("kind", "key", "value", "possible"),
    [
        ("death_certificate", "religion", "مسلمة", True),
        ("death_certificate", "religion", "مسلخة", False),
        ("death_certificate", "informant", "أجلف حسن / الأم", True),
        ("death_certificate", "informant", "أجلف حسن الأم", False),
        ("record_extract", "notes", "لا توجد ملاحظات", True),
        ("record_extract", "notes", "بدل تالف الديانة", False),
        ("death_certificate", "occupation", "طبيب", True),
        ("death_certificate", "occupation", "طبيب نعم", False),
        ("lost_document_report", "lost_document_type", "جواز السفر", True),
        ("lost_document_report", "where_lost", "جواز السفر", False),
    ],
)
def test_a_word_is_judged_by_the_field_it_stands_in(
    kind: str, key: str, value: str, *, possible: bool
) -> None:
    spec = next(field for field in document_types()[kind].fields if field.key == key)
    assert plausible(spec, value) is possible


def test_latin_names_and_dates_may_stand_in_free_text() -> None:
    passport, decision = document_types()["passport"], document_types()["rectification_decision"]
    for kind, key, text in (
        (passport, "surname_latin", "AL-KHAFAJY"), (decision, "publication_reference", "٢٠١٢/٠٢/٢٤"),
    ):  # fmt: skip
        spec = kind.field(key)
        assert spec is not None
        made = typed(spec, text)
        assert plausible(spec, made.value, made.fit)


@pytest.mark.parametrize(
    ("name", "twin"), [("دلشاد", True), ("دڵشاد", True), ("محمد", False), ("علي", False)]
)
def test_a_name_that_is_another_one_but_for_a_sorani_mark_has_a_twin(name: str, *, twin: bool) -> None:
    assert has_twin(name) is twin
