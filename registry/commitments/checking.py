"""Recomputes what the trail has committed to: rows and events in, faults out, each with what it speaks of."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from registry.commitments.scheme import (
    field_digest,
    line_digest,
    list_commitment,
    person_digest,
    version_commitment,
)
from registry.commitments.sealing import AT_ONCE, digests_of, fields_of, head_of, person_of
from registry.domain.actions import Action
from registry.domain.integrity import Broken, Fault
from registry.domain.names_stated import birth_parts, people_of
from registry.domain.states import EntryState, RecordState, Standing
from registry.models.batches import BatchState, ImportBatch, LegacyRow
from registry.models.entries import Entry, EntryValue
from registry.models.records import Operation, Person, Record, RecordValue, RecordVersion
from registry.models.trail import Event

LISTED: Final = "legacy_list"
"""The document type of records that were brought in with a list."""
COMMITTING: Final = (Action.record_registered, Action.record_changed, Action.record_committed_late)
"""Acts whose events hold the commitment of a version."""


def committed_after(session: Session, event: int, limit: int) -> list[Event]:
    """The next events that commit to a version of a record, in the order in which they happened."""
    query = (
        select(Event)
        .where(Event.action.in_([action.value for action in COMMITTING]), Event.id > event)
        .order_by(Event.id)
        .limit(limit)
    )
    return [one for one in session.scalars(query) if "commitment" in one.details]


def newest_committed(session: Session) -> int:
    """The id of the newest event that commits to a version, 0 when there is none."""
    query = select(func.max(Event.id)).where(Event.action.in_([action.value for action in COMMITTING]))
    return session.scalar(query) or 0


def check_event(session: Session, event: Event) -> Iterator[Fault]:
    """What is wrong with the version that an event commits to."""
    record, number = int(event.subject_id), int(event.details["version"])
    query = select(RecordVersion).where(RecordVersion.record_id == record, RecordVersion.number == number)
    version = session.scalar(query)
    name = f"{record}/{number}"
    if version is None or version.salt is None:
        yield Fault(Broken.version, name)
        return
    yield from _changed_values(session, version, name)
    own = version_commitment(version.salt, head_of(session, version), digests_of(session, version))
    if own != event.details["commitment"]:
        yield Fault(Broken.version, name)
    if version.entry_id is not None and not _as_entered(session, version):
        yield Fault(Broken.entry, str(version.entry_id))
    if session.get_one(Record, record).version == number:
        yield from _unlike(session, version)


def _as_entered(session: Session, version: RecordVersion) -> bool:
    """Whether the entry that became a version says what the version says."""
    entry = session.get(Entry, version.entry_id)
    if entry is None or entry.state is not EntryState.approved:
        return False
    told = (entry.entered_by, entry.note, entry.decided_by, entry.standing, entry.decision_reason)
    if told != (version.entered_by, version.reason, version.made_by, version.standing, None):
        return False
    signed = select(EntryValue.path, EntryValue.value, EntryValue.source)
    written = select(RecordValue.path, RecordValue.value, RecordValue.source)
    signed = signed.where(EntryValue.entry_id == entry.id)
    written = written.where(RecordValue.version_id == version.id)
    return set(session.execute(signed).all()) == set(session.execute(written).all())


def _changed_values(session: Session, version: RecordVersion, name: str) -> Iterator[Fault]:
    said = fields_of(session, version)
    query = select(RecordValue.path, RecordValue.salt, RecordValue.digest)
    for path, salt, digest in session.execute(query.where(RecordValue.version_id == version.id)):
        # Of a value that was erased the digest alone is left: words without a salt are nobody's.
        erased = salt is None and not any(said[path][part] for part in ("value", "sensitive", "seen"))
        if not erased and (salt is None or field_digest(salt, path, said[path]) != digest):
            yield Fault(Broken.value, f"{name} {path}")


def _unlike(session: Session, newest: RecordVersion) -> Iterator[Fault]:
    """Whether the record's row and the people that search knows are what its newest version says."""
    record = session.get_one(Record, newest.record_id)
    if (record.state, record.standing) != (newest.state, newest.standing):
        yield Fault(Broken.record, str(record.id))
    if newest.operation is Operation.imported or _is_of_list(session, record.id):
        return
    values = session.execute(
        select(RecordValue.path, RecordValue.value).where(RecordValue.version_id == newest.id)
    )
    known = session.scalars(
        select(Person).where(Person.record_id == record.id).order_by(Person.role, Person.row)
    )
    if [person_of(one) for one in known] != _named(record, {p: v for p, v in values if v is not None}):
        yield Fault(Broken.people, str(record.id))


def _named(record: Record, values: Mapping[str, str]) -> list[dict[str, Any]]:
    """The people whom a record's values name, as search is to know them."""
    found = []
    for named in people_of(record.document_type, values):
        date, year, precision = birth_parts(named.birth_date)
        found.append(
            {
                "role": named.role,
                "row": named.row,
                "given_name": named.given_name,
                "father_name": named.father_name,
                "grandfather_name": named.grandfather_name,
                "laqab": named.laqab,
                "mother_name": named.mother_name,
                "maternal_grandfather_name": named.maternal_grandfather_name,
                "sex": named.sex,
                "birth_date": date,
                "birth_year": year,
                "birth_precision": precision,
                "national_number": named.national_number or None,
                "register_number": record.register_number,
                "page_number": record.page_number,
            }
        )
    return sorted(found, key=lambda one: (one["role"], one["row"]))


def pointers(session: Session) -> Iterator[Fault]:
    """Records that don't point to their newest version, so that what they show is held to nothing."""
    newest = (
        select(RecordVersion.record_id, func.max(RecordVersion.number).label("number"))
        .group_by(RecordVersion.record_id)
        .subquery()
    )
    query = select(Record.id).outerjoin(newest, newest.c.record_id == Record.id)
    wrong = or_(newest.c.number.is_(None), newest.c.number != Record.version)
    for record in session.scalars(query.where(wrong).order_by(Record.id)):
        yield Fault(Broken.record, str(record))


def _is_of_list(session: Session, record: int) -> bool:
    return session.get(LegacyRow, record) is not None


def uncommitted(session: Session) -> Iterator[Fault]:
    """Versions of records, lists' left out, to which no commitment was made."""
    query = (
        select(RecordVersion.record_id, RecordVersion.number)
        .where(RecordVersion.commitment.is_(None), RecordVersion.operation != Operation.imported)
        .order_by(RecordVersion.id)
    )
    for record, number in session.execute(query):
        yield Fault(Broken.uncommitted, f"{record}/{number}")
    told = {
        (int(event.subject_id), int(event.details["version"]))
        for event in session.scalars(
            select(Event).where(Event.action.in_([action.value for action in COMMITTING]))
        )
        if "commitment" in event.details
    }
    query = select(RecordVersion.record_id, RecordVersion.number).where(
        RecordVersion.commitment.is_not(None), RecordVersion.operation != Operation.imported
    )
    for record, number in session.execute(query):
        if (record, number) not in told:
            yield Fault(Broken.uncommitted, f"{record}/{number}")


def check_list(session: Session, batch: ImportBatch) -> Iterator[Fault]:
    """What is wrong with a signed list: lines changed, or others than were signed."""
    event = session.scalar(
        select(Event)
        .where(Event.action == Action.batch_signed.value, Event.subject_id == str(batch.id))
        .order_by(Event.id.desc())
        .limit(1)
    )
    if event is None or "commitment" not in event.details:
        return
    digests, last = [], 0
    query = (
        select(LegacyRow, Person, Record.version)
        .join(Record, Record.id == LegacyRow.record_id)
        .outerjoin(Person, Person.record_id == LegacyRow.record_id)
        .where(LegacyRow.batch_id == batch.id)
        .order_by(LegacyRow.line)
        .limit(AT_ONCE)
    )
    while rows := session.execute(query.where(LegacyRow.line > last)).all():
        for line, person, version in rows:
            last = line.line
            digests.append(line.digest or "")
            if not _as_signed(line, person, changed_since=version > 1):
                yield Fault(Broken.line, f"{batch.id} {line.line}")
    yield from _listed_otherwise(session, batch)
    if list_commitment(digests) != event.details["commitment"]:
        yield Fault(Broken.line, str(batch.id))


def _listed_otherwise(session: Session, batch: ImportBatch) -> Iterator[Fault]:
    """First versions of a list's records that say anything but that they were brought in with it."""
    query = (
        select(RecordVersion.record_id)
        .join(LegacyRow, LegacyRow.record_id == RecordVersion.record_id)
        .where(
            LegacyRow.batch_id == batch.id,
            RecordVersion.operation == Operation.imported,
            or_(
                RecordVersion.number != 1,
                RecordVersion.state != RecordState.active,
                RecordVersion.standing != Standing.transcribed,
                RecordVersion.made_by != batch.made_by,
                RecordVersion.authority.is_not(None),
                RecordVersion.reason.is_not(None),
            ),
        )
    )
    for record in session.scalars(query.order_by(RecordVersion.record_id)):
        yield Fault(Broken.version, f"{record}/1")
    unlike = (
        select(Record.id)
        .distinct()
        .join(LegacyRow, LegacyRow.record_id == Record.id)
        .join(RecordVersion, (RecordVersion.record_id == Record.id) & (RecordVersion.number == 1))
        .outerjoin(Person, Person.record_id == Record.id)
        .where(
            LegacyRow.batch_id == batch.id,
            or_(
                Record.document_type != LISTED,
                Record.registered_at != RecordVersion.made_at,
                (Record.version == 1)
                & or_(
                    Record.state != RecordState.active,
                    Record.standing != Standing.transcribed,
                    Record.register_number.is_distinct_from(Person.register_number),
                    Record.page_number.is_distinct_from(Person.page_number),
                ),
            ),
        )
    )
    yield from (Fault(Broken.record, str(record)) for record in session.scalars(unlike.order_by(Record.id)))


def _as_signed(line: LegacyRow, person: Person | None, *, changed_since: bool) -> bool:
    if line.salt is None or line.person_digest is None:
        return line.salt is None and line.digest is not None
    said = line_digest(line.salt, line.line, line.words, line.person_digest)
    if said != line.digest or changed_since:
        return said == line.digest
    return person is not None and person_digest(line.salt, person_of(person)) == line.person_digest


def signed_lists(session: Session) -> list[ImportBatch]:
    """The lists that an officer has signed."""
    return list(session.scalars(select(ImportBatch).where(ImportBatch.state == BatchState.signed)))
