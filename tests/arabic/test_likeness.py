"""A short name bears one slip and no more; a name that exists is no slip of another."""

import pytest
from hypothesis import given

from arabic.likeness import CLOSE, likeness
from tests.arabic.strategies import names

KNOWN = frozenset({"حسن", "حسين", "كريم", "كريمه"})


@given(names, names)
def test_likeness_lies_between_nothing_and_the_same(here: str, there: str) -> None:
    assert 0 <= likeness(here, there) <= 1
    assert likeness(here, there) == pytest.approx(likeness(there, here))


@given(names)
def test_a_name_is_wholly_like_itself(name: str) -> None:
    assert likeness(name, name) == 1


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("علي", "غلي"),
        ("حسن", "جسن"),
        ("زينب", "زبنب"),
        ("عبدالرحمن", "عيدالرجمن"),
        ("كاظم", "كاطم"),
        ("ابراهيم", "ابراهم"),
    ],
)
def test_one_slip_is_close(here: str, there: str) -> None:
    assert likeness(here, there) >= CLOSE


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("علي", "عمر"),
        ("سعد", "رعد"),
        ("مي", "مها"),
        ("زيد", "سعد"),
        ("كريم", "كريمه"),
        ("بهاالدين", "ظياالدين"),
    ],
)
def test_another_name_is_not_close(here: str, there: str) -> None:
    assert likeness(here, there) < CLOSE


def test_two_names_that_both_exist_are_less_alike() -> None:
    assert likeness("حسن", "حسين", KNOWN) < likeness("حسن", "حسين")


def test_what_compounds_share_does_not_make_them_alike() -> None:
    assert likeness("عبدالكريم", "عبدالرحيم") == likeness("كريم", "رحيم")


def test_nothing_is_like_no_name() -> None:
    assert likeness("", "علي") == 0
