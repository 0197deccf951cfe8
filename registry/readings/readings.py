"""Keeping readings, and finding again what was last read of a document."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.database.sessions import surroundings
from registry.domain.handover import PaperRead, ValueRead
from registry.models.documents import DocumentSide
from registry.models.readings import ReadValue, StoredReading
from registry.models.sensitive import SensitiveValue
from registry.trail.sensitive import is_sensitive


@dataclass(frozen=True, slots=True)
class SideReading:
    """The newest reading of one side of a document, with its values by path."""

    side: DocumentSide
    reading: StoredReading
    values: Mapping[str, ReadValue]


def keep_reading(session: Session, side: DocumentSide, paper: PaperRead) -> None:
    """Keep a reading of a side; the words of sensitive fields go to the table of their own."""
    reading = StoredReading(
        side_id=side.id,
        reader=paper.reader,
        document_type=paper.document_type,
        type_confidence=paper.type_confidence,
        usable=paper.usable,
        advice=list(paper.advice),
        mrz=_mrz(paper),
        layout=None if paper.layout is None else dict(paper.layout),
        steps=[asdict(step) for step in paper.steps],
        seconds=paper.seconds,
        made_at=surroundings(session).clock.now(session),
    )
    session.add(reading)
    session.flush()
    for value in paper.fields:
        hidden = is_sensitive(session, value.path)
        session.add(_row(reading.id, value, hidden=hidden))
        if hidden and value.value is not None:
            session.add(
                SensitiveValue(reading_id=reading.id, path=value.path, value=value.value, raw=value.raw)
            )
    session.flush()


def newest_readings(session: Session, document_id: uuid.UUID) -> tuple[SideReading, ...]:
    """The newest reading of each side of a document that was read, in the order of pages and parts."""
    sides = session.scalars(
        select(DocumentSide).where(DocumentSide.document_id == document_id).order_by(DocumentSide.id)
    )
    found = []
    for side in sides:
        query = select(StoredReading).where(StoredReading.side_id == side.id)
        newest = query.order_by(StoredReading.made_at.desc(), StoredReading.id.desc()).limit(1)
        reading = session.scalar(newest)
        if reading is None:
            continue
        rows = session.scalars(
            select(ReadValue).where(ReadValue.reading_id == reading.id).order_by(ReadValue.id)
        )
        found.append(SideReading(side, reading, {row.path: row for row in rows}))
    return tuple(found)


def newest_values(session: Session, document_id: uuid.UUID) -> dict[str, ReadValue]:
    """The surest reading of each path over all sides of a document. Sensitive ones have no words here."""
    best: dict[str, ReadValue] = {}
    for reading in newest_readings(session, document_id):
        for path, value in reading.values.items():
            if path not in best or value.confidence > best[path].confidence:
                best[path] = value
    return best


def zone_of(session: Session, document_id: uuid.UUID) -> tuple[str, ...]:
    """The lines of the machine-readable zone that was read on a document, none without one."""
    zones = (reading.reading.mrz for reading in newest_readings(session, document_id))
    return next((tuple(zone["lines"]) for zone in zones if zone), ())


def _row(reading_id: uuid.UUID, value: ValueRead, *, hidden: bool) -> ReadValue:
    alternatives: list[list[Any]] = [] if hidden else [list(pair) for pair in value.alternatives]
    return ReadValue(
        reading_id=reading_id,
        path=value.path,
        value=None if hidden else value.value,
        raw=None if hidden else value.raw,
        confidence=value.confidence,
        decision=value.decision,
        box=[list(corner) for corner in value.box] if value.box else None,
        engine=value.engine,
        alternatives=alternatives,
        doubts=list(value.doubts),
        crop=value.crop,
    )


def _mrz(paper: PaperRead) -> dict[str, Any] | None:
    if paper.mrz is None:
        return None
    return {
        "format": paper.mrz.format,
        "lines": list(paper.mrz.lines),
        "checks": dict(paper.mrz.checks),
        "verified": paper.mrz.verified,
    }
