"""How papers write canonical values, and that nothing is lost on the way."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic.digits import DigitScript, to_script, to_western
from reference.documents import FieldKind
from specimens.writing import Hand, printed, printed_date


def hand(**changes: bool | DigitScript) -> Hand:
    """A plain Western hand with some traits changed."""
    traits: dict[str, bool | DigitScript] = {
        "digits": DigitScript.WESTERN,
        "mixed": False,
        "day_first": False,
        "padded": True,
        "month_names": False,
    }
    return Hand(**(traits | changes))  # type: ignore[arg-type]  # mypy can't follow a merged dict into fields


@pytest.mark.parametrize(
    ("traits", "text"),
    [
        ({}, "1990/04/05"),
        ({"padded": False}, "1990/4/5"),
        ({"day_first": True}, "05/04/1990"),
        ({"month_names": True}, "5 نيسان 1990"),
    ],
)
def test_a_date_is_written_in_the_documents_way(traits: dict[str, bool], text: str) -> None:
    assert printed_date("1990/04/05", hand(**traits)) == text


def test_a_year_alone_stays_a_year() -> None:
    assert printed_date("1957", hand(day_first=True)) == "1957"


@given(st.text("0123456789/", min_size=1), st.sampled_from(DigitScript))
def test_digits_come_back_from_every_script(text: str, script: DigitScript) -> None:
    assert to_western(to_script(text, script)) == text


def test_codes_with_letters_stay_latin() -> None:
    arabic = hand(digits=DigitScript.ARABIC_INDIC)
    assert printed(FieldKind.CODE, "AB1234567", arabic, random.Random(1)) == "AB1234567"
    assert printed(FieldKind.CODE, "1234", arabic, random.Random(1)) == "١٢٣٤"
