"""From an approved entry to a record: its first version, each value with its evidence, the people named."""

import uuid
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from arabic.names import part_key
from registry.commitments.sealing import seal
from registry.database.sessions import surroundings
from registry.domain.access import Actor
from registry.domain.actions import Action, Subject
from registry.domain.names_stated import NamedPerson, birth_parts, people_of
from registry.domain.register_place import register_place
from registry.domain.states import RecordState
from registry.models.documents import Document, DocumentSide
from registry.models.entries import Entry, EntryValue
from registry.models.records import Evidence, Operation, Person, Record, RecordValue, RecordVersion
from registry.models.sensitive import SensitiveValue
from registry.readings.readings import SideReading, newest_readings
from registry.records.people_index import put_kinship
from registry.search.indexing import index_people
from registry.trail.events import note
from registry.trail.sensitive import words_of


def register(session: Session, officer: Actor, entry: Entry, document: Document) -> int:
    """Write the record of an approved entry; the answer is its number."""
    rows = list(session.scalars(select(EntryValue).where(EntryValue.entry_id == entry.id)))
    values = {row.path: row.value for row in rows if row.value is not None}
    register_number, page_number = register_place(values)
    now = surroundings(session).clock.now(session)
    record = Record(
        document_type=document.document_type,
        office_code=document.office_code,
        document_id=document.id,
        external_id=None,
        state=RecordState.active,
        standing=entry.standing,
        circumstance=entry.circumstance,
        version=1,
        approved=True,
        register_number=register_number or None,
        page_number=page_number or None,
        registered_at=now,
    )
    session.add(record)
    session.flush()
    version = RecordVersion(
        record_id=record.id,
        number=1,
        operation=Operation.registered,
        state=RecordState.active,
        standing=entry.standing,
        made_by=officer.id,
        made_at=now,
        entered_by=entry.entered_by,
        entry_id=entry.id,
        authority=None,
        reason=entry.note,
    )
    session.add(version)
    session.flush()
    _keep_values(session, entry, version, rows)
    put_people(session, record, values)
    details: dict[str, str | int] = {
        "entry": str(entry.id),
        "values": len(rows),
        "version": version.number,
        "commitment": seal(session, version),
    }
    note(session, officer, Action.record_registered, (Subject.record, record.id), details=details)
    return record.id


def record_of(session: Session, entry_id: uuid.UUID) -> int:
    """The number of the record that an approved entry became."""
    return session.scalars(select(RecordVersion.record_id).where(RecordVersion.entry_id == entry_id)).one()


def put_people(session: Session, record: Record, values: Mapping[str, str]) -> None:
    """Write the people that a record names now, with keys to search by, and what it tells of their kin."""
    known = session.scalars(select(Person).where(Person.record_id == record.id))
    for person in known:
        session.delete(person)
    session.flush()
    people = [person_row(record, named) for named in people_of(record.document_type, values)]
    session.add_all(people)
    session.flush()
    index_people(session, people)
    put_kinship(session, record, people, values)


def person_row(record: Record, named: NamedPerson) -> Person:
    """The row of one named person."""
    date, year, precision = birth_parts(named.birth_date)
    return Person(
        record_id=record.id,
        office_code=record.office_code,
        role=named.role,
        row=named.row,
        given_name=named.given_name,
        father_name=named.father_name,
        grandfather_name=named.grandfather_name,
        laqab=named.laqab,
        mother_name=named.mother_name,
        maternal_grandfather_name=named.maternal_grandfather_name,
        given_key=part_key(named.given_name),
        father_key=part_key(named.father_name),
        grandfather_key=part_key(named.grandfather_name),
        laqab_key=part_key(named.laqab),
        mother_key=part_key(named.mother_name),
        maternal_grandfather_key=part_key(named.maternal_grandfather_name),
        sex=named.sex,
        birth_date=date,
        birth_year=year,
        birth_precision=precision,
        birth_printed=named.birth_date or None,
        national_number=named.national_number or None,
        register_number=record.register_number,
        page_number=record.page_number,
    )


def _keep_values(session: Session, entry: Entry, version: RecordVersion, rows: list[EntryValue]) -> None:
    readings = newest_readings(session, entry.document_id)
    words = words_of(session, SensitiveValue.entry_id == entry.id)
    values = [
        RecordValue(version_id=version.id, path=row.path, value=row.value, source=row.source) for row in rows
    ]
    session.add_all(values)
    session.flush()
    for value in values:
        session.add_all(evidence_of(session, value.id, value.path, readings, entry.document_id))
        if value.path in words:
            hidden = words[value.path].value
            session.add(SensitiveValue(version_id=version.id, path=value.path, value=hidden))
    session.flush()


def evidence_of(
    session: Session, value_id: int, path: str, readings: tuple[SideReading, ...], document_id: uuid.UUID
) -> list[Evidence]:
    """Where a value was read; a value keyed by hand points to the first side of the paper itself."""
    found = [_seen(value_id, path, reading) for reading in readings if path in reading.values]
    if found:
        return found
    first = session.scalars(
        select(DocumentSide).where(DocumentSide.document_id == document_id).order_by(DocumentSide.id).limit(1)
    ).first()
    if first is None:
        return []
    return [Evidence(record_value_id=value_id, page_id=first.page_id, part=first.part, side=first.side)]


def _seen(value_id: int, path: str, reading: SideReading) -> Evidence:
    read = reading.values[path]
    return Evidence(
        record_value_id=value_id,
        page_id=reading.side.page_id,
        part=reading.side.part,
        side=reading.side.side,
        box=read.box,
        crop=read.crop,
        engine=read.engine,
        reader=reading.reading.reader,
        raw=read.raw,
        confidence=read.confidence,
        read_value_id=read.id,
    )


def record_of_document(session: Session, document_id: uuid.UUID) -> int | None:
    """The number of the record that a document became, None before."""
    return session.scalar(select(Record.id).where(Record.document_id == document_id))
