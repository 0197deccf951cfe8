"""Reading papers: ours, whole-page Tesseract, a Tesseract call a field, and the floor of any reader."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.harvest import PageRead, kept, read_order, weighed
from bench.judging import Judged, folded, same
from bench.papers import drawn, order
from bench.reading_baselines import Read, both_languages, call_a_field, floor, paths, whole_page
from bench.reading_score import Proof, Score, edit_distance, proof, score
from bench.result import BenchOptions, BenchResult, Cell, Table
from ocr import Engines
from reference.documents import document_types
from specimens.documents import Specimen
from specimens.fonts import Split
from workers.reader import names_of, open_engines

NAME = "reading"
HELP = "reading papers: ours, whole-page Tesseract, a Tesseract call a field, the floor"

_USUAL: Final = 57
SPLITS: Final = (Split.PROOF, Split.JUDGEMENT, Split.TRAINING)
OURS: Final = "ours"
COLUMNS: Final = ("values", "exact", "CER", "accepted", "silent")


@dataclass(frozen=True, slots=True)
class Run:
    """One page read every way: ours, and the others by name."""

    split: Split
    page: PageRead
    others: Mapping[str, tuple[Score, float]]


def run(options: BenchOptions) -> BenchResult:
    """Read the same papers every way in one run; with `keep`, tell of the pages kept there, and what they
    prove."""
    engines = open_engines()
    count = options.sized(_USUAL) if options.pages is None else options.pages
    with both_languages() as tessdata:
        runs = [_run(number, options.seed, engines, tessdata) for number in range(count)]
    pages = _proving(runs, options, engines)
    proved = {"identity": proof(pages), "words": proof(pages, identity=False)}
    longer = [Run(Split.PROOF, page, {}) for page in pages] if options.keep is not None else []
    tables = (
        _ways(runs),
        *(_cut(title, runs, of) for title, of in CUTS.items()),
        *(_cut(f"{title}, papers kept", longer, of) for title, of in CUTS.items() if longer),
        _proof_table(proved),
    )
    return BenchResult(NAME, tables, _figures(runs, proved))


def _run(number: int, seed: int, engines: Engines, tessdata: Path) -> Run:
    split = SPLITS[number % len(SPLITS)]
    paper = order(number, split, seed)
    specimen = drawn(paper)
    kind = document_types()[paper.document_type]
    reads = {
        "tesseract, whole page": whole_page(specimen, tessdata),
        "tesseract, a call a field on perfect crops": call_a_field(specimen, kind, tessdata),
        "floor: decode, one pass over perfect crops": floor(specimen, kind, engines),
    }
    others = {name: (_counted(specimen, read), read.cpu) for name, read in reads.items()}
    return Run(split, read_order(paper, specimen, engines), others)


def _counted(specimen: Specimen, read: Read) -> Score:
    truth = paths(specimen)
    pairs = [(value, read.values.get(path, "")) for path, value in truth.items()]
    edits = sum(min(edit_distance(said, value), len(folded(said))) for said, value in pairs)
    exact = sum(same(said, value) for said, value in pairs)
    return Score(len(pairs), exact, sum(len(folded(said)) for said, _ in pairs), edits, 0, 0)


def _summed(scores: Sequence[Score]) -> Score:
    return Score(
        sum(s.values for s in scores), sum(s.exact for s in scores), sum(s.characters for s in scores),
        sum(s.edits for s in scores), sum(s.accepted for s in scores), sum(s.silent for s in scores),
    )  # fmt: skip


def _every_way(runs: Sequence[Run]) -> dict[str, tuple[Score, float]]:
    """Counts and CPU seconds a page of every way of reading."""
    ours = score(value for one in runs for value in one.page.values)
    found = {OURS: (ours, sum(one.page.cpu for one in runs) / len(runs))}
    for name in runs[0].others:
        counted = _summed([one.others[name][0] for one in runs])
        found[name] = (counted, sum(one.others[name][1] for one in runs) / len(runs))
    return found


def _ways(runs: Sequence[Run]) -> Table:
    rows = [(name, *_cells(counted), spent) for name, (counted, spent) in _every_way(runs).items()]
    return Table(
        "Reading papers: the same pictures every way",
        ("reader", *COLUMNS, "CPU s/page"),
        tuple(rows),
        f"{len(runs)} papers, fresh names, 30 % of them on no list. Whole page: a value counts when it "
        "stands anywhere in the text. Nobody but ours says which values need no look.",
    )


def _cells(counted: Score) -> tuple[Cell, ...]:
    return (counted.values, counted.exact_share, counted.cer, counted.accepted_share, counted.silent)


CUTS: Final[Mapping[str, Callable[[Run, Judged], str]]] = {
    "Ours by type": lambda one, _: f"{one.page.document_type} {one.page.side}",
    "Ours by wear": lambda one, _: one.page.wear,
    "Ours by split of fonts and plans": lambda one, _: str(one.split),
    "Ours by kind of value": lambda _, value: str(value.group),
    "Ours by digit script": lambda _, value: value.script or "letters",
}


def _cut(title: str, runs: Sequence[Run], of: Callable[[Run, Judged], str]) -> Table:
    groups: dict[str, list[Judged]] = {}
    for one in runs:
        for value in one.page.values:
            groups.setdefault(of(one, value), []).append(value)
    rows = [(name, *_cells(score(values))) for name, values in sorted(groups.items())]
    return Table(title, ("", *COLUMNS), tuple(rows))


def _proving(runs: Sequence[Run], options: BenchOptions, engines: Engines) -> list[PageRead]:
    """The pages whose accepted values prove something: those of this run, or the proof pages kept from longer
    ones."""
    if options.keep is None:
        return [one.page for one in runs]
    kept_pages = kept(options.keep, Split.PROOF, options.seed, names_of(engines))
    return [weighed(page, engines.calibration) for page in kept_pages]


def _proof_table(proved: Mapping[str, Proof]) -> Table:
    rows = tuple(
        (name, p.accepted, p.wrong, p.bound * 1000, p.share, p.calibration_error, p.in_papers,
         p.in_papers_at_most)
        for name, p in proved.items()
    )  # fmt: skip
    return Table(
        "Accepted without a look",
        ("facts", "accepted", "wrong", "wrong/1,000 (95 % bound)", "share", "ECE", "wrong in 400 papers",
         "at most"),
        rows,
        f"{proved['identity'].pages} papers. The bound is Clopper and Pearson's, one-sided.",
    )  # fmt: skip


def _figures(runs: Sequence[Run], proved: Mapping[str, Proof]) -> dict[str, float]:
    names = (OURS, "whole_page", "call_a_field", "floor")
    figures: dict[str, float] = {}
    for name, (counted, spent) in zip(names, _every_way(runs).values(), strict=True):
        figures |= {
            f"reading.{name}.exact": counted.exact_share,
            f"reading.{name}.cer": counted.cer,
            f"reading.{name}.cpu_s": spent,
        }
    for name, p in proved.items():
        figures |= {
            f"reading.{name}.accepted": p.accepted,
            f"reading.{name}.accepted_share": p.share,
            f"reading.{name}.silent": p.wrong,
            f"reading.{name}.bound": p.bound,
            f"reading.{name}.ece": p.calibration_error,
        }
    return figures
