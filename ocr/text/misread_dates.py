"""Misread dates corrected.

A month may have run into the figures around it or lost a letter, and of two zeros one is easily lost.
"""

import re
from typing import Final

from rapidfuzz.distance import Levenshtein

from arabic.digits import to_western
from arabic.letters import fold
from arabic.months import GREGORIAN_MONTHS

_NAMED: Final = re.compile(r"^\s*(\d{1,2}|[اأ1l|])\s*([^\W\d_][^\d]*?)\s*(\d{4})\s*$")
_LOST_ZERO: Final = re.compile(r"(?<!\d)20(\d)(?=\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{1,2}(?!\d))")
LETTERS_TO_AN_EDIT: Final = 4
"""Letters of a month's name for each that may be misread: more would turn one month into another."""


def mended(text: str) -> str:
    """The text with its date corrected; the text itself when there is nothing to correct."""
    western = to_western(text)
    named = _NAMED.match(western)
    if named is None:
        return _LOST_ZERO.sub(r"200\1", western)
    day, letters, year = named.groups()
    month = _month(letters)
    return f"{day if day.isdigit() else '1'} {month} {year}" if month else text


def _month(letters: str) -> str:
    """The month whose name is most like some letters, spaces apart; '' when none is or two are."""
    key = fold(letters).replace(" ", "")
    scored = sorted((Levenshtein.distance(key, name.replace(" ", "")), name) for name in GREGORIAN_MONTHS)
    (least, name), (second, other) = scored[0], scored[1]
    if least > len(key) // LETTERS_TO_AN_EDIT:
        return ""
    same = GREGORIAN_MONTHS[name] == GREGORIAN_MONTHS[other]
    return name if least < second or same else ""
