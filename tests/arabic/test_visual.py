"""What stands on paper from left to right, and how it becomes stored text again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic.visual import as_printed, restore_sorani, to_visual, visual_to_logical

WORD = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=1, max_size=8)
NUMBER = st.from_regex(r"[0-9]{1,12}|[٠-٩]{1,12}", fullmatch=True)
DATE = st.from_regex(r"(19|20)[0-9]{2}/[01][0-9]/[0-3][0-9]|[٠-٩]{4}/[٠-٩]{2}/[٠-٩]{2}", fullmatch=True)
CODE = st.from_regex(r"[A-Z][0-9]{7,8}", fullmatch=True)


@pytest.mark.parametrize(
    ("seen", "stored"),
    [
        ("دمحم", "محمد"),
        ("١٢٣ مقر", "رقم ١٢٣"),
        ("2024/05/01 خيراتلا", "التاريخ 2024/05/01"),
        ("١٩٩٠/٠٧/٠١", "١٩٩٠/٠٧/٠١"),
        ("A12345678", "A12345678"),
        ("O+", "O+"),
        ("(رگس)", "(سگر)"),
        (":مسالا", "الاسم:"),
    ],
)
def test_what_is_seen_becomes_what_is_stored(seen: str, stored: str) -> None:
    assert visual_to_logical(seen) == stored


# Two numbers or codes side by side look the same in either order: a word stands between them.
@given(st.lists(st.tuples(st.one_of(NUMBER, DATE, CODE), WORD), min_size=1, max_size=4))
def test_lines_with_numbers_dates_and_codes_survive_the_way_to_paper_and_back(
    parts: list[tuple[str, str]],
) -> None:
    line = "الاسم: " + " ".join(f"{figure} {word}" for figure, word in parts)
    assert visual_to_logical(to_visual(line)) == line


@given(st.text(max_size=30))
def test_any_text_at_all_can_be_turned(text: str) -> None:
    assert len(visual_to_logical(text)) == len(text)


def test_brackets_look_the_same_from_both_sides() -> None:
    assert to_visual("(١٢)") == "(١٢)"


@pytest.mark.parametrize(
    ("written", "shapes"),
    [
        ("علی", "ىلع"),
        ("بینی", "ىنيب"),
        ("نازکە", "هكزان"),
        ("گەڕەک", "کەڕەگ"),
        ("۱۲۳۴۵۶۷۸۹۰", "١٢٣۴۵۶٧٨٩٠"),
        ("مُحَمَّـد", "دمحم"),
    ],
)
def test_letters_of_one_shape_are_one_character_on_paper(written: str, shapes: str) -> None:
    assert as_printed(written) == shapes


def test_sorani_letters_come_back_where_the_line_is_sorani() -> None:
    assert restore_sorani("هەوليره") == "هەولیرە"


def test_an_arabic_line_keeps_its_letters() -> None:
    assert restore_sorani("عبد الله") == "عبد الله"
