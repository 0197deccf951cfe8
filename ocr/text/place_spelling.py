"""A place as it was read, spelt as the gazetteer spells the one unit that it can only be."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from ocr.text.validity import known_place
from ocr.text.vocabulary import known
from reference.gazetteer import NameKind, resolve
from reference.units import place_names

LIKE: Final = 0.8
"""Least likeness (0 to 1) of a text to a unit's name that it is respelt by: one letter of five misread."""
LEAD: Final = 0.08
"""Least lead in likeness over the next unit's name: of two names as near either may be meant."""
LONGEST: Final = 3
"""Most words of a unit's name, so that words before it are known to be no part of it."""


def respelt_place(text: str) -> str:
    """The text with the place at its end spelt as the gazetteer does; '' when it is known or none is near.

    Words before the name (`محكمة البداءة في`) must be known ones.
    """
    words = text.split()
    if not words or known_place(text):
        return ""
    for count in range(min(LONGEST, len(words)), 0, -1):
        before, name = words[:-count], words[-count:]
        if all(known(word, name=False) for word in before):
            nearest = _nearest(name)
            if nearest:
                return " ".join([*before, nearest])
    return ""


def spaced_place(text: str) -> str:
    """The text with its last word parted where a unit bears it as two words.

    A reader loses a space more often than a form does.
    """
    *before, name = text.split() or [""]
    return " ".join([*before, _in_words().get(name, name)])


@cache
def _in_words() -> Mapping[str, str]:
    """What units are called by themselves in several words, by the same in one."""
    names = {name.text for name in place_names() if name.kind is NameKind.OFFICIAL and " " in name.text}
    return {name.replace(" ", ""): name for name in names}


def _nearest(words: Sequence[str]) -> str:
    """The one name that some words are like; '' when there is none, or another is nearly as like."""
    found = resolve(" ".join(words))
    if not found or found[0].likeness < LIKE:
        return ""
    name = found[0].by.text
    rivals = (match.likeness for match in found if match.by.text != name)
    return name if max(rivals, default=0.0) <= found[0].likeness - LEAD else ""
