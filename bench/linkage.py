"""Duplicates: our learnt weights against Splink and plain rules, on families with people in them twice."""

import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from pathlib import Path

from rapidfuzz.distance import JaroWinkler

from arabic.names import part_key
from bench.doubles import DOUBLE_SHARE, Listed, draw_list, siblings, twins
from bench.register import bring_in_lines, open_register
from bench.result import BenchOptions, BenchResult, Table
from bench.splinked import HOW, is_here, splink, strictest
from registry.database.sessions import transaction
from registry.linkage import find_pairs

NAME = "linkage"
HELP = "duplicates among 20,000 people: precision, recall, twins and siblings; ours, Splink and plain rules"

PEOPLE = 20_000
Couple = tuple[int, int]
ALIKE = 0.92


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one way found: precision and recall of pairs, and how many relatives it took for one person."""

    precision: float
    recall: float
    twins: int
    siblings: int
    seconds: float


def run(options: BenchOptions) -> BenchResult:
    """Everything on one list; rules see the same folded keys as ours."""
    listed = list(draw_list(options.sized(PEOPLE), options.seed))
    true, kin = _doubles(listed), (twins(listed), siblings(listed))
    outcomes = {"ours": _measured(partial(ours, listed), true, kin)}
    if is_here():
        outcomes |= _splink(listed, true, kin)
    for name, rule in RULES.items():
        outcomes[name] = _measured(partial(rule, listed), true, kin)
    figures: dict[str, float] = {}
    for name, outcome in outcomes.items():
        key = f"linkage.{name.split(',')[0].replace(' ', '_')}"
        figures |= {f"{key}.precision": outcome.precision, f"{key}.recall": outcome.recall}
        figures |= {f"{key}.twins_as_one": outcome.twins / max(1, len(kin[0]))}
        figures |= {f"{key}.siblings_as_one": outcome.siblings / max(1, len(kin[1]))}
    missing = () if is_here() else (HOW,)
    return BenchResult(NAME, (_table(outcomes, listed, true, kin),), figures, missing)


def ours(listed: Sequence[Listed]) -> set[Couple]:
    """The product's own answer, on a register filled by its own import."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_register(f"sqlite:///{folder}/register.db") as register,
    ):
        bring_in_lines(register, listed, Path(folder))
        with transaction(register.sessions) as session:
            found = find_pairs(session, register.auditor, "قياس")
    couples = ((int(pair.external_a or 0), int(pair.external_b or 0)) for pair in found)
    return {(min(couple), max(couple)) for couple in couples}


def same_number(listed: Sequence[Listed]) -> set[Couple]:
    """One national number: what a database's unique index would find."""
    return _blocks(listed, lambda line: (line.number,) if line.number else None)


def same_names(listed: Sequence[Listed]) -> set[Couple]:
    """The same three names and birth year, folded."""
    return _blocks(listed, lambda line: (*_keys(line)[:3], line.birth[:4]))


def alike_names(listed: Sequence[Listed]) -> set[Couple]:
    """The same birth year and father's name, names alike by Jaro-Winkler: an afternoon's rule."""
    near = _blocks(listed, lambda line: (_keys(line)[1], line.birth[:4]))
    whole = [" ".join(_keys(line)) for line in listed]
    return {(a, b) for a, b in near if JaroWinkler.normalized_similarity(whole[a], whole[b]) >= ALIKE}


RULES: Mapping[str, Callable[[Sequence[Listed]], set[Couple]]] = {
    "same national number": same_number,
    "same three names and year": same_names,
    "alike names, one year": alike_names,
}


def _keys(line: Listed) -> tuple[str, ...]:
    person = line.person
    names = (person.given_name, person.father_name, person.grandfather_name, person.mother_name)
    return tuple(map(part_key, names))


def _blocks(listed: Sequence[Listed], key: Callable[[Listed], tuple[str, ...] | None]) -> set[Couple]:
    blocks: dict[tuple[str, ...], list[int]] = {}
    for place, line in enumerate(listed):
        if (value := key(line)) is not None:
            blocks.setdefault(value, []).append(place)
    return {couple for places in blocks.values() for couple in combinations(places, 2)}


def _splink(
    listed: Sequence[Listed], true: set[Couple], kin: tuple[set[Couple], set[Couple]]
) -> Mapping[str, Outcome]:
    """Splink at the probability that ours is held to, and at the threshold that the truth would choose."""
    started = time.process_time()
    found = splink(listed)
    seconds = time.process_time() - started
    ways = {"splink, p 0.5": set(found), "splink best, its best F1": strictest(found, true)}
    return {name: _judged(pairs, true, kin, seconds) for name, pairs in ways.items()}


def _doubles(listed: Sequence[Listed]) -> set[Couple]:
    return _blocks(listed, lambda line: (str(line.truth),))


def _measured(
    find: Callable[[], set[Couple]], true: set[Couple], kin: tuple[set[Couple], set[Couple]]
) -> Outcome:
    started = time.process_time()
    found = find()
    return _judged(found, true, kin, time.process_time() - started)


def _judged(
    found: set[Couple], true: set[Couple], kin: tuple[set[Couple], set[Couple]], seconds: float
) -> Outcome:
    right = len(found & true)
    return Outcome(
        precision=right / len(found) if found else 1.0,
        recall=right / max(1, len(true)),
        twins=len(found & kin[0]),
        siblings=len(found & kin[1]),
        seconds=round(seconds, 1),
    )


def _table(
    outcomes: Mapping[str, Outcome], listed: Sequence[Listed], true: set[Couple], kin: Iterable[set[Couple]]
) -> Table:
    twin_pairs, sibling_pairs = (len(pairs) for pairs in kin)
    rows = tuple(
        (name, one.precision, one.recall, one.twins, one.siblings, one.seconds)
        for name, one in outcomes.items()
    )
    return Table(
        f"Duplicates: {len(listed):,} lines, {len(true):,} pairs that are one person",
        ("way", "precision", "recall", f"of {twin_pairs} twins", f"of {sibling_pairs:,} siblings", "CPU s"),
        rows,
        note=(
            f"A pair counts from a probability of 0.5. {DOUBLE_SHARE:.0%} of people are listed twice, with "
            "other spellings, slips and facts lost; half of the lines lack the number. The seconds of ours "
            f"include filling the register.{'' if is_here() else f' {HOW}'}"
        ),
    )
