"""Versions of a record: each change copies the newest one and replaces what it changes; none is touched."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.commitments.sealing import seal
from registry.database.sessions import surroundings
from registry.domain.register_place import register_place
from registry.domain.states import RecordState, Standing
from registry.models.entries import ValueSource
from registry.models.records import Evidence, Operation, Record, RecordValue, RecordVersion
from registry.models.sensitive import SensitiveValue
from registry.readings.readings import SideReading, newest_readings
from registry.records.registration import evidence_of, put_people


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What makes a version. `values` replaces by path (empty: taken out).

    `cited` is the document that the new values stand on; None leaves them on the record's own paper.
    """

    operation: Operation
    made_by: uuid.UUID
    proposed_by: uuid.UUID
    reason: str
    authority: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    state: RecordState | None = None
    standing: Standing | None = None
    cited: uuid.UUID | None = None


def add_version(session: Session, record: Record, new: NewVersion) -> str:
    """Write the next version of a record with its people; the answer is its commitment, for the event."""
    old = newest_version(session, record)
    record.version += 1
    record.state = new.state or record.state
    record.standing = new.standing or record.standing
    version = RecordVersion(
        record_id=record.id,
        number=record.version,
        operation=new.operation,
        state=record.state,
        standing=record.standing,
        made_by=new.made_by,
        made_at=surroundings(session).clock.now(session),
        entered_by=new.proposed_by,
        entry_id=None,
        authority=new.authority,
        reason=new.reason,
    )
    session.add(version)
    session.flush()
    _copy_values(session, old, version, new.values)
    _add_values(session, version, record, new)
    if new.values:
        values = values_of_version(session, version)
        register, page = register_place(values)
        record.register_number, record.page_number = register or None, page or None
        put_people(session, record, values)
    return seal(session, version)


def newest_version(session: Session, record: Record) -> RecordVersion:
    """The newest version of a record."""
    query = select(RecordVersion).where(
        RecordVersion.record_id == record.id, RecordVersion.number == record.version
    )
    return session.scalars(query).one()


def values_of_version(session: Session, version: RecordVersion) -> dict[str, str]:
    """The values of a version by path, without sensitive ones."""
    query = select(RecordValue.path, RecordValue.value).where(RecordValue.version_id == version.id)
    return {path: value for path, value in session.execute(query) if value is not None}


def _copy_values(
    session: Session, old: RecordVersion, version: RecordVersion, replaced: Mapping[str, str]
) -> None:
    """What does not change is copied with its evidence; sensitive words move along unseen."""
    rows = session.scalars(select(RecordValue).where(RecordValue.version_id == old.id))
    copies = {
        row.id: RecordValue(version_id=version.id, path=row.path, value=row.value, source=row.source)
        for row in rows
        if row.path not in replaced
    }
    session.add_all(copies.values())
    session.flush()
    seen = session.scalars(select(Evidence).where(Evidence.record_value_id.in_(copies)))
    session.add_all([_evidence_copy(one, copies[one.record_value_id].id) for one in seen])
    for hidden in session.scalars(select(SensitiveValue).where(SensitiveValue.version_id == old.id)):
        session.add(SensitiveValue(version_id=version.id, path=hidden.path, value=hidden.value))
    session.flush()


def _add_values(session: Session, version: RecordVersion, record: Record, new: NewVersion) -> None:
    paper = new.cited or record.document_id
    readings: tuple[SideReading, ...] = newest_readings(session, paper) if paper is not None else ()
    for path, value in new.values.items():
        if not value:
            continue
        row = RecordValue(version_id=version.id, path=path, value=value, source=ValueSource.corrected)
        session.add(row)
        session.flush()
        if paper is not None:
            shown = "new_value" if new.cited is not None else path
            session.add_all(evidence_of(session, row.id, shown, readings, paper))
    session.flush()


def _evidence_copy(seen: Evidence, value_id: int) -> Evidence:
    return Evidence(
        record_value_id=value_id,
        page_id=seen.page_id,
        part=seen.part,
        side=seen.side,
        box=seen.box,
        crop=seen.crop,
        engine=seen.engine,
        reader=seen.reader,
        raw=seen.raw,
        confidence=seen.confidence,
        read_value_id=seen.read_value_id,
    )
