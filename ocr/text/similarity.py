"""How like two texts are (0 to 1), as keys without marks and spelling variants."""

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
SHARED: Final = 0.66
"""Share of a phrase's letters that stand in order in every text which holds it as `contains` understands it:
two thirds."""
_NO_LABEL = re.compile(r"[^\w\s]|[\d_]", re.UNICODE)
FOREIGN = 0.6
"""Share of the longer of two texts by which their lengths may differ before they are nothing alike."""
SHORT = 5
SHORT_LOSS = 0.26
"""What each edit takes off a label of five letters or fewer."""
MOST_KEPT = 20_000
"""Comparisons remembered: those of a page or two, no growing store of what papers say."""
HELD = 0.8
"""How surely a text must hold a phrase for anybody to ask how surely."""


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
    sizes, lengths = lengths_of(every)[:, None], lengths_of(texts)
    no_longer = (lengths <= sizes) & (lengths >= FOREIGN * sizes)
    held[no_longer] = similar[no_longer]
    # What shares too few letters in the same order is not searched for the best place.
    common = cdist(every, texts, scorer=LCSseq.similarity, dtype=np.int32)
    for phrase, text in np.argwhere((lengths > sizes) & (common >= SHARED * sizes)).tolist():
        held[phrase, text] = contains(texts[text], every[phrase])
    return Likeness({phrase: number for number, phrase in enumerate(every)}, similar, held)


def similarities(phrases: Sequence[str], texts: Sequence[str]) -> Figures:
    """`labels.similarity` of phrases (rows) to texts (columns)."""
    edits = cdist(bare(phrases), bare(texts), scorer=Levenshtein.distance, dtype=np.int32)
    sizes, lengths = lengths_of(phrases)[:, None], lengths_of(texts)
    longest = np.maximum(sizes, lengths)
    with np.errstate(divide="ignore"):
        figures = np.where(longest <= SHORT, 1.0 - SHORT_LOSS * edits, 1.0 - edits / longest)
    figures[np.abs(sizes - lengths) > FOREIGN * longest] = 0.0
    return np.maximum(figures, 0.0)


def bare(texts: Sequence[str]) -> list[str]:
    return [text.replace(" ", "") for text in texts]


def lengths_of(texts: Sequence[str]) -> NDArray[np.intp]:
    return np.array([len(text) for text in texts], np.intp)


@lru_cache(maxsize=MOST_KEPT)
def label_key(text: str) -> str:
    """Text as labels are compared: folded letters, no signs, no digits."""
    return " ".join(_NO_LABEL.sub(" ", fold(text)).split())


@lru_cache(maxsize=MOST_KEPT)
def similarity(seen: str, form: str) -> float:
    """How like a printed form a reading is (0 to 1); short labels forgive less, since الأب and الأم differ
    by one."""
    if not seen or not form:
        return 0.0
    if seen == form:
        return 1.0
    if abs(len(seen) - len(form)) > FOREIGN * max(len(seen), len(form)):
        return 0.0
    edits = Levenshtein.distance(seen.replace(" ", ""), form.replace(" ", ""))
    longest = max(len(seen), len(form))
    if longest <= SHORT:
        return max(0.0, 1.0 - SHORT_LOSS * edits)
    return max(0.0, 1.0 - edits / longest)


def contains(text: str, phrase: str) -> float:
    """How surely a folded text holds a folded phrase (0 to 1); below HELD it counts 0."""
    if not phrase or len(text) < 0.6 * len(phrase):
        return 0.0
    if len(text) <= len(phrase):
        return similarity(text, phrase)
    return float(fuzz.partial_ratio(phrase, text, score_cutoff=100 * HELD)) / 100
