"""How sure a value is, and what follows from it: calibrated chances, and thresholds set by harm."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ocr.evidence import Evidence, Group, Witness
from ocr.reading import Decision

MODELS: Final = Path(__file__).with_name("models")
IDENTITY_BUDGET: Final = 0.37
"""Wrong values in 1,000 accepted facts of identity: what a person keying once gets wrong (Paulsen 2012)."""
WORD_BUDGET: Final = 2.0
"""The same for words that identify nobody."""
NEVER: Final = 1.1
FEATURES: Final = (
    "weakest", "clean", "second", "second_clean", "fit", "known", "length", "place", "again", "height",
)  # fmt: skip
FLOOR: Final = 1e-4


@dataclass(frozen=True, slots=True)
class Step:
    """From confidence `least` up, held-out values were wrong at most `bound` times in 1,000 (95 %)."""

    least: float
    bound: float


@dataclass(frozen=True, slots=True)
class Scale:
    """A logistic curve over the features of one group and witness, and what its answers are worth."""

    intercept: float
    weights: tuple[float, ...]
    steps: tuple[Step, ...]

    def chance(self, evidence: Evidence) -> float:
        """The chance (0 to 1) that the value is right."""
        total = self.intercept + sum(w * x for w, x in zip(self.weights, features(evidence), strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def least(self, budget: float) -> float:
        """The lowest confidence from which at most `budget` in 1,000 are wrong; NEVER when none is proved."""
        return min((step.least for step in self.steps if step.bound <= budget), default=NEVER)


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the readers' words are worth, measured; `budget` is wrong identity facts in 1,000 accepted.

    It speaks of `readers` alone: beside others it accepts nothing.
    """

    readers: tuple[str, ...]
    scales: Mapping[tuple[Group, Witness], Scale]
    budget: float = IDENTITY_BUDGET

    def confidence(self, evidence: Evidence) -> float:
        """The chance (0 to 1) that a value is right."""
        scale = self.scales.get((evidence.group, evidence.witness))
        return round(scale.chance(evidence), 5) if scale else plain(evidence)

    def decide(self, value: str, evidence: Evidence) -> Decision:
        """What is left to do about a value: a fact of identity is never accepted on one reader's word."""
        if not value:
            return Decision.UNREADABLE
        scale = self.scales.get((evidence.group, evidence.witness))
        alone = evidence.identity and evidence.witness is not Witness.AGREED
        if scale is None or alone or evidence.handwritten:
            return Decision.REVIEW
        budget = self.budget if evidence.identity else WORD_BUDGET * self.budget / IDENTITY_BUDGET
        sure = self.confidence(evidence) >= scale.least(budget)
        return Decision.ACCEPTED if sure else Decision.REVIEW


def features(evidence: Evidence) -> tuple[float, ...]:
    """The evidence as the curve's inputs: chances as log odds, counts as logarithms."""
    return (
        _odds(evidence.weakest), _odds(evidence.clean), _odds(evidence.second), _odds(evidence.second_clean),
        evidence.fit, evidence.known, math.log(max(1, evidence.length)), evidence.place, evidence.again,
        math.log(max(4.0, min(60.0, evidence.height))),
    )  # fmt: skip


def _odds(chance: float) -> float:
    held = min(1 - FLOOR, max(FLOOR, chance))
    return math.log(held / (1 - held))


def plain(evidence: Evidence) -> float:
    """A number from 0 to 1 without calibration; higher is surer, and it is no probability."""
    base = evidence.weakest * (0.4 + 0.6 * evidence.fit)
    match evidence.witness:
        case Witness.ALONE:
            return round(base, 3)
        case Witness.AGREED:
            return round(min(1.0, 0.5 + 0.5 * base), 3)
        case Witness.DIFFERED:
            return round(0.5 * base, 3)


def weigh(value: str, evidence: Evidence, calibration: Calibration | None) -> tuple[float, Decision]:
    """How sure a value is and what follows; without calibration every value goes to a person."""
    if calibration is None:
        return plain(evidence), Decision.REVIEW if value else Decision.UNREADABLE
    return calibration.confidence(evidence), calibration.decide(value, evidence)


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
        (Group(row["group"]), Witness(row["witness"])): Scale(
            row["intercept"], tuple(row["weights"]), tuple(Step(*step) for step in row["steps"])
        )
        for row in facts["scales"]
    }
    return Calibration(tuple(facts["readers"]), scales, budget)
