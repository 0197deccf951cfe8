"""A value is what stands in its field alone: strays go, what ran together is parted, rings are told apart."""

import pytest

from arabic.digits import DigitScript
from ocr.text.digit_script import figures_of, in_one_script
from ocr.text.misread_dates import mended
from ocr.text.parsing import GUESSED, REPAIRED, typed
from ocr.text.place_spelling import respelt_place, spaced_place
from ocr.text.trimming import trimmed
from ocr.text.validity import plausible
from reference.documents import FieldKind, FieldSpec, document_types

TYPES = document_types()
REGISTER = TYPES["register_page"].table
EXTRACT = {field.key: field for field in TYPES["record_extract"].fields}
CARD = {field.key: field for field in TYPES["civil_status_id"].fields}
CONTRACT = {field.key: field for field in TYPES["marriage_contract"].fields}
DECISION = {field.key: field for field in TYPES["rectification_decision"].fields}
BIRTH = {field.key: field for field in TYPES["birth_certificate"].fields}


def column(key: str) -> FieldSpec:
    assert REGISTER is not None
    return next(column for column in REGISTER.columns if column.key == key)


@pytest.mark.parametrize(
    ("spec", "text", "value"),
    [
        (CARD["place_of_birth"], "الكرمة ٠٠٠٩", "الكرمة"),
        (CARD["place_of_birth"], "0 المشخاب", "المشخاب"),
        (CARD["mother_name"], "فاطمة ه", "فاطمة"),
        (column("marital_status"), "٠٠. أعزب", "أعزب"),
        (BIRTH["attendant"], "ا حسين علي", "ا حسين علي"),
        (BIRTH["father_name"], "أفاطمة حسين", "أفاطمة حسين"),
        (BIRTH["father_name"], "أحمد حسين", "أحمد حسين"),
        (CARD["place_of_birth"], "أسنجار", "سنجار"),
        (CARD["given_name"], "أرجب", "أرجب"),
        (BIRTH["residence"], "محلة ٦١٢ زقاق ٧", "محلة ٦١٢ زقاق ٧"),
        (EXTRACT["register_number"], "٠٤٢", "٠٤٢"),
    ],
)
def test_strays_at_the_ends_of_words_are_no_part_of_them(spec: FieldSpec, text: str, value: str) -> None:
    assert trimmed(spec, text) == value


def test_a_name_that_is_all_strays_is_kept_for_a_person_to_see() -> None:
    assert trimmed(CARD["given_name"], "م") == "م"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("٨آذار٢٠١٩", "2019/03/08"),
        ("5تشرين الثاني 2029", "2029/11/05"),
        ("٢٥ نبسان ١٩٩٤", "1994/04/25"),
        ("اتموز١٩٤٩", "1949/07/01"),
        ("٢٠٥/٠٤/١٧", "2005/04/17"),
    ],
)
def test_a_misread_date_is_put_right_and_less_sure(text: str, date: str) -> None:
    found = typed(EXTRACT["birth_date"], text)
    assert (found.value, found.fit) == (date, REPAIRED)


def test_a_month_that_nobody_can_read_leaves_no_year_alone() -> None:
    assert typed(EXTRACT["birth_date"], "٥ قكطصن ١٩٩٤").value == ""
    assert typed(EXTRACT["birth_date"], "١٩٩٤").value == "1994"


def test_a_month_between_two_is_not_guessed() -> None:
    assert mended("3 تشرين 1994") == "3 تشرين 1994"


@pytest.mark.parametrize(
    ("text", "paper", "settled"),
    [
        ("0", DigitScript.ARABIC_INDIC, "٥"),
        ("0", DigitScript.WESTERN, "0"),
        ("0", None, "0"),
        ("٥", DigitScript.WESTERN, "0"),
        ("١٩٨0", DigitScript.WESTERN, "١٩٨٥"),
        ("3٥7", DigitScript.ARABIC_INDIC, "307"),
    ],
)
def test_a_ring_is_the_digit_of_the_values_script_else_of_the_papers(
    text: str, paper: DigitScript | None, settled: str
) -> None:
    assert in_one_script(text, paper) == settled


def test_a_paper_of_both_scripts_settles_no_ring() -> None:
    assert figures_of(["٢٣٤", "٦٧٨٩"]) is DigitScript.ARABIC_INDIC
    assert figures_of(["234", "6789"]) is DigitScript.WESTERN
    assert figures_of(["234", "٦٧٨٩"]) is None
    assert figures_of(["23"]) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [("لسليمانية", "السليمانية"), ("الحمدائية", "الحمدانية"), ("الموصل", ""), ("قكطصن", "")],
)
def test_a_place_is_spelt_as_the_unit_it_is_nearly(text: str, place: str) -> None:
    assert respelt_place(text) == place


def test_a_place_spelt_by_the_gazetteer_is_never_sure() -> None:
    assert typed(CARD["place_of_birth"], "الحمدائية").fit == GUESSED
    assert typed(CARD["place_of_birth"], "الحمدانية").fit > GUESSED


def test_a_village_is_no_misread_town() -> None:
    village = next(f for f in TYPES["register_page"].fields if f.key == "mahalla_or_village")
    assert typed(village, "الحمدائية").value == "الحمدائية"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("أنثى ١٩٨٨/٠١/٢٣ كلار", "1988/01/23 كلار"),
        ("٢٠٢٤/٠٥/١٩ العمادية ٦", "2024/05/19 العمادية"),
        ("١٩٧٣/٠٧/٠٤ مخمور فلاح", "1973/07/04 مخمور"),
    ],
)
def test_a_birth_is_its_date_and_place_without_the_next_cells_words(text: str, value: str) -> None:
    spec = column("birth")
    assert spec.kind is FieldKind.DATE_PLACE
    assert typed(spec, text).value == value


def test_an_amount_never_begins_with_zeros() -> None:
    assert typed(CONTRACT["deferred_mahr"], "٠٠٠,٠٠٠,٢١").value == "21000000"
    assert typed(CONTRACT["deferred_mahr"], "٨,٧٥٠,٠٠٠").value == "8750000"


def test_a_word_of_a_closed_list_is_found_among_others() -> None:
    assert typed(column("marital_status"), "وورة أعزب").value == "أعزب"


def test_a_ring_alone_is_never_sure() -> None:
    births = BIRTH["mother_previous_births"]
    assert typed(births, "٥").fit == GUESSED
    assert typed(births, "٥", figures=DigitScript.ARABIC_INDIC).fit == GUESSED
    assert typed(births, "٣").fit > GUESSED


@pytest.mark.parametrize(
    ("spec", "value", "possible"),
    [
        (BIRTH["father_nationality"], "عراق", False),
        (BIRTH["father_nationality"], "عراقي", True),
        (BIRTH["father_nationality"], "عراقية", True),
        (BIRTH["informant"], "أمين السجل المدني", False),
        (BIRTH["father_occupation"], "زوجة", False),
        (BIRTH["father_occupation"], "معلم", True),
        (EXTRACT["notes"], "القاضي", False),
        (EXTRACT["notes"], "بدل تالف", True),
        (EXTRACT["notes"], "أو", False),
        (DECISION["authority"], "محكمة البداءة في عنه العدد", False),
        (DECISION["authority"], "محكمة البداءة في عنه", True),
        (DECISION["new_value"], "مسرور", False),
        (CONTRACT["court"], "الأحوال الشخصية", False),
        (CONTRACT["court"], "الفلوجة", True),
    ],
)
def test_what_stands_near_a_field_and_can_not_be_its_value_is_never_accepted(
    spec: FieldSpec, value: str, possible: bool
) -> None:
    assert plausible(spec, value) is possible


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("طوزخورماتو", "طوز خورماتو"),
        ("محكمة البداءة في ذيقار", "محكمة البداءة في ذي قار"),
        ("بلدروز", "بلدروز"),
        ("", ""),
    ],
)
def test_a_space_that_a_reader_lost_is_put_back_where_a_unit_has_one(text: str, place: str) -> None:
    assert spaced_place(text) == place
