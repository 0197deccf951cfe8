"""Presentation forms: told which way round they stand, and put in the order of reading."""

import pytest
from arabic_reshaper import reshape
from hypothesis import given
from hypothesis import strategies as st

from arabic.forms import has_forms, reading_order, stands_reversed
from arabic.letters import clean

LETTERS = "بتثجحخسشصضطظعغفقكلمنهي"
ALONE = str.maketrans("داروز", "\ufea9\ufe8d\ufead\ufeed\ufeaf")
JOINING = st.text(st.sampled_from(LETTERS), min_size=2, max_size=8)
NAMES = st.lists(JOINING, min_size=1, max_size=4).map(" ".join)


@given(NAMES)
def test_names_come_out_the_same_from_either_order(name: str) -> None:
    shaped = reshape(name)
    assert has_forms(shaped)
    assert (stands_reversed(shaped), stands_reversed(shaped[::-1])) == (False, True)
    assert clean(reading_order(shaped)) == clean(reading_order(shaped[::-1])) == name


@pytest.mark.parametrize("word", ["دار", "زاد", "و"])
def test_letters_that_never_join_tell_nothing_and_follow_the_list(word: str) -> None:
    shaped = word.translate(ALONE)
    assert stands_reversed(shaped) is None
    assert clean(reading_order(shaped)) == word
    assert clean(reading_order(shaped[::-1], otherwise=True)) == word


def test_a_ligature_of_lam_and_alef_keeps_its_own_order() -> None:
    assert clean(reading_order(reshape("علاء سلام")[::-1])) == "علاء سلام"


def test_plain_letters_have_no_forms() -> None:
    assert not has_forms("محمد Ali ۱۲۳")
