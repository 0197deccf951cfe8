"""The name engine against what people install instead: who is one person, by the name alone?"""

import csv
import re
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import JaroWinkler, Levenshtein

from arabic.chains import compare_chains
from arabic.homophones import same_sound
from arabic.letters import clean, fold
from arabic.names import parse_chain, part_key
from bench.name_pairs import Pair, generated_pairs, hand_pairs, held_out
from bench.result import BenchOptions, BenchResult, Table
from reference.lexicon import given_names, laqab_keys

NAME = "names"
HELP = "name matching: ours, Levenshtein, Jaro-Winkler, a Soundex-like key; Kurdish and Arabic spellings"

_USUAL = 8_000
_DATA = Path(__file__).with_name("data")
Scorer = Callable[[str, str], float]

# Consonant classes as in published Arabic Soundex variants: dotted and undotted forms of one sound together.
_SOUNDEX = {
    letter: str(code)
    for code, letters in enumerate(("بفپڤ", "جحخهعغكقگچ", "تثدذطضظ", "زسشصژ", "ل", "من", "ر"), 1)
    for letter in letters
}


def soundex(word: str) -> str:
    """Return a Soundex-like key: the first letter, then classes of consonants, vowels and doubles dropped."""
    key = fold(word)
    codes = re.sub(r"(.)\1+", r"\1", "".join(_SOUNDEX.get(letter, "") for letter in key[1:]))
    return key[:1] + codes[:4]


def soundex_likeness(here: str, there: str) -> float:
    """Return the share of words, position by position, whose Soundex-like keys are equal."""
    ours, theirs = [soundex(word) for word in here.split()], [soundex(word) for word in there.split()]
    return sum(a == b for a, b in zip(ours, theirs, strict=False)) / max(len(ours), len(theirs), 1)


@dataclass(frozen=True, slots=True)
class Score:
    """How a scorer did on labelled pairs with one threshold."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        whole = self.precision + self.recall
        return 2 * self.precision * self.recall / whole if whole else 0.0


def scorers(seed: int) -> Mapping[str, Scorer]:
    """Return every way of scoring two names; ours knows 70 % of the names that pairs are drawn from."""
    known, laqabs = held_out(given_names(), seed), laqab_keys()

    def ours(here: str, there: str) -> float:
        return compare_chains(parse_chain(here, laqabs), parse_chain(there, laqabs), known).score

    return {
        "ours": ours,
        "levenshtein": lambda here, there: Levenshtein.normalized_similarity(clean(here), clean(there)),
        "levenshtein, folded": lambda here, there: Levenshtein.normalized_similarity(fold(here), fold(there)),
        "jaro-winkler": lambda here, there: JaroWinkler.normalized_similarity(clean(here), clean(there)),
        "soundex-like": soundex_likeness,
    }


def scored(pairs: Sequence[Pair], values: Sequence[float], threshold: float) -> Score:
    """Count hits of `value >= threshold` against the labels."""
    chosen = [pair.same for pair, value in zip(pairs, values, strict=True) if value >= threshold]
    true = sum(chosen)
    return Score(true / len(chosen) if chosen else 1.0, true / sum(pair.same for pair in pairs))


def best_threshold(pairs: Sequence[Pair], values: Sequence[float]) -> float:
    """Return the threshold with the best F1 on these pairs."""
    candidates = sorted({round(value, 3) for value in values})
    return max(candidates, key=lambda threshold: scored(pairs, values, threshold).f1)


def run(options: BenchOptions) -> BenchResult:
    """Choose each scorer's threshold on one half of the generated pairs, measure on the other and by hand."""
    pairs = generated_pairs(options.sized(_USUAL), options.seed)
    tuning, testing, hand = pairs[::2], pairs[1::2], hand_pairs()
    rows: list[tuple[str | float, ...]] = []
    kinds: dict[str, dict[str, float]] = {}
    figures: dict[str, float] = {}
    for name, scorer in scorers(options.seed).items():
        threshold = best_threshold(tuning, _values(scorer, tuning))
        started = time.process_time()
        values = _values(scorer, testing)
        micros = (time.process_time() - started) / len(testing) * 1e6
        drawn, written = scored(testing, values, threshold), scored(hand, _values(scorer, hand), threshold)
        rows.append((name, threshold, drawn.precision, drawn.recall, drawn.f1,
                     written.precision, written.recall, written.f1, micros))  # fmt: skip
        kinds[name] = _right_by_kind(testing, values, threshold)
        key = f"names.{name.replace(', ', '_').replace('-', '_')}"
        figures |= {f"{key}.f1": drawn.f1, f"{key}.precision": drawn.precision, f"{key}.recall": drawn.recall}
        figures |= {f"{key}.hand_f1": written.f1, f"{key}.cpu_us": micros}
    tables = (_main_table(rows, len(testing), len(hand)), _kind_table(kinds), _spelling_table(figures))
    return BenchResult(NAME, tables, figures)


def meet(here: str, there: str) -> bool:
    """Whether search and linkage take two name parts as written for one name: one key, or one sound."""
    return part_key(here) == part_key(there) or same_sound(part_key(here), part_key(there))


def listed_pairs(name: str) -> tuple[tuple[str, str], ...]:
    """The pairs of name parts of one of our lists: `kurdish_pairs`, `other_names`."""
    with (_DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        (_, *rows) = csv.reader(file)
    return tuple((here, there) for here, there in rows)


def _spelling_table(figures: dict[str, float]) -> Table:
    """Count which Kurdish and Arabic spellings of one name meet, and which different names do."""
    spellings, others = listed_pairs("kurdish_pairs"), listed_pairs("other_names")
    same = sum(meet(*pair) for pair in spellings)
    wrong = [pair for pair in others if meet(*pair)]
    by_key = sum(part_key(here) == part_key(there) for here, there in spellings)
    figures |= {
        "names.kurdish.recall": same / len(spellings),
        "names.kurdish.by_key": by_key / len(spellings),
    }
    figures |= {"names.kurdish.others_met": float(len(wrong))}
    met = ", ".join(f"{here} {there}" for here, there in wrong) or "none"
    return Table(
        title="Kurdish and Arabic spelling of one name",
        columns=("pairs", "count", "meet by key", "meet by key or sound"),
        rows=(
            ("two spellings of one name", len(spellings), by_key, same),
            ("two names", len(others), sum(part_key(a) == part_key(b) for a, b in others), len(wrong)),
        ),
        note=f"Pairs of our own writing. Different names that meet: {met}.",
    )


def _values(scorer: Scorer, pairs: Sequence[Pair]) -> list[float]:
    return [scorer(pair.here, pair.there) for pair in pairs]


def _right_by_kind(pairs: Sequence[Pair], values: Sequence[float], threshold: float) -> dict[str, float]:
    right: dict[str, list[bool]] = defaultdict(list)
    for pair, value in zip(pairs, values, strict=True):
        right[f"{'same' if pair.same else 'other'}: {pair.kind}"].append((value >= threshold) == pair.same)
    return {kind: sum(hits) / len(hits) for kind, hits in sorted(right.items())}


def _main_table(rows: Sequence[tuple[str | float, ...]], drawn: int, hand: int) -> Table:
    return Table(
        title="Names: one person or two",
        columns=(
            "scorer",
            "threshold",
            "precision",
            "recall",
            "F1",
            "hand P",
            "hand R",
            "hand F1",
            "CPU µs/pair",
        ),
        rows=tuple(rows),
        note=f"{drawn} drawn and {hand} hand-written pairs; thresholds are those of the best F1 on others.",
    )


def _kind_table(kinds: Mapping[str, Mapping[str, float]]) -> Table:
    names = tuple(kinds)
    every = sorted({kind for found in kinds.values() for kind in found}, reverse=True)
    return Table(
        title="Share decided right, by kind of case",
        columns=("case", *names),
        rows=tuple((kind, *(kinds[name].get(kind, 0.0) for name in names)) for kind in every),
    )
