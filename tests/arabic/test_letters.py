"""What is stored keeps every letter; what is searched for forgets what writers and readers confuse."""

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic.letters import clean, fold, has_bidi_control, has_joiner, sound, strip_marks
from tests.arabic.strategies import anything, letters


@given(anything)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(anything)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(anything)
def test_sounding_twice_changes_nothing(text: str) -> None:
    assert sound(sound(text)) == sound(text)


@given(anything)
def test_a_stored_text_holds_no_control(text: str) -> None:
    stored = clean(text)
    assert not has_bidi_control(stored)
    assert not has_joiner(stored)
    assert strip_marks(stored) == stored


@given(letters)
def test_every_letter_is_stored_in_its_order(text: str) -> None:
    assert clean(text) == text


@given(anything)
def test_a_stored_text_can_be_encoded(text: str) -> None:
    assert clean(text).encode("utf-8").decode("utf-8") == clean(text)


@pytest.mark.parametrize(
    ("printed", "stored"),
    [
        ("مُحَمَّد", "محمد"),
        ("محـــمد", "محمد"),
        ("  زينب\u00a0 \t علي ", "زينب علي"),
        ("\u202eعلي\u202c", "علي"),
        ("ﻣﺤﻤﺪ", "محمد"),
        ("ﷲ", "الله"),
        ("به\u200cرزان", "بەرزان"),
        ("شیر\u200dین", "شیرین"),
        ("علي\x00", "علي"),
        ("\ud800علي", "علي"),
    ],
)
def test_what_can_not_be_seen_is_not_stored(printed: str, stored: str) -> None:
    assert clean(printed) == stored


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("إبراهيم", "ابراهيم"),
        ("أحمد", "احمد"),
        ("فاطمة", "فاطمه"),
        ("هدى", "هدي"),
        ("موسى", "موسي"),
        ("عائشة", "عايشة"),
        ("فائز", "فايز"),
        ("رائد", "رايد"),
        ("مصطفى", "مصطفي"),
        ("ئازاد", "آزاد"),
        ("کریم", "كريم"),
        ("ڕزگار", "رزگار"),
        ("تأريخ الاصدار", "تاريخ الإصدار"),
        ("MOHAMMED", "mohammed"),
    ],
)
def test_spelling_variants_have_one_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("kurdish", "arabised"),
    [
        ("بەختیار", "بختيار"),
        ("سەردار", "سردار"),
        ("نەوزاد", "نوزاد"),
        ("کاوە", "كاوه"),
        ("ئەڤین", "أفين"),
        ("گەلاوێژ", "كلاويز"),
        ("پەروین", "بروين"),
        ("شێرکۆ", "شيركو"),
        ("چنار", "جنار"),
        ("ڕێبوار", "ريبوار"),
        ("هۆشیار", "هوشيار"),
        ("دڵشاد", "دلشاد"),
        ("فەرهاد", "فرهاد"),
        ("رياض", "رياظ"),
    ],
)
def test_a_name_sounds_the_same_in_both_scripts(kurdish: str, arabised: str) -> None:
    assert sound(kurdish) == sound(arabised)


def test_a_bidi_override_is_noticed() -> None:
    assert has_bidi_control("محمد\u202eيلع")
    assert not has_bidi_control("محمد علي")


def test_a_joiner_is_noticed() -> None:
    assert has_joiner("مح\u200dمد")
    assert not has_joiner("محمد")


@given(
    st.text("أإآؤئءاوىيةهكگچپژڤڕڵۆێەبتثجحخدذرزسشصضطظعغفقلمن ", max_size=30),
    st.sampled_from(["NFD", "NFKD", "NFC"]),
)
def test_the_same_letters_in_any_normal_form_are_one_text(
    text: str, form: Literal["NFD", "NFKD", "NFC"]
) -> None:
    written = unicodedata.normalize(form, text)
    assert clean(written) == clean(text)
    assert (fold(written), sound(written)) == (fold(text), sound(text))
