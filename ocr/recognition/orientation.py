"""Whether a paper is upside down: a few lines are read both ways, and the way that makes sense wins."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ocr.geometry import Image, Rect
from ocr.recognition.line_reader import Engine, LineReading

SAMPLE: Final = 6
"""Lines that are read both ways: each costs a reading, and six seldom all lack letters."""
SURE: Final = 0.86
"""Least sense (0 to 1) of lines at which they are not read the other way: turned letters make less."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Whether a paper is upside down, the sense (0 to 1) of its lines the better way, and their readings."""

    on_head: bool
    sense: float
    readings: tuple[LineReading, ...]

    @property
    def characters(self) -> int:
        """The length of all the lines."""
        return sum(len(reading.text) for reading in self.readings)


def judge_stand(crops: Sequence[Image], engine: Engine) -> Stand:
    """Read lines (grey crops) both ways; the second way only when the first makes little sense."""
    upright = _stand(engine.read_lines(crops), on_head=False)
    if upright.sense >= SURE or not crops:
        return upright
    turned = _stand(engine.read_lines([np.ascontiguousarray(c[::-1, ::-1]) for c in crops]), on_head=True)
    return turned if turned.sense > upright.sense + 0.02 else upright


def _stand(readings: Sequence[LineReading], *, on_head: bool) -> Stand:
    return Stand(on_head, _sense(readings), tuple(readings))


def sample(segments: Sequence[Rect]) -> list[Rect]:
    """A few segments that tell most: longer ones of common height, from all over the paper."""
    good = sorted(segments, key=lambda r: -min(r.width / max(1.0, r.height), 9.0))
    return good[:SAMPLE]


def _sense(readings: Sequence[LineReading]) -> float:
    """Mean confidence (0 to 1) over what was read, each line by its length; nothing read counts 0."""
    weights = [max(3, len(reading.text)) for reading in readings]
    total = sum(weight * _typical(reading) for weight, reading in zip(weights, readings, strict=True))
    return total / max(1, sum(weights))


def _typical(reading: LineReading) -> float:
    """The usual confidence of a line's characters, not that of its weakest."""
    if not reading.text:
        return 0.0
    if not reading.glyphs:
        return reading.confidence
    return float(np.mean([glyph.confidence for glyph in reading.glyphs]))
