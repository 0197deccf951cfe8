"""What stands on a paper of known type: values found by their labels, table rows, each settled by its
readers."""

from collections.abc import Mapping, Sequence
from itertools import chain, islice
from typing import Final

from ocr.announce import find_labels
from ocr.engine import Engines, LineReading
from ocr.geometry import Rect
from ocr.labels import forms
from ocr.layout import Segment, Sheet
from ocr.locate import NO_VALUE, Located, locate
from ocr.opinions import Seen, settle
from ocr.pairs import part_pairs
from ocr.picture import Picture
from ocr.reading import FieldReading, RowReading
from ocr.straight import Straight, cut
from ocr.tables import Cell, find_table
from ocr.unlabelled import find_unlabelled
from ocr.values import typed
from reference.documents import DocumentType, FieldSpec

UNLABELLED: Final = 0.8
"""What a place is worth that was told by the value's shape alone."""


def read_contents(
    picture: Picture, paper: Straight, sheet: Sheet, kind: DocumentType, side: str, engines: Engines
) -> tuple[list[FieldReading], tuple[RowReading, ...]]:
    """Every value and table row of one side of a paper."""
    sheet = part_pairs(sheet, forms(kind, side))
    table = find_table(sheet, kind.table) if kind.table is not None else None
    labels = find_labels(sheet, kind, side, table.used if table else frozenset())
    specs = {field.key: field for field in kind.on_side(side)}
    outside = _without(sheet, table.used if table else frozenset())
    located = locate(outside, labels, specs)
    claimed = {i for found in located.values() for i in found.segments} | {
        i for label in labels for i in label.segments
    }
    located |= find_unlabelled(outside, specs, located, frozenset(claimed))
    scores = {label.key: label.score for label in labels}
    again = _read_again(picture, paper, located, engines)
    seen = [
        _seen(specs[key], found, again.get(key), sheet, scores)
        for key, found in located.items()
        if specs[key].kind not in NO_VALUE
    ]
    cells = [[_seen_cell(cell, sheet) for cell in row] for row in (table.rows if table else ())]
    settled = settle(
        [*seen, *chain.from_iterable(cells)],
        lambda rect: cut(picture, paper.frame, rect),
        engines,
        paper.frame,
    )
    order = {key: number for number, key in enumerate(specs)}
    fields, rest = settled[: len(seen)], iter(settled[len(seen) :])
    rows = tuple(RowReading(tuple(islice(rest, len(row)))) for row in cells)
    return sorted(fields, key=lambda field: order[field.key]), rows


def _without(sheet: Sheet, used: frozenset[int]) -> Sheet:
    """The sheet with the table's segments out of reach, indices kept."""
    far = Rect(-1e6, -1e6, -1e6 + 1, -1e6 + 1)
    segments = tuple(
        Segment(far, LineReading("", 0.0)) if index in used else segment
        for index, segment in enumerate(sheet.segments)
    )
    return Sheet(segments, sheet.horizontal, sheet.vertical, sheet.text_height)


def _read_again(
    picture: Picture, paper: Straight, located: Mapping[str, Located], engines: Engines
) -> dict[str, LineReading]:
    """Values which were part of a longer segment, or fell into several, read once more on their own."""
    keys = [key for key, found in located.items() if found.tail or len(found.segments) > 1]
    readings = engines.main.read_lines([cut(picture, paper.frame, located[key].rect) for key in keys])
    return dict(zip(keys, readings, strict=True))


def _seen(
    spec: FieldSpec, found: Located, again: LineReading | None, sheet: Sheet, labels: Mapping[str, float]
) -> Seen:
    """A value as it was read in place, or on its own when that fits its kind better."""
    sure, clean = _doubts(sheet, found.segments)
    place = labels.get(spec.key, UNLABELLED)
    if again is None:
        return Seen(spec, found.rect, found.text, sure, clean, place)
    here, alone = typed(spec, found.text), typed(spec, again.text)
    same = float(here.value == alone.value)
    if (alone.fit, again.confidence) > (here.fit, sure):
        return Seen(spec, found.rect, again.text, again.confidence, again.clean, place, same)
    return Seen(spec, found.rect, found.text, sure, clean, place, same)


def _seen_cell(cell: Cell, sheet: Sheet) -> Seen:
    return Seen(cell.field, cell.rect, cell.text, *_doubts(sheet, cell.segments))


def _doubts(sheet: Sheet, segments: Sequence[int]) -> tuple[float, float]:
    """The weakest character of some segments, and the least share of belief in what was read."""
    readings = [sheet.segments[index].reading for index in segments]
    return min(reading.confidence for reading in readings), min(reading.clean for reading in readings)
