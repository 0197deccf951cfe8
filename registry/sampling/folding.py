"""When accepted fields may be folded away from the clerk's eyes, and when no more. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from registry.sampling.bounds import running_bound

# An error rate so many times the budget is what the alarm looks for: slow wear, and a new scanner's stripe.
_TIMES: Final = (2.0, 4.0, 10.0)
_RECENT: Final = 100
"""Newest judgements among which one wrong ends folding: older ones say little of today."""


class Verdict(StrEnum):
    """What the evidence says: fold, not yet, not until more is known, or stop and count anew (a breach)."""

    fold = "fold"
    gather = "gather"
    pause = "pause"
    breach = "breach"


@dataclass(frozen=True, slots=True)
class FoldingRule:
    """The rule: shares are of accepted fields, 0..1. `budget` is the share that may be wrong.

    `gather` of them are keyed blindly while folding is off, `close` for the first `close_for` keyed while it
    is on, `watch` for ever after, `alert` while an error was found among the latest hundred.
    `alarm`: an alarm sounds falsely less often than once in so many keyed fields, even at the full budget.
    """

    budget: float = 0.005
    gather: float = 0.10
    close: float = 0.05
    close_for: int = 200
    watch: float = 0.01
    alert: float = 0.25
    alarm: float = 100.0


RULE: Final = FoldingRule()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What blind second keys showed, the oldest first: True where the accepted value was wrong.

    `before` of them were not folded away when they were picked; `disputed` are not settled yet.
    """

    wrong: tuple[bool, ...] = ()
    disputed: int = 0
    before: int = 0

    @property
    def errors(self) -> int:
        """How many accepted values were wrong."""
        return sum(self.wrong)

    @property
    def begun(self) -> bool:
        """Whether some of them were folded away: folding had begun, even if it pauses now."""
        return self.before < len(self.wrong)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was decided, and the upper bound of the error rate that it rests on (95 %, at any time)."""

    verdict: Verdict
    bound: float


def decide(begun: bool, evidence: Evidence, rule: FoldingRule = RULE) -> Finding:
    """What follows from the evidence. An open dispute counts as an error until it is settled.

    Folding is on while the bound is within the budget; it pauses while the bound is not, and what is known
    goes on to count. It ends by a breach when recent errors come so fast that what was known before says
    nothing of now (an e-detector: Shin, Ramdas, Rinaldo 2023, after Page's CUSUM of 1954).
    """
    bound = running_bound(evidence.errors, len(evidence.wrong))
    if alarm_level(evidence, rule) >= rule.alarm:
        return Finding(Verdict.breach if begun else Verdict.gather, bound)
    doubted = running_bound(evidence.errors + evidence.disputed, len(evidence.wrong) + evidence.disputed)
    if doubted <= rule.budget:
        return Finding(Verdict.fold, bound)
    return Finding(Verdict.pause if begun else Verdict.gather, bound)


def share_watched(folding: bool, evidence: Evidence, rule: FoldingRule = RULE) -> float:
    """The share of accepted fields to key blindly now; at least `watch`, for ever."""
    if not folding:
        return rule.gather
    if evidence.disputed or any(evidence.wrong[-_RECENT:]):
        return rule.alert
    return rule.close if len(evidence.wrong) - evidence.before < rule.close_for else rule.watch


def alarm_level(evidence: Evidence, rule: FoldingRule = RULE) -> float:
    """How much likelier the latest answers are at a higher error rate than at the budget, from 1 upwards."""
    return sum(_level(evidence.wrong, rule.budget, times) for times in _TIMES) / len(_TIMES)


def _level(wrong: Sequence[bool], budget: float, times: float) -> float:
    level = 1.0
    right = (1 - times * budget) / (1 - budget)
    for one in wrong:
        level = max(level, 1.0) * (times if one else right)
    return level
