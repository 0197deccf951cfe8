"""Finding lines: the classical finder against a small net that learned it, alone and read to the end."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bench.harvest import PageRead, read_order
from bench.learned_finder import open_finder
from bench.lines_found import Fate, fates
from bench.papers import by_wear, drawn, order
from bench.reading_score import score
from bench.result import BenchOptions, BenchResult, Cell, Table
from bench.straightened import straightened
from ocr import Engines
from ocr.geometry import Image
from ocr.segmentation.text_lines import Found, find_lines
from specimens.capture import Wear
from specimens.documents import Specimen
from specimens.fonts import Split
from specimens.sheet import Role
from workers.reader import open_engines

NAME = "finding"
HELP = "finding lines: the classical finder, a learned one; alone and read to the end"

_USUAL: Final = 120
Finder = Callable[[Image], Found]


@dataclass(frozen=True, slots=True)
class Page:
    """What one finder made of one paper: the fate of lines by their role, segments that hold no line, CPU
    seconds of finding, and what was read with it. `found` is False where no frame held the paper."""

    wear: Wear
    found: bool
    lines: Counter[tuple[Role, Fate]]
    false: int
    cpu: float
    read: PageRead


def run(options: BenchOptions) -> BenchResult:
    """Find and read the same papers with both finders, in faces and plans of the judgement split."""
    count = options.sized(_USUAL) if options.pages is None else options.pages
    finders: dict[str, Finder] = {
        "classical": find_lines,
        "learned": open_finder(),
        "both": open_finder(both=True),
    }
    engines = open_engines()
    pages: dict[str, list[Page]] = {name: [] for name in finders}
    for number in range(count):
        paper = order(number, Split.JUDGEMENT, options.seed)
        specimen = drawn(paper)
        views = _found(specimen, engines, finders)
        for name, finder in finders.items():
            read = read_order(paper, specimen, replace(engines, finder=finder))
            pages[name].append(Page(paper.wish.wear, *views[name], read))
    return BenchResult(NAME, (_lines(pages), _values(pages)), _figures(pages))


def _found(
    specimen: Specimen, engines: Engines, finders: dict[str, Finder]
) -> dict[str, tuple[bool, Counter[tuple[Role, Fate]], int, float]]:
    """What each finder makes of the same straight view."""
    paper = straightened(specimen, engines)
    if paper is None:
        return {name: (False, Counter(), 0, 0.0) for name in finders}
    straight, placed = paper
    boxes = [one.rect for one in placed]
    results = {}
    for name, finder in finders.items():
        started = time.process_time()
        segments = finder(straight.view).segments
        spent = time.process_time() - started
        met = fates(boxes, segments)
        roles = (one.line.role for one in placed)
        results[name] = (True, Counter(zip(roles, met.lines, strict=True)), len(met.false), spent)
    return results


def whole_share(pages: Sequence[Page], role: Role) -> float:
    """The share (0 to 1) of a role's lines that were found whole."""
    counts = sum((page.lines for page in pages), Counter[tuple[Role, Fate]]())
    every = sum(number for (of, _), number in counts.items() if of is role)
    return counts[role, Fate.WHOLE] / max(1, every)


def _fate(pages: Sequence[Page], fate: Fate) -> int:
    return sum(number for page in pages for (_, met), number in page.lines.items() if met is fate)


def _lines(pages: dict[str, list[Page]]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for name, every in pages.items():
        for wear, some in by_wear(every):
            shown = [page for page in some if page.found]
            whole = [f"{100 * whole_share(shown, role):.1f} %" for role in (Role.VALUE, Role.LABEL)]
            counted: list[Cell] = [_fate(shown, fate) for fate in Fate if fate is not Fate.WHOLE]
            rows.append((
                name, wear, sum(sum(page.lines.values()) for page in shown),
                *whole, *counted, sum(page.false for page in shown),
                1000 * sum(page.cpu for page in shown) / max(1, len(shown)),
            ))  # fmt: skip
    missed = sum(not page.found for page in pages["classical"])
    return Table(
        "Finding lines in the same straight views",
        ("finder", "wear", "lines", "values whole", "labels whole",
         *(str(fate) for fate in Fate if fate is not Fate.WHOLE), "false", "CPU ms/page"),
        tuple(rows),
        f"{len(pages['classical'])} papers in faces and plans of the judgement split; on {missed} no frame"
        " held the paper. Whole: one segment, shared width at least 0.8 of both, no other line in it."
        " False: it holds no line; stamps, signatures and portraits count.",
    )  # fmt: skip


def _values(pages: dict[str, list[Page]]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for name, every in pages.items():
        for wear, some in by_wear(every):
            counted = score(value for page in some for value in page.read.values)
            typed = sum(page.read.typed for page in some)
            spent = sum(page.read.cpu for page in some) / len(some)
            rows.append((
                name, wear, counted.values, counted.exact, f"{100 * counted.exact_share:.2f} %", counted.cer,
                counted.accepted, counted.silent, f"{typed} of {len(some)}", spent,
            ))  # fmt: skip
    return Table(
        "Read to the end with each finder",
        ("finder", "wear", "values", "exact", "share", "CER", "accepted", "silent", "typed", "CPU s/page"),
        tuple(rows),
        "All else is the same. Acceptance is calibrated with the classical finder.",
    )


def _figures(pages: dict[str, list[Page]]) -> dict[str, float]:
    figures: dict[str, float] = {}
    for name, every in pages.items():
        found = [page for page in every if page.found]
        counted = score(value for page in every for value in page.read.values)
        figures |= {
            f"finding.{name}.values_whole": whole_share(found, Role.VALUE),
            f"finding.{name}.labels_whole": whole_share(found, Role.LABEL),
            f"finding.{name}.cpu_ms": 1000 * sum(page.cpu for page in found) / max(1, len(found)),
            f"finding.{name}.exact": counted.exact_share,
            f"finding.{name}.cpu_s": sum(page.read.cpu for page in every) / max(1, len(every)),
        }
    return figures
