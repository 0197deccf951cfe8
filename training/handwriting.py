"""Fits the network that tells handwriting from print: `python -m training.handwriting fit`.

From a seed it draws papers with both, learns on the training split, takes the threshold from the calibration
split and writes `ocr/models/handwriting.json`. `python -m training.handwriting judge` measures that file on
the judgement split, whose hands it never saw.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Frame, Image, Rect, from_corners
from ocr.image.pyramid import Picture, cut
from ocr.recognition.handwriting import LABELS_COMPARED, LIMIT, MODEL, Network, Sums, against, load, together
from reference.documents import document_types
from specimens.capture import Wear
from specimens.documents import PAGE, Specimen, Wish, draw_document
from specimens.fonts import Split, use_installed_faces
from specimens.sheet import Role

PAPERS: Final = {Split.TRAINING: 480, Split.CALIBRATION: 160, Split.JUDGEMENT: 120}
WORN: Final = dict(zip(Wear, (2, 5, 3, 3, 4, 1), strict=True))
"""How often papers come in each wear."""
VALUES: Final = 14
LEAST_HEIGHT: Final = 5
SLACK: Final = ((-0.05, 0.3), (-0.06, 0.15), (-0.05, 0.3), (-0.06, 0.15))
"""How far beyond the ink a box may reach, in heights of the line: left, top, right, bottom."""
NETS: Final = 4
"""So many are fitted and averaged, which is one network four times as wide."""
HIDDEN: Final = 16
ROUNDS: Final = 50
BATCH: Final = 128
RATE: Final = 3e-3
PENALTY: Final = 3e-3
NOISE: Final = 0.35
"""Standard deviations by which measures are shaken in training, for wear that was never drawn."""
SHARED: Final = 0.8
STEP: Final = 0.1
Weights = list[Sums]


@dataclass(frozen=True, slots=True)
class Paper:
    """The measures of a paper's values (n, 2 * MEASURES), and whether they were written by hand."""

    measured: Sums
    by_hand: bool


def papers(split: Split, seed: int) -> Iterator[Paper]:
    """Papers without end, half of them filled in by hand; those without a clear label are left out."""
    sides = [(kind, side) for kind in document_types().values() for side in kind.sides]
    number = 0
    while True:
        rng = random.Random(f"handwriting {split} {seed} {number}")
        kind, side = sides[number % len(sides)]
        by_hand, (wear,) = rng.random() < 0.5, rng.choices(list(WORN), list(WORN.values()))
        wish = Wish(split, wear=wear, dpi=rng.choice((150, 200)) if side == PAGE else 300, by_hand=by_hand)
        specimen = draw_document(kind, side, rng.randrange(10**9), None, wish)
        values, labels = (
            crops(specimen, Role.VALUE, VALUES, rng),
            crops(specimen, Role.LABEL, LABELS_COMPARED, rng),
        )
        measured, seen = against(values, labels)
        if seen.any():
            yield Paper(measured[seen], by_hand)
        number += 1


def crops(specimen: Specimen, role: Role, most: int, rng: random.Random) -> list[Image]:
    """Some lines of a role, cut as loosely as the readers get them."""
    picture = Picture(specimen.image)
    frames = [
        from_corners(np.array(line.corners))
        for line in specimen.truth.lines
        if line.role is role and len(line.text.strip()) > 1
    ]
    large = [frame for frame in frames if frame.height >= LEAST_HEIGHT]
    return [cut(picture, frame, _loose(frame, rng)) for frame in rng.sample(large, min(most, len(large)))]


def _loose(frame: Frame, rng: random.Random) -> Rect:
    """A line's box with its sides where finding lines may put them."""
    left, top, right, bottom = (rng.uniform(low, high) * frame.height for low, high in SLACK)
    return Rect(-left, -top, frame.width + right, frame.height + bottom)


def fitted(seen: Sequence[Paper], seed: int) -> Network:
    """The network for these papers, its threshold still at even odds."""
    measured = np.concatenate([paper.measured for paper in seen])
    by_hand = np.concatenate([np.full(len(paper.measured), float(paper.by_hand)) for paper in seen])
    centre, spread = measured.mean(axis=0), measured.std(axis=0) + 1e-6
    even = np.clip((measured - centre) / spread, -LIMIT, LIMIT)
    nets = [_descended(even, by_hand, np.random.default_rng([seed, number])) for number in range(NETS)]
    first, offset, second, shift = (np.concatenate(parts, axis=-1) for parts in zip(*nets, strict=True))
    layers = ((first, offset), (second[:, None] / NETS, np.array([shift.mean()])))
    return Network(centre, spread, layers, SHARED, 0.0)


def _descended(even: Sums, by_hand: Sums, rng: np.random.Generator) -> Weights:
    """Weights and bias of both layers: Adam on the cross entropy, the rate falling to nothing."""
    wide = even.shape[1]
    now = [
        rng.normal(0, wide**-0.5, (wide, HIDDEN)),
        np.zeros(HIDDEN),
        rng.normal(0, HIDDEN**-0.5, HIDDEN),
        np.zeros(1),
    ]
    mean, square = [np.zeros_like(part) for part in now], [np.zeros_like(part) for part in now]
    step = 0
    for turn in range(ROUNDS):
        order = rng.permutation(len(even))
        for chosen in np.split(order, range(BATCH, len(order), BATCH)):
            step += 1
            shaken = even[chosen] + rng.normal(0, NOISE, (len(chosen), wide))
            for part, slope in enumerate(_slopes(now, shaken, by_hand[chosen])):
                mean[part] = 0.9 * mean[part] + 0.1 * slope
                square[part] = 0.999 * square[part] + 0.001 * slope**2
                size = np.sqrt(square[part] / (1 - 0.999**step)) + 1e-8
                now[part] = now[part] - RATE * (1 - turn / ROUNDS) * mean[part] / (1 - 0.9**step) / size
    return now


def _slopes(now: Weights, even: Sums, by_hand: Sums) -> Weights:
    """Which way the error grows with each weight; the first layer's are held small."""
    first, offset, second, shift = now
    hidden = np.tanh(even @ first + offset)
    wrong = (1 / (1 + np.exp(-(hidden @ second + shift[0]))) - by_hand) / len(even)
    back = np.outer(wrong, second) * (1 - hidden**2)
    return [even.T @ back + PENALTY * first, back.sum(axis=0), hidden.T @ wrong, np.array([wrong.sum()])]


def scores(network: Network, seen: Sequence[Paper], *, by_hand: bool) -> Sums:
    """What the service compares with the threshold, for each value that is written so."""
    chosen = [together(network, paper.measured) for paper in seen if paper.by_hand is by_hand]
    return np.concatenate([*chosen, np.zeros(0)])


def threshold(network: Network, seen: Sequence[Paper]) -> float:
    """The least, in steps, that no printed value exceeds: each false alarm costs a clerk a look."""
    return float(max(0.0, np.ceil(scores(network, seen, by_hand=False).max() / STEP) * STEP))


def told(network: Network, seen: Sequence[Paper]) -> str:
    """False alarms and finds in words."""
    printed, written = (scores(network, seen, by_hand=hand) > network.least for hand in (False, True))
    false = f"{printed.sum()} of {len(printed)} printed values taken for handwriting"
    return f"{false}, {written.sum()} of {len(written)} written ones found"


def facts(network: Network) -> dict[str, object]:
    """The network as it is written to a file."""

    def short(numbers: NDArray[np.float64]) -> object:
        return np.round(numbers, 4).tolist()

    layers = [{"weights": short(weights), "bias": short(bias)} for weights, bias in network.layers]
    even = {"centre": short(network.centre), "spread": short(network.spread)}
    return {
        "version": 1,
        **even,
        "layers": layers,
        "shared": network.shared,
        "least": round(network.least, 1),
    }


def main() -> None:
    use_installed_faces()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("does", choices=["fit", "judge"])
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--share", type=float, default=1.0, help="of the papers, for a quick look")
    parser.add_argument("--model", type=Path, default=MODEL)
    asked = parser.parse_args()

    def some(split: Split) -> list[Paper]:
        return list(islice(papers(split, asked.seed), max(4, round(asked.share * PAPERS[split]))))

    if asked.does == "judge":
        print(told(load(asked.model), some(Split.JUDGEMENT)))
        return
    network = fitted(some(Split.TRAINING), asked.seed)
    calibration = some(Split.CALIBRATION)
    network = replace(network, least=threshold(network, calibration))
    print("calibration at", round(network.least, 1), told(network, calibration))
    asked.model.write_text(json.dumps(facts(network), separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
