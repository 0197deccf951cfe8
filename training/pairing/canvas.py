"""An abstract page being written: words with their places and what they are, in heights of a line."""

import random
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from ocr.geometry import Rect
from training.pairing.texts import INDIC

NONE: Final = -1
"""No label, no row."""


class Role(IntEnum):
    """What a word is to the network, by the number of its output."""

    OTHER = 0
    LABEL = 1
    VALUE = 2
    HEADER = 3
    CELL = 4


@dataclass(slots=True)
class Piece:
    """A word on the page: `item` is the label that it is part of or whose value it is, `row` that of a cell,
    `line` the line of writing that it stands on."""

    text: str
    left: float
    right: float
    middle: float
    height: float
    role: Role
    item: int
    row: int
    line: int


@dataclass(slots=True)
class Canvas:
    """The page: `width` is that of the paper, `letter` of a letter and `space` of a space, all in heights."""

    rng: random.Random
    width: float
    letter: float
    space: float
    indic: bool
    pieces: list[Piece] = field(default_factory=list)
    walls: list[Rect] = field(default_factory=list)
    floors: list[Rect] = field(default_factory=list)
    items: int = 0
    rows: int = 0
    lines: int = 0

    def item(self) -> int:
        """The number of a new label."""
        self.items += 1
        return self.items

    def row(self) -> int:
        """The number of a new row of a table."""
        self.rows += 1
        return self.rows

    def line(self) -> int:
        """The number of a new line of writing."""
        self.lines += 1
        return self.lines

    def extent(self, text: str, scale: float = 1.0) -> float:
        """How wide a text is."""
        words = text.split()
        return scale * (self.letter * sum(map(len, words)) + self.space * max(0, len(words) - 1))

    def write(
        self,
        text: str,
        right: float,
        y: float,
        role: Role = Role.OTHER,
        item: int = NONE,
        *,
        row: int = NONE,
        scale: float = 1.0,
        line: int = NONE,
    ) -> float:
        """Write a text leftwards from its right end, Latin words and their like among themselves from the
        left; returns where it ends."""
        line = self.line() if line == NONE else line
        words = text.split()
        if len(words) > 1 and all(word.isascii() and any(map(str.isalpha, word)) for word in words):
            words.reverse()
        at = right
        for number, word in enumerate(words):
            if number:
                at -= self.space * scale * self.rng.uniform(0.7, 1.3)
            left = at - max(0.35, self.letter * len(word)) * scale * self.rng.uniform(0.85, 1.15)
            said = word.translate(INDIC) if self.indic else word
            self.pieces.append(Piece(said, left, at, y, scale, role, item, row, line))
            at = left
        return at

    def floor(self, y: float, left: float, right: float) -> None:
        """A level rule."""
        self.floors.append(Rect(left, y - 0.04, right, y + 0.04))

    def wall(self, x: float, top: float, bottom: float) -> None:
        """An upright rule."""
        self.walls.append(Rect(x - 0.04, top, x + 0.04, bottom))
