"""Values without the marks at their ends that are no part of them.

Such marks are dots of a leader, pieces of a stamp, the side of a box that reads as an alef.
"""

import re
from collections.abc import Callable
from typing import Final

from ocr.text.vocabulary import known
from reference.documents import FieldKind, FieldSpec

LETTERED: Final = frozenset({FieldKind.NAME_PART, FieldKind.NAME_CHAIN, FieldKind.PLACE, FieldKind.ENUM})
"""Kinds of words alone, where figures, signs and single letters belong to something else."""
LISTED: Final = frozenset({FieldKind.PLACE, FieldKind.ENUM})
"""Kinds of which all words are known: a name nobody knows may begin with any letter."""
LETTER: Final = re.compile("[\u0621-\u064a\u066e-\u06d3\u06d5]")
_DOTS: Final = re.compile(r"[0٠.·…\-–—_|'\"()/\\،,*:]+")
_STROKES: Final = ("ا", "أ")
SHORTEST: Final = 4
"""Least letters of a word whose alef may be the side of a box: shorter ones are words either way."""


def trimmed(spec: FieldSpec, text: str) -> str:
    """The text of a field of words without foreign marks at its ends; other fields' texts as they are."""
    words = text.split()
    if spec.kind in LETTERED and not spec.pattern:
        words = _between(words, _is_no_word)
    elif spec.kind is FieldKind.TEXT and any(map(LETTER.search, words)):
        words = _between(words, lambda word: _DOTS.fullmatch(word) is not None)
    else:
        return text
    if words and spec.kind in LISTED and _edged(words[0]):
        words[0] = words[0][1:]
    return " ".join(words)


def _between(words: list[str], foreign: Callable[[str], bool]) -> list[str]:
    """The words from the first to the last that are not foreign; all words when all are foreign."""
    kept = [place for place, word in enumerate(words) if not foreign(word)]
    return words[kept[0] : kept[-1] + 1] if kept else words


def _is_no_word(word: str) -> bool:
    return len(LETTER.findall(word)) < 2


def _edged(word: str) -> bool:
    """Whether a word is a known one behind a stroke, and none with it."""
    if len(word) < SHORTEST or not word.startswith(_STROKES):
        return False
    bare = word[1:]
    return known(word, name=False) == 0.0 and 1.0 in (known(bare, name=False), known(f"ال{bare}", name=False))
