"""What each recogniser is trained on: its alphabet, its net, its lines and its faces."""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from torch import nn

from arabic.visual import as_printed
from specimens.draw import draw_line
from specimens.fonts import Face, Split, faces
from specimens.lines import draw_text
from specimens.words import words
from training.alphabet import LINE, Alphabet
from training.crops import crop
from training.net import LineReader

WORDS = Path(__file__).parent / "cache" / "words.json"
# Faces made for headlines are rare on forms.
DISPLAY_WEIGHT = 0.3
STRANGERS = 40


@dataclass(frozen=True, slots=True)
class Sample:
    """A crop (HEIGHT, w) as int8, -127 ink to 127 paper, what it says from left to right, and its class."""

    pixels: np.ndarray
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Task:
    """A recogniser: `samples(seed, split)` yields its crops without end."""

    name: str
    alphabet: Alphabet
    net: Callable[[int], nn.Module]
    samples: Callable[[int, Split], Iterator[Sample]]


def line_samples(seed: int, split: Split) -> Iterator[Sample]:
    """Every kind of line; training never draws a held-out word, the other splits draw nothing else."""
    rng, noise = random.Random(seed), np.random.default_rng(seed)
    source = words(json.loads(WORDS.read_text(encoding="utf-8")), held_out=split is not Split.TRAINING)
    alphabet = Alphabet(LINE)
    known = faces(split)
    weights = [DISPLAY_WEIGHT if face.style == "display" else 1.0 for face in known]
    strangers: list[np.ndarray] = []
    while True:
        line = draw_text(source, rng)
        face = pick_face(rng, known, weights, line.text)
        label = as_printed(line.text, right_to_left=line.right_to_left)
        if face is None or not alphabet.holds(label):
            continue
        pixels = crop(line, face, noise, strangers)
        if len(strangers) < STRANGERS or rng.random() < 0.1:
            strangers.append(draw_line(line.text, face, rng.choice((22, 30, 40))))
            del strangers[:-STRANGERS]
        yield Sample(packed(pixels), label, str(line.kind))


def pick_face(rng: random.Random, known: tuple[Face, ...], weights: list[float], text: str) -> Face | None:
    """A face that draws `text`; None after thirty tries."""
    for face in rng.choices(known, weights, k=30):
        if face.draws(text):
            return face
    return None


def packed(pixels: np.ndarray) -> np.ndarray:
    return np.rint(pixels * 127).astype(np.int8)


TASKS = {"line": Task("line", Alphabet(LINE), LineReader, line_samples)}
