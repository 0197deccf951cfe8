"""Commits versions of records and lists: salts and digests beside the rows, the commitment as answer.

Whoever makes a version puts its commitment into the event of the act.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from registry.commitments.scheme import (
    field_digest,
    line_digest,
    list_commitment,
    new_salt,
    person_digest,
    version_commitment,
)
from registry.models.batches import ImportBatch, LegacyRow
from registry.models.entries import Entry
from registry.models.records import Evidence, Person, Record, RecordValue, RecordVersion
from registry.models.sensitive import SensitiveValue
from registry.trail.leaves import moment

AT_ONCE: Final = 1000
"""Lines of a list that are sealed or looked at in one statement."""
PERSON: Final = (
    "role", "row", "given_name", "father_name", "grandfather_name", "laqab", "mother_name",
    "maternal_grandfather_name", "sex", "birth_date", "birth_year", "birth_precision", "national_number",
    "register_number", "page_number",
)  # fmt: skip
"""What of a person of a list is hashed: all but what is made of it (keys) and of the list (office)."""


def seal(session: Session, version: RecordVersion) -> str:
    """Give a new version its salts, digests and commitment; the answer is the commitment (hex)."""
    said = fields_of(session, version)
    rows = session.scalars(select(RecordValue).where(RecordValue.version_id == version.id))
    for row in rows:
        row.salt = new_salt()
        row.digest = field_digest(row.salt, row.path, said[row.path])
    version.salt = new_salt()
    session.flush()
    version.commitment = version_commitment(
        version.salt, head_of(session, version), digests_of(session, version)
    )
    session.flush()
    return version.commitment


def head_of(session: Session, version: RecordVersion) -> dict[str, Any]:
    """What a version says besides its fields."""
    record = session.get_one(Record, version.record_id)
    return {
        "record": version.record_id,
        "number": version.number,
        "document_type": record.document_type,
        "office": record.office_code,
        "document": _text(record.document_id),
        "circumstance": record.circumstance.value,
        "operation": version.operation.value,
        "state": version.state.value,
        "standing": version.standing.value,
        "made_by": str(version.made_by),
        "made_at": moment(version.made_at),
        "entered_by": _text(version.entered_by),
        "entry": _entry(session, version),
        "registered_at": moment(record.registered_at),
        "authority": version.authority,
        "reason": version.reason,
    }


def _entry(session: Session, version: RecordVersion) -> dict[str, Any] | None:
    """What two people signed, besides its values; None for a version that no entry became."""
    entry = session.get(Entry, version.entry_id) if version.entry_id is not None else None
    if entry is None:
        return None
    return {
        "id": str(entry.id),
        "number": entry.number,
        "entered_at": moment(entry.entered_at),
        "decided_at": moment(entry.decided_at) if entry.decided_at else None,
        "looked": entry.looked,
        "absent": entry.absent,
    }


def digests_of(session: Session, version: RecordVersion) -> dict[str, str]:
    """The kept digests of a version's fields by path; '' where there is none."""
    query = select(RecordValue.path, RecordValue.digest).where(RecordValue.version_id == version.id)
    return {path: digest or "" for path, digest in session.execute(query)}


def fields_of(session: Session, version: RecordVersion) -> dict[str, dict[str, Any]]:
    """What each field of a version says, with where it was seen; sensitive words among it."""
    query = select(SensitiveValue.path, SensitiveValue.value).where(SensitiveValue.version_id == version.id)
    hidden = dict(session.execute(query).all())
    values = session.scalars(select(RecordValue).where(RecordValue.version_id == version.id)).all()
    seen: dict[int, list[dict[str, Any]]] = {}
    own = select(RecordValue.id).where(RecordValue.version_id == version.id)
    found = select(Evidence).where(Evidence.record_value_id.in_(own)).order_by(Evidence.id)
    for one in session.scalars(found):
        seen.setdefault(one.record_value_id, []).append(_seen(one))
    return {
        row.path: {
            "value": row.value,
            "sensitive": hidden.get(row.path),
            "source": row.source.value,
            "seen": seen.get(row.id, []),
        }
        for row in values
    }


def _seen(one: Evidence) -> dict[str, Any]:
    return {
        "page": str(one.page_id),
        "part": one.part,
        "side": one.side,
        "box": one.box,
        "crop": one.crop,
        "engine": one.engine,
        "reader": one.reader,
        "raw": one.raw,
        "confidence": one.confidence,
    }


def sealed_line(line: int, words: Sequence[str], person: Mapping[str, Any]) -> tuple[str, str, str]:
    """Salt, digest of the person and digest of the line for a new line of a list."""
    salt = new_salt()
    of_person = person_digest(salt, person)
    return salt, of_person, line_digest(salt, line, words, of_person)


def seal_list(session: Session, batch: ImportBatch) -> str:
    """The commitment (hex) of a list; lines without a digest, of an earlier version of Sijill, get one."""
    query = select(LegacyRow, Person).join(Person, Person.record_id == LegacyRow.record_id)
    bare = query.where(LegacyRow.batch_id == batch.id, LegacyRow.digest.is_(None)).limit(AT_ONCE)
    while some := session.execute(bare).all():
        for line, person in some:
            line.salt, line.person_digest, line.digest = sealed_line(line.line, line.words, person_of(person))
        session.flush()
    return list_commitment(_digests(session, batch))


def person_of(person: Person | Row[Any]) -> dict[str, Any]:
    """What of a person is hashed."""
    return {name: getattr(person, name) for name in PERSON}


def _digests(session: Session, batch: ImportBatch) -> Sequence[str]:
    query = select(LegacyRow.digest).where(LegacyRow.batch_id == batch.id).order_by(LegacyRow.line)
    return [digest or "" for digest in session.scalars(query)]


def _text(identifier: object) -> str | None:
    return str(identifier) if identifier is not None else None
