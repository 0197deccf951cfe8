"""Whether values were written by hand: print repeats itself and runs straight, handwriting does neither.

A small network weighs what is measured on a crop: directions of strokes, their width and its unrest, how even
the ink is, how letters stand on the line; each also against the labels of the same paper, which are printed
and went through the same camera. All crops of a paper are measured at once, side by side in one strip.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Image

MODEL: Final = Path(__file__).parents[1] / "models" / "handwriting.json"
HANDWRITTEN: Final = "handwritten"
"""The code of advice for a paper with values written by hand."""
LABELS_COMPARED: Final = 8
"""How many labels tell what print looks like on a paper."""
HEIGHT: Final = 40
"""Height in pixels that crops are scaled to, so that strokes of one pen are as wide everywhere."""
WIDEST: Final = 400
"""Most width in pixels of a crop on the strip: a longer value shows nothing more of the hand."""
APART: Final = 4
"""Columns of paper between crops on the strip."""
DIRECTIONS: Final = 12
"""Directions of strokes that are told apart: one each 15 degrees."""
FEWEST_INK: Final = 30
"""Least pixels of ink of a crop on which measures say anything."""
LEAST_CONTRAST: Final = 16
"""Least difference (0 to 255) between ink and paper of such a crop."""
LEAST_PART: Final = 12
"""Least pixels of a part whose head and foot are measured: smaller ones are dots."""
MEASURES: Final = DIRECTIONS + 14
LIMIT: Final = 5.0
"""How many standard deviations a measure counts at most."""
GREYS: Final = np.arange(256)
Grey = NDArray[np.float32]
Sums = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Strip:
    """Crops side by side: `level` from 0 ink to 1 paper, `owner` the crop of each column, -1 between them.

    Crops begin at the columns `starts`.
    """

    level: Grey
    owner: NDArray[np.intp]
    starts: NDArray[np.intp]
    widths: NDArray[np.intp]
    blank: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Network:
    """Two layers on measures that were made even.

    A value is written from the score `least` on, of which the share `shared` is that of all values together.
    """

    centre: Sums
    spread: Sums
    layers: tuple[tuple[Sums, Sums], tuple[Sums, Sums]]
    shared: float
    least: float

    def scores(self, measured: Sums) -> Sums:
        """How much like a hand each row of measures is: log odds."""
        even = np.clip((measured - self.centre) / self.spread, -LIMIT, LIMIT)
        (first, offset), (second, shift) = self.layers
        return np.asarray((np.tanh(even @ first + offset) @ second + shift)[:, 0], np.float64)


def written(values: Sequence[Image], labels: Sequence[Image]) -> list[bool]:
    """Which crops (H, W; grey) of values were written by hand, given some of the printed labels."""
    measured, seen = against(values, labels)
    hands = np.zeros(len(values), np.bool_)
    if seen.any():
        network = load()
        hands[seen] = together(network, measured[seen]) > network.least
    return [bool(hand) for hand in hands]


def against(values: Sequence[Image], labels: Sequence[Image]) -> tuple[Sums, NDArray[np.bool_]]:
    """The network's measures of each value (n, 2 * MEASURES), and which values they say anything of.

    Those have enough ink, on a paper with such a label.
    """
    count = len(values)
    if not values or not labels:
        return np.zeros((count, 2 * MEASURES)), np.zeros(count, np.bool_)
    measured, blank = measure([*values, *labels])
    ours, printed = measured[:count], measured[count:][~blank[count:]]
    if not len(printed):
        return np.zeros((count, 2 * MEASURES)), np.zeros(count, np.bool_)
    return np.concatenate([ours, ours - np.median(printed, axis=0)], axis=1), ~blank[:count]


def together(network: Network, measured: Sums) -> Sums:
    """Scores of one paper's values, each drawn towards their mean.

    One pen fills a form in: what its other values look like says more than a single short one.
    """
    scores = network.scores(measured)
    return network.shared * float(scores.mean()) + (1 - network.shared) * scores


@cache
def load(path: Path = MODEL) -> Network:
    """The network that comes with the project."""
    facts = json.loads(path.read_text(encoding="utf-8"))
    first, second = ((np.array(layer["weights"]), np.array(layer["bias"])) for layer in facts["layers"])
    centre, spread = np.array(facts["centre"]), np.array(facts["spread"])
    return Network(centre, spread, (first, second), float(facts["shared"]), float(facts["least"]))


def measure(crops: Sequence[Image]) -> tuple[Sums, NDArray[np.bool_]]:
    """What can be measured on each crop (n, MEASURES), and which have too little ink for it."""
    strip = _side_by_side(crops)
    ink = np.asarray(strip.level < 0.5, np.uint8)
    rows = np.add.reduceat(ink, strip.starts, axis=1, dtype=np.int32)
    parts = (_directions(strip), _strokes(strip, ink, rows), _standing(strip, ink, rows))
    return np.concatenate(parts, axis=1), strip.blank | (rows.sum(axis=0) < FEWEST_INK)


def _side_by_side(crops: Sequence[Image]) -> Strip:
    """Crops scaled to one height, their contrast stretched, with paper between them."""
    shapes = np.array([crop.shape[:2] for crop in crops])
    widths = np.clip(np.round(shapes[:, 1] * HEIGHT / np.maximum(1, shapes[:, 0])), 8, WIDEST).astype(np.intp)
    starts = APART + np.concatenate([[0], np.cumsum(widths[:-1] + APART)])
    levels = np.ones((HEIGHT, int(starts[-1] + widths[-1] + APART)), np.float32)
    owner, blank = np.full(levels.shape[1], -1), np.zeros(len(crops), np.bool_)
    for number, (crop, start, end) in enumerate(zip(crops, starts, starts + widths, strict=True)):
        small = cv2.resize(crop, (int(end - start), HEIGHT), interpolation=cv2.INTER_AREA)
        some = small[::2, ::2].ravel()
        dark, light = int(0.02 * len(some)), int(0.9 * len(some))
        low, high = (float(level) for level in np.partition(some, (dark, light))[[dark, light]])
        stretched = np.clip((GREYS - low) / max(high - low, 1.0), 0, 1).astype(np.float32)
        levels[:, start:end] = cv2.LUT(small, stretched)
        owner[start:end], blank[number] = number, high - low < LEAST_CONTRAST
    return Strip(levels, owner, starts, widths, blank)


def _directions(strip: Strip) -> Sums:
    """How much of the strokes' edges runs in each direction, and how steep they are."""
    count = len(strip.widths)
    across, down = cv2.Sobel(strip.level, cv2.CV_32F, 1, 0), cv2.Sobel(strip.level, cv2.CV_32F, 0, 1)
    where, owner = _where(strip, (np.abs(across) + np.abs(down) > 0.2) & (strip.owner >= 0))
    strength, angle = cv2.cartToPolar(across.ravel()[where], down.ravel()[where])
    turns = (angle * (DIRECTIONS / np.pi) + 0.5).astype(np.intp) % DIRECTIONS
    sums = np.bincount(owner * DIRECTIONS + turns, strength, count * DIRECTIONS).reshape(count, DIRECTIONS)
    total = np.maximum(sums.sum(axis=1), 1e-6)[:, None]
    steep = np.bincount(owner, strength**2, count)[:, None] / total
    return np.concatenate([sums / total * DIRECTIONS, steep], axis=1)


def _strokes(strip: Strip, ink: Image, rows: NDArray[np.int32]) -> Sums:
    """Width of strokes along their ridges and its unrest; darkness of ink within, and its unrest."""
    away = np.asarray(cv2.distanceTransform(ink, cv2.DIST_L2, 3), np.float32)
    ridge = (away >= cv2.dilate(away, np.ones((3, 3), np.uint8))) & (away > 0.9)
    usual, unrest = _spread(strip, ridge, away)
    dark, uneven = _spread(strip, away > 1.2, strip.level)
    share = rows.sum(axis=0) / (HEIGHT * strip.widths)
    return np.column_stack([usual / 3, unrest / np.maximum(usual, 1e-6), dark, uneven, share])


def _where(strip: Strip, mask: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where the mask holds, counted through the strip, and whose crop that is."""
    flat = np.flatnonzero(mask)
    return flat, strip.owner[flat % mask.shape[1]]


def _spread(strip: Strip, mask: NDArray[np.bool_], values: Grey) -> tuple[Sums, Sums]:
    """Mean and standard deviation of the masked values of each crop."""
    where, owner = _where(strip, mask)
    return _grouped(owner, values.ravel()[where], len(strip.widths))[:2]


def _grouped(owner: NDArray[np.intp], values: NDArray[np.floating], groups: int) -> tuple[Sums, Sums, Sums]:
    count = np.bincount(owner, minlength=groups).astype(np.float64)
    some = np.maximum(count, 1)
    mean = np.bincount(owner, values, groups) / some
    square = np.bincount(owner, values**2, groups) / some
    return mean, np.sqrt(np.maximum(square - mean**2, 0)), count


def _standing(strip: Strip, ink: Image, rows: NDArray[np.int32]) -> Sums:
    """How letters lie on the line: where rows of ink are densest, how feet and heads of parts spread."""
    mean = np.maximum(rows.mean(axis=0), 1e-3)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    parts = stats[1:][stats[1:, cv2.CC_STAT_AREA] >= LEAST_PART]
    owner = strip.owner[parts[:, cv2.CC_STAT_LEFT]]
    heads = parts[:, cv2.CC_STAT_TOP] / HEIGHT
    feet = heads + parts[:, cv2.CC_STAT_HEIGHT] / HEIGHT
    filled = parts[:, cv2.CC_STAT_AREA] / (parts[:, cv2.CC_STAT_WIDTH] * parts[:, cv2.CC_STAT_HEIGHT])
    count = len(strip.widths)
    full, _, number = _grouped(owner, filled, count)
    return np.column_stack(
        [
            rows.max(axis=0) / mean / 3, rows.std(axis=0) / mean,
            np.abs(np.diff(rows, axis=0)).max(axis=0) / mean,
            _grouped(owner, heads, count)[1], _grouped(owner, feet, count)[1], full,
            number * HEIGHT / strip.widths / 3, np.log(strip.widths / HEIGHT),
        ]
    )  # fmt: skip
