"""Values as a clerk writes them with a pen: no two letters alike, off the line, in uneven ink.

A typeface gives the letters; what a hand does to them is drawn: the line wanders, letters lean, grow and
shrink, the pen is pressed harder and softer, and runs dry.
"""

import random
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.fonts import HAND, Face, Split, every_face

GrayArray = NDArray[np.uint8]
Field = NDArray[np.float32]

LIKE_A_HAND: Final = frozenset({"Aref Ruqaa", "KacstPen", "Katibeh", "Mirza", "Lateef", "Amiri", "Harmattan"})
"""Typefaces whose letters are close enough to written ones to learn from."""
PENS: Final = (
    (18, 28, 120),
    (12, 18, 84),
    (28, 44, 150),
    (22, 22, 26),
    (44, 44, 50),
    (16, 60, 130),
    (120, 24, 36),
)


@dataclass(frozen=True, slots=True)
class Scrawl:
    """How one person writes.

    In heights of a line: `wander` off the line and `jitter` of strokes. `lean` and its `unrest` are tangents,
    `growth` is how much letters differ in size, `pressure` how much strokes do in width.
    """

    seed: int
    wander: float
    lean: float
    unrest: float
    growth: float
    jitter: float
    weight: float
    pressure: float
    dryness: float


def draw_scrawl(rng: random.Random) -> Scrawl:
    """Somebody's handwriting, from neat to hasty."""
    haste = rng.uniform(0.35, 1.0)
    return Scrawl(
        seed=rng.randrange(2**31),
        wander=haste * rng.uniform(0.05, 0.13),
        lean=rng.uniform(-0.3, 0.25),
        unrest=haste * rng.uniform(0.05, 0.2),
        growth=haste * rng.uniform(0.1, 0.3),
        jitter=haste * rng.uniform(0.015, 0.045),
        weight=rng.uniform(-0.1, 0.14),
        pressure=haste * rng.uniform(0.05, 0.16),
        dryness=rng.uniform(0.05, 0.45),
    )


def scrawled(cover: GrayArray, baseline: int, scrawl: Scrawl, text: str) -> tuple[GrayArray, int]:
    """Ink coverage (H, W) of a line as this hand writes it, and the row of its line; the same for the same
    text."""
    noise = np.random.default_rng([scrawl.seed, *text.encode()])
    size = max(8.0, 0.7 * cover.shape[0])
    room = int(0.4 * size) + 4
    wide = cv2.copyMakeBorder(cover, room, room, room, room, cv2.BORDER_CONSTANT, value=0)
    height, width = wide.shape
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    above = y - (baseline + room)
    lean = scrawl.lean + _along(noise, width, 0.8 * size, scrawl.unrest)
    growth = 1 + _along(noise, width, 0.7 * size, scrawl.growth)
    across = x + lean * above + _all_over(noise, wide.shape, 0.22 * size, scrawl.jitter * size)
    down = (baseline + room) + above / np.clip(growth, 0.6, 1.6)
    down += _along(noise, width, 1.6 * size, scrawl.wander * size)
    down += _all_over(noise, wide.shape, 0.22 * size, scrawl.jitter * size)
    moved = cv2.remap(
        wide, across.astype(np.float32), down.astype(np.float32), cv2.INTER_LINEAR, borderValue=0
    )
    return _cut(_pressed(np.asarray(moved, np.uint8), noise, scrawl, size), baseline + room)


def hand_faces(split: Split) -> tuple[Face, ...]:
    """Faces to write with. Training writes with calligraphy and plain naskh, the others with hands that are
    never printed with. Raises NoFont when none is installed."""
    if split is Split.TRAINING:
        return tuple(face for face in every_face(split) if face.family in LIKE_A_HAND)
    return tuple(face for face in every_face(split) if face.style == HAND)


def _pressed(cover: GrayArray, noise: np.random.Generator, scrawl: Scrawl, size: float) -> GrayArray:
    """Strokes of uneven width and ink."""
    soft = cv2.GaussianBlur(cover, (0, 0), max(0.6, 0.035 * size)).astype(np.float32) / 255
    level = 0.42 - scrawl.weight + _all_over(noise, cover.shape, 0.4 * size, scrawl.pressure)
    sharp = np.clip((soft - level) * 5 + 0.5, 0, 1)
    ink = 1 - np.clip(np.abs(_all_over(noise, cover.shape, 0.15 * size, scrawl.dryness)), 0, 0.75)
    return np.asarray(sharp * ink * 255, np.uint8)


def _along(noise: np.random.Generator, width: int, wave: float, strength: float) -> Field:
    """Smooth noise along the line (1, W) with waves of about so many pixels."""
    knots = max(4, int(width / wave) + 3)
    coarse = noise.normal(0, strength, (1, knots)).astype(np.float32)
    return np.asarray(cv2.resize(coarse, (width, 1), interpolation=cv2.INTER_CUBIC), np.float32)


def _all_over(noise: np.random.Generator, shape: tuple[int, ...], wave: float, strength: float) -> Field:
    """The same in both directions (H, W)."""
    knots = (max(4, int(shape[1] / wave) + 3), max(4, int(shape[0] / wave) + 3))
    coarse = noise.normal(0, strength, knots[::-1]).astype(np.float32)
    return np.asarray(cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC), np.float32)


def _cut(cover: GrayArray, baseline: int, pad: int = 4) -> tuple[GrayArray, int]:
    rows, columns = np.flatnonzero(cover.max(axis=1) > 40), np.flatnonzero(cover.max(axis=0) > 40)
    if not len(rows):
        return cover, baseline
    cut = np.pad(cover[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1], pad)
    return cut, baseline - int(rows[0]) + pad
