"""Kurdish and Arabic spelling of one name are one sound, and different names are not."""

import pytest
from hypothesis import given

from arabic.homophones import same_sound, sounds
from arabic.names import part_key
from bench.names import listed_pairs, meet
from tests.arabic.strategies import keys


@pytest.mark.parametrize(("kurdish", "arabic"), listed_pairs("kurdish_pairs"))
def test_two_spellings_of_one_name_meet(kurdish: str, arabic: str) -> None:
    assert meet(kurdish, arabic)


@pytest.mark.parametrize(
    ("kurdish", "arabic"),
    [
        ("ئوسامە", "أسامة"),
        ("ئیدریس", "إدريس"),
        ("موسلیم", "مسلم"),
        ("زوهێر", "زهير"),
        ("حیکمەت", "حكمت"),
        ("عەبدولا", "عبد الله"),
        ("زەینەلعابدین", "زين العابدين"),
        ("عەلائەدین", "علاء الدين"),
        ("خەیروڵڵا", "خير الله"),
        ("عەبدولواحید", "عبد الواحد"),
        ("سارا", "سارة"),
        ("مونا", "منى"),
        ("فوئاد", "فؤاد"),
        ("موحەممەد", "محمد"),
    ],
)
def test_spellings_that_no_list_has_meet_by_the_same_rules(kurdish: str, arabic: str) -> None:
    assert meet(kurdish, arabic)


@pytest.mark.parametrize(("here", "there"), listed_pairs("other_names"))
def test_different_names_do_not_meet(here: str, there: str) -> None:
    assert not meet(here, there)


def test_names_that_a_kurdish_ear_takes_for_one_are_one_sound_and_two_keys() -> None:
    assert same_sound(part_key("ثامر"), part_key("سامر"))
    assert part_key("ثامر") != part_key("سامر")


def test_a_name_with_a_letter_that_kurdish_lacks_is_read_in_one_way() -> None:
    assert len(sounds(part_key("صوفي"))) == 1
    assert len(sounds(part_key("عوسمان"))) == 2


@given(keys, keys)
def test_one_sound_is_the_same_from_either_side(here: str, there: str) -> None:
    assert same_sound(here, there) == same_sound(there, here)
    assert same_sound(here, here)
