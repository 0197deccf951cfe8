"""Records: what the register says, every version of it, and the pixels behind each value."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.database.sessions import surroundings
from registry.domain.access import Act, Actor, require, require_reason
from registry.domain.actions import Action, Subject
from registry.domain.basis import Circumstance, pending
from registry.domain.errors import NotFound
from registry.domain.names_stated import NamedPerson, birth_parts, people_of
from registry.domain.states import RecordState, Standing
from registry.models.batches import ImportBatch, LegacyRow
from registry.models.entries import ValueSource
from registry.models.records import Evidence, Operation, Person, Record, RecordValue, RecordVersion
from registry.models.sensitive import SensitiveValue
from registry.trail.events import note
from registry.trail.sensitive import note_sensitive, require_sensitive, words_of


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """Where a value was seen: page, part, side, box in pixels of the original page, crop, engine."""

    page: uuid.UUID
    part: int
    side: str
    box: tuple[tuple[float, float], ...] | None
    crop: str | None
    engine: str | None
    reader: str | None
    raw: str | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class RecordedValue:
    """One value of a record; `masked`: a sensitive one whose words are withheld.

    `written`: the words of a list whose canonical form the value is, where they are other words.
    """

    path: str
    value: str | None
    source: str
    masked: bool
    evidence: tuple[EvidenceView, ...]
    written: str | None = None


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person as the record names them now."""

    role: str
    row: int
    given_name: str
    father_name: str
    grandfather_name: str
    laqab: str
    mother_name: str
    maternal_grandfather_name: str
    sex: str
    birth_date: str
    birth_precision: str


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version: who made it when, by which operation, why, on what authority. `values` by path."""

    number: int
    operation: str
    state: RecordState
    standing: Standing
    made_by: uuid.UUID
    made_at: datetime
    entered_by: uuid.UUID | None
    authority: str | None
    reason: str | None
    values: tuple[RecordedValue, ...]


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record as it stands, or as it stood at the moment asked for.

    `pending`: the fields of an absent father that wait to be known.
    """

    id: int
    document_type: str
    office: str
    document: uuid.UUID | None
    external_id: str | None
    approved: bool
    register_number: str | None
    page_number: str | None
    registered_at: datetime
    newest: int
    circumstance: Circumstance
    pending: tuple[str, ...]
    version: VersionView
    people: tuple[PersonView, ...]


def record_view(
    session: Session,
    actor: Actor,
    record_id: int,
    reason: str | None = None,
    *,
    as_of: datetime | None = None,
    sensitive: bool = False,
) -> RecordView:
    """A record with the evidence of each value; the opening is an event.

    `as_of` asks how it stood then. `sensitive` needs the right and is an event of its own.
    Raises `NotFound` (also before it existed), `NotAllowed`, `ReasonNeeded` for an auditor.
    """
    record = open_record(session, actor, record_id, reason, sensitive=sensitive)
    query = select(RecordVersion).where(RecordVersion.record_id == record.id)
    if as_of is not None:
        query = query.where(RecordVersion.made_at <= as_of)
    version = session.scalars(query.order_by(RecordVersion.number.desc()).limit(1)).first()
    if version is None:
        raise NotFound({"kind": "record"})
    view = _version(session, version, unmask=sensitive)
    return RecordView(
        id=record.id,
        document_type=record.document_type,
        office=record.office_code,
        document=record.document_id,
        external_id=record.external_id,
        approved=record.approved,
        register_number=record.register_number,
        page_number=record.page_number,
        registered_at=record.registered_at,
        newest=record.version,
        circumstance=record.circumstance,
        pending=_pending(session, record, view),
        version=view,
        people=_people(session, record, view),
    )


def history(
    session: Session, actor: Actor, record_id: int, reason: str | None = None, *, opened: bool = False
) -> tuple[VersionView, ...]:
    """Every version of a record, the oldest first, sensitive words withheld; the opening is an event.

    `opened`: this look at the record has been written already.
    Raises `NotFound`, `NotAllowed`, `ReasonNeeded` for an auditor without one.
    """
    record = _openable(session, actor, record_id, reason)
    if not opened:
        _note_opening(session, actor, record, reason)
    query = select(RecordVersion).where(RecordVersion.record_id == record.id).order_by(RecordVersion.number)
    return tuple(_version(session, version, unmask=False) for version in session.scalars(query))


def open_record(
    session: Session, actor: Actor, record_id: int, reason: str | None, *, sensitive: bool
) -> Record:
    """The row of a record that the actor may open, with the events of the opening written."""
    record = _openable(session, actor, record_id, reason)
    if sensitive:
        require_sensitive(actor)
        note_sensitive(session, actor, (Subject.record, record.id), record.office_code, reason)
    _note_opening(session, actor, record, reason)
    return record


def _openable(session: Session, actor: Actor, record_id: int, reason: str | None) -> Record:
    record = session.get(Record, record_id)
    if record is None:
        raise NotFound({"kind": "record"})
    require(actor, Act.view_record, record.office_code)
    require_reason(actor, reason)
    return record


def _note_opening(session: Session, actor: Actor, record: Record, reason: str | None) -> None:
    subject = (Subject.record, record.id)
    note(session, actor, Action.record_viewed, subject, office=record.office_code, reason=reason)


def _pending(session: Session, record: Record, version: VersionView) -> tuple[str, ...]:
    kind = surroundings(session).types.get(record.document_type)
    fields = [field.key for field in kind.fields] if kind else []
    return pending(record.circumstance, fields, {value.path for value in version.values})


def _version(session: Session, version: RecordVersion, *, unmask: bool) -> VersionView:
    words = words_of(session, SensitiveValue.version_id == version.id) if unmask else {}
    rows = session.scalars(
        select(RecordValue).where(RecordValue.version_id == version.id).order_by(RecordValue.id)
    ).all()
    evidence: dict[int, list[EvidenceView]] = {row.id: [] for row in rows}
    seen = select(Evidence).where(Evidence.record_value_id.in_(evidence)).order_by(Evidence.id)
    for row in session.scalars(seen):
        evidence[row.record_value_id].append(_evidence(row))
    values = tuple(
        RecordedValue(
            path=row.path,
            value=words[row.path].value if row.path in words else row.value,
            source=row.source.value,
            masked=row.value is None and row.path not in words,
            evidence=tuple(evidence[row.id]),
        )
        for row in rows
    )
    if version.operation is Operation.imported:
        values = _legacy(session, version.record_id)
    return VersionView(
        number=version.number,
        operation=version.operation.value,
        state=version.state,
        standing=version.standing,
        made_by=version.made_by,
        made_at=version.made_at,
        entered_by=version.entered_by,
        authority=version.authority,
        reason=version.reason,
        values=values,
    )


def _legacy(session: Session, record_id: int) -> tuple[RecordedValue, ...]:
    """What the line of a legacy list says, word for word; the line is the only evidence there is.

    A date is shown as it was understood, in the order of its list, with the words beside it.
    """
    row = session.get_one(LegacyRow, record_id)
    columns = session.get_one(ImportBatch, row.batch_id).columns
    born = session.scalar(select(Person.birth_date).where(Person.record_id == record_id))
    return tuple(
        _from_list(path, word, born if path == "birth_date" else None)
        for path, word in zip(columns, row.words, strict=True)
        if word
    )


def _from_list(path: str, word: str, understood: str | None) -> RecordedValue:
    value = understood or word
    written = word if value != word else None
    return RecordedValue(path, value, ValueSource.keyed.value, masked=False, evidence=(), written=written)


def _evidence(row: Evidence) -> EvidenceView:
    return EvidenceView(
        page=row.page_id,
        part=row.part,
        side=row.side,
        box=tuple((corner[0], corner[1]) for corner in row.box) if row.box else None,
        crop=row.crop,
        engine=row.engine,
        reader=row.reader,
        raw=row.raw,
        confidence=row.confidence,
    )


def _people(session: Session, record: Record, version: VersionView) -> tuple[PersonView, ...]:
    """Who that version names; a line of a legacy list is kept word for word, and its people beside it."""
    values = {value.path: value.value for value in version.values if value.value is not None}
    if values and version.operation != Operation.imported.value:
        return tuple(_named(person) for person in people_of(record.document_type, values))
    rows = select(Person).where(Person.record_id == record.id).order_by(Person.id)
    return tuple(_person(person) for person in session.scalars(rows))


def _named(person: NamedPerson) -> PersonView:
    date, _, precision = birth_parts(person.birth_date)
    return PersonView(
        role=person.role,
        row=person.row,
        given_name=person.given_name,
        father_name=person.father_name,
        grandfather_name=person.grandfather_name,
        laqab=person.laqab,
        mother_name=person.mother_name,
        maternal_grandfather_name=person.maternal_grandfather_name,
        sex=person.sex,
        birth_date=date,
        birth_precision=precision,
    )


def _person(person: Person) -> PersonView:
    return PersonView(
        role=person.role,
        row=person.row,
        given_name=person.given_name,
        father_name=person.father_name,
        grandfather_name=person.grandfather_name,
        laqab=person.laqab,
        mother_name=person.mother_name,
        maternal_grandfather_name=person.maternal_grandfather_name,
        sex=person.sex,
        birth_date=person.birth_date,
        birth_precision=person.birth_precision,
    )
