"""One straight paper: its lines read, its type told, its values and its machine-readable zone answered."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Final

from arabic.mrz import MrzFormat
from ocr.engines import Engines
from ocr.extraction.extract import extract
from ocr.geometry import Rect
from ocr.image.pyramid import Picture, cut
from ocr.labels.classify import Classified, classify
from ocr.layout.sheet import Segment, Sheet, joined
from ocr.recognition import mrz
from ocr.recognition.handwriting import HANDWRITTEN
from ocr.recognition.line_reader import LineReading
from ocr.rectification.capture_quality import judge
from ocr.rectification.rectify import Straight
from ocr.result.evidence import Agreement, Evidence, Group
from ocr.result.reading import FieldReading, Layout, Mrz, Quality, Reading, RowReading, TextLine
from ocr.result.steps import Steps
from ocr.verification.calibration import weigh
from ocr.verification.document_checks import (
    SURE_TYPE,
    all_doubted,
    doubt_neighbours,
    number_rows,
    paper_doubts,
)
from ocr.verification.verify import verify
from reference.documents import UNKNOWN, DocumentType, FieldKind

CHECKED: Final = {form: (0, 1) if form is MrzFormat.TD1 else (1,) for form in MrzFormat}
"""Lines of a zone whose facts have check digits; the line of names has none."""
CROWDED: Final = 220
"""Segments above which a page is first judged by its upper ones: few forms have so many."""
FORETASTE: Final = 110
"""Segments that are read of such a page first: a newspaper shows in them that it is no form."""


def read_paper(
    picture: Picture,
    paper: Straight,
    types: Mapping[str, DocumentType],
    engines: Engines,
    clock: Steps,
    wanted: str | None,
    layouts: Sequence[Layout] = (),
) -> Reading:
    """Read one paper of a picture, whose form may be one of these layouts."""
    quality = judge(picture, paper.view, paper.frame, paper.found)
    with clock.step("read"):
        zone, around = _read_mrz(picture, paper, engines)
        rects = [r for r in paper.found.segments if not any(_within(r, line) for line in around)]
        sheet = _read(picture, paper, engines, rects[:FORETASTE] if len(rects) > CROWDED else rects)
    with clock.step("classify"):
        kind = _classified(sheet, types, zone, wanted)
    if len(sheet.segments) < len(rects) and kind.key != UNKNOWN:
        with clock.step("read"):
            sheet = _read(picture, paper, engines, rects)
            kind = _classified(sheet, types, zone, wanted)
    if kind.key == UNKNOWN:
        return _reading(kind, quality, (), (), zone, lines=_text(sheet, paper))
    met = [one for one in layouts if (one.document_type, one.side) == (kind.key, kind.side)]
    with clock.step("locate"):
        found = extract(sheet, types[kind.key], kind.side, paper.frame.width, met, engines.pairer)
    with clock.step("verify"):
        crop = cache(partial(cut, picture, paper.frame))
        fields, rows = verify(found, crop, engines, paper.frame)
    table = types[kind.key].table
    columns = table.columns if table else ()
    rows = number_rows(doubt_neighbours(rows, columns, engines.calibration), columns, engines.calibration)
    against = paper_doubts(fields, rows, kind.confidence, quality.advice)
    fields, rows = all_doubted((fields, rows), against, engines.calibration)
    cells = [cell for row in rows for cell in row.cells]
    if any(value.evidence is not None and value.evidence.handwritten for value in (*fields, *cells)):
        quality = replace(quality, advice=(*quality.advice, HANDWRITTEN))
    return _reading(
        kind,
        quality,
        (*fields, *_zone_fields(types[kind.key], kind.side, zone, around, picture, paper, engines)),
        rows,
        zone,
        found.layout,
        _text(sheet, paper),
    )


def _text(sheet: Sheet, paper: Straight) -> tuple[TextLine, ...]:
    """All that was read on a sheet, in pixels of the picture."""
    return tuple(
        TextLine(segment.text, segment.reading.confidence, paper.frame.box(segment.rect))
        for segment in sheet.segments
        if segment.text
    )


def _within(rect: Rect, line: Rect) -> bool:
    """Whether a segment is a part of a line."""
    return line.left <= rect.centre <= line.right and rect.overlap_down(line) > 0.5


def _read_mrz(picture: Picture, paper: Straight, engines: Engines) -> tuple[Mrz | None, tuple[Rect, ...]]:
    zone = mrz.find_zone(paper.found.segments, paper.frame.width)
    if zone is None or engines.mrz is None:
        return None, ()
    read = mrz.read_zone([cut(picture, paper.frame, rect) for rect in zone.lines], engines.mrz, engines.main)
    return (read, zone.lines[-len(read.lines) :]) if read else (None, ())


def _read(picture: Picture, paper: Straight, engines: Engines, rects: Sequence[Rect]) -> Sheet:
    """Segments outside the machine-readable zone, read by the main reader."""
    readings = _lines(picture, paper, engines, rects)
    segments = tuple(Segment(rect, reading) for rect, reading in zip(rects, readings, strict=True))
    found, rules = paper.found, paper.found.rules
    return Sheet(segments, rules.horizontal, rules.vertical, found.text_height, rules.streaks, found.dots)


def _lines(picture: Picture, paper: Straight, engines: Engines, rects: Sequence[Rect]) -> list[LineReading]:
    """What the main reader says of some lines; those that the first look has read are not read again."""
    new = [rect for rect in rects if rect not in paper.known]
    readings = engines.main.read_lines([cut(picture, paper.frame, rect) for rect in new])
    known = {**paper.known, **dict(zip(new, readings, strict=True))}
    return [known[rect] for rect in rects]


def _classified(
    sheet: Sheet, types: Mapping[str, DocumentType], zone: Mrz | None, wanted: str | None
) -> Classified:
    texts = [segment.text for segment in sheet.segments]
    if wanted is None or wanted not in types:
        found = classify(texts, types, zone)
        if found.key != UNKNOWN and found.confidence >= SURE_TYPE:
            return found
        # In type that stands far apart titles and labels fall into their words.
        other = classify([*texts, *joined(sheet)], types, zone)
        return other if found.key == UNKNOWN or other.confidence > found.confidence else found
    only = classify(texts, {wanted: types[wanted]}, zone)
    side = only.side if only.key == wanted else types[wanted].sides[0]
    return Classified(wanted, side, max(only.confidence, 0.5))


def _zone_fields(
    kind: DocumentType,
    side: str,
    zone: Mrz | None,
    around: Sequence[Rect],
    picture: Picture,
    paper: Straight,
    engines: Engines,
) -> list[FieldReading]:
    """The lines of the zone as fields; the main reader, which was not asked before, is their second one."""
    if zone is None or engines.mrz is None:
        return []
    specs = [field for field in kind.on_side(side) if field.kind is FieldKind.MRZ]
    seconds = _lines(picture, paper, engines, around)
    fields = []
    for place, (spec, line, rect, second) in enumerate(zip(specs, zone.lines, around, seconds, strict=False)):
        height = rect.height * paper.frame.local_scale()
        evidence = _zone_evidence(line, second, zone, height, checked=place in CHECKED[zone.format])
        weighed = weigh(line, evidence, engines.calibration)
        fields.append(
            FieldReading(
                spec.key,
                line,
                line,
                weighed.confidence,
                weighed.decision,
                paper.frame.box(rect),
                engines.mrz.name,
                evidence=evidence,
                doubts=weighed.doubts,
            )
        )
    return fields


def _zone_evidence(line: str, second: LineReading, zone: Mrz, height: float, *, checked: bool) -> Evidence:
    """The evidence of a zone's line, from its check digits and a second reading.

    Check digits that hold without repair, the composite one among them, count as an agreeing reader of the
    lines they cover.
    """
    agreed = (checked and zone.verified) or mrz.confirmed(line, second)
    return Evidence(
        Group.ZONE,
        Agreement.AGREED if agreed else Agreement.DIFFERED,
        weakest=0.99 if zone.verified else 0.6,
        second=round(second.confidence, 5),
        second_clean=round(second.clean, 5),
        fit=1.0 if zone.verified else 0.5,
        length=len(line),
        height=round(height, 1),
    )


def _reading(
    kind: Classified,
    quality: Quality,
    fields: Sequence[FieldReading],
    rows: Sequence[RowReading],
    zone: Mrz | None,
    layout: Layout | None = None,
    lines: tuple[TextLine, ...] = (),
) -> Reading:
    return Reading(
        page=0,
        part=0,
        document_type=kind.key,
        side=kind.side,
        type_confidence=kind.confidence,
        quality=quality,
        fields=tuple(fields),
        rows=tuple(rows),
        mrz=zone,
        steps=(),
        seconds=0.0,
        layout=layout,
        lines=lines,
    )
