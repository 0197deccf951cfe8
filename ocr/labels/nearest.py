"""How like a paper's texts are to all the phrases that papers print: every pair at once, not one by one.

The figures are those of `ocr.labels.forms`, which says what they mean; a paper asks for some ten thousand of
them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq, Levenshtein
from rapidfuzz.process import cdist

from ocr.labels.forms import FOREIGN, LEAST, SHORT, SHORT_LOSS, Form, Forms, contains, form_scores

Figures = NDArray[np.float64]
SHARED: Final = 0.66
"""Share of a phrase's letters that stand in order in every text which holds it as `contains` understands it:
two thirds."""


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """How like each of some phrases (rows, by `row`) is to each of some texts (columns; 0 to 1), and how
    surely a text holds it."""

    row: Mapping[str, int]
    similar: Figures
    held: Figures

    def similarity(self, phrases: Iterable[str]) -> Figures:
        """`labels.similarity` of phrases (rows) to the texts (columns)."""
        return np.asarray(self.similar[self._rows(phrases)], np.float64)

    def contains(self, phrases: Iterable[str]) -> Figures:
        """`labels.contains` of the texts (columns) for phrases (rows)."""
        return np.asarray(self.held[self._rows(phrases)], np.float64)

    def _rows(self, phrases: Iterable[str]) -> list[int]:
        return [self.row[phrase] for phrase in phrases]


def likeness(phrases: Iterable[str], texts: Sequence[str]) -> Likeness:
    """Compare folded phrases with folded texts, neither of them empty."""
    every = list(dict.fromkeys(phrases))
    similar = similarities(every, texts)
    held = np.zeros_like(similar)
    sizes, lengths = _lengths(every)[:, None], _lengths(texts)
    no_longer = (lengths <= sizes) & (lengths >= FOREIGN * sizes)
    held[no_longer] = similar[no_longer]
    # What shares too few letters in the same order is not searched for the best place.
    common = cdist(every, texts, scorer=LCSseq.similarity, dtype=np.int32)
    for phrase, text in np.argwhere((lengths > sizes) & (common >= SHARED * sizes)).tolist():
        held[phrase, text] = contains(texts[text], every[phrase])
    return Likeness({phrase: number for number, phrase in enumerate(every)}, similar, held)


def similarities(phrases: Sequence[str], texts: Sequence[str]) -> Figures:
    """`labels.similarity` of phrases (rows) to texts (columns)."""
    edits = cdist(_bare(phrases), _bare(texts), scorer=Levenshtein.distance, dtype=np.int32)
    sizes, lengths = _lengths(phrases)[:, None], _lengths(texts)
    longest = np.maximum(sizes, lengths)
    with np.errstate(divide="ignore"):
        figures = np.where(longest <= SHORT, 1.0 - SHORT_LOSS * edits, 1.0 - edits / longest)
    figures[np.abs(sizes - lengths) > FOREIGN * longest] = 0.0
    return np.maximum(figures, 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Nearest:
    """What `labels.nearest_form` says of some heads, for the forms of several sides."""

    found: Mapping[tuple[str, Forms], tuple[Form, float] | None]

    def __call__(self, head: str, known: Forms) -> tuple[Form, float] | None:
        return self.found[head, known]


def nearest_forms(heads: Iterable[str], sides: Sequence[Forms]) -> Nearest:
    """The nearest form of each side to each head."""
    every = [head for head in dict.fromkeys(heads) if head]
    found: dict[tuple[str, Forms], tuple[Form, float] | None] = dict.fromkeys(("", known) for known in sides)
    keys = list(dict.fromkeys(form.key for known in sides for form in known))
    place = {key: number for number, key in enumerate(keys)}
    scores = _scores(every, keys)
    for known in sides:
        if not known.every:
            found |= dict.fromkeys((head, known) for head in every)
            continue
        own = scores[:, [place[form.key] for form in known]]
        best = own.argmax(axis=1)
        sure = own[np.arange(len(every)), best].tolist()
        for head, number, score in zip(every, best.tolist(), sure, strict=True):
            found[head, known] = (known.every[number], score) if score >= LEAST else None
    return Nearest(found)


def _scores(heads: Sequence[str], keys: Sequence[str]) -> Figures:
    """How like each head is to each form, as `labels.nearest_form` weighs it."""
    edits = cdist(_bare(heads), _bare(keys), scorer=Levenshtein.distance, dtype=np.int32)
    return form_scores(edits, _lengths(keys), _lengths(heads)[:, None])


def _bare(texts: Sequence[str]) -> list[str]:
    return [text.replace(" ", "") for text in texts]


def _lengths(texts: Sequence[str]) -> NDArray[np.intp]:
    return np.array([len(text) for text in texts], np.intp)
