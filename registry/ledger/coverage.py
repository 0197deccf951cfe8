"""The coverage map: one cell a page, bound ones in order and missing ones where they should stand. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from registry.domain.book import BookSpan, CaptureState, Fault, Leaf, PageCondition
from registry.domain.book_faults import FaultKind
from registry.domain.numerals import Numeral


class Cover(StrEnum):
    """What the map shows of a page: the gravest that holds, in this order."""

    missing = "missing"
    torn = "torn"
    rescan = "rescan"
    uncaptured = "uncaptured"
    twice = "twice"
    odd = "odd"
    captured = "captured"


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of the map: `position` is 0 for a page that is not there."""

    position: int
    number: str
    cover: Cover
    faults: tuple[FaultKind, ...]


@dataclass(frozen=True, slots=True)
class CoverageMap:
    """The map of a book with how many pages stand in each state."""

    cells: tuple[Cell, ...]
    counts: Mapping[Cover, int]
    expected: int

    @property
    def captured(self) -> int:
        """Pages with a capture that can be used."""
        return sum(self.counts[cover] for cover in (Cover.captured, Cover.odd, Cover.twice))


def coverage(book: BookSpan, leaves: Sequence[Leaf], faults: Sequence[Fault]) -> CoverageMap:
    """The map of a book; `faults` are those that `find_faults` found in it."""
    bound = sorted(leaves, key=lambda leaf: leaf.position)
    by_place = _by_place(faults)
    cells = [_cell(leaf, by_place) for leaf in bound]
    numerals = [leaf.numeral for leaf in bound]
    missing = [int(fault.place) for fault in faults if fault.kind is FaultKind.page_missing]
    for number in sorted(missing, reverse=True):
        cell = Cell(0, str(number), Cover.missing, (FaultKind.page_missing,))
        cells.insert(_place_of(number, numerals), cell)
    counts = Counter(cell.cover for cell in cells)
    return CoverageMap(tuple(cells), {cover: counts[cover] for cover in Cover}, book.expected)


def _place_of(number: int, numerals: Sequence[Numeral | None]) -> int:
    """Where a missing page's cell goes: after the last page of a lower number that stands in its order."""
    for place, numeral in enumerate(numerals):
        if numeral is not None and numeral.base > number:
            return place
    return len(numerals)


def _by_place(faults: Sequence[Fault]) -> Mapping[str, tuple[FaultKind, ...]]:
    """Kinds of faults by the page that they are about."""
    found: dict[str, tuple[FaultKind, ...]] = {}
    for fault in faults:
        if fault.kind.startswith("page"):
            for page in fault.place.split(","):
                found[page] = (*found.get(page, ()), fault.kind)
        elif fault.kind.startswith("entry"):
            page = fault.place.partition(":")[0]
            found[page] = (*found.get(page, ()), fault.kind)
    return found


def _cell(leaf: Leaf, by_place: Mapping[str, tuple[FaultKind, ...]]) -> Cell:
    place = str(leaf.numeral) if leaf.numeral is not None else f"@{leaf.position}"
    faults = tuple(dict.fromkeys(by_place.get(place, ())))
    return Cell(leaf.position, leaf.number, _cover(leaf, faults), faults)


def _cover(leaf: Leaf, faults: Sequence[FaultKind]) -> Cover:
    good = leaf.captures.count(CaptureState.good)
    if leaf.condition in (PageCondition.torn, PageCondition.illegible):
        return Cover.torn
    if good == 0:
        return Cover.rescan if CaptureState.rescan in leaf.captures else Cover.uncaptured
    if good > 1:
        return Cover.twice
    return Cover.odd if faults else Cover.captured
