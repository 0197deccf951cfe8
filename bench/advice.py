"""Advice at the counter: how often each mishap is noticed, and how often a good picture is blamed."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from bench.result import BenchOptions, BenchResult, Table
from ocr import Engines, read_page
from ocr.recognition import crnn
from ocr.rectification.capture_quality import CODES
from reference.documents import document_types
from specimens.capture import Wear, capture
from specimens.documents import Specimen, Wish, draw_document
from specimens.fonts import Split
from specimens.mishaps import Mishap, Scene, mishap
from specimens.sheet import Pixels

NAME = "advice"
HELP = "advice at the counter: mishaps noticed, good pictures blamed"

_USUAL: Final = 96
CARD_DPI: Final = 300.0
PAGE_DPI: Final = 200.0
GOOD: Final = (Wear.CLEAN, Wear.FLATBED, Wear.SKEWED, Wear.PHOTOCOPY, Wear.PHOTO)
"""How a good picture is taken; every one of them has to pass without advice."""
LAMPLIT: Final = (Mishap.GLARE, Mishap.SHADOW)
"""What happens under a lamp: to telephones, never to scanners."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One picture: how it was taken, what went wrong, and the advice that was given."""

    wear: Wear
    mishap: Mishap | None
    advice: frozenset[str]


def run(options: BenchOptions) -> BenchResult:
    """Judge papers of every type as good pictures, and each again after one mishap."""
    # Advice needs no second opinion on values.
    engines = Engines(crnn.load(), mrz=crnn.load("mrz"))
    judged = [
        one for number in range(options.sized(_USUAL)) for one in _judged(number, options.seed, engines)
    ]
    good = [one for one in judged if one.mishap is None and one.wear in GOOD]
    worst = [one for one in judged if one.mishap is None and one.wear not in GOOD]
    rows = tuple(_row(code, judged, good, worst) for code in CODES)
    blamed = sum(bool(one.advice) for one in good)
    note = (
        f"{len(good)} good pictures of every type, side and wear but the worst, in faces and plans of the"
        f" proof split: {blamed} got any advice. Glare and shadow are drawn on telephone pictures, a cut goes"
        " through a line of print."
    )
    columns = ("advice", "noticed", "of", "share", "good pictures blamed", "of", "worst wear advised", "of")
    return BenchResult(
        NAME, (Table("Advice at the counter", columns, rows, note),), _figures(rows, blamed, len(good))
    )


def _judged(number: int, seed: int, engines: Engines) -> Iterator[Judged]:
    """A paper's good picture, and that of another capture after a mishap."""
    rng = random.Random(f"advice {seed} {number}")
    sides = [(kind, side) for kind in document_types().values() for side in kind.sides]
    kind, side = sides[number % len(sides)]
    wish = Wish(Split.PROOF, dpi=PAGE_DPI if side == "page" else CARD_DPI)
    specimen = draw_document(kind, side, rng.randrange(10**9), None, wish)
    wear = list(Wear)[number % len(Wear)]
    scene = scene_of(specimen, wear, rng)
    yield Judged(wear, None, advice_on(scene.shot.pixels, engines))
    wrong = list(Mishap)[number % len(Mishap)]
    taken = Wear.PHOTO if wrong in LAMPLIT else rng.choice(GOOD)
    yield Judged(taken, wrong, advice_on(mishap(scene_of(specimen, taken, rng), wrong, rng), engines))


def scene_of(specimen: Specimen, wear: Wear, rng: random.Random) -> Scene:
    """A picture of a clean specimen, and where its lines are in it."""
    shot = capture(specimen.image, wear, rng)
    corners = np.array([line.corners for line in specimen.truth.lines], np.float64)
    moved = cv2.perspectiveTransform(corners.reshape(1, -1, 2), shot.matrix).reshape(-1, 4, 2)
    height, width = specimen.image.shape[:2]
    return Scene(shot, (width, height), np.asarray(moved, np.float64))


def advice_on(pixels: Pixels, engines: Engines) -> frozenset[str]:
    """All advice on the papers that were read."""
    readings = read_page(pixels, document_types(), engines)
    return frozenset(code for reading in readings for code in reading.quality.advice)


def _row(
    code: str, judged: Sequence[Judged], good: Sequence[Judged], worst: Sequence[Judged]
) -> tuple[str | int | float, ...]:
    meant = [one for one in judged if one.mishap == code]
    noticed = sum(code in one.advice for one in meant)
    share: str | float = noticed / len(meant) if meant else "-"
    blamed, advised = (sum(code in one.advice for one in group) for group in (good, worst))
    return (code, noticed, len(meant), share, blamed, len(good), advised, len(worst))


def _figures(rows: Sequence[tuple[str | int | float, ...]], blamed: int, good: int) -> Mapping[str, float]:
    figures = {"advice.good": float(good), "advice.blamed": float(blamed)}
    for code, _, of, share, false, *_ in rows:
        figures[f"advice.{code}.false"] = float(false)
        if of:
            figures[f"advice.{code}.noticed"] = float(share)
    return figures
