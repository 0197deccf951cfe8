"""Measures what the readers' words are worth, on drawn papers they never saw, and writes the thresholds.

`python -m training.calibrate FOLDER` fits on the pages that `python -m bench.harvest calibration ...` kept.
"""

import argparse
import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.harvest import SEED, PageRead, kept
from ocr.confidence import FEATURES, MODELS, features
from ocr.evidence import Evidence, Group, Witness
from registry.sampling.bounds import exact_bound
from specimens.fonts import Split
from workers.reader import names_of, open_engines

Vector = NDArray[np.float64]
Key = tuple[Group, Witness]

FOLDS: Final = 5
FEWEST: Final = 60
"""A curve of fewer values, or of fewer than two wrong ones, is not fitted: chance would draw it."""
PENALTY: Final = 2.0
CAUTION: Final = 0.5
"""How often the estimate behind a threshold may be too low; the 95 % bound is for the proof to show."""
STEPS: Final = 40


@dataclass(frozen=True, slots=True)
class Sample:
    """One value that was read: its evidence, whether it is right, and the page it stands on."""

    evidence: Evidence
    right: bool
    page: int


def samples(pages: Sequence[PageRead]) -> list[Sample]:
    """Every value that was read, also one that the paper does not hold."""
    return [
        Sample(value.evidence, value.right, page.number)
        for page in pages
        for value in page.values
        if value.evidence is not None and value.value
    ]


def fitted(chosen: Sequence[Sample]) -> Vector:
    """Ridge logistic regression by Newton's method: intercept, then one weight a feature."""
    raw = np.array([features(sample.evidence) for sample in chosen], np.float64)
    middle, spread = raw.mean(axis=0), np.maximum(raw.std(axis=0), 1e-6)
    flat = raw.std(axis=0) < 1e-6
    inputs = np.column_stack([np.ones(len(raw)), np.where(flat, 0.0, (raw - middle) / spread)])
    right = np.array([sample.right for sample in chosen], np.float64)
    ridge = np.full(inputs.shape[1], PENALTY)
    ridge[0] = 1e-3
    weights = np.zeros(inputs.shape[1])
    for _ in range(60):
        chance = 1 / (1 + np.exp(-np.clip(inputs @ weights, -30, 30)))
        slope = inputs.T @ (right - chance) - ridge * weights
        curve = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        weights = weights + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-8:
            break
    plain = np.where(flat, 0.0, weights[1:] / spread)
    return np.concatenate(([weights[0] - float(plain @ middle)], plain))


def chance(weights: Vector, evidence: Evidence) -> float:
    """The chance that a value of this evidence is right."""
    total = float(weights[0] + weights[1:] @ np.array(features(evidence)))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def enough(chosen: Sequence[Sample]) -> bool:
    wrong = sum(not sample.right for sample in chosen)
    return len(chosen) >= FEWEST and 2 <= wrong <= len(chosen) - 2


def by_key(every: Sequence[Sample]) -> dict[Key, list[Sample]]:
    """Samples by group and witness."""
    groups: dict[Key, list[Sample]] = defaultdict(list)
    for sample in every:
        groups[sample.evidence.group, sample.evidence.witness].append(sample)
    return {key: chosen for key, chosen in sorted(groups.items()) if enough(chosen)}


def out_of_fold(groups: Mapping[Key, Sequence[Sample]]) -> list[tuple[float, Sample]]:
    """Every sample with the chance given by a curve that never saw its page."""
    answers: list[tuple[float, Sample]] = []
    for chosen in groups.values():
        whole = fitted(chosen)
        for fold in range(FOLDS):
            seen = [sample for sample in chosen if sample.page % FOLDS != fold]
            curve = fitted(seen) if enough(seen) else whole
            answers += [(chance(curve, s.evidence), s) for s in chosen if s.page % FOLDS == fold]
    return answers


def steps(answers: Sequence[tuple[float, Sample]]) -> list[tuple[float, float]]:
    """From which chance up how many in 1,000 are wrong: thresholds at which the estimate falls."""
    ranked = sorted(answers, key=lambda answer: -answer[0])
    found: list[tuple[float, float]] = []
    wrong = 0
    for number, (sure, sample) in enumerate(ranked, 1):
        wrong += not sample.right
        after = ranked[number][0] if number < len(ranked) else 0.0
        if after < sure and number >= FEWEST:
            found.append((sure, 1000 * exact_bound(wrong, number, CAUTION)))
    return _thinned(found)


def _thinned(found: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The lowest threshold of each level of error, at most STEPS of them between 0.01 and 100 in 1,000."""
    kept_steps: list[tuple[float, float]] = []
    for level in np.geomspace(0.01, 100, STEPS):
        least = min((sure for sure, wrong in found if wrong <= level), default=None)
        if least is not None and (not kept_steps or least < kept_steps[-1][0]):
            kept_steps.append((round(least + 5e-6, 5), round(float(level), 3)))
    return kept_steps


def calibrated(pages: Sequence[PageRead], readers: Sequence[str]) -> dict[str, object]:
    """The whole calibration as it is written to a file."""
    groups = by_key(samples(pages))
    answers = out_of_fold(groups)
    facts = [a for a in answers if a[1].evidence.identity and a[1].evidence.witness is Witness.AGREED]
    words = [a for a in answers if not a[1].evidence.identity]
    return {
        "readers": list(readers),
        "source": f"{len(pages)} papers of the calibration split, seed {SEED}; training/calibrate.py",
        "values": {"identity, two readers agree": len(facts), "words": len(words)},
        "features": list(FEATURES),
        "identity": steps(facts),
        "words": steps(words),
        "scales": [_row(key, chosen) for key, chosen in groups.items()],
    }


def _row(key: Key, chosen: Sequence[Sample]) -> dict[str, object]:
    weights = [round(float(weight), 5) for weight in fitted(chosen)]
    wrong = sum(not sample.right for sample in chosen)
    return {
        "group": str(key[0]), "witness": str(key[1]), "values": len(chosen), "wrong": wrong,
        "intercept": weights[0], "weights": weights[1:],
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--to", type=Path, default=MODELS / "calibration.json")
    asked = parser.parse_args()
    readers = names_of(open_engines())
    pages = list(kept(asked.folder, Split.CALIBRATION, SEED, readers))
    asked.to.write_text(
        json.dumps(calibrated(pages, readers), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
