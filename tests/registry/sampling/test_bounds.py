"""Bounds are never too low more often than said, agree with printed tables, and samples are the smallest."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.sampling.bounds import RISK, exact_bound, finite_bound, running_bound, sample_needed

LITTLE = 1e-9


@pytest.mark.parametrize(
    ("errors", "sample", "printed"),
    [(0, 59, 0.0495), (0, 299, 0.00997), (1, 100, 0.0466), (3, 1000, 0.00774), (5, 50, 0.1988)],
)
def test_the_exact_bound_is_that_of_printed_tables(errors: int, sample: int, printed: float) -> None:
    assert exact_bound(errors, sample) == pytest.approx(printed, abs=5e-5)


def test_nothing_sampled_shows_nothing() -> None:
    assert exact_bound(0, 0) == running_bound(0, 0) == 1.0
    assert finite_bound(0, 0, 40) == 40


@pytest.mark.parametrize("wrong", range(31))
def test_the_finite_bound_is_too_low_at_most_one_time_in_twenty(wrong: int) -> None:
    population, sample = 30, 12
    too_low = sum(
        comb(wrong, errors) * comb(population - wrong, sample - errors)
        for errors in range(min(wrong, sample) + 1)
        if sample - errors <= population - wrong and finite_bound(errors, sample, population) < wrong
    )
    assert too_low / comb(population, sample) <= RISK + LITTLE


@given(st.integers(0, 60), st.data())
def test_looking_at_all_leaves_no_doubt(population: int, data: st.DataObject) -> None:
    errors = data.draw(st.integers(0, population))
    assert finite_bound(errors, population, population) == errors


def test_the_running_bound_may_be_looked_at_after_every_answer() -> None:
    rate, looks = 0.02, 1200
    alive, lost, lowest = {0: 1.0}, 0.0, -1
    for sample in range(1, looks + 1):
        after: dict[int, float] = {}
        for errors, chance in alive.items():
            after[errors] = after.get(errors, 0.0) + chance * (1 - rate)
            after[errors + 1] = after.get(errors + 1, 0.0) + chance * rate
        while running_bound(lowest + 1, sample) < rate:
            lowest += 1
        lost += sum(chance for errors, chance in after.items() if errors <= lowest)
        alive = {errors: chance for errors, chance in after.items() if errors > lowest and chance > 1e-12}
    assert 0 < lost <= RISK


def test_looking_after_every_answer_costs_a_larger_sample() -> None:
    assert exact_bound(0, 598) <= 0.005 < running_bound(0, 598)
    assert running_bound(0, 760) <= 0.005


@given(st.integers(1, 4000), st.floats(0.001, 0.2), st.integers(0, 2))
def test_the_sample_needed_shows_the_budget_and_one_less_does_not(
    population: int, budget: float, errors: int
) -> None:
    sample = sample_needed(budget, population, errors)
    most = int(budget * population + 1e-9)
    if sample is None:
        assert errors > most
        return
    assert finite_bound(errors, sample, population) <= most
    assert sample == errors or finite_bound(errors, sample - 1, population) > most


@pytest.mark.parametrize(("errors", "sample"), [(-1, 4), (5, 4)])
def test_more_errors_than_looked_at_are_refused(errors: int, sample: int) -> None:
    with pytest.raises(ValueError, match="beyond"):
        exact_bound(errors, sample)
    with pytest.raises(ValueError, match="larger"):
        finite_bound(0, 5, 4)
