"""What a paper as a whole says for and against its values, however well they were read."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from ocr.result.doubt import Doubt
from ocr.result.evidence import Evidence
from ocr.result.reading import Contents, FieldReading, RowReading
from ocr.tables.header import COUNTING
from ocr.verification.calibration import Calibration, weigh
from reference.documents import FieldSpec

SURE_TYPE: Final = 0.965
"""How sure a paper's type must be for a value of it to need no look."""
ILLEGIBLE: Final = frozenset({"too_small", "blur", "glare", "shadow"})
"""Advice for a better picture (codes of `ocr.rectification.capture_quality`): what was read of this one is
looked at."""


def doubted(value: FieldReading, doubts: frozenset[Doubt], calibration: Calibration | None) -> FieldReading:
    """The value as one that the paper speaks against, too."""
    if value.evidence is None or not value.value:
        return value
    return _weighed(value, replace(value.evidence, seen=value.evidence.seen | doubts), calibration)


def _weighed(value: FieldReading, evidence: Evidence, calibration: Calibration | None) -> FieldReading:
    weighed = weigh(value.value, evidence, calibration)
    return replace(
        value,
        confidence=weighed.confidence,
        decision=weighed.decision,
        evidence=evidence,
        doubts=weighed.doubts,
    )


def paper_doubts(
    fields: Sequence[FieldReading], rows: Sequence[RowReading], sure: float, advice: Sequence[str]
) -> frozenset[Doubt]:
    """What speaks against all of a paper: `sure` is its type's chance (0 to 1), `advice` its picture's."""
    told = {
        Doubt.HEADLESS_TABLE: bool(rows) and not fields,
        Doubt.UNSURE_TYPE: sure < SURE_TYPE,
        Doubt.POOR_PICTURE: not ILLEGIBLE.isdisjoint(advice),
    }
    return frozenset(doubt for doubt, holds in told.items() if holds)


def all_doubted(contents: Contents, doubts: frozenset[Doubt], calibration: Calibration | None) -> Contents:
    """Every value of a paper with the doubts that speak against the whole of it, if there are any."""
    fields, rows = contents
    if not doubts:
        return contents
    return (
        [doubted(value, doubts, calibration) for value in fields],
        [RowReading(tuple(doubted(cell, doubts, calibration) for cell in row.cells)) for row in rows],
    )


def number_rows(
    rows: Sequence[RowReading], columns: Sequence[FieldSpec], calibration: Calibration | None
) -> list[RowReading]:
    """Rows in which a running number of 1 is one because the rows under it go on from it.

    Elsewhere it is no more than a stroke.
    """
    counters = [column.key for column in columns if not COUNTING.isdisjoint(column.labels_ar)]
    firm = {key for key in counters if _runs([_value(row, key) for row in rows])}
    return [
        RowReading(tuple(_counted(cell, calibration) if cell.key in firm else cell for cell in row.cells))
        for row in rows
    ]


def _runs(numbers: Sequence[str]) -> bool:
    """Whether numbers, '' where none was read, count from 1 without a gap."""
    read = [(place, number) for place, number in enumerate(numbers, start=1) if number]
    return len(read) > 1 and all(number == str(place) for place, number in read)


def _value(row: RowReading, key: str) -> str:
    return next((cell.value for cell in row.cells if cell.key == key), "")


def _counted(cell: FieldReading, calibration: Calibration | None) -> FieldReading:
    return _weighed(cell, replace(cell.evidence, plausible=True), calibration) if cell.evidence else cell


def doubt_neighbours(
    rows: Sequence[RowReading], columns: Sequence[FieldSpec], calibration: Calibration | None
) -> list[RowReading]:
    """Rows in which a fact beside an empty cell of a fact is doubted.

    Where a column's rule was not found, its cell runs into the next one, or its value stands there.
    """
    facts = [column.key for column in columns if column.kind.is_identity]
    return [_doubt_beside_gaps(row, facts, calibration) for row in rows]


def _doubt_beside_gaps(row: RowReading, facts: Sequence[str], calibration: Calibration | None) -> RowReading:
    read = {cell.key for cell in row.cells if cell.value}
    beside = {
        key for one, other in pairwise(facts) if (one in read) != (other in read) for key in (one, other)
    }
    gap = frozenset({Doubt.EMPTY_NEIGHBOUR})
    cells = (doubted(cell, gap, calibration) if cell.key in beside else cell for cell in row.cells)
    return RowReading(tuple(cells))
