"""Making an entry: the document's values as the clerk signs them, each with where it comes from."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from registry.database.sessions import surroundings
from registry.domain.access import Actor
from registry.domain.actions import Action, Subject
from registry.domain.basis import Basis
from registry.domain.errors import InvalidValue
from registry.domain.states import EntryState
from registry.models.documents import Document, DocumentHand, DraftValue
from registry.models.entries import Entry, EntryValue, ValueSource
from registry.models.readings import ReadValue
from registry.models.sensitive import SensitiveValue
from registry.readings.readings import newest_values
from registry.sampling.watching import watch_entry
from registry.trail.events import note
from registry.trail.sensitive import drop_drafts, is_sensitive, words_of


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What the clerk adds to the values: what the entry rests on, a note on warnings, and answers.

    `absent`: why values are empty, by path; `looked`: doubtful paths that a person decided on.
    """

    basis: Basis
    note: str | None
    absent: Mapping[str, str]
    looked: tuple[str, ...]


def enter(session: Session, actor: Actor, document: Document, new: NewEntry) -> uuid.UUID:
    """Turn a document's values into an entry and clear its draft. The answer is the entry's id.

    A sensitive value that was read goes along only when the clerk has the right to look at it: an entry says
    what a person saw. Raises `InvalidValue` for a document without any value.
    """
    now = surroundings(session).clock.now(session)
    count = session.scalar(select(func.count()).select_from(Entry).where(Entry.document_id == document.id))
    entry = Entry(
        document_id=document.id,
        office_code=document.office_code,
        number=(count or 0) + 1,
        state=EntryState.entered,
        standing=new.basis.standing,
        circumstance=new.basis.circumstance,
        note=(new.note or "").strip()[:2000] or None,
        absent=dict(new.absent),
        looked=list(new.looked),
        entered_by=actor.id,
        entered_at=now,
    )
    session.add(entry)
    session.flush()
    kept = _keep_values(session, entry, document)
    if actor.sees_sensitive:
        kept += _keep_sensitive(session, entry, document)
    if kept == 0:
        raise InvalidValue({"field": "fields", "problem": "empty"})
    session.execute(delete(DraftValue).where(DraftValue.document_id == document.id))
    drop_drafts(session, document.id)
    if session.get(DocumentHand, (document.id, actor.id)) is None:
        session.add(DocumentHand(document_id=document.id, account_id=actor.id, first_at=now))
    watch_entry(session, document, entry)
    details: dict[str, str | int] = {
        "document": str(document.id),
        "values": kept,
        "absent": len(new.absent),
        "looked": len(new.looked),
    }
    note(session, actor, Action.entry_made, (Subject.entry, entry.id), reason=new.note, details=details)
    return entry.id


def _keep_values(session: Session, entry: Entry, document: Document) -> int:
    read = {p: v for p, v in newest_values(session, document.id).items() if not is_sensitive(session, p)}
    typed = dict(
        session.execute(
            select(DraftValue.path, DraftValue.value).where(DraftValue.document_id == document.id)
        ).all()
    )
    values = {path: value.value or "" for path, value in read.items()} | typed
    kept = {path: value for path, value in values.items() if value}
    for path, value in kept.items():
        session.add(_entry_value(entry, path, value, read.get(path)))
    session.flush()
    return len(kept)


def _keep_sensitive(session: Session, entry: Entry, document: Document) -> int:
    read = {p: v for p, v in newest_values(session, document.id).items() if is_sensitive(session, p)}
    values: dict[str, tuple[str, ReadValue | None]] = {}
    for path, row in read.items():
        words = words_of(session, SensitiveValue.reading_id == row.reading_id).get(path)
        if words is not None:
            values[path] = (words.value, row)
    for path, typed in words_of(session, SensitiveValue.draft_of == document.id).items():
        known = values.get(path)
        values[path] = (typed.value, known[1] if known and known[0] == typed.value else None)
    kept = {path: pair for path, pair in values.items() if pair[0]}
    for path, (value, source) in kept.items():
        row_source = ValueSource.read if source is not None else ValueSource.keyed
        session.add(
            EntryValue(
                entry_id=entry.id,
                path=path,
                value=None,
                source=row_source,
                read_value_id=source.id if source is not None else None,
            )
        )
        session.add(SensitiveValue(entry_id=entry.id, path=path, value=value))
    session.flush()
    return len(kept)


def _entry_value(entry: Entry, path: str, value: str, read: ReadValue | None) -> EntryValue:
    if read is None:
        source = ValueSource.keyed
    else:
        source = ValueSource.read if read.value == value else ValueSource.corrected
    return EntryValue(
        entry_id=entry.id, path=path, value=value, source=source, read_value_id=read.id if read else None
    )
