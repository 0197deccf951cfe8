"""Which of the readings of a page are one paper, and how much each is worth."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from ocr.detection.quad import shared
from ocr.engines import Engines
from ocr.extraction.find_values import NO_VALUE
from ocr.rectification.rectify import Straight
from ocr.result.doubt import Doubt
from ocr.result.reading import Decision, Reading
from ocr.verification.document_checks import all_doubted
from reference.documents import UNKNOWN, DocumentType

SAME_PAPER: Final = 0.5
"""Share of the smaller of two papers that lies in the other, from which they are one."""
FILLED: Final = 0.4
"""Share of a side's fields from which on a paper was made out well enough to look no further."""

FEW: Final = 0.25
"""Share of accepted values up to which a page was hardly made out."""


def without_parts_read_twice(papers: Sequence[Straight], readings: Sequence[Reading]) -> list[Reading]:
    """The readings without those of a part of a paper that was read whole, too: the fuller one stays."""
    outlines = [paper.frame.outline() for paper in papers]
    kept: list[int] = []
    for number in sorted(range(len(readings)), key=lambda n: -worth([readings[n]])):
        if all(shared(outlines[number], outlines[other]) < SAME_PAPER for other in kept):
            kept.append(number)
    return [readings[number] for number in sorted(kept)]


def fuller(some: list[Reading], others: list[Reading]) -> list[Reading]:
    """Of two readings of a page the one of which more was read, the first of two alike."""
    return others if not some or worth(others) > worth(some) else some


def hardly_sure(readings: Sequence[Reading]) -> bool:
    """Whether so few values of these readings need no look that the picture itself may be at fault."""
    values = [value.decision is Decision.ACCEPTED for reading in readings for value in reading.values()]
    return sum(values) <= FEW * len(values)


def worth(readings: Sequence[Reading]) -> float:
    """How much was read: every value by how sure it is; a paper of no known type is worth nothing."""
    values = (field for reading in readings for field in reading.values() if field.value)
    known = sum(reading.document_type != UNKNOWN for reading in readings) - len(halves_of_one(readings))
    return known + sum(0.2 + field.confidence for field in values)


def halves_of_one(readings: Sequence[Reading]) -> list[tuple[Reading, Reading]]:
    """Pairs of one type and side that share no field: head and table of a form, taken for two papers."""
    return [
        (one, other)
        for one, other in combinations(readings, 2)
        if one.document_type == other.document_type != UNKNOWN
        and one.side == other.side
        and not {field.key for field in one.fields} & {field.key for field in other.fields}
        and not (one.rows and other.rows)
    ]


def with_halves_joined(readings: Sequence[Reading], engines: Engines) -> list[Reading]:
    """The readings, two halves of one paper as one of which every value is doubted."""
    halves = halves_of_one(readings)
    if not halves:
        return list(readings)
    one, other = halves[0]
    contents = ((*one.fields, *other.fields), (*one.rows, *other.rows))
    fields, rows = all_doubted(contents, frozenset({Doubt.TWO_HALVES}), engines.calibration)
    whole_paper = replace(
        one,
        fields=tuple(fields),
        rows=tuple(rows),
        mrz=one.mrz or other.mrz,
        lines=(*one.lines, *other.lines),
    )
    rest = [reading for reading in readings if reading is not one and reading is not other]
    return with_halves_joined([whole_paper, *rest], engines)


def filled_share(reading: Reading, types: Mapping[str, DocumentType]) -> float:
    """The share (0 to 1) of a side's fields that have a value.

    A column of a form looks like a paper, and holds few values.
    """
    if reading.document_type == UNKNOWN:
        return 0.0
    fields = [f for f in types[reading.document_type].on_side(reading.side) if f.kind not in NO_VALUE]
    found = sum(bool(field.value) for field in reading.values())
    return min(1.0, found / len(fields)) if fields else 1.0
