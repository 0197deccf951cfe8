"""Folding begins on evidence alone, ends by itself on a breach, and is watched for ever."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.sampling.bounds import running_bound
from registry.sampling.folding import RULE, Evidence, Verdict, alarm_level, decide, share_watched

CLEAN = (False,) * 760


def test_nothing_known_folds_nothing() -> None:
    assert decide(False, Evidence()).verdict is Verdict.gather


def test_enough_clean_fields_fold() -> None:
    assert decide(False, Evidence(CLEAN[:700])).verdict is Verdict.gather
    assert decide(False, Evidence(CLEAN)).verdict is Verdict.fold


@given(st.integers(0, 4), st.integers(0, 3000))
def test_folding_never_begins_above_the_budget(errors: int, right: int) -> None:
    found = decide(False, Evidence((True,) * errors + (False,) * right))
    assert found.bound == running_bound(errors, errors + right)
    assert found.verdict is not Verdict.fold or found.bound <= RULE.budget


def test_an_open_dispute_counts_as_an_error_until_it_is_settled() -> None:
    assert decide(False, Evidence(CLEAN, disputed=1)).verdict is Verdict.gather
    assert decide(True, Evidence(CLEAN, disputed=1)).verdict is Verdict.pause
    assert decide(True, Evidence((*CLEAN, False))).verdict is Verdict.fold


def test_errors_that_come_fast_are_a_breach_long_before_the_bound_moves() -> None:
    long_clean = (False,) * 20_000
    assert decide(True, Evidence(long_clean + (True,) * 2)).verdict is Verdict.fold
    found = decide(True, Evidence(long_clean + (True,) * 3))
    assert found.verdict is Verdict.breach
    assert found.bound < RULE.budget


def test_the_same_errors_far_apart_are_no_breach() -> None:
    apart = ((True,) + (False,) * 2000) * 3
    assert decide(True, Evidence((False,) * 5000 + apart)).verdict is Verdict.fold


def test_a_bound_that_leaves_the_budget_pauses_until_more_is_known() -> None:
    one = (*CLEAN, True)
    assert decide(True, Evidence(one)).verdict is Verdict.pause
    assert decide(True, Evidence(one + CLEAN)).verdict is Verdict.fold


def test_fresh_errors_keep_folding_from_beginning() -> None:
    long_clean = (False,) * 20_000
    assert decide(False, Evidence(long_clean + (True,) * 3, before=20_003)).verdict is Verdict.gather


def test_the_alarm_rings_falsely_less_often_than_promised() -> None:
    draw = Random(1957)
    runs = []
    for _ in range(60):
        wrong: list[bool] = []
        while len(wrong) < 1000 and alarm_level(Evidence(tuple(wrong[-600:]))) < RULE.alarm:
            wrong += [draw.random() < RULE.budget for _ in range(20)]
        runs.append(len(wrong))
    assert sum(runs) / len(runs) >= RULE.alarm


@pytest.mark.parametrize(
    ("folding", "evidence", "share"),
    [
        (False, Evidence(CLEAN, before=760), RULE.gather),
        (True, Evidence(CLEAN, before=760), RULE.close),
        (True, Evidence((False,) * 1000, before=760), RULE.watch),
        (True, Evidence((*(False,) * 1000, True), before=760), RULE.alert),
        (True, Evidence((False,) * 1000, disputed=1, before=760), RULE.alert),
        (True, Evidence((True, *(False,) * 1000), before=760), RULE.watch),
    ],
)
def test_more_is_watched_after_the_start_and_after_an_error(
    folding: bool, evidence: Evidence, share: float
) -> None:
    assert share_watched(folding, evidence) == share


@given(st.lists(st.booleans(), max_size=300), st.integers(0, 3), st.booleans())
def test_one_in_a_hundred_is_watched_for_ever(wrong: list[bool], disputed: int, folding: bool) -> None:
    assert share_watched(folding, Evidence(tuple(wrong), disputed)) >= 0.01
