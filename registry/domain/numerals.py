"""Numbers as they stand on pages and beside entries: 17, ١٧, 17/1, 17 مكرر, 17 أ, and runs of them."""

import re
from dataclasses import dataclass
from typing import Final

from arabic.digits import to_western
from arabic.letters import clean
from registry.domain.errors import InvalidValue

# A number, then what puts it between two others: a second number after a stroke, "repeated", or one letter.
_SHAPE: Final = re.compile(
    r"(\d{1,6})(?:\s*[/\\]\s*(\d{1,3})|\s*/?\s*(مكررة?|دووبارە|bis|[A-Za-z]|[\u0621-\u064A]))?"
)
_RUN: Final = re.compile(r"(\d{1,6})\s*[-\u2013\u2014]\s*(\d{1,6})")
_BETWEEN: Final = re.compile(r"[,،;؛\n]+")
LONGEST_RUN: Final = 2000
"""Most numbers that a run such as `1-2000` stands for: a longer one is a slip of the keyboard."""
MOST_WORDS: Final = 4000
"""Most characters of the numbers that a person types: more than a book needs and quickly parsed."""


@dataclass(frozen=True, slots=True, order=True)
class Numeral:
    """A number as written: `base`, and `tail` when it stands between two plain ones ("" when it does not)."""

    base: int
    tail: str = ""

    def __str__(self) -> str:
        return f"{self.base}/{self.tail}" if self.tail else str(self.base)


def parse_numeral(text: str) -> Numeral | None:
    """The number that a text is; None for a text that is none, an empty one among them."""
    found = _SHAPE.fullmatch(to_western(clean(text)).strip())
    if found is None:
        return None
    tail = found[2].lstrip("0") or "0" if found[2] else (found[3] or "")
    return Numeral(int(found[1]), tail)


def parse_entries(text: str) -> tuple[Numeral, ...]:
    """The entries of a page from how they are typed: `1-12, 12/1, 13-25`, in the order in which they stand.

    Raises `InvalidValue` for what is no number, for a run that goes backwards or beyond 2,000.
    """
    if len(text) > MOST_WORDS:
        raise InvalidValue({"field": "entries", "problem": "length", "longest": MOST_WORDS})
    found: list[Numeral] = []
    for word in filter(None, (part.strip() for part in _BETWEEN.split(to_western(clean(text))))):
        found += _run(word)
        if len(found) > LONGEST_RUN:
            raise InvalidValue({"field": "entries", "problem": "count"})
    return tuple(found)


def entries_text(entries: tuple[Numeral, ...]) -> str:
    """The shortest text that `parse_entries` understands as these entries."""
    runs: list[tuple[Numeral, Numeral]] = []
    for entry in entries:
        if runs and not entry.tail and not runs[-1][1].tail and entry.base == runs[-1][1].base + 1:
            runs[-1] = (runs[-1][0], entry)
        else:
            runs.append((entry, entry))
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def _run(word: str) -> list[Numeral]:
    run = _RUN.fullmatch(word)
    if run is None:
        numeral = parse_numeral(word)
        if numeral is None:
            raise InvalidValue({"field": "entries", "problem": "format"})
        return [numeral]
    first, last = int(run[1]), int(run[2])
    if not 0 <= last - first < LONGEST_RUN:
        raise InvalidValue({"field": "entries", "problem": "format"})
    return [Numeral(number) for number in range(first, last + 1)]
