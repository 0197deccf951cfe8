"""What stands on a paper of known type: values found by their labels, table rows, each settled by its
readers."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import chain, islice

from ocr.extraction.beside_rules import CERTAIN, Told, beside_rules
from ocr.extraction.candidate import Seen
from ocr.extraction.column_split import part_columns
from ocr.extraction.find_labels import find_labels
from ocr.extraction.find_values import NO_VALUE, Located, locate
from ocr.extraction.label_split import part_pairs
from ocr.extraction.neighbourhood import Surroundings
from ocr.extraction.templates import layout_of, lost_labels
from ocr.extraction.unlabelled import with_unlabelled, with_zeros
from ocr.geometry import Image, Rect
from ocr.image.pyramid import Picture, cut
from ocr.labels.forms import forms
from ocr.layout.sheet import Segment, Sheet
from ocr.pairing.decode import pair
from ocr.recognition.line_reader import LineReading
from ocr.rectification.rectify import Straight
from ocr.result.reading import Alternative, Contents, Layout, RowReading
from ocr.tables.cell_split import part_cells
from ocr.tables.grid import Cell, find_table
from ocr.text.digit_script import figures_of
from ocr.text.orthography import leaves_dots_out
from ocr.text.parsing import typed
from ocr.verification.second_reader import Readers, mark_written, settle
from ocr.verification.verify import doubted_if_cut, read_again
from reference.documents import DocumentType, FieldSpec


def read_contents(
    picture: Picture,
    paper: Straight,
    sheet: Sheet,
    kind: DocumentType,
    side: str,
    engines: Readers,
    layouts: Sequence[Layout] = (),
) -> tuple[Contents, Layout]:
    """Every value and table row of one side of a paper, and where its labels stand.

    `layouts` of its type and side, which people have confirmed, tell labels that nobody can read.
    """
    paired = pair(sheet, kind, side, engines.pairer) if engines.pairer is not None else None
    sheet = part_pairs(sheet, forms(kind, side))
    sheet = part_cells(sheet, kind.table) if kind.table is not None else sheet
    table = find_table(sheet, kind.table) if kind.table is not None else None
    labels = find_labels(sheet, kind, side, table.used if table else frozenset())
    specs = {field.key: field for field in kind.on_side(side)}
    labels = (*labels, *lost_labels(sheet, labels, layouts, specs))
    sheet = part_columns(sheet, labels)
    outside = _without(sheet, table.used if table else frozenset())
    located = locate(outside, labels, specs)
    announcing = {i for label in labels for i in label.segments}
    located = with_unlabelled(outside, specs, located, frozenset(announcing))
    sheet, located = with_zeros(sheet, labels, specs, located)
    beside = beside_rules(sheet, located, table, paired)
    located, table = dict(beside.located), beside.table
    claimed = announcing | {i for found in located.values() for i in found.segments}
    claimed |= table.used if table else frozenset()
    again = read_again(picture, paper, located, engines)
    by_key = {label.key: label for label in labels}
    around = Surroundings(sheet, frozenset(claimed), by_key, {key: one.rect for key, one in located.items()})
    seen = [
        _told(_seen(specs[key], found, again.get(key), around), beside.of_field(key))
        for key, found in located.items()
        if specs[key].kind not in NO_VALUE
    ]
    texts = [segment.text for segment in sheet.segments]
    dotless, figures = leaves_dots_out(texts), figures_of(texts)
    cells = [
        [_told(_seen_cell(cell, around), beside.of_cell(number, cell.field.key)) for cell in row]
        for number, row in enumerate(table.rows if table else ())
    ]
    every = [replace(one, dotless=dotless, figures=figures) for one in chain(seen, *cells)]

    @cache
    def crop(rect: Rect) -> Image:
        return cut(picture, paper.frame, rect)

    others = [label.rect for label in labels] + [one.rect for one in every]
    every = [doubted_if_cut(one, sheet, paper.frame.height, others, crop) for one in every]
    every = mark_written(every, [label.rect for label in labels], crop)
    settled = settle(every, crop, engines, paper.frame)
    order = {key: number for number, key in enumerate(specs)}
    fields, rest = settled[: len(seen)], iter(settled[len(seen) :])
    rows = tuple(RowReading(tuple(islice(rest, len(row)))) for row in cells)
    layout = layout_of(kind.key, side, labels, paper.frame.width)
    return (sorted(fields, key=lambda field: order[field.key]), rows), layout


def _without(sheet: Sheet, used: frozenset[int]) -> Sheet:
    """The sheet with the table's segments out of reach, indices kept."""
    far = Rect(-1e6, -1e6, -1e6 + 1, -1e6 + 1)
    segments = tuple(
        Segment(far, LineReading("", 0.0)) if index in used else segment
        for index, segment in enumerate(sheet.segments)
    )
    return replace(sheet, segments=segments)


def _seen(spec: FieldSpec, found: Located, again: LineReading | None, around: Surroundings) -> Seen:
    """A value as it was read in place, or on its own when that fits its kind better."""
    sure, clean = around.doubts(found.segments)
    text, same = found.text, 0.5
    if again is not None:
        here, alone = typed(spec, found.text), typed(spec, again.text)
        same = float(here.value == alone.value)
        if (alone.fit, again.confidence) > (here.fit, sure):
            text, sure, clean = again.text, again.confidence, again.clean
    return Seen(
        spec,
        found.rect,
        text,
        sure,
        clean,
        around.place(spec.key),
        same,
        around.offset(spec.key, found.rect),
        around.gap(found.rect, found.segments),
        around.room(found.rect, found.segments, tail=found.tail),
        around.contested(spec.key, found.rect, found.segments),
    )


def _told(one: Seen, told: Told) -> Seen:
    """The value with what pairing says of it."""
    if told is CERTAIN:
        return one
    others = (Alternative(*told.other),) if told.other else ()
    return replace(one, doubts=tuple(sorted(told.doubts)), others=others)


def _seen_cell(cell: Cell, around: Surroundings) -> Seen:
    sure, clean = around.doubts(cell.segments)
    room = around.room(cell.rect, cell.segments, tail=False)
    return Seen(
        cell.field,
        cell.rect,
        cell.text,
        sure,
        clean,
        gap=around.gap(cell.rect, cell.segments),
        room=room,
        contested=around.crowded(cell.rect, cell.segments),
    )
