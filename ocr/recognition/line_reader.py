"""What every line reader offers: grey crops in, text in logical order out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ocr.geometry import Image


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character on paper: its span as shares (0 to 1) of the crop's width, and its confidence."""

    character: str
    left: float
    right: float
    confidence: float


@dataclass(frozen=True, slots=True)
class LineReading:
    """One line: `text` in logical order, confidence 0 to 1, glyphs from left to right if they are known.

    `clean` is the share of the reader's belief that went to this text where it hesitated most.
    """

    text: str
    confidence: float
    glyphs: tuple[Glyph, ...] = ()
    alternatives: tuple[tuple[str, float], ...] = ()
    clean: float = 1.0


class Engine(Protocol):
    """A reader of lines. It keeps no state between calls, so that one instance can serve a whole process."""

    @property
    def name(self) -> str:
        """Name and version, as evidence stores it."""
        ...

    def read_lines(self, crops: Sequence[Image]) -> list[LineReading]:
        """Read grey crops (H, W) of one line each; raises OcrError when the reader itself fails."""
        ...
