"""Words that say that nothing is known: `غير معروف`, `N/A`, a spreadsheet's `#REF!`. They are no evidence."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from arabic.letters import fold
from reference.rows import rows

LONGEST_PHRASE: Final = 3
"""Most parts of a chain that one phrase of the list may be: `دیار نییە`, `لم يذكر`, `مجهول الأب`."""


def says_unknown(text: str) -> bool:
    """Whether a value says only that it is not known: by a word of the list, or by signs without a letter.

    Two people whose fathers are both `مجهول` do not share a father. An empty text says nothing at all: False.
    """
    key = _key(text)
    return bool(key) and (key in _keys() or not any(map(str.isalnum, key)))


def known_values(values: Mapping[str, str]) -> dict[str, str]:
    """Values by path as evidence: those that say only that they are not known are empty."""
    return {path: "" if says_unknown(value) else value for path, value in values.items()}


def known_parts(parts: Sequence[str]) -> tuple[str, ...]:
    """The parts of a chain of names, each in its place; one that says that it is not known is empty.

    `زينب مجهول الأب علي` is زينب, an unknown father, علي: a phrase of several parts stands for one.
    """
    found: list[str] = []
    place = 0
    while place < len(parts):
        taken = _phrase_at(parts, place)
        found.append("" if taken else parts[place])
        place += taken or 1
    return tuple(found)


def _phrase_at(parts: Sequence[str], place: int) -> int:
    """How many parts from `place` on are one phrase that says unknown, the longest; 0 when none is."""
    lengths = range(min(LONGEST_PHRASE, len(parts) - place), 0, -1)
    return next((n for n in lengths if says_unknown(" ".join(parts[place : place + n]))), 0)


@cache
def _keys() -> frozenset[str]:
    return frozenset(_key(row["words"]) for row in rows("unknown_words", "words", "language", "source"))


def _key(text: str) -> str:
    """Spelling and spaces aside: `لايوجد` is `لا يوجد`."""
    return fold(text).replace(" ", "")
