"""Folding by evidence against folding at once: simulated offices, some with wear nobody has seen."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from statistics import median

from bench.result import BenchOptions, BenchResult, Table
from registry.sampling.folding import RULE, Evidence, Verdict, decide, share_watched

NAME = "folding"
HELP = "folding accepted fields: wrong facts that slip by, by evidence and at once"

_FIELDS = 40_000
_CHANGE = 20_000
# Second keys are given so many accepted fields later than they were asked for.
_DELAY = 100
_LOOK_EVERY = 20
_OFFICES = 20


@dataclass(frozen=True, slots=True)
class Wear:
    """A kind of office: the share of accepted values that are wrong, before and after the change."""

    name: str
    before: float
    after: float


WEARS = (
    Wear("as measured: 0.05 %", 0.0005, 0.0005),
    Wear("within the budget: 0.2 %", 0.002, 0.002),
    Wear("twice the budget from the start: 1 %", 0.01, 0.01),
    Wear("unknown hand from the start: 5 %", 0.05, 0.05),
    Wear("a new scanner: 0.05 % to 1 %", 0.0005, 0.01),
    Wear("damp books: 0.05 % to 5 %", 0.0005, 0.05),
    Wear("a stripe over digits: 0.05 % to 20 %", 0.0005, 0.20),
)


@dataclass(frozen=True, slots=True)
class Run:
    """One office: wrong facts that nobody saw, fields folded and keyed twice, and when it was noticed."""

    slipped: int
    wrong: int
    folded: int
    keyed: int
    noticed: int | None
    folding_at_change: bool


def run(options: BenchOptions) -> BenchResult:
    """Simulate each kind of office several times."""
    rows: list[tuple[str | float | int, ...]] = []
    figures: dict[str, float] = {}
    for wear in WEARS:
        runs = [
            simulate(wear, Random(f"{options.seed}-{wear.name}-{number}"))
            for number in range(options.sized(_OFFICES))
        ]
        slipped, wrong = _mean([one.slipped for one in runs]), _mean([one.wrong for one in runs])
        changed = [one for one in runs if one.folding_at_change and wear.after > wear.before]
        noticed = [one.noticed for one in changed if one.noticed is not None]
        late = median(noticed) if noticed else "-"
        share = _mean([one.folded for one in runs]) / _FIELDS
        keyed = _mean([one.keyed for one in runs]) / _FIELDS
        found = f"{len(noticed)} of {len(changed)}" if changed else "-"
        rows.append((wear.name, slipped, wrong, share, keyed, found, late))
        key = f"folding.{wear.after}.from.{wear.before}"
        figures |= {f"{key}.slipped": slipped, f"{key}.at_once": wrong, f"{key}.folded": share}
    columns = ("office", "wrong unseen", "at once", "folded", "keyed twice", "noticed", "after fields")
    note = (
        f"Simulated: {_FIELDS:,} accepted fields an office, budget {RULE.budget:.1%}, "
        f"a change after {_CHANGE:,}, answers of second keys right and late. "
        "Means; noticed: of offices that folded at the change, after how many accepted fields (median)."
    )
    return BenchResult(NAME, (Table("Folding by evidence", columns, tuple(rows), note),), figures)


def simulate(wear: Wear, draw: Random) -> Run:
    """One office by our rule; folding at once lets every wrong accepted value slip."""
    answers: deque[tuple[int, bool, bool]] = deque()
    wrong_known: list[bool] = []
    folding, share, before = False, RULE.gather, 0
    slipped = wrong_all = folded = keyed = 0
    noticed: int | None = None
    at_change = False
    for place, wrong in enumerate(_fields(wear, draw)):
        wrong_all += wrong
        at_change |= folding and place == _CHANGE
        watched = draw.random() < share
        folded += folding
        keyed += watched
        slipped += wrong and folding and not watched
        if watched:
            answers.append((place + _DELAY, wrong, folding))
        while answers and answers[0][0] <= place:
            _, was_wrong, was_folded = answers.popleft()
            wrong_known.append(was_wrong)
            before += not was_folded
            if not was_wrong and len(wrong_known) % _LOOK_EVERY:
                continue
            evidence = Evidence(tuple(wrong_known), before=before)
            verdict = decide(folding or evidence.begun, evidence).verdict
            if folding and verdict is not Verdict.fold and place >= _CHANGE and noticed is None:
                noticed = place - _CHANGE
            folding = verdict is Verdict.fold
            if verdict is Verdict.breach:
                wrong_known, before = [], 0
                answers.clear()
                evidence = Evidence()
            share = share_watched(folding, evidence)
    return Run(slipped, wrong_all, folded, keyed, noticed, at_change)


def _fields(wear: Wear, draw: Random) -> Iterator[bool]:
    for place in range(_FIELDS):
        yield draw.random() < (wear.before if place < _CHANGE else wear.after)


def _mean(counts: list[int]) -> float:
    return sum(counts) / len(counts)
