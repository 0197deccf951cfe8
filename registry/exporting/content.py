"""What an export holds: the approved records of one office as they stood when it was allowed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from registry.database.clock import day_start
from registry.domain.names_stated import NamedPerson, people_of
from registry.models.batches import ImportBatch, LegacyRow
from registry.models.exports import Export
from registry.models.records import Person, Record, RecordValue, RecordVersion
from registry.models.sensitive import SensitiveValue

CHUNK: Final = 500
"""Records that are read at once: an export of any length takes little memory."""


@dataclass(frozen=True, slots=True)
class ExportedRecord:
    """One record as it leaves. `sensitive` stays empty unless the export was allowed to hold such values."""

    number: int
    office: str
    document_type: str
    state: str
    standing: str
    version: int
    registered_at: datetime
    register_number: str
    page_number: str
    external_id: str
    values: Mapping[str, str]
    people: tuple[NamedPerson, ...]
    sensitive: Mapping[str, str] = field(default_factory=dict)


def count_of(session: Session, export: Export, moment: datetime) -> int:
    """How many records an export would hold at a moment."""
    query = _chosen(export, moment).with_only_columns(func.count())
    return session.execute(query).scalar_one()


def records_of(session: Session, export: Export, moment: datetime) -> Iterator[ExportedRecord]:
    """The records of an export by number, as they stood at a moment; a few at a time are held."""
    last = 0
    while True:
        query = _chosen(export, moment).where(Record.id > last).order_by(Record.id).limit(CHUNK)
        records = session.scalars(query).all()
        if not records:
            return
        yield from _told(session, export, records, moment)
        last = records[-1].id
        session.expunge_all()


def _chosen(export: Export, moment: datetime) -> Select[Record]:
    """Records registered by then; those of a legacy list from the moment on at which it was signed."""
    query = (
        select(Record)
        .outerjoin(LegacyRow, LegacyRow.record_id == Record.id)
        .outerjoin(ImportBatch, ImportBatch.id == LegacyRow.batch_id)
        .where(
            Record.office_code == export.office_code,
            Record.approved.is_(True),
            Record.registered_at <= moment,
            or_(LegacyRow.record_id.is_(None), ImportBatch.signed_at <= moment),
        )
    )
    if export.document_type is not None:
        query = query.where(Record.document_type == export.document_type)
    if export.registered_from is not None:
        query = query.where(Record.registered_at >= day_start(export.registered_from))
    if export.registered_until is not None:
        query = query.where(Record.registered_at < day_start(export.registered_until + timedelta(days=1)))
    return query


def _told(
    session: Session, export: Export, records: Sequence[Record], moment: datetime
) -> Iterator[ExportedRecord]:
    versions = _versions(session, [record.id for record in records], moment)
    numbers = [version.id for version in versions.values()]
    values = _by_version(session, RecordValue, numbers)
    hidden = _by_version(session, SensitiveValue, numbers) if export.sensitive else {}
    listed = _listed(session, [record.id for record in records])
    for record in records:
        version = versions[record.id]
        said = values.get(version.id, {})
        yield ExportedRecord(
            number=record.id,
            office=record.office_code,
            document_type=record.document_type,
            state=version.state.value,
            standing=version.standing.value,
            version=version.number,
            registered_at=record.registered_at,
            register_number=record.register_number or "",
            page_number=record.page_number or "",
            external_id=record.external_id or "",
            values=said,
            people=people_of(record.document_type, said) if said else listed.get(record.id, ()),
            sensitive=hidden.get(version.id, {}),
        )


def _versions(session: Session, records: Sequence[int], moment: datetime) -> dict[int, RecordVersion]:
    """The newest version of each record at a moment."""
    query = (
        select(RecordVersion)
        .where(RecordVersion.record_id.in_(records), RecordVersion.made_at <= moment)
        .order_by(RecordVersion.number)
    )
    return {version.record_id: version for version in session.scalars(query)}


def _by_version(
    session: Session, table: type[RecordValue] | type[SensitiveValue], versions: Sequence[int]
) -> dict[int, dict[str, str]]:
    query = select(table.version_id, table.path, table.value).where(table.version_id.in_(versions))
    found: dict[int, dict[str, str]] = {}
    for version, path, value in session.execute(query.order_by(table.id)):
        if version is not None and value is not None:
            found.setdefault(version, {})[path] = value
    return found


def _listed(session: Session, records: Sequence[int]) -> dict[int, tuple[NamedPerson, ...]]:
    """Who each record names, for records without values: those of a legacy list."""
    query = select(Person).where(Person.record_id.in_(records)).order_by(Person.id)
    found: dict[int, tuple[NamedPerson, ...]] = {}
    for one in session.scalars(query):
        person = NamedPerson(
            role=one.role,
            row=one.row,
            given_name=one.given_name,
            father_name=one.father_name,
            grandfather_name=one.grandfather_name,
            laqab=one.laqab,
            mother_name=one.mother_name,
            maternal_grandfather_name=one.maternal_grandfather_name,
            sex=one.sex,
            birth_date=one.birth_date,
            national_number=one.national_number or "",
        )
        found[one.record_id] = (*found.get(one.record_id, ()), person)
    return found
