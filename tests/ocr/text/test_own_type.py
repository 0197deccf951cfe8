"""An office's own form, whose keys nobody has seen before, has every check that forms of ours have."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ocr.text.parsing import typed
from ocr.text.validity import plausible
from reference.documents import FieldSpec, document_types

HEAD = """
key = "own_form"
sides = ["page"]
titles = ["استمارة الدائرة"]
source = "the office's own form"
name = { ar = "استمارة الدائرة", ckb = "فۆرمی فەرمانگە", en = "The office's form" }
"""
FIELD = """
[[fields]]
key = "f{number}"
name = {{ ar = "حقل", ckb = "خانە", en = "Field" }}
side = "page"
kind = {said}
"""
MEANINGS = (
    '"name_part"',
    '"name_part"\nrole = "father"',
    '"name_part"\nrole = "grandfather"',
    '"name_part"\nrole = "mother"',
    '"name_part"\nrole = "maternal_grandfather"',
    '"name_part"\nrole = "husband"',
    '"name_part"\nrole = "wife"',
    '"name_part"\nrole = "given"',
    '"name_part"\nrole = "laqab"',
    '"date"',
    '"date"\nprecision = "month"',
    '"date"\nprecision = "year"',
    '"date_place"',
    '"date_place"\nprecision = "year"',
    '"text"',
    '"text"\nscript = "latin"',
    '"text"\nvocabulary = "name"',
    '"text"\nvocabulary = "nationality"',
    '"place"',
    '"place"\nvocabulary = "quarter"',
    '"enum"',
    '"enum"\nvocabulary = "religion"',
    '"enum"\nvocabulary = "ethnicity"',
    '"enum"\nvocabulary = "sex"',
    '"enum"\nvalues = ["ذكر", "أنثى"]',
    '"enum"\nvocabulary = "blood_group"',
    '"enum"\nvalues = ["A+", "O+", "O-"]',
)


@pytest.fixture(scope="module")
def fields(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, FieldSpec]:
    """The fields of a form that an office adds, by what its file says of them."""
    folder: Path = tmp_path_factory.mktemp("types")
    written = [FIELD.format(number=number, said=said) for number, said in enumerate(MEANINGS)]
    (folder / "own_form.toml").write_text(HEAD + "".join(written), encoding="utf-8")
    return dict(zip(MEANINGS, document_types(folder)["own_form"].fields, strict=True))


@pytest.mark.parametrize(
    ("said", "value", "possible"),
    [
        ('"name_part"', "زينب", True),
        ('"name_part"', "إبراهيم", True),
        ('"name_part"\nrole = "given"', "إبراهيم", True),
        ('"name_part"\nrole = "given"', "الجبوري", False),
        ('"name_part"\nrole = "mother"', "زينب", True),
        ('"name_part"\nrole = "mother"', "إبراهيم", False),
        ('"name_part"\nrole = "wife"', "إبراهيم", False),
        ('"name_part"\nrole = "father"', "إبراهيم", True),
        ('"name_part"\nrole = "father"', "زينب", False),
        ('"name_part"\nrole = "grandfather"', "زينب", False),
        ('"name_part"\nrole = "maternal_grandfather"', "زينب", False),
        ('"name_part"\nrole = "husband"', "زينب", False),
        ('"name_part"\nrole = "laqab"', "الجبوري", True),
        ('"name_part"\nrole = "laqab"', "الجبوري مضاعظة", False),
        ('"date"', "1968/07/01", True),
        ('"date"', "1968/07", False),
        ('"date"', "1968", False),
        ('"date"\nprecision = "month"', "1968/07", True),
        ('"date"\nprecision = "month"', "1968", False),
        ('"date"\nprecision = "year"', "1968", True),
        ('"date"\nprecision = "year"', "1968/07/01", True),
        ('"date"\nprecision = "year"', "68", False),
        ('"date_place"', "1968 بغداد", False),
        ('"date_place"', "1968/07/01 بغداد", True),
        ('"date_place"\nprecision = "year"', "1968 بغداد", True),
        ('"text"', "أحمد كاظم", True),
        ('"text"\nvocabulary = "name"', "أحمد كاظم", False),
        ('"text"', "عراقن", True),
        ('"text"\nvocabulary = "nationality"', "عراقن", False),
        ('"text"\nvocabulary = "nationality"', "عراقية", True),
        ('"place"', "حي", False),
        ('"place"\nvocabulary = "quarter"', "حي", True),
        ('"place"\nvocabulary = "quarter"', "حغ", False),
        ('"enum"', "مسلمة", False),
        ('"enum"\nvocabulary = "religion"', "مسلمة", True),
        ('"enum"\nvocabulary = "religion"', "مسلخة", False),
        ('"enum"\nvocabulary = "ethnicity"', "كردي", True),
        ('"enum"\nvocabulary = "ethnicity"', "مسلمة", False),
        ('"enum"\nvocabulary = "sex"', "أنثى", True),
        ('"enum"\nvocabulary = "sex"', "أنثي", False),
        ('"enum"\nvocabulary = "blood_group"', "AB-", True),
        ('"enum"\nvocabulary = "blood_group"', "C+", False),
        ('"enum"\nvalues = ["A+", "O+", "O-"]', "AB-", False),
    ],
)
def test_a_value_is_judged_by_what_the_file_says_of_its_field(
    fields: Mapping[str, FieldSpec], said: str, value: str, *, possible: bool
) -> None:
    assert plausible(fields[said], value) is possible


@pytest.mark.parametrize(
    ("said", "text", "value"),
    [
        ('"enum"\nvocabulary = "sex"', "Male / ذكر", "ذكر"),
        ('"enum"\nvocabulary = "sex"', "مێ", "أنثى"),
        ('"enum"\nvalues = ["ذكر", "أنثى"]', "مێ", "أنثى"),
        ('"enum"\nvocabulary = "blood_group"', "+0", "O+"),
        ('"enum"\nvalues = ["A+", "O+", "O-"]', "+0", "O+"),
        ('"date"\nprecision = "year"', "سنة ميلاد ١٩٦٨", "1968"),
        ('"text"\nvocabulary = "name"', "على حسين", "علي حسين"),
        ('"text"', "على الطريق", "على الطريق"),
    ],
)
def test_a_text_is_read_by_what_the_file_says_of_its_field(
    fields: Mapping[str, FieldSpec], said: str, text: str, value: str
) -> None:
    assert typed(fields[said], text).value == value


def test_a_place_that_is_nearly_a_unit_is_spelt_like_it_unless_it_is_a_quarter(
    fields: Mapping[str, FieldSpec],
) -> None:
    assert typed(fields['"place"'], "بغدد").value == "بغداد"
    assert typed(fields['"place"\nvocabulary = "quarter"'], "بغدد").value == "بغدد"


def test_latin_letters_fit_a_field_of_latin_script_alone(fields: Mapping[str, FieldSpec]) -> None:
    for said, possible in (('"text"\nscript = "latin"', True), ('"text"', False)):
        made = typed(fields[said], "AL-KHAFAJY")
        assert plausible(fields[said], made.value, made.fit) is possible
