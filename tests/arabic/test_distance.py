"""Slips of readers, ears and pens are near; other names are far."""

import pytest
from hypothesis import given
from rapidfuzz.distance import OSA

from arabic.distance import Difference, Slip, differences, distance, edit_costs, skeleton, slip_cost
from tests.arabic.strategies import names, slips


@pytest.mark.parametrize(
    ("here", "there", "apart"),
    [
        ("حسن", "حسن", 0.0),
        ("حسن", "جسن", 0.4),
        ("زينب", "زبنب", 0.4),
        ("كريم", "جريم", 0.7),
        ("علي", "عللي", 0.5),
        ("سلام", "سالم", 0.8),
        ("حسن", "حسين", 1.0),
        ("حسن", "حسنم", 1.0),
        ("كريم", "كريمه", 1.5),
    ],
)
def test_a_slip_has_its_weight(here: str, there: str, apart: float) -> None:
    assert distance(here, there) == pytest.approx(apart)


@given(names, names)
def test_the_way_back_is_as_long(here: str, there: str) -> None:
    assert distance(here, there) == pytest.approx(distance(there, here))


@given(names, names)
def test_only_equal_names_are_no_way_apart(here: str, there: str) -> None:
    assert (distance(here, there) == 0) == (here == there)


@given(names, names)
def test_a_limit_changes_nothing_but_the_far_end(here: str, there: str) -> None:
    whole = distance(here, there)
    near = distance(here, there, 1.5)
    assert near == (whole if whole <= 1.5 else float("inf"))


@given(names, names)
def test_the_differences_explain_the_way(here: str, there: str) -> None:
    rebuilt = here
    for step in reversed(differences(here, there)):
        rebuilt = rebuilt[: step.place] + step.there + rebuilt[step.place + len(step.here) :]
    assert rebuilt == there


@given(names, names)
def test_what_both_share_is_no_difference(here: str, there: str) -> None:
    assert distance("كر" + here + "يم", "كر" + there + "يم") <= distance(here, there) + 1e-9


def test_a_difference_names_slip_letters_and_place() -> None:
    assert differences("زينب", "زبنب") == (Difference(Slip.DOTS, "ي", "ب", 1),)
    assert differences("سلام", "سالم") == (Difference(Slip.SWAPPED, "لا", "ال", 1),)
    assert differences("سلام", "سلم") == (Difference(Slip.EXTRA, "ا", "", 2),)
    assert differences("سلم", "سلام") == (Difference(Slip.MISSING, "", "ا", 2),)
    assert differences("حسن", "حسنن") == (Difference(Slip.DOUBLED, "", "ن", 3),)


@given(names, names)
def test_names_more_than_a_slip_apart_are_out_of_reach(here: str, there: str) -> None:
    near = OSA.distance(here, there) <= 1 or skeleton(here) == skeleton(there)
    assert slip_cost(here, there) == pytest.approx(distance(here, there) if near else float("inf"))


@given(slips())
def test_a_slip_weighed_fast_weighs_the_same(slip: tuple[str, str]) -> None:
    assert slip_cost(*slip) == pytest.approx(distance(*slip))


@given(slips(), names)
def test_many_weighed_at_once_weigh_the_same(slip: tuple[str, str], stranger: str) -> None:
    here, there = slip
    others = dict(enumerate((there, here, stranger)))
    near = {at: distance(here, one) for at, one in others.items() if OSA.distance(here, one) <= 1}
    assert edit_costs(here, others) == pytest.approx(near)
    assert edit_costs(here, {}) == {}


@given(names)
def test_names_that_differ_in_dots_share_a_skeleton(name: str) -> None:
    assert skeleton(skeleton(name)) == skeleton(name)
    assert skeleton(name.replace("ب", "ت").replace("ج", "خ")) == skeleton(name)
