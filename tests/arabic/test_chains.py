"""Two names as written: which parts agree, which are missing, and whether one person may bear both."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic.chains import Agreement, ChainKeys, compare_chains, compare_keys
from arabic.distance import Slip
from arabic.names import parse_chain
from reference.lexicon import given_keys, laqab_keys
from tests.arabic.strategies import names

chains = st.builds(ChainKeys, st.lists(names, max_size=5).map(tuple), st.one_of(st.just(""), names))

LIKELY, UNLIKELY = 0.5, 0.45


def score(here: str, there: str) -> float:
    laqabs = laqab_keys()
    return compare_chains(parse_chain(here, laqabs), parse_chain(there, laqabs), given_keys()).score


def agreements(here: str, there: str) -> list[Agreement]:
    laqabs = laqab_keys()
    found = compare_chains(parse_chain(here, laqabs), parse_chain(there, laqabs), given_keys())
    return [step.agreement for step in found.steps]


@given(chains, chains)
def test_a_score_lies_between_nothing_and_all(here: ChainKeys, there: ChainKeys) -> None:
    assert 0 <= compare_keys(here, there).score <= 1


@given(chains, chains)
def test_the_order_of_the_two_names_does_not_matter(here: ChainKeys, there: ChainKeys) -> None:
    assert compare_keys(here, there).score == pytest.approx(compare_keys(there, here).score, abs=1e-3)


@given(chains.filter(lambda chain: bool(chain.names)))
def test_a_name_is_wholly_its_own(chain: ChainKeys) -> None:
    assert compare_keys(chain, chain).score == 1


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("محمد عبد الله حسن الجبوري", "محمد عبدالله حسن"),
        ("زينب كاظم جاسم", "زبنب كاظم جاسم"),
        ("حنين سمير الخفاجي", "حنين سمير ناجي الخفاجي"),
        ("محمد جواد عامر الصدر", "محمدجواد عامر الصدر"),
        ("قصي ناجي النجار", "قصي ناجيالنجار"),
        ("جاسب عبد الإله رائد", "جاسبعبد الإله رائد"),
        ("دلشاد آزاد بابان", "دڵشاد ئازاد بابان"),
        ("سعد محمود خليل الجبوري", "سعد محمود خليل جبوري"),
        ("رعد بدري البدري", "رعد بدري"),
    ],
)
def test_one_person_in_two_spellings_is_likely(here: str, there: str) -> None:
    assert score(here, there) >= LIKELY


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("حسن علي كاظم", "حسين علي كاظم"),
        ("علي حسن كاظم", "محمد علي حسن كاظم"),
        ("كريم كاظم علي", "كريمة كاظم علي"),
        ("سعد محمود خليل الجبوري", "رعد محمود خليل الجبوري"),
        ("علي محمد حسن الجبوري", "علي محمد حسن الدليمي"),
        ("جبار كاظم", "كاظم جبار"),
        ("بشير كريم جاسب", "بشاركريم جاسب"),
        ("عمر عبد القادر صالح", "عمر عبد الباسط صالح"),
    ],
)
def test_two_people_are_unlikely_to_be_one(here: str, there: str) -> None:
    assert score(here, there) <= UNLIKELY


def test_every_part_has_its_reason() -> None:
    assert agreements("زينب كاظم جاسم الجبوري", "زبنب كاظم") == [
        Agreement.CLOSE,
        Agreement.SAME,
        Agreement.MISSING,
        Agreement.MISSING,
    ]


def test_a_close_part_names_the_letters() -> None:
    step = compare_keys(ChainKeys(("زينب",)), ChainKeys(("زبنب",))).steps[0]
    assert [(one.slip, one.here, one.there) for one in step.differences] == [(Slip.DOTS, "ي", "ب")]


def test_no_name_is_like_no_name() -> None:
    assert compare_keys(ChainKeys(()), ChainKeys(("علي",))).score == 0
