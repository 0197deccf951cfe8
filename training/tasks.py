"""What each recogniser is trained on: its alphabet, its net, its lines and its faces."""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from torch import nn

from arabic.visual import as_printed
from ocr.recognition.crops import HEIGHT, MRZ_HEIGHT
from ocr.verification.second_reader import DIPPED, HOOKED
from specimens.draw import draw_line
from specimens.fonts import Face, Split, faces, ocr_b
from specimens.lines import Line, LineKind, draw_text
from specimens.words import Words, words
from training.alphabet import DIGIT_READER, LINE, MRZ, Alphabet
from training.crops import crop
from training.net import DigitReader, LineReader, mrz_reader
from training.shapes import hooked
from training.zones import zone_line

WORDS = Path(__file__).parent / "cache" / "words.json"
# Forms are set in naskh more than in anything else, and hardly ever in faces made for headlines.
STYLE_WEIGHTS = {"naskh": 1.6, "sans": 1.0, "latin": 1.0, "display": 0.2}
STRANGERS = 40
OCR_B_CUTS = ("OCRB.otf", "OCRB.otf", "OCRB.otf", "OCRB.otf", "OCRBS.otf", "OCRBS.otf", "OCRBL.otf")
DIGIT_KINDS = (LineKind.NUMBER, LineKind.NUMBER, LineKind.NUMBER, LineKind.DATE, LineKind.DATE, LineKind.CODE)


@dataclass(frozen=True, slots=True)
class Sample:
    """A crop (height, w) as int8, -127 ink to 127 paper, what it says from left to right, and its class."""

    pixels: np.ndarray
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Task:
    """A recogniser: `samples(seed, split, level)` yields its crops, `height` rows high, without end.

    `whole`: it is published in whole numbers. The line reader does most of the reading; the others cost so
    little that no right figure is given for it.
    """

    name: str
    alphabet: Alphabet
    net: Callable[[int], nn.Module]
    samples: Callable[..., Iterator[Sample]]
    height: int = HEIGHT
    whole: bool = False


def line_samples(seed: int, split: Split, level: float | None = None) -> Iterator[Sample]:
    """Every kind of line; training never draws a held-out word, the other splits draw nothing else."""
    source = _words(split)
    return _samples(seed, faces(split), Alphabet(LINE), HEIGHT, lambda rng: draw_text(source, rng), level)


def digit_samples(seed: int, split: Split, level: float | None = None) -> Iterator[Sample]:
    """Numbers, dates and codes, a hooked two told from a dipped one; every family has the same weight."""
    source = _words(split)
    return _samples(
        seed,
        faces(split),
        Alphabet(DIGIT_READER),
        HEIGHT,
        lambda rng: draw_text(source, rng, rng.choice(DIGIT_KINDS)),
        level,
        weigh=lambda _: 1.0,
        spell=_spelt,
    )


def _spelt(label: str, face: Face) -> str:
    """A label of digits as the face draws its two."""
    return label.replace(DIPPED, HOOKED) if DIPPED in label and hooked(face) else label


def mrz_samples(seed: int, split: Split, level: float | None = None) -> Iterator[Sample]:
    """Lines of machine readable zones in OCR-B, and now and then in the typewriter face of a poor printer."""
    folder = ocr_b().parent
    known = [Face("OCR-B", folder / name, split, "latin") for name in OCR_B_CUTS]
    if split is Split.TRAINING:
        known += [face for face in faces(split) if face.family == "Liberation Mono"]
    return _samples(
        seed,
        known,
        Alphabet(MRZ),
        MRZ_HEIGHT,
        lambda rng: Line(zone_line(rng), LineKind.CODE, right_to_left=False),
        level,
    )


def _samples(
    seed: int,
    known: Sequence[Face],
    alphabet: Alphabet,
    height: int,
    write: Callable[[random.Random], Line],
    level: float | None,
    *,
    weigh: Callable[[Face], float] = lambda face: STYLE_WEIGHTS[face.style],
    spell: Callable[[str, Face], str] = lambda label, _: label,
) -> Iterator[Sample]:
    """`weigh` says how often a face draws, `spell` what a label is in the face that draws it."""
    rng, noise = random.Random(seed), np.random.default_rng(seed)
    weights = [weigh(face) for face in known]
    strangers: list[np.ndarray] = []
    while True:
        line = write(rng)
        label = as_printed(line.text, right_to_left=line.right_to_left)
        face = _pick(rng, known, weights, line.text) if alphabet.holds(label) else None
        if face is None:
            continue
        pixels = crop(line, face, noise, strangers, height, level)
        if len(strangers) < STRANGERS or rng.random() < 0.1:
            strangers.append(draw_line(line.text, face, rng.choice((22, 30, 40))))
            del strangers[:-STRANGERS]
        yield Sample(np.rint(pixels * 127).astype(np.int8), spell(label, face), str(line.kind))


def _pick(rng: random.Random, known: Sequence[Face], weights: Sequence[float], text: str) -> Face | None:
    """A face that draws `text`; None after thirty tries."""
    return next((face for face in rng.choices(known, weights, k=30) if face.draws(text)), None)


def _words(split: Split) -> Words:
    return words(json.loads(WORDS.read_text(encoding="utf-8")), held_out=split is not Split.TRAINING)


TASKS = {
    "line": Task("line", Alphabet(LINE), LineReader, line_samples, whole=True),
    "mrz": Task("mrz", Alphabet(MRZ), mrz_reader, mrz_samples, MRZ_HEIGHT),
    "digits": Task("digits", Alphabet(DIGIT_READER), DigitReader, digit_samples),
}
