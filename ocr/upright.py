"""Whether a paper stands on its head: a few lines are read both ways, and the way that makes sense wins."""

from collections.abc import Sequence

import numpy as np

from ocr.engine import Engine, LineReading
from ocr.geometry import Image, Rect

SAMPLE = 6
SURE = 0.86


def stands_on_head(crops: Sequence[Image], engine: Engine) -> bool:
    """Whether lines (grey crops) read better turned by half a circle; no lines: False."""
    if not crops:
        return False
    upright = _sense(engine.read_lines(crops))
    if upright >= SURE:
        return False
    turned = [np.ascontiguousarray(crop[::-1, ::-1]) for crop in crops]
    return _sense(engine.read_lines(turned)) > upright + 0.02


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
