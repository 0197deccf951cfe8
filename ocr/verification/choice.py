"""Which of two readings of a value to keep."""

from collections.abc import Sequence
from typing import Final

from ocr.text.parsing import NAMES, Typed
from ocr.text.vocabulary import known
from reference.documents import FieldKind, FieldSpec

LETTERS: Final = NAMES | {FieldKind.PLACE, FieldKind.TEXT, FieldKind.ENUM}


def choose(spec: FieldSpec, first: Typed, second: Typed) -> Typed:
    """Between two readings that differ: the one that is a value at all, then word by word a known word.

    A word is taken from what a reader saw, never from a list: a rare name stays as it was read.
    """
    if spec.kind not in LETTERS:
        return second if not first.value and second.fit >= 1.0 else first
    if not first.value or not second.value:
        return first if first.value else second
    ours, theirs = first.value.split(), second.value.split()
    if len(ours) == len(theirs):
        words = [
            b if known(b, name=False) > known(a, name=False) else a for a, b in zip(ours, theirs, strict=True)
        ]
        return Typed(" ".join(words), max(first.fit, second.fit))
    return second if _known_share(theirs) > _known_share(ours) else first


def _known_share(words: Sequence[str]) -> float:
    return sum(known(word, name=False) * len(word) for word in words) / max(1, sum(map(len, words)))
