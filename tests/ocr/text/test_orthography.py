"""Letters that share a shape are spelt as the word spells them, and no other letter changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic.letters import fold
from ocr.text.orthography import leaves_dots_out, respelt

LETTERS = st.text("ابتجحدرسعفقكلمنهويىیکەڕۆ ", max_size=20)


@pytest.mark.parametrize(
    ("read", "spelt"),
    [
        ("على", "علي"),
        ("الظويجنى", "الظويجني"),
        ("مصطفى", "مصطفى"),
        ("ليلى", "ليلى"),
        ("دهوک", "دهوك"),
        ("سۆژين ڕێباز", "سۆژین ڕێباز"),
        ("على ڕێباز", "علي ڕێباز"),
    ],
)
def test_a_name_is_spelt_as_its_language_spells_it(read: str, spelt: str) -> None:
    assert respelt(read, name=True) == spelt


def test_among_words_of_a_form_the_preposition_keeps_its_alef() -> None:
    assert respelt("أعطيت بناء على الطلب") == "أعطيت بناء على الطلب"


@pytest.mark.parametrize(
    ("read", "spelt"),
    [
        ("نورأيهم", "نور أيهم"),
        ("ڕێبازعبد الستارفەرهاد", "ڕێباز عبد الستار فەرهاد"),
        ("منصور", "منصور"),
        ("مهادمة", "مهادمة"),
    ],
)
def test_known_words_that_ran_together_are_parted_and_no_others(read: str, spelt: str) -> None:
    assert respelt(read, name=True) == spelt


def test_among_names_a_preposition_is_a_name() -> None:
    assert respelt("رياض حسين على الخالصي") == "رياض حسين علي الخالصي"


def test_a_word_of_a_form_ends_in_ya_where_its_dots_are_lost() -> None:
    assert respelt("المركز الصحى") == "المركز الصحي"
    assert respelt("مستشفى الولادة") == "مستشفى الولادة"


def test_an_unknown_name_keeps_its_alef_on_a_paper_that_prints_dots() -> None:
    assert respelt("مضغى", name=True) == "مضغى"


def test_an_unknown_name_ends_in_ya_on_a_paper_that_prints_none() -> None:
    assert respelt("مضغى", name=True, dotless=True) == "مضغي"


def test_type_without_dots_is_told_by_known_words_alone() -> None:
    assert leaves_dots_out(["محكمة الأحوال الشخصية فى الدور", "القاضى:", "على حسن"])
    assert not leaves_dots_out(["القاضي", "في الدور", "على"])
    assert not leaves_dots_out(["مصطفى", "ليلى", "هدى"])


@given(LETTERS, st.booleans(), st.booleans())
def test_spelling_never_changes_what_a_text_is_found_by(text: str, dotless: bool, name: bool) -> None:
    spelt = fold(respelt(text, dotless=dotless, name=name))
    assert spelt.replace(" ", "") == fold(text).replace(" ", "")
