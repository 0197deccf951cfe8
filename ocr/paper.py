"""One paper: straight and upright, its lines read, its type told, its values found and typed."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import chain, islice
from typing import Protocol

import numpy as np

from ocr import ink, mrz
from ocr.announce import find_labels
from ocr.classify import Classified, classify
from ocr.confidence import decide
from ocr.engine import Engines, LineReading
from ocr.geometry import Frame, Image, Rect
from ocr.labels import forms
from ocr.layout import Segment, Sheet
from ocr.lines import Found, find_lines, text_height
from ocr.locate import NO_VALUE, Located, locate
from ocr.opinions import Seen, settle
from ocr.pairs import part_pairs
from ocr.parts import parts_of
from ocr.picture import Picture
from ocr.quality import judge
from ocr.reading import Box, FieldReading, Mrz, Quality, Reading, RowReading
from ocr.skew import text_angle
from ocr.spans import crop_of
from ocr.tables import Cell, find_table
from ocr.unlabelled import find_unlabelled
from ocr.upright import Stand, judge_stand, sample
from ocr.values import typed
from reference.documents import UNKNOWN, DocumentType, FieldSpec

FIRST_LOOK = 900
"""Pixels on the longer side of the view in which slant and size of the text are measured."""
LEAST_ANGLE = 0.15
LINE_IN_VIEW = 24.0
"""Pixels of a line's height in the view in which text is sought; readers get crops of the original."""
LARGEST_VIEW = 1900
TOO_SMALL = 1.3
LEAST_SEGMENTS = 4
LEAST_CHARACTERS = 14
LEAST_SENSE = 0.5
CROP_HEIGHT = 48


class Steps(Protocol):
    """What times the steps."""

    def step(self, name: str) -> AbstractContextManager[None]: ...


@dataclass(frozen=True, slots=True)
class Straight:
    """A paper's straight and upright frame, its view, the text on it and what a first look at that gave."""

    frame: Frame
    view: Image
    found: Found
    stand: Stand


def read_paper(
    picture: Picture,
    paper: Straight,
    types: Mapping[str, DocumentType],
    engines: Engines,
    clock: Steps,
    wanted: str | None,
) -> Reading:
    """Read one paper of a picture."""
    quality = judge(paper.view, paper.found.segments, paper.frame.local_scale(), paper.found.text_height)
    with clock.step("read"):
        zone, around = _read_mrz(picture, paper, engines)
        sheet = _read_all(picture, paper, engines, around)
    with clock.step("classify"):
        kind = _classified(sheet, types, zone, wanted)
    if kind.key == UNKNOWN:
        return _reading(kind, quality, (), (), zone)
    with clock.step("locate"):
        fields, rows = _values(picture, paper, sheet, types[kind.key], kind.side, engines)
    return _reading(
        kind,
        quality,
        (*fields, *_zone_fields(types[kind.key], kind.side, zone, around, paper, engines)),
        rows,
        zone,
    )


def has_text(paper: Straight) -> bool:
    """Whether a paper holds lines of text: the portrait on a card has four edges too."""
    enough = len(paper.found.segments) >= LEAST_SEGMENTS and paper.stand.characters >= LEAST_CHARACTERS
    return enough and paper.stand.sense >= LEAST_SENSE


def straighten(picture: Picture, frame: Frame, engines: Engines) -> Straight:
    """Make lines level and upright: by up to 16 degrees and by quarters of a circle."""
    level, height = _levelled(picture, frame)
    level = level.scaled(_zoom(level, height))
    view = picture.view(level)
    found = find_lines(view)
    if _zoom(level, found.text_height) > TOO_SMALL:
        # The first look loses small letters and takes the large ones for all.
        level = level.scaled(_zoom(level, found.text_height))
        view = picture.view(level)
        found = find_lines(view)
    stand = judge_stand([cut(picture, level, rect) for rect in sample(found.segments)], engines.main)
    if stand.on_head:
        level = level.turned(2)
        view = picture.view(level)
        found = find_lines(view)
    return Straight(level, view, found, stand)


def _levelled(picture: Picture, frame: Frame) -> tuple[Frame, float]:
    """The frame turned so that lines run across it, and the height of its text in its units."""
    frame = frame.scaled(FIRST_LOOK / max(frame.width, frame.height))
    mask = ink.dark(ink.even(ink.grey(picture.view(frame))))
    angle, down = text_angle(mask)
    if down:
        frame = frame.turned(1)
        mask = np.ascontiguousarray(np.rot90(mask))
    if abs(angle) > LEAST_ANGLE:
        frame = frame.straightened(angle)
    return frame, text_height(parts_of(mask))


def _zoom(frame: Frame, height: float) -> float:
    """How much larger the view must be to show text of `height` well, as far as there are pixels."""
    wanted = LINE_IN_VIEW / height
    largest = LARGEST_VIEW / max(frame.width, frame.height)
    sharpest = 1.15 * frame.local_scale()
    return max(FIRST_LOOK / max(frame.width, frame.height), min(wanted, largest, sharpest))


def cut(picture: Picture, frame: Frame, rect: Rect) -> Image:
    """A segment's grey crop for the readers, with a margin."""
    return picture.cut(frame, crop_of(rect), CROP_HEIGHT)


def _read_mrz(picture: Picture, paper: Straight, engines: Engines) -> tuple[Mrz | None, tuple[Rect, ...]]:
    zone = mrz.find_zone(paper.found.segments, paper.frame.width)
    if zone is None or engines.mrz is None:
        return None, ()
    read = mrz.read_zone([cut(picture, paper.frame, rect) for rect in zone.lines], engines.mrz, engines.main)
    return (read, zone.lines[-len(read.lines) :]) if read else (None, ())


def _read_all(picture: Picture, paper: Straight, engines: Engines, around: Sequence[Rect]) -> Sheet:
    """Every segment outside the machine-readable zone, read by the main reader."""
    rects = [rect for rect in paper.found.segments if rect not in around]
    readings = engines.main.read_lines([cut(picture, paper.frame, rect) for rect in rects])
    segments = tuple(Segment(rect, reading) for rect, reading in zip(rects, readings, strict=True))
    rules = paper.found.rules
    return Sheet(segments, rules.horizontal, rules.vertical, paper.found.text_height)


def _classified(
    sheet: Sheet, types: Mapping[str, DocumentType], zone: Mrz | None, wanted: str | None
) -> Classified:
    texts = [segment.text for segment in sheet.segments]
    if wanted is None or wanted not in types:
        return classify(texts, types, zone)
    only = classify(texts, {wanted: types[wanted]}, zone)
    side = only.side if only.key == wanted else types[wanted].sides[0]
    return Classified(wanted, side, max(only.confidence, 0.5))


def _values(
    picture: Picture, paper: Straight, sheet: Sheet, kind: DocumentType, side: str, engines: Engines
) -> tuple[list[FieldReading], tuple[RowReading, ...]]:
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
    again = _read_again(picture, paper, located, engines)
    seen = [
        _seen(specs[key], found, again.get(key), sheet)
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


def _seen(spec: FieldSpec, found: Located, again: LineReading | None, sheet: Sheet) -> Seen:
    """A value as it was read in place, or on its own when that fits its kind better."""
    sure = min(sheet.segments[index].reading.confidence for index in found.segments)
    if again is not None:
        fit, fit_again = typed(spec, found.text).fit, typed(spec, again.text).fit
        if (fit_again, again.confidence) > (fit, sure):
            return Seen(spec, found.rect, again.text, again.confidence)
    return Seen(spec, found.rect, found.text, sure)


def _seen_cell(cell: Cell, sheet: Sheet) -> Seen:
    sure = min(sheet.segments[index].reading.confidence for index in cell.segments)
    return Seen(cell.field, cell.rect, cell.text, sure)


def _zone_fields(
    kind: DocumentType, side: str, zone: Mrz | None, around: Sequence[Rect], paper: Straight, engines: Engines
) -> list[FieldReading]:
    """The lines of the zone as fields."""
    if zone is None or engines.mrz is None:
        return []
    specs = [field for field in kind.on_side(side) if field.kind.value == "mrz"]
    sure = 0.99 if zone.verified else 0.6
    boxes: list[Box] = [paper.frame.box(rect) for rect in around]
    return [
        FieldReading(spec.key, line, line, sure, decide(line, sure), box, engines.mrz.name)
        for spec, line, box in zip(specs, zone.lines, boxes, strict=False)
    ]


def _reading(
    kind: Classified,
    quality: Quality,
    fields: Sequence[FieldReading],
    rows: tuple[RowReading, ...],
    zone: Mrz | None,
) -> Reading:
    return Reading(0, 0, kind.key, kind.side, kind.confidence, quality, tuple(fields), rows, zone, (), 0.0)
