"""What drawn lines say, and what training never gets to see."""

import random
import re

import pytest

from arabic.visual import ARABIC_LETTER
from reference.lexicon import given_names, laqabs
from reference.units import place_names
from specimens.figures import DIGITS, digits_of
from specimens.lines import LineKind, draw_text
from specimens.words import Words, is_held_out, words


def source(*, held_out: bool) -> Words:
    lists = {
        "given": [name.name for name in given_names()],
        "laqabs": [laqab.name for laqab in laqabs()],
        "places": [name.text for name in place_names()],
    }
    return words(lists, held_out=held_out)


def test_about_a_third_of_the_names_is_held_out() -> None:
    names = [name.name for name in given_names()]
    share = sum(map(is_held_out, names)) / len(names)
    assert 0.22 < share < 0.38


def test_training_and_judgement_share_no_listed_name() -> None:
    assert not set(source(held_out=True).given) & set(source(held_out=False).given)


@pytest.mark.parametrize("kind", list(LineKind))
def test_every_kind_of_line_can_be_drawn_again_from_its_seed(kind: LineKind) -> None:
    lists = source(held_out=False)
    assert draw_text(lists, random.Random(3), kind) == draw_text(lists, random.Random(3), kind)


def test_lines_are_clean() -> None:
    rng, lists = random.Random(5), source(held_out=False)
    for _ in range(500):
        text = draw_text(lists, rng).text
        assert text == " ".join(text.split()) != ""


@pytest.mark.parametrize("script", list(DIGITS))
def test_a_number_keeps_to_one_digit_script(script: str) -> None:
    assert set(digits_of(random.Random(1), 14, script)) <= set(DIGITS[script])


def test_codes_hold_no_arabic_letters() -> None:
    rng, lists = random.Random(5), source(held_out=False)
    assert not any(ARABIC_LETTER.search(draw_text(lists, rng, LineKind.CODE).text) for _ in range(200))


def test_family_numbers_have_eighteen_characters() -> None:
    rng, lists = random.Random(5), source(held_out=False)
    found = [draw_text(lists, rng, LineKind.CODE).text for _ in range(400)]
    family = [text for text in found if re.fullmatch(r"\d{4}[LE]\d{5}[MF]\d+", text)]
    assert {len(text) for text in family} <= {15, 16, 17, 18}
    assert family
