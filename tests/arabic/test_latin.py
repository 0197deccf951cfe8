"""Latin spellings lead to the Arabic names they may stand for, and to nothing sure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic.latin import is_latin, key_of_arabic, latin_key, latin_likeness
from arabic.names import laqab_key, part_key
from tests.arabic.strategies import anything


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Mohammed", "محمد"), ("MUHAMMAD", "محمد"), ("Muhamed", "محمد"), ("Ahmed", "أحمد"), ("Ali", "علي"),
        ("Omar", "عمر"), ("Hussein", "حسين"), ("Husain", "حسين"), ("Abdullah", "عبد الله"),
        ("Abd al-Rahman", "عبد الرحمن"), ("Abdurrahman", "عبد الرحمن"), ("Abdulrahman", "عبد الرحمن"),
        ("Abdul Kareem", "عبد الكريم"), ("Zainab", "زينب"), ("Zaynab", "زينب"), ("Fatimah", "فاطمة"),
        ("Fatma", "فاطمة"), ("Khalid", "خالد"), ("Qasim", "قاسم"), ("Kassem", "قاسم"), ("Jassim", "جاسم"),
        ("Shihab", "شهاب"), ("Dhia", "ضياء"), ("Riyadh", "رياض"), ("Yousif", "يوسف"), ("Wisam", "وسام"),
        ("Dawood", "داود"), ("Ibrahim", "إبراهيم"), ("Azad", "ئازاد"), ("Bakhtiyar", "بەختیار"),
    ],
)  # fmt: skip
def test_a_latin_spelling_has_the_key_of_its_name(latin: str, arabic: str) -> None:
    assert latin_key(latin) == key_of_arabic(part_key(arabic))


@pytest.mark.parametrize(
    ("latin", "laqab"), [("Al-Jubouri", "الجبوري"), ("ALJBOORI", "الجبوري"), ("el Dulaimi", "الدليمي")]
)
def test_the_article_of_a_latin_laqab_does_not_count(latin: str, laqab: str) -> None:
    assert latin_key(latin) == key_of_arabic(laqab_key(laqab))


def test_vowels_rank_what_the_key_finds() -> None:
    assert latin_key("Karim") == key_of_arabic(part_key("كرم"))
    assert latin_likeness("Karim", part_key("كريم")) > latin_likeness("Karim", part_key("كرم"))


@given(anything, st.text("ابتحسمنهوي", max_size=6))
def test_likeness_lies_between_nothing_and_the_same(text: str, key: str) -> None:
    assert 0 <= latin_likeness(text, key) <= 1


@pytest.mark.parametrize(
    ("text", "latin"), [("Zainab Ali", True), ("زينب علي", False), ("علي Ali", False), ("12", False)]
)
def test_the_script_of_a_question_is_told(text: str, latin: bool) -> None:
    assert is_latin(text) is latin
