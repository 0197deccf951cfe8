"""Digits go from script to script without a loss, and nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic.digits import DigitScript, script_of, scripts_in, to_script, to_western
from tests.arabic.strategies import anything

scripts = st.sampled_from(DigitScript)


@given(st.text("0123456789/- ", max_size=20), scripts)
def test_a_number_comes_back_from_every_script(number: str, script: DigitScript) -> None:
    assert to_western(to_script(number, script)) == number


@given(anything, scripts)
def test_only_digits_change(text: str, script: DigitScript) -> None:
    changed = to_script(text, script)
    assert len(changed) == len(text)
    assert all(a == b for a, b in zip(text, changed, strict=True) if not scripts_in(a))


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("١٩٥٧", DigitScript.ARABIC_INDIC),
        ("۱۹۵۷", DigitScript.PERSIAN),
        ("1957", DigitScript.WESTERN),
        ("سجل", None),
        ("١٩57", None),
    ],
)
def test_a_text_has_one_script_or_none(text: str, script: DigitScript | None) -> None:
    assert script_of(text) == script
