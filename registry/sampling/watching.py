"""Watching entries: which of their fields somebody is to key a second time, blindly."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.database.sessions import surroundings
from registry.domain.values import known_field
from registry.models.documents import Document
from registry.models.entries import Entry, EntryValue, ValueSource
from registry.models.readings import ReadValue
from registry.models.sampling import KeyingState, Purpose, SecondKey
from registry.readings.readings import newest_readings
from registry.sampling.drawing import is_watched
from registry.sampling.folding import share_watched
from registry.sampling.folds import evidence_of, state_of
from registry.sampling.risk import is_risky
from registry.trail.sensitive import is_sensitive

ACCEPTED = "accepted"


def watch_entry(session: Session, document: Document, entry: Entry) -> None:
    """Pick the fields of a new entry that somebody is to key blindly: some accepted ones, all risky ones."""
    query = select(EntryValue).where(EntryValue.entry_id == entry.id).order_by(EntryValue.id)
    values = [value for value in session.scalars(query) if not is_sensitive(session, value.path)]
    _watch_accepted(session, document, entry, values)
    kind = surroundings(session).types.get(document.document_type)
    for value in values:
        field = known_field(kind, value.path)
        if value.source is not ValueSource.read and field is not None and is_risky(field):
            ask(session, document, entry.id, value.path, value.value or "", Purpose.risk)
    session.flush()


def ask(
    session: Session,
    document: Document,
    entry_id: uuid.UUID,
    path: str,
    first: str,
    purpose: Purpose,
    *,
    folded: bool = False,
    draw: uuid.UUID | None = None,
) -> None:
    """Put a field into the queue of blind second keying."""
    session.add(
        SecondKey(
            office_code=document.office_code,
            document_id=document.id,
            entry_id=entry_id,
            draw_id=draw,
            document_type=document.document_type,
            path=path,
            purpose=purpose,
            state=KeyingState.waiting,
            first_value=first,
            folded=folded,
            made_at=surroundings(session).clock.now(session),
        )
    )


def _watch_accepted(session: Session, document: Document, entry: Entry, values: list[EntryValue]) -> None:
    """Ask for a share of what the reader accepted; the first value is the reader's."""
    ids = [value.read_value_id for value in values if value.read_value_id is not None]
    query = select(ReadValue).where(ReadValue.id.in_(ids), ReadValue.decision == ACCEPTED)
    accepted = list(session.scalars(query.order_by(ReadValue.id)))
    readings = newest_readings(session, document.id)
    if not accepted or not readings:
        return
    state = state_of(session, document.office_code, document.document_type, readings[0].reading.reader)
    share = share_watched(state.folding, evidence_of(session, state))
    for read in accepted:
        if is_watched(state.secret, f"{document.id}:{read.path}", share):
            first = read.value or ""
            ask(session, document, entry.id, read.path, first, Purpose.watch, folded=state.folding)
