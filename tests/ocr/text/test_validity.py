"""What a field can hold: a name, a number or a date that no field could hold is never accepted."""

import pytest

from ocr.text.parsing import typed
from ocr.text.validity import plausible
from ocr.text.vocabulary import has_twin, known
from reference.documents import FieldKind, FieldSpec, Words, document_types
from reference.meaning import Role


def field(kind: FieldKind, role: Role | None = None) -> FieldSpec:
    return FieldSpec("x7", Words("حقل", "خانە", "Field"), kind, "page", role=role)


@pytest.mark.parametrize(
    ("kind", "role", "value", "possible"),
    [
        (FieldKind.NAME_CHAIN, Role.WIFE, "زينب محمد كاظم", True),
        (FieldKind.NAME_CHAIN, Role.WIFE, "زينب", False),
        (FieldKind.NAME_PART, Role.GIVEN, "الثلاثي", False),
        (FieldKind.NAME_CHAIN, None, "محمد أحمد بشير الحسني", True),
        (FieldKind.NAME_CHAIN, None, "محمد أحمد بشير الحسني القاضي", False),
        (FieldKind.NAME_PART, Role.GIVEN, "لثلاثي", False),
        (FieldKind.NAME_PART, Role.GIVEN, "زغيطان", True),
        (FieldKind.DIGITS, None, "0", False),
        (FieldKind.DIGITS, None, "1", False),
        (FieldKind.CODE, None, "0", False),
        (FieldKind.CODE, None, "50", True),
        (FieldKind.DIGITS, None, "7500", True),
        (FieldKind.NAME_PART, Role.LAQAB, "الجبوري", True),
        (FieldKind.NAME_PART, Role.LAQAB, "آل ظميط", True),
        (FieldKind.NAME_PART, Role.LAQAB, "لهعاجي", False),
        (FieldKind.NAME_PART, Role.LAQAB, "الجبوري مضاعظة", False),
        (FieldKind.CODE, None, "PASSPORT", False),
        (FieldKind.CODE, None, "A49377774", True),
        (FieldKind.CODE, None, "1974/03/14", False),
        (FieldKind.CODE, None, "112/3/1974", True),
        (FieldKind.CODE, None, "IRQ", True),
    ],
)
def test_a_value_is_what_its_field_can_hold(
    kind: FieldKind, role: Role | None, value: str, *, possible: bool
) -> None:
    assert plausible(field(kind, role), value) is possible


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
