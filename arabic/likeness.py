"""How likely two name parts are one name: the weighted distance seen against the length of the name."""

from collections.abc import Collection
from typing import Final

from rapidfuzz.distance import OSA

from arabic.distance import distance

_BEARABLE: Final = 0.4
"""Share of a name's letters that may differ before nothing is alike: three letters bear two lost dots, and no
other letter."""
_BOTH_KNOWN: Final = 0.3
"""Factor of the likeness of two different known names: a slip seldom turns one name into another."""

CLOSE: Final = 0.5
"""Likeness from which two parts count as one name with a slip."""


# Words that compounds share: what tells عبد الكريم from عبد الرحيم is the rest.
_BEFORE = ("عبدال", "عبد", "ابو", "ام", "ال")
_AFTER = ("الدين", "الله")


def _own_letters(here: str, there: str) -> tuple[str, str]:
    """Cut away a word of compounds that both share, when something is left of both."""
    for word in _BEFORE:
        if here.startswith(word) and there.startswith(word) and min(len(here), len(there)) > len(word) + 1:
            here, there = here.removeprefix(word), there.removeprefix(word)
            break
    for word in _AFTER:
        if here.endswith(word) and there.endswith(word) and min(len(here), len(there)) > len(word) + 1:
            return here.removesuffix(word), there.removesuffix(word)
    return here, there


def likeness(here: str, there: str, known: Collection[str] = ()) -> float:
    """Return how alike two part keys are: 1 for equal ones, 0 for keys that no slip explains.

    `known` holds keys of names that are known to exist (`reference.lexicon.given_keys`); two different ones
    of them are less alike than their letters say.
    """
    if here == there:
        return 1.0
    if not here or not there:
        return 0.0
    both_known = here in known and there in known
    here, there = _own_letters(here, there)
    bearable = _BEARABLE * max(len(here), len(there), 2)
    # The plain distance is fast: what differs in more than half its letters is not worth weighing.
    edits = max(1, max(len(here), len(there)) // 2)
    if OSA.distance(here, there, score_cutoff=edits) > edits:
        return 0.0
    apart = distance(here, there, bearable)
    if apart >= bearable:
        return 0.0
    value = 1 - apart / bearable
    return value * _BOTH_KNOWN if both_known else value
