"""Folding by evidence lets fewer wrong facts slip than folding at once, and never folds a bad office."""

from random import Random

from bench.folding import WEARS, simulate
from bench.result import BenchOptions


def test_an_office_beyond_the_budget_is_never_folded() -> None:
    bad = next(wear for wear in WEARS if wear.before == 0.05)
    done = simulate(bad, Random(BenchOptions().seed))
    assert (done.slipped, done.folded) == (0, 0)
    assert done.wrong > 1500


def test_wear_that_comes_later_is_noticed_and_most_of_its_errors_are_seen() -> None:
    damp = next(wear for wear in WEARS if wear.before < wear.after == 0.05)
    done = simulate(damp, Random(3))
    assert done.slipped < done.wrong / 4
    assert done.noticed is not None or not done.folding_at_change
