"""A sheet and the type of its paper in, its values and table rows out: text and geometry alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from ocr.extraction.beside_rules import CERTAIN, Told, beside_rules
from ocr.extraction.candidate import Seen
from ocr.extraction.column_split import part_columns
from ocr.extraction.find_labels import find_labels
from ocr.extraction.find_values import NO_VALUE, Located, locate
from ocr.extraction.label_split import part_pairs
from ocr.extraction.neighbourhood import Surroundings
from ocr.extraction.templates import layout_of, lost_labels
from ocr.extraction.unlabelled import with_unlabelled, with_zeros
from ocr.geometry import Rect
from ocr.labels.forms import forms
from ocr.layout.sheet import Segment, Sheet
from ocr.pairing.decode import pair
from ocr.pairing.linker import Linker
from ocr.recognition.line_reader import LineReading
from ocr.result.doubt import Doubt
from ocr.result.reading import Alternative, Layout
from ocr.tables.cell_split import part_cells
from ocr.tables.grid import Cell, find_table
from ocr.text.digit_script import figures_of
from ocr.text.orthography import leaves_dots_out
from reference.documents import DocumentType, FieldSpec


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a sheet says by itself of one side of a paper: no pixel was seen for it, nothing read twice.

    `fields` and the cells of `rows` are values as they were read in place, `order` the place of each field's
    key on its form, `apart` the keys of values that are better read on their own: parts of a longer segment,
    or several. `labels` are where labels stand.
    """

    sheet: Sheet
    fields: tuple[Seen, ...]
    rows: tuple[tuple[Seen, ...], ...]
    order: Mapping[str, int]
    apart: frozenset[str]
    labels: tuple[Rect, ...]
    layout: Layout


def extract(
    sheet: Sheet,
    kind: DocumentType,
    side: str,
    width: float,
    layouts: Sequence[Layout] = (),
    pairer: Linker | None = None,
) -> Extraction:
    """Every value and table row of one side of a paper that is `width` wide, and where its labels stand.

    `layouts` of its type and side, which people have confirmed, tell labels that nobody can read; `pairer`
    links words beside the rules.
    """
    paired = pair(sheet, kind, side, pairer) if pairer is not None else None
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
    by_key = {label.key: label for label in labels}
    around = Surroundings(sheet, frozenset(claimed), by_key, {key: one.rect for key, one in located.items()})
    wanted = {key: found for key, found in located.items() if specs[key].kind not in NO_VALUE}
    texts = [segment.text for segment in sheet.segments]
    spelt = partial(replace, dotless=leaves_dots_out(texts), figures=figures_of(texts))
    return Extraction(
        sheet,
        tuple(
            spelt(_told(_seen(specs[key], found, around), beside.of_field(key)))
            for key, found in wanted.items()
        ),
        tuple(
            tuple(
                spelt(_told(_seen_cell(cell, around), beside.of_cell(number, cell.field.key))) for cell in row
            )
            for number, row in enumerate(table.rows if table else ())
        ),
        {key: number for number, key in enumerate(specs)},
        frozenset(key for key, found in wanted.items() if found.tail or len(found.segments) > 1),
        tuple(label.rect for label in labels),
        layout_of(kind.key, side, labels, width),
    )


def _without(sheet: Sheet, used: frozenset[int]) -> Sheet:
    """The sheet with the table's segments out of reach, indices kept."""
    far = Rect(-1e6, -1e6, -1e6 + 1, -1e6 + 1)
    segments = tuple(
        Segment(far, LineReading("", 0.0)) if index in used else segment
        for index, segment in enumerate(sheet.segments)
    )
    return replace(sheet, segments=segments)


def _seen(spec: FieldSpec, found: Located, around: Surroundings) -> Seen:
    """A value as it was read in place."""
    sure, clean = around.belief(found.segments)
    return Seen(
        spec,
        found.rect,
        found.text,
        sure,
        clean,
        around.place(spec.key),
        offset=around.offset(spec.key, found.rect),
        gap=around.gap(found.rect, found.segments),
        room=around.room(found.rect, found.segments, tail=found.tail),
        doubts=around.doubts(spec.key, found.rect, found.segments),
    )


def _told(one: Seen, told: Told) -> Seen:
    """The value with what pairing says of it."""
    if told is CERTAIN:
        return one
    others = (Alternative(*told.other),) if told.other else ()
    return replace(one, doubts=one.doubts | told.doubts, others=others)


def _seen_cell(cell: Cell, around: Surroundings) -> Seen:
    sure, clean = around.belief(cell.segments)
    room = around.room(cell.rect, cell.segments, tail=False)
    return Seen(
        cell.field,
        cell.rect,
        cell.text,
        sure,
        clean,
        gap=around.gap(cell.rect, cell.segments),
        room=room,
        doubts=frozenset({Doubt.CROWDED_CELL} if around.crowded(cell.rect, cell.segments) else ()),
    )
