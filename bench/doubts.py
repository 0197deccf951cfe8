"""What each doubt is good for: right values it withholds, wrong ones it stops, alone and with the others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bench.harvest import PageRead, harvest, kept
from bench.judging import Judged
from bench.result import BenchOptions, BenchResult, Table
from ocr.result.doubt import Doubt
from ocr.result.reading import Decision
from ocr.verification.calibration import Calibration
from ocr.verification.doubts import doubts_of
from specimens.fonts import Split
from workers.reader import names_of, open_engines

NAME = "doubts"
HELP = "what each doubt withholds and stops, alone and given the others"

_USUAL: Final = 60
NOTHING: Final[frozenset[Doubt]] = frozenset()


@dataclass(frozen=True, slots=True)
class Worth:
    """A doubt's account. `told`: values it speaks against; the others count those that would be accepted.

    `withheld` are right and `stopped` wrong values that nothing but this doubt keeps from being accepted:
    `alone` if no other doubt were known, else given all the others.
    """

    doubt: Doubt
    told: int
    withheld_alone: int
    stopped_alone: int
    withheld: int
    stopped: int


def run(options: BenchOptions) -> BenchResult:
    """Read papers of the proof split and account for each doubt; `keep` alone: of all pages kept there."""
    engines = open_engines()
    calibration = engines.calibration
    if calibration is None:
        raise SystemExit("no calibration for these readers: nothing is accepted, and no doubt decides")
    if options.keep is not None and options.pages is None:
        pages = list(kept(options.keep, Split.PROOF, options.seed, names_of(engines)))
    else:
        count = options.sized(_USUAL) if options.pages is None else options.pages
        # Without thresholds every value's evidence is complete, whatever they would decide.
        complete = replace(engines, calibration=None)
        pages = list(harvest(Split.PROOF, range(count), complete, options.keep, options.seed))
    values = [value for page in pages for value in page.values if value.evidence is not None]
    worths = worths_of(values, calibration)
    tables = (_table(worths, pages, values, calibration), _spare(values, calibration))
    return BenchResult(NAME, tables, _figures(worths, values, calibration))


def worths_of(values: Sequence[Judged], calibration: Calibration) -> tuple[Worth, ...]:
    """The account of every doubt over values that were read with complete evidence."""
    return tuple(_worth(doubt, values, calibration) for doubt in Doubt if doubt is not Doubt.TOO_UNSURE)


def _worth(doubt: Doubt, values: Iterable[Judged], calibration: Calibration) -> Worth:
    told = [(value, _doubts(value)) for value in values if doubt in _doubts(value)]
    alone = [value for value, _ in told if _accepted(value, NOTHING, calibration)]
    given = [value for value, all_ in told if _accepted(value, all_ - {doubt}, calibration)]
    return Worth(
        doubt,
        len(told),
        sum(value.right for value in alone),
        sum(not value.right for value in alone),
        sum(value.right for value in given),
        sum(not value.right for value in given),
    )


def _doubts(value: Judged) -> frozenset[Doubt]:
    return doubts_of(value.evidence) if value.evidence is not None else NOTHING


def _accepted(value: Judged, doubts: frozenset[Doubt], calibration: Calibration) -> bool:
    """Whether a value would be accepted if only these doubts spoke against it."""
    if value.evidence is None:
        return False
    return calibration.decide(value.value, value.evidence, doubts) is Decision.ACCEPTED


def _table(
    worths: Sequence[Worth], pages: Sequence[PageRead], values: Sequence[Judged], calibration: Calibration
) -> Table:
    facts = [value for value in values if value.identity]
    taken = [value for value in facts if _accepted(value, _doubts(value), calibration)]
    wrong = sum(not value.right for value in taken)
    return Table(
        "Doubts",
        ("doubt", "told", "withheld alone", "stopped alone", "withheld", "stopped"),
        tuple(
            (one.doubt.value, one.told, one.withheld_alone, one.stopped_alone, one.withheld, one.stopped)
            for one in worths
        ),
        f"{len(pages)} papers, {len(facts)} facts of identity, {len(taken)} accepted, {wrong} of them wrong. "
        "Withheld: right values that would be accepted without this doubt; stopped: wrong ones. "
        "Alone: as if no other doubt were known.",
    )


def spare_doubts(values: Sequence[Judged], calibration: Calibration) -> tuple[Doubt, ...]:
    """Doubts that together stop nothing when left out, those that withhold most first."""
    left: frozenset[Doubt] = NOTHING
    worths = sorted(worths_of(values, calibration), key=lambda one: -one.withheld)
    for one in worths:
        wider = left | {one.doubt}
        gained = [
            value
            for value in values
            if _doubts(value) & wider and _accepted(value, _doubts(value) - wider, calibration)
        ]
        if all(value.right for value in gained):
            left = wider
    return tuple(one.doubt for one in worths if one.doubt in left)


def _spare(values: Sequence[Judged], calibration: Calibration) -> Table:
    """What would be accepted without the doubts that stop nothing, added one after the other."""
    rows, left = [], NOTHING
    for doubt in spare_doubts(values, calibration):
        left |= {doubt}
        taken = [value for value in values if _accepted(value, _doubts(value) - left, calibration)]
        facts = [value for value in taken if value.identity]
        rows.append((doubt.value, len(facts), sum(not value.right for value in facts)))
    return Table(
        "Without doubts that stop nothing here",
        ("left out, too", "facts accepted", "of them wrong"),
        tuple(rows),
        "What stops nothing on these papers may stop something on others: those of layouts nobody drew here.",
    )


def _figures(worths: Sequence[Worth], values: Sequence[Judged], calibration: Calibration) -> dict[str, float]:
    taken = sum(_accepted(value, _doubts(value), calibration) for value in values)
    figures = {"doubts.values": float(len(values)), "doubts.accepted": float(taken)}
    for one in worths:
        figures |= {
            f"doubts.{one.doubt.value}.withheld": float(one.withheld),
            f"doubts.{one.doubt.value}.stopped": float(one.stopped),
        }
    return figures
