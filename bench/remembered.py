"""Forms met before: the same pictures read with the layouts of forms that people confirmed, and without."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bench.harvest import PageRead, read_order
from bench.papers import Order, by_wear, drawn, order
from bench.reading_score import score
from bench.result import BenchOptions, BenchResult, Cell, Table
from ocr import Engines, read_page
from ocr.result.reading import Layout
from reference.documents import document_types
from specimens.capture import Wear
from specimens.fonts import Split
from workers.reader import open_engines

NAME = "remembered"
HELP = "forms met before: papers read with their confirmed layouts and without"

_USUAL: Final = 40
LATER: Final = (Wear.FLATBED, Wear.SKEWED, Wear.PHOTO, Wear.PHOTOCOPY, Wear.WORST)
"""How a form that was met as a clean scan comes again."""
WAYS: Final = ("as new", "remembered")


@dataclass(frozen=True, slots=True)
class Met:
    """One picture of a form met before, read as if it were new and with all layouts confirmed."""

    wear: Wear
    read: tuple[PageRead, PageRead]


def run(options: BenchOptions) -> BenchResult:
    """Confirm some forms, then read worse pictures of them both ways: faces and plans of the proof split."""
    count = options.sized(_USUAL) if options.pages is None else options.pages
    engines = open_engines()
    forms = [order(number, Split.PROOF, options.seed) for number in range(count)]
    layouts = [layout for paper in forms for layout in _layouts(paper, engines)]
    met = [_met(paper, LATER[number % len(LATER)], engines, layouts) for number, paper in enumerate(forms)]
    return BenchResult(NAME, (_table(met, len(layouts)),), _figures(met))


def _as(paper: Order, wear: Wear) -> Order:
    return replace(paper, wish=replace(paper.wish, wear=wear, turns=0))


def _layouts(paper: Order, engines: Engines) -> list[Layout]:
    """The layout of a form as its clean scan shows it, which people would confirm."""
    readings = read_page(drawn(_as(paper, Wear.CLEAN)).image, document_types(), engines)
    return [
        one.layout for one in readings if one.layout is not None and one.document_type == paper.document_type
    ]


def _met(paper: Order, wear: Wear, engines: Engines, layouts: Sequence[Layout]) -> Met:
    again = _as(paper, wear)
    specimen = drawn(again)
    new = read_order(again, specimen, engines)
    return Met(wear, (new, read_order(again, specimen, engines, layouts)))


def _table(met: Sequence[Met], layouts: int) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for wear, some in by_wear(met):
        for place, way in enumerate(WAYS):
            pages = [one.read[place] for one in some]
            counted = score(value for page in pages for value in page.values)
            missing = sum(value.truth != "" and not value.value for page in pages for value in page.values)
            rows.append((
                wear, way, counted.values, f"{100 * counted.exact_share:.2f} %", missing,
                counted.accepted, counted.silent, 1000 * sum(page.cpu for page in pages) / len(pages),
            ))  # fmt: skip
    return Table(
        "Forms met before",
        ("wear", "read", "values", "exact", "not found", "accepted", "silently wrong", "CPU ms/page"),
        tuple(rows),
        f"{layouts} layouts of clean scans, all known at once; then a worse picture of each form. A label"
        " that only its place tells is a guess, so that its value goes to a person.",
    )


def _figures(met: Sequence[Met]) -> dict[str, float]:
    figures: dict[str, float] = {}
    for place, way in enumerate(("new", "remembered")):
        pages = [one.read[place] for one in met]
        counted = score(value for page in pages for value in page.values)
        figures[f"remembered.{way}.exact"] = counted.exact_share
        figures[f"remembered.{way}.cpu"] = sum(page.cpu for page in pages) / max(1, len(pages))
    return figures
