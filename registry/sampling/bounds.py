"""Upper bounds of an error rate from a sample, and the sample that a bound needs. Pure and exact.

`exact_bound`: Clopper and Pearson, Biometrika 26 (1934), one-sided. `finite_bound`: the same for a sample
without replacement (hypergeometric), as in lot acceptance (Dodge and Romig 1929; ISO 2859-2).
`running_bound`: holds at all sample sizes at once, so that it may be looked at after every answer (Ville's
inequality with a beta mixture; Robbins 1970; Howard, Ramdas, McAuliffe, Sekhon 2021).
"""

from collections.abc import Callable
from math import exp, inf, lgamma, log, log1p
from typing import Final

RISK: Final = 0.05
"""How often a bound may be too low: bounds are those of 95 %."""

# A beta prior that expects few errors: it makes the running bound tight for error-free samples of hundreds.
PRIOR: Final = (0.5, 200.0)
_STEPS: Final = 60
"""Halvings of the interval of a rate: as exact as a float."""


def exact_bound(errors: int, sample: int, risk: float = RISK) -> float:
    """The highest error rate that would still give so few errors with probability `risk`; 1 without a sample.

    The sample is drawn from endlessly many. `errors` of `sample`, 0 <= errors <= sample.
    """
    _check(errors, sample)
    if errors == sample:
        return 1.0
    return _highest(lambda rate: _log_binomial_tail(errors, sample, rate) >= log(risk))


def finite_bound(errors: int, sample: int, population: int, risk: float = RISK) -> int:
    """The most wrong ones that a population may hold, when a sample of it without replacement shows `errors`.

    0 <= errors <= sample <= population. At least `errors`; exact when all were looked at.
    """
    _check(errors, sample)
    if sample > population:
        raise ValueError("a sample larger than its population")
    low, high = errors, population - (sample - errors)
    while low < high:
        middle = (low + high + 1) // 2
        if _log_hypergeometric_tail(errors, sample, middle, population) >= log(risk):
            low = middle
        else:
            high = middle - 1
    return low


def running_bound(errors: int, sample: int, risk: float = RISK) -> float:
    """An upper bound that is too low at any time, ever, with a probability of at most `risk`."""
    _check(errors, sample)
    a, b = PRIOR
    evidence = _log_beta(a + errors, b + sample - errors) - _log_beta(a, b)
    share = errors / sample if sample else 0.0

    def possible(rate: float) -> bool:
        return rate <= share or evidence - _log_likelihood(errors, sample, rate) < -log(risk)

    return _highest(possible)


def sample_needed(budget: float, population: int, errors: int = 0, risk: float = RISK) -> int | None:
    """The smallest sample that shows a population within the budget when it turns up so many errors.

    `budget` is a share, 0..1. None when not even the whole population could show it.
    """
    most = int(budget * population + 1e-9)
    if errors > most:
        return None
    low, high = errors, population
    while low < high:
        middle = (low + high) // 2
        if finite_bound(errors, middle, population, risk) <= most:
            high = middle
        else:
            low = middle + 1
    return low


def _check(errors: int, sample: int) -> None:
    if not 0 <= errors <= sample:
        raise ValueError("errors beyond the sample")


def _highest(possible: Callable[[float], bool]) -> float:
    """The highest rate that is still possible; possible ones lie below the impossible ones."""
    low, high = 0.0, 1.0
    if possible(high):
        return high
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if possible(middle) else (low, middle)
    return high


def _log_likelihood(errors: int, sample: int, rate: float) -> float:
    if rate >= 1:
        return 0.0 if errors == sample else -inf
    wrong = errors * log(rate) if errors else 0.0
    return wrong + (sample - errors) * log1p(-rate)


def _log_binomial_tail(errors: int, sample: int, rate: float) -> float:
    if rate <= 0:
        return 0.0
    return _log_sum([_log_choose(sample, k) + _log_likelihood(k, sample, rate) for k in range(errors + 1)])


def _log_hypergeometric_tail(errors: int, sample: int, wrong: int, population: int) -> float:
    least = max(0, sample - (population - wrong))
    terms = [
        _log_choose(wrong, k) + _log_choose(population - wrong, sample - k)
        for k in range(least, min(errors, wrong) + 1)
    ]
    return _log_sum(terms) - _log_choose(population, sample)


def _log_choose(whole: int, part: int) -> float:
    return lgamma(whole + 1) - lgamma(part + 1) - lgamma(whole - part + 1)


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def _log_sum(terms: list[float]) -> float:
    top = max(terms, default=-inf)
    return top if top == -inf else top + log(sum(exp(term - top) for term in terms))
