"""A terminal without bidi gets joined letters in visual order; the text itself is not touched."""

import pytest

from arabic.display import for_terminal


def test_arabic_is_shaped_and_turned() -> None:
    shown = for_terminal("بيت")
    assert shown[0] != "ب"
    assert all("\ufe70" <= letter <= "\ufeff" for letter in shown)


def test_numbers_keep_their_order() -> None:
    assert "1957" in for_terminal("سجل 1957")


def test_latin_text_stays_as_it_is() -> None:
    assert for_terminal("TD1 card") == "TD1 card"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("(٣)", "(٣)"), ("سجل (12)", "(12) \ufede\ufea0\ufeb3"), ("«بيت»", "«\ufe96\ufef4\ufe91»")],
)
def test_brackets_open_towards_what_they_hold(text: str, shown: str) -> None:
    assert for_terminal(text) == shown


def test_brackets_around_arabic_in_latin_text_stay_where_they_are() -> None:
    assert for_terminal("card (بيت)") == "card (\ufe96\ufef4\ufe91)"
