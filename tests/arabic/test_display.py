"""A terminal without bidi gets joined letters in visual order; the text itself is not touched."""

from arabic.display import for_terminal


def test_arabic_is_shaped_and_turned() -> None:
    shown = for_terminal("بيت")
    assert shown[0] != "ب"
    assert all("\ufe70" <= letter <= "\ufeff" for letter in shown)


def test_numbers_keep_their_order() -> None:
    assert "1957" in for_terminal("سجل 1957")


def test_latin_text_stays_as_it_is() -> None:
    assert for_terminal("TD1 card") == "TD1 card"
