"""How like two texts are (0 to 1), as keys without marks and spelling variants: one formula for everybody."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq, Levenshtein
from rapidfuzz.process import cdist

from arabic.letters import fold

Figures = NDArray[np.float64]
FOREIGN: Final = 0.6
"""Share of the longer of two texts by which their lengths may differ before they are nothing alike."""
SHORT: Final = 5
"""Letters of a label that is so short that another one is a letter away: الأب and الأم."""
SHORT_LOSS: Final = 0.26
"""What each edit takes off the likeness of two texts of `SHORT` letters or fewer."""
SHARED: Final = 0.66
"""Share of a phrase's letters that stand in order in every text which holds it by `HELD`: two thirds."""
HELD: Final = 0.8
"""Likeness of the likest stretch of a text to a phrase from which on the text may hold the phrase."""
MOST_KEPT: Final = 20_000
"""Comparisons remembered: those of a page or two, no growing store of what papers say."""
_NO_LABEL: Final = re.compile(r"[^\w\s]|[\d_]", re.UNICODE)


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """Texts made ready to be compared: without spaces, which edits don't count, and their whole lengths."""

    bare: tuple[str, ...]
    lengths: NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """How like phrases (rows, by `row`) are to texts (columns), and how surely a text holds each (0 to 1)."""

    row: Mapping[str, int]
    similar: Figures
    held: Figures

    def similarity(self, phrases: Iterable[str]) -> Figures:
        """`similarities` of phrases (rows) to the texts (columns)."""
        return np.asarray(self.similar[self._rows(phrases)], np.float64)

    def contains(self, phrases: Iterable[str]) -> Figures:
        """How surely texts (columns) hold phrases (rows), 0 to 1; below `HELD` it counts 0."""
        return np.asarray(self.held[self._rows(phrases)], np.float64)

    def _rows(self, phrases: Iterable[str]) -> list[int]:
        return [self.row[phrase] for phrase in phrases]


@lru_cache(maxsize=MOST_KEPT)
def label_key(text: str) -> str:
    """Text as labels are compared: folded letters, no signs, no digits."""
    return " ".join(_NO_LABEL.sub(" ", fold(text)).split())


def prepared(texts: Iterable[str]) -> Prepared:
    """Texts made ready for `similarities`; what is compared with many papers is prepared once."""
    every = tuple(texts)
    lengths = np.array([len(text) for text in every], np.intp)
    return Prepared(tuple(text.replace(" ", "") for text in every), lengths)


def similarities(phrases: Prepared, texts: Prepared) -> Figures:
    """How like phrases (rows) are to texts (columns), 0 to 1: the edits apart, spaces left out.

    An edit counts by its share of the longer text, and more in short ones. Texts of very different lengths,
    and empty ones, are nothing alike.
    """
    edits = cdist(phrases.bare, texts.bare, scorer=Levenshtein.distance, dtype=np.int32)
    sizes, lengths = phrases.lengths[:, None], texts.lengths
    longest = np.maximum(sizes, lengths)
    scores = 1.0 - np.where(longest <= SHORT, SHORT_LOSS * edits, edits / np.maximum(longest, 1))
    scores[(np.abs(sizes - lengths) > FOREIGN * longest) | (longest == 0)] = 0.0
    return np.maximum(scores, 0.0)


@lru_cache(maxsize=MOST_KEPT)
def similarity(seen: str, form: str) -> float:
    """How like a printed form a text is, 0 to 1: `similarities` of the two alone."""
    return float(similarities(prepared((form,)), prepared((seen,)))[0, 0])


def likeness(phrases: Iterable[str], texts: Sequence[str]) -> Likeness:
    """Compare folded phrases with folded texts, neither of them empty."""
    every = list(dict.fromkeys(phrases))
    ours, theirs = prepared(every), prepared(texts)
    similar = similarities(ours, theirs)
    sizes, lengths = ours.lengths[:, None], theirs.lengths
    held = np.where(lengths <= sizes, similar, 0.0)
    # What shares too few letters in the same order is not searched for the best place.
    common = cdist(every, texts, scorer=LCSseq.similarity, dtype=np.int32)
    for phrase, text in np.argwhere((lengths > sizes) & (common >= SHARED * sizes)).tolist():
        held[phrase, text] = fuzz.partial_ratio(every[phrase], texts[text], score_cutoff=100 * HELD) / 100
    return Likeness({phrase: number for number, phrase in enumerate(every)}, similar, held)
