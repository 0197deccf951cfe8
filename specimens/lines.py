"""What single lines of civil documents say: every kind of text a line reader is trained and measured on."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from specimens import figures, wording
from specimens.marks import stretched, vowelled
from specimens.words import Words


class LineKind(StrEnum):
    """The classes of text a line reader is trained and measured on."""

    NAME = "name"
    CHAIN = "chain"
    PLACE = "place"
    NUMBER = "number"
    DATE = "date"
    CODE = "code"
    LABEL = "label"
    VALUE = "value"
    SORANI = "sorani"
    PHRASE = "phrase"
    LATIN = "latin"
    MIXED = "mixed"


WEIGHTS: dict[LineKind, float] = {
    LineKind.NAME: 0.19,
    LineKind.CHAIN: 0.15,
    LineKind.PLACE: 0.07,
    LineKind.NUMBER: 0.13,
    LineKind.DATE: 0.09,
    LineKind.CODE: 0.05,
    LineKind.LABEL: 0.09,
    LineKind.VALUE: 0.03,
    LineKind.SORANI: 0.07,
    LineKind.PHRASE: 0.11,
    LineKind.LATIN: 0.02,
    LineKind.MIXED: 0.05,
}
# Shares of lines with vowel marks and with stretched joins; a reader says neither.
VOWELLED = 0.06
STRETCHED = 0.05


@dataclass(frozen=True, slots=True)
class Line:
    """A line in logical order, and whether its paragraph runs right to left."""

    text: str
    kind: LineKind
    right_to_left: bool = True


MAKERS: dict[LineKind, Callable[[Words, random.Random], tuple[str, bool]]] = {
    LineKind.NAME: wording.name,
    LineKind.CHAIN: wording.chain,
    LineKind.PLACE: wording.place,
    LineKind.NUMBER: lambda _, rng: figures.number(rng),
    LineKind.DATE: lambda source, rng: figures.date(source.months, rng),
    LineKind.CODE: lambda _, rng: figures.code(rng),
    LineKind.LABEL: wording.label,
    LineKind.VALUE: wording.value,
    LineKind.SORANI: wording.sorani,
    LineKind.PHRASE: wording.phrase,
    LineKind.LATIN: wording.latin,
    LineKind.MIXED: wording.mixed,
}


def draw_text(source: Words, rng: random.Random, kind: LineKind | None = None) -> Line:
    """Draw one line of a kind, or of a kind picked by its weight."""
    chosen = kind or rng.choices(tuple(WEIGHTS), tuple(WEIGHTS.values()))[0]
    text, right_to_left = MAKERS[chosen](source, rng)
    return Line(_decorated(" ".join(text.split()), rng), chosen, right_to_left)


def _decorated(text: str, rng: random.Random) -> str:
    draw = rng.random()
    if draw < VOWELLED:
        return vowelled(text, rng)
    return stretched(text, rng) if draw < VOWELLED + STRETCHED else text
