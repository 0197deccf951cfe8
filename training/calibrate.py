"""Measures what the readers' words are worth, on drawn papers they never saw, and writes the thresholds.

`python -m training.calibrate FOLDER` fits on the pages that `python -m bench.harvest calibration ...` kept.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.harvest import SEED, PageRead, kept
from ocr.result.evidence import Agreement, Evidence, Group
from ocr.verification.calibration import FEATURES, MODELS, features
from ocr.verification.doubts import doubts_of, trusted_agreement
from registry.sampling.bounds import exact_bound
from specimens.fonts import Split, use_installed_faces
from workers.reader import names_of, open_engines

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

FOLDS: Final = 5
FEWEST: Final = 60
"""A curve of fewer values, or of fewer than two wrong ones, is not fitted: chance would draw it."""
PENALTY: Final = 2.0
SIGNS: Final = np.array(
    [{"variant": -1.0, "offset": -1.0, "length": 0.0}.get(name, 1.0) for name in FEATURES]
)
"""Which way each feature may speak."""
CAUTION: Final = 0.25
"""How often the estimate behind a threshold may be too low; the 95 % bound is for the proof to show."""
STEPS: Final = 40
MOST_WRONG: Final = 40


@dataclass(frozen=True, slots=True)
class Sample:
    """One value that was read: its evidence, whether it is right, and the page it stands on."""

    evidence: Evidence
    right: bool
    page: int


Family = tuple[bool, Agreement]
Answer = tuple[float, Sample]


def samples(pages: Sequence[PageRead]) -> list[Sample]:
    """Every value that was read, also one that the paper does not hold."""
    return [
        Sample(value.evidence, value.right, page.number)
        for page in pages
        for value in page.values
        if value.evidence is not None and value.value
    ]


def family(evidence: Evidence) -> Family:
    """Groups that share one curve: facts of identity or other words, by whose word counts."""
    return evidence.identity, trusted_agreement(evidence, doubts_of(evidence))


def inputs(chosen: Sequence[Sample]) -> Matrix:
    """A row a sample: the features, then a 1 for its group."""
    rows = [(*features(s.evidence), *(float(s.evidence.group is group) for group in Group)) for s in chosen]
    return np.array(rows, np.float64)


def fitted(chosen: Sequence[Sample]) -> Vector:
    """Ridge logistic regression: intercept, a weight a feature, an offset a group.

    A feature whose weight comes out against reason (less sure where more speaks for the value) is chance and
    left out.
    """
    raw = inputs(chosen)
    right = np.array([sample.right for sample in chosen], np.float64)
    spread = raw.std(axis=0)
    use = spread > 1e-6
    while True:
        weights = _newton(raw, right, use)
        against = (weights[1 : 1 + len(FEATURES)] * SIGNS) < 0
        if not against.any():
            return weights
        use[: len(FEATURES)] &= ~against


def _newton(raw: Matrix, right: Vector, use: NDArray[np.bool_]) -> Vector:
    """The ridge solution over the columns in use, in units of the raw columns."""
    middle, spread = raw[:, use].mean(axis=0), raw[:, use].std(axis=0)
    columns = np.column_stack([np.ones(len(raw)), (raw[:, use] - middle) / spread])
    ridge = np.full(columns.shape[1], PENALTY)
    ridge[0] = 1e-3
    weights = np.zeros(columns.shape[1])
    for _ in range(60):
        sure = 1 / (1 + np.exp(-np.clip(columns @ weights, -30, 30)))
        slope = columns.T @ (right - sure) - ridge * weights
        curve = (columns * (sure * (1 - sure))[:, None]).T @ columns + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        weights = weights + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-8:
            break
    out = np.zeros(1 + raw.shape[1])
    out[1:][use] = weights[1:] / spread
    out[0] = weights[0] - float(out[1:][use] @ middle)
    return out


def chances(weights: Vector, chosen: Sequence[Sample]) -> Vector:
    """The chance that each value is right."""
    totals = weights[0] + inputs(chosen) @ weights[1:]
    return np.asarray(1 / (1 + np.exp(-np.clip(totals, -30, 30))), np.float64)


def enough(chosen: Sequence[Sample]) -> bool:
    wrong = sum(not sample.right for sample in chosen)
    return len(chosen) >= FEWEST and 2 <= wrong <= len(chosen) - 2


def by_family(every: Sequence[Sample]) -> dict[Family, list[Sample]]:
    """Samples by the curve they share."""
    groups: dict[Family, list[Sample]] = defaultdict(list)
    for sample in every:
        groups[family(sample.evidence)].append(sample)
    return {key: chosen for key, chosen in sorted(groups.items()) if enough(chosen)}


def out_of_fold(groups: Mapping[Family, Sequence[Sample]]) -> list[Answer]:
    """Every sample with the chance given by a curve that never saw its page."""
    answers: list[Answer] = []
    for chosen in groups.values():
        for fold in range(FOLDS):
            seen = [sample for sample in chosen if sample.page % FOLDS != fold]
            asked = [sample for sample in chosen if sample.page % FOLDS == fold]
            if asked and enough(seen):
                sure = chances(fitted(seen), asked)
                answers += zip(map(float, sure), asked, strict=True)
    return answers


def steps(answers: Sequence[Answer]) -> list[tuple[float, float]]:
    """From which chance up how many in 1,000 are wrong: the lowest threshold of each level of error."""
    ranked = sorted(answers, key=lambda answer: -answer[0])
    found: list[tuple[float, float]] = []
    wrong = 0
    for number, (sure, sample) in enumerate(ranked, 1):
        wrong += not sample.right
        if wrong > MOST_WRONG:
            break
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
    """The whole calibration as it is written to a file.

    Facts of identity share one budget, and so one threshold: what parts their kinds is in the chances.
    """
    groups = by_family(samples(pages))
    answers = [answer for answer in out_of_fold(groups) if not doubts_of(answer[1].evidence)]
    by_harm = {
        harm: steps([answer for answer in answers if answer[1].evidence.identity is harm])
        for harm in (True, False)
    }
    return {
        "readers": list(readers),
        "source": f"{len(pages)} papers of the calibration split, seed {SEED}; training/calibrate.py",
        "features": list(FEATURES),
        "steps": {str(group): by_harm[group.identity] for group in Group},
        "scales": [row for key, chosen in groups.items() for row in _rows(key, chosen)],
    }


def _rows(key: Family, chosen: Sequence[Sample]) -> list[dict[str, object]]:
    """A row for each group of a family: the shared weights, and the group's offset in its intercept."""
    weights = fitted(chosen)
    rows: list[dict[str, object]] = []
    for place, group in enumerate(Group):
        own = [sample for sample in chosen if sample.evidence.group is group]
        if own:
            rows.append(
                {
                    "group": str(group),
                    "agreement": str(key[1]),
                    "values": len(own),
                    "wrong": sum(not sample.right for sample in own),
                    "intercept": round(float(weights[0] + weights[1 + len(FEATURES) + place]), 5),
                    "weights": [round(float(w), 5) for w in weights[1 : 1 + len(FEATURES)]],
                }
            )
    return rows


def main() -> None:
    use_installed_faces()
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
