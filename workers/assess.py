"""From what was read to what the register keeps, and what the rules say of it; knows both sides."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from ocr import Reading
from ocr.extraction.templates import as_json
from ocr.geometry import Box
from ocr.result.reading import FieldReading
from reference.documents import DocumentType
from registry.domain.handover import Box as StoredBox
from registry.domain.handover import MrzRead, PaperRead, StepTaken, ValueRead
from registry.rules import Context, Draft, Finding, check

Scale = tuple[float, float]
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PageSource:
    """Which page a reading is of (from 0 in the file), who read it, and original pixels a pixel read."""

    page: int
    reader: str
    scale: Scale = (1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Assessment:
    """One side of one paper as the register keeps it, and the findings about this side alone."""

    paper: PaperRead
    findings: tuple[Finding, ...]


def assess(
    reading: Reading, source: PageSource, types: Mapping[str, DocumentType], today: date
) -> Assessment:
    """A reading as the register would keep it, and what the rules say of it. Pure.

    A register knows more of the document (its other side, its family) and looks again when it gets the paper.
    """
    paper = paper_of(reading, source)
    return Assessment(paper, check(_draft(paper, types), Context(today)))


def paper_of(reading: Reading, source: PageSource, crops: Mapping[str, str] = _NOTHING) -> PaperRead:
    """What the register keeps of a reading. Pure.

    `crops` are the store's digests of the pictures of values, by path.
    """
    return PaperRead(
        page=source.page,
        part=reading.part,
        document_type=reading.document_type,
        side=reading.side,
        type_confidence=reading.type_confidence,
        reader=source.reader,
        fields=tuple(_value(path, field, source.scale, crops.get(path)) for path, field in paths_of(reading)),
        usable=reading.quality.usable,
        advice=reading.quality.advice,
        mrz=_mrz(reading),
        steps=tuple(StepTaken(step.name, step.ms) for step in reading.steps),
        seconds=reading.seconds,
        layout=as_json(reading.layout) if reading.layout else None,
    )


def paths_of(reading: Reading) -> Iterator[tuple[str, FieldReading]]:
    """Every value of a reading with its path: `given_name`, or `rows.2.name` for a cell of a table."""
    for field in reading.fields:
        yield field.key, field
    for number, row in enumerate(reading.rows):
        for cell in row.cells:
            yield f"rows.{number}.{cell.key}", cell


def _value(path: str, field: FieldReading, scale: Scale, crop: str | None) -> ValueRead:
    return ValueRead(
        path=path,
        value=field.value or None,
        raw=field.raw,
        confidence=field.confidence,
        decision=field.decision.value,
        box=_box(field.box, scale) if field.box else None,
        engine=field.engine,
        alternatives=tuple((other.value, other.confidence) for other in field.alternatives),
        crop=crop,
        doubts=tuple(doubt.value for doubt in field.doubts),
    )


def _box(box: Box, scale: Scale) -> StoredBox:
    across, down = scale
    first, second, third, fourth = ((point.x * across, point.y * down) for point in box.corners)
    return first, second, third, fourth


def _mrz(reading: Reading) -> MrzRead | None:
    zone = reading.mrz
    return MrzRead(zone.format.value, zone.lines, dict(zone.checks), zone.verified) if zone else None


def _draft(paper: PaperRead, types: Mapping[str, DocumentType]) -> Draft:
    """The paper as rules see it: without values of sensitive fields."""
    kind = types.get(paper.document_type)
    fields = [spec for field in kind.fields for spec in (field, *field.columns)] if kind else []
    hidden = {field.key for field in fields if field.sensitive}
    values = {
        value.path: value.value
        for value in paper.fields
        if value.value and value.path.rpartition(".")[2] not in hidden
    }
    return Draft(
        document_type=paper.document_type,
        values=values,
        mrz=paper.mrz.lines if paper.mrz else (),
        mrz_checks=paper.mrz.checks if paper.mrz else {},
        sides=frozenset({paper.side}),
        form=kind,
    )
