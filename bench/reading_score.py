"""Counts what came out of reading: exact, accepted, silently wrong, and what that proves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Levenshtein

from bench.harvest import PageRead
from bench.judging import Judged, folded
from registry.sampling.bounds import exact_bound

BINS: Final = 15
PAPERS: Final = 400
"""Papers an office reads on a busy day."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over some values: of the truth (`values`, `exact`, `characters`, `edits`) and of the reader."""

    values: int
    exact: int
    characters: int
    edits: int
    accepted: int
    silent: int

    @property
    def exact_share(self) -> float:
        return self.exact / max(1, self.values)

    @property
    def cer(self) -> float:
        return self.edits / max(1, self.characters)

    @property
    def accepted_share(self) -> float:
        return self.accepted / max(1, self.values)


def score(values: Iterable[Judged]) -> Score:
    """Count some values; what was read where the paper says nothing counts when it was accepted."""
    chosen = list(values)
    said = [value for value in chosen if value.truth]
    edits = [min(edit_distance(value.truth, value.value), len(folded(value.truth))) for value in said]
    return Score(
        len(said),
        sum(value.right for value in said),
        sum(len(folded(value.truth)) for value in said),
        sum(edits),
        sum(value.accepted for value in chosen),
        sum(value.silent for value in chosen),
    )


def edit_distance(truth: str, value: str) -> int:
    """Characters to change, of the values as they are compared."""
    return int(Levenshtein.distance(folded(truth), folded(value)))


@dataclass(frozen=True, slots=True)
class Proof:
    """What accepted facts of identity show: `bound` is the exact one-sided 95 % bound of their error rate."""

    pages: int
    accepted: int
    wrong: int
    bound: float
    share: float
    calibration_error: float

    @property
    def in_papers(self) -> float:
        """Wrong facts to expect among those accepted on 400 papers."""
        return PAPERS * self.wrong / max(1, self.pages)

    @property
    def in_papers_at_most(self) -> float:
        """The same at the bound."""
        return PAPERS * self.bound * self.accepted / max(1, self.pages)


def proof(pages: Sequence[PageRead], *, identity: bool = True) -> Proof:
    """What the accepted values of some pages prove: facts of identity, or all the other words."""
    values = [value for page in pages for value in page.values if value.identity is identity]
    counted = score(values)
    bound = exact_bound(counted.silent, counted.accepted) if counted.accepted else 1.0
    return Proof(
        len(pages), counted.accepted, counted.silent, bound, counted.accepted_share, calibration_error(values)
    )


def calibration_error(values: Iterable[Judged]) -> float:
    """Expected calibration error over 15 bins of equal width, of every value that was read."""
    bins: list[list[Judged]] = [[] for _ in range(BINS)]
    for value in values:
        if value.value:
            bins[min(BINS - 1, int(value.confidence * BINS))].append(value)
    total = sum(map(len, bins))
    return sum(abs(sum(v.confidence - v.right for v in chosen)) for chosen in bins) / max(1, total)
