"""Words that are known: names, places and words of forms."""

import re
from functools import cache
from typing import Final

from arabic.letters import fold
from reference.documents import FieldSpec, document_types
from reference.lexicon import given_names, laqabs, terms
from reference.lexicon import name_words as further_words
from reference.units import place_names

_MARKED: Final = re.compile("[ڕڵێۆ]")


@cache
def every_field() -> tuple[FieldSpec, ...]:
    """The fields of all types, and the columns of their tables."""
    fields = [field for kind in document_types().values() for field in kind.fields]
    return (*fields, *(column for field in fields for column in field.columns))


def known(word: str, *, name: bool) -> float:
    """How well a word is known: 1 as it is written, 0.9 but for hamza and the like, 0 not at all.

    With `name` only names count, without it all words that papers print.
    """
    words, folds = (name_words(), name_folds()) if name else (paper_words(), _paper_folds())
    if word in words:
        return 1.0
    return 0.9 if fold(word) in folds else 0.0


def has_twin(word: str) -> bool:
    """Whether another known name differs from a word in marks of Sorani letters alone: دلشاد and دڵشاد.

    On a worn paper nobody can tell them apart.
    """
    return any(other != word and _MARKED.search(other + word) for other in _twins().get(fold(word), ()))


@cache
def _twins() -> dict[str, frozenset[str]]:
    """Names by what is left of them without hamza, marks and the like."""
    found: dict[str, frozenset[str]] = {}
    for word in name_words():
        found[fold(word)] = found.get(fold(word), frozenset()) | {word}
    return found


@cache
def name_words() -> frozenset[str]:
    """The words of given names and laqabs, those of which no more is known among them."""
    texts = [*(name.name for name in given_names()), *(laqab.name for laqab in laqabs())]
    return frozenset(word for text in texts for word in text.split()) | further_words()


@cache
def form_words() -> frozenset[str]:
    """The words of labels and closed lists."""
    texts = [text for field in every_field() for text in (*field.values, *field.labels_ar)]
    return frozenset(word for text in texts for word in text.split())


@cache
def set_words() -> frozenset[str]:
    """Words of names, places, labels and closed lists."""
    places = frozenset(word for place in place_names() for word in place.text.split())
    return name_words() | form_words() | places


@cache
def paper_words() -> frozenset[str]:
    """All words known from papers, those of free text too: opinions on which reading is likelier."""
    return set_words() | terms()


@cache
def name_folds() -> frozenset[str]:
    """Names without hamza, marks and the like."""
    return frozenset(_twins())


@cache
def _paper_folds() -> frozenset[str]:
    return frozenset(map(fold, paper_words()))
