"""The same sheet handed in again, found by its picture: ours against perceptual hashes and counted points."""

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from bench.result import BenchOptions, BenchResult, Cell, Table
from bench.sheets import Again, Other, Picture, Trial, trials
from imaging.likeness import Likeness, compare, look
from ocr import Engines, read_page
from reference.documents import document_types
from registry.readings.duplicate_scans import marks_of
from specimens.sheet import Pixels
from workers.assess import PageSource, paper_of
from workers.reader import open_engines

NAME = "twins"
HELP = "the same sheet again: ours, difference hash, cosine hash, matched points"

_USUAL: Final = 66
_READ_EACH: Final = 6
"""One sheet in so many is read by our readers, for the whole way; the others give true places of values."""
_STRESS: Final = Other.ONE_DIGIT
Bits = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Seen:
    """What each way of comparing says of one pair: higher is more alike. `found` is our answer."""

    kind: Again | Other
    cosine_hash: float
    difference_hash: float
    points: float
    ours: float
    found: bool


Value = Callable[[Seen], float]
RIVALS: Final[dict[str, Value]] = {
    "difference hash": lambda seen: seen.difference_hash,
    "cosine hash": lambda seen: seen.cosine_hash,
    "matched points": lambda seen: seen.points,
}


def run(options: BenchOptions) -> BenchResult:
    """Compare each sheet with itself taken again and with its like; rivals get their best threshold."""
    seen: list[Seen] = []
    read: list[Seen] = []
    engines = open_engines()
    count, spent = 0, 0.0
    for count, trial in enumerate(trials(options.sized(_USUAL), options.seed), 1):
        started = time.process_time()
        seen.extend(_pairs(trial))
        spent += time.process_time() - started
        if count % _READ_EACH == 1:
            read.extend(_whole_way(trial, engines))
    figures = {"twins.sheets": float(count), "twins.pairs": float(len(seen)), **_figures("twins.ours", seen)}
    figures |= _figures("twins.read", read)
    rows = [_row("ours", seen, _found, 1.0)]
    for name, value in RIVALS.items():
        least = max((value(one) for one in seen if _counted(one)), default=0.0)
        threshold = float(np.nextafter(least, np.inf))
        figures[f"twins.{name.replace(' ', '_')}.recall"] = _recall(seen, value, threshold)
        rows.append(_row(name, seen, value, threshold))
    rows.append(_row("ours, all read by ours", read, _found, 1.0))
    figures["twins.cpu_ms"] = 1000 * spent / max(1, len(seen))
    return BenchResult(NAME, (_table(rows, count, len(read), figures["twins.cpu_ms"]),), figures)


def cosine_hash(grey: Pixels) -> Bits:
    """64 bits: the lowest 8 x 8 of a cosine transform of 32 x 32, each against their median (pHash)."""
    small = cv2.resize(grey, (32, 32), interpolation=cv2.INTER_AREA).astype(np.float32)
    low = np.asarray(cv2.dct(small))[:8, :8]
    return np.asarray(low > np.median(low)).ravel()


def difference_hash(grey: Pixels) -> Bits:
    """64 bits: whether each of 8 x 8 places is lighter than its neighbour (dHash)."""
    small = cv2.resize(grey, (9, 8), interpolation=cv2.INTER_AREA)
    return np.asarray(small[:, 1:] > small[:, :-1]).ravel()


def _pairs(trial: Trial) -> list[Seen]:
    sight = look(trial.first.pixels)
    found = []
    for kind, picture in _others(trial):
        likeness = compare(sight, look(picture.pixels), trial.first.places, picture.places)
        found.append(_seen(kind, trial.first, picture, likeness, shared=True))
    return found


def _whole_way(trial: Trial, engines: Engines) -> list[Seen]:
    """As a worker does it: read by our readers, compared if they share marks, at the places read."""
    first, marks = _as_read(trial.first, engines)
    sight = look(first.pixels)
    found = []
    for kind, picture in _others(trial):
        other, theirs = _as_read(picture, engines)
        likeness = compare(sight, look(other.pixels), first.places, other.places)
        found.append(_seen(kind, first, other, likeness, shared=bool(marks & theirs)))
    return found


def _others(trial: Trial) -> list[tuple[Again | Other, Picture]]:
    return [*trial.again.items(), *trial.others.items()]


def _as_read(picture: Picture, engines: Engines) -> tuple[Picture, frozenset[int]]:
    types = document_types()
    papers = [
        paper_of(reading, PageSource(0, "bench")) for reading in read_page(picture.pixels, types, engines)
    ]
    boxes = [value.box for paper in papers for value in paper.fields if value.box and value.value]
    marks = [marks_of("bench", paper, types) for paper in papers]
    places = tuple(np.array(box, np.float64) for box in boxes)
    return Picture(picture.pixels, places), frozenset().union(*marks)


def _seen(kind: Again | Other, first: Picture, second: Picture, likeness: Likeness, *, shared: bool) -> Seen:
    greys = [np.asarray(cv2.cvtColor(one.pixels, cv2.COLOR_RGB2GRAY), np.uint8) for one in (first, second)]
    return Seen(
        kind=kind,
        cosine_hash=_equal_bits(*map(cosine_hash, greys)),
        difference_hash=_equal_bits(*map(difference_hash, greys)),
        points=float(likeness.points),
        ours=likeness.worst,
        found=shared and likeness.same,
    )


def _equal_bits(ours: Bits, theirs: Bits) -> float:
    return float((ours == theirs).mean())


def _counted(seen: Seen) -> bool:
    """Whether it is another paper that a threshold has to keep out; a digit written over counts apart."""
    return isinstance(seen.kind, Other) and seen.kind is not _STRESS


def _found(seen: Seen) -> float:
    return float(seen.found)


def _recall(seen: Sequence[Seen], value: Value, least: float) -> float:
    again = [value(one) >= least for one in seen if isinstance(one.kind, Again)]
    return sum(again) / len(again) if again else 0.0


def _figures(key: str, seen: Sequence[Seen]) -> dict[str, float]:
    worst = [one.ours for one in seen if isinstance(one.kind, Again)]
    return {
        f"{key}.recall": _recall(seen, _found, 1.0),
        f"{key}.false": float(sum(one.found for one in seen if _counted(one))),
        f"{key}.one_digit_missed": float(sum(one.found for one in seen if one.kind is _STRESS)),
        f"{key}.least_alike_same": min(worst, default=0.0),
        f"{key}.most_alike_other": max((one.ours for one in seen if _counted(one)), default=0.0),
    }


def _row(name: str, seen: Sequence[Seen], value: Value, least: float) -> tuple[Cell, ...]:
    hits: dict[Again | Other, list[bool]] = defaultdict(list)
    for one in seen:
        hits[one.kind].append(value(one) >= least)
    again = [f"{100 * float(np.mean(hits[kind])):.1f} %" if hits[kind] else "-" for kind in Again]
    others = [f"{sum(hits[kind])} / {len(hits[kind])}" for kind in Other]
    return (name, f"{100 * _recall(seen, value, least):.1f} %", *again, *others)


def _table(rows: Sequence[tuple[Cell, ...]], sheets: int, read: int, cpu: float) -> Table:
    return Table(
        title="The same sheet again: recall, and other papers taken for it",
        columns=("by", "recall", *(str(kind) for kind in Again), *(str(kind) for kind in Other)),
        rows=tuple(rows),
        note=f"{sheets} sheets of every type and side in fonts that no reader learnt from; {read} pairs read"
        " by our readers. Rivals have the lowest threshold without a false one among strangers', siblings'"
        " and one value; one digit written over is a stress of its own."
        f" {cpu:.0f} ms of CPU a pair for the pictures.",
    )
