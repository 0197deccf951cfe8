"""How sure a value is, and what follows from it: calibrated chances, and thresholds set by harm."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ocr.result.doubt import Doubt
from ocr.result.evidence import Agreement, Evidence, Group
from ocr.result.reading import Decision
from ocr.verification.doubts import doubts_of, in_order, trusted_agreement

MODELS: Final = Path(__file__).parents[1] / "models"
IDENTITY_BUDGET: Final = 0.37
"""Wrong values in 1,000 accepted facts of identity: what a person keying once gets wrong (Paulsen 2012)."""
WORD_BUDGET: Final = 2.0
"""The same for words that identify nobody."""
NEVER: Final = 1.1
"""A threshold (a chance, 0 to 1) that nothing reaches."""
FEATURES: Final = (
    "weakest", "clean", "second", "second_clean", "fit", "known", "variant", "length", "place", "again",
    "wide", "offset", "gap", "height",
)  # fmt: skip
FLOOR: Final = 1e-4
"""The least chance (and the least doubt) that is told from none: log odds stay finite."""


@dataclass(frozen=True, slots=True)
class Step:
    """From confidence `least` up, held-out values were wrong `wrong` times in 1,000 (a cautious estimate)."""

    least: float
    wrong: float


@dataclass(frozen=True, slots=True)
class Scale:
    """A curve from the features of one group and agreement to the chance that a value is right."""

    intercept: float
    weights: tuple[float, ...]

    def chance(self, evidence: Evidence) -> float:
        """The chance (0 to 1) that the value is right."""
        total = self.intercept + sum(w * x for w, x in zip(self.weights, features(evidence), strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the readers' words are worth, measured; `budget` is wrong identity facts in 1,000 accepted.

    It speaks of `readers` alone. `steps` tell for each group from which confidence on which budget is kept.
    """

    readers: tuple[str, ...]
    scales: Mapping[tuple[Group, Agreement], Scale]
    steps: Mapping[Group, tuple[Step, ...]]
    budget: float = IDENTITY_BUDGET

    def confidence(self, evidence: Evidence, doubts: frozenset[Doubt] | None = None) -> float:
        """The chance (0 to 1) that a value is right, if these speak against it (by default what does)."""
        told = doubts_of(evidence) if doubts is None else doubts
        scale = self.scales.get((evidence.group, trusted_agreement(evidence, told)))
        return round(scale.chance(evidence), 5) if scale else plain(evidence)

    def decide(self, value: str, evidence: Evidence, doubts: frozenset[Doubt] | None = None) -> Decision:
        """What is left to do about a value, if these speak against it (by default what does).

        A value that anything speaks against is never accepted; a fact of identity never on one reader's word.
        """
        told = doubts_of(evidence) if doubts is None else doubts
        if not value:
            return Decision.UNREADABLE
        if told or (evidence.group, trusted_agreement(evidence, told)) not in self.scales:
            return Decision.REVIEW
        sure = self.confidence(evidence, told) >= self.least(evidence.group)
        return Decision.ACCEPTED if sure else Decision.REVIEW

    def least(self, group: Group) -> float:
        """The lowest confidence from which the budget is kept in a group; NEVER when none does."""
        words = WORD_BUDGET * self.budget / IDENTITY_BUDGET
        budget = words if group is Group.WORD else self.budget
        return min((step.least for step in self.steps.get(group, ()) if step.wrong <= budget), default=NEVER)


def features(evidence: Evidence) -> tuple[float, ...]:
    """The evidence as the curve's inputs: chances as log odds, counts as logarithms."""
    return (
        _odds(evidence.weakest), _odds(evidence.clean), _odds(evidence.second), _odds(evidence.second_clean),
        evidence.fit, evidence.known, float(evidence.variant), math.log(max(1, evidence.length)),
        evidence.place, evidence.again, evidence.wide, min(2.0, evidence.offset), evidence.gap,
        math.log(max(4.0, min(60.0, evidence.height))),
    )  # fmt: skip


def _odds(chance: float) -> float:
    held = min(1 - FLOOR, max(FLOOR, chance))
    return math.log(held / (1 - held))


def plain(evidence: Evidence) -> float:
    """A number from 0 to 1 without calibration; higher is surer, and it is no probability."""
    base = evidence.weakest * (0.4 + 0.6 * evidence.fit)
    match evidence.agreement:
        case Agreement.ALONE:
            return round(base, 3)
        case Agreement.AGREED:
            return round(min(1.0, 0.5 + 0.5 * base), 3)
        case Agreement.DIFFERED:
            return round(0.5 * base, 3)


@dataclass(frozen=True, slots=True)
class Weighed:
    """How sure a value is (0 to 1), what follows, and what speaks against it when it is not accepted."""

    confidence: float
    decision: Decision
    doubts: tuple[Doubt, ...]


def weigh(value: str, evidence: Evidence, calibration: Calibration | None) -> Weighed:
    """How sure a value is and what follows; without calibration every value goes to a person."""
    if calibration is None:
        sure, decision = plain(evidence), Decision.REVIEW if value else Decision.UNREADABLE
    else:
        sure, decision = calibration.confidence(evidence), calibration.decide(value, evidence)
    if decision is Decision.ACCEPTED:
        return Weighed(sure, decision, ())
    return Weighed(sure, decision, in_order(doubts_of(evidence)) or (Doubt.TOO_UNSURE,))


def load(
    readers: Sequence[str], budget: float = IDENTITY_BUDGET, folder: Path = MODELS
) -> Calibration | None:
    """The calibration of these readers (names with versions); None when there is none, or of others."""
    path = folder / "calibration.json"
    if not path.exists():
        return None
    facts = json.loads(path.read_text(encoding="utf-8"))
    if sorted(facts["readers"]) != sorted(readers):
        return None
    scales = {
        (Group(row["group"]), Agreement(row["agreement"])): Scale(row["intercept"], tuple(row["weights"]))
        for row in facts["scales"]
    }
    steps = {Group(name): tuple(Step(*step) for step in rows) for name, rows in facts["steps"].items()}
    return Calibration(tuple(facts["readers"]), scales, steps, budget)
