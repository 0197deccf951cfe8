"""Batches: begun, gone on with after a power cut, finished, signed by somebody else than who began them."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from registry.access import Act, Actor, require
from registry.db import surroundings
from registry.errors import AlreadyThere, IllegalMove, InvalidValue, NotFound, OwnEntry
from registry.importing.listing import Listing
from registry.models.accounts import Office
from registry.models.batches import BatchState, ImportBatch, LegacyRow
from registry.models.records import Record
from registry.trail import Action, Subject, note

NEWEST: Final = 50


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch as an officer sees it: how many lines the file has, how many were kept and refused.

    `own`: the one who looks brought it in, and may not sign it.
    """

    id: uuid.UUID
    office: str
    file_name: str
    state: BatchState
    lines: int
    kept: int
    refused: int
    made_by: uuid.UUID
    made_at: datetime
    signed_by: uuid.UUID | None
    signed_at: datetime | None
    own: bool


def begin_batch(session: Session, actor: Actor, office: str, listing: Listing) -> ImportBatch:
    """A new batch for a file, or the one that an earlier run left unfinished.

    Raises `NotFound` for an office that is not there or not the actor's, `NotAllowed`, `AlreadyThere` when
    the same file is in already, and `InvalidValue` when an import goes on with another mapping.
    """
    require(actor, Act.import_people, office)
    if session.get(Office, office) is None:
        raise NotFound({"kind": "office"})
    known = session.scalars(
        select(ImportBatch).where(ImportBatch.office_code == office, ImportBatch.digest == listing.digest)
    ).first()
    if known is not None:
        if known.state is not BatchState.loading or known.made_by != actor.id:
            raise AlreadyThere({"kind": "batch", "id": str(known.id)})
        if known.mapping_digest != listing.mapping_digest:
            raise InvalidValue({"field": "mapping", "problem": "mapping_changed"})
        return known
    batch = ImportBatch(
        office_code=office,
        file_name=listing.path.name[:200],
        digest=listing.digest,
        mapping_digest=listing.mapping_digest,
        columns=[name for name, _ in listing.places],
        state=BatchState.loading,
        lines=0,
        kept=0,
        refused=0,
        made_by=actor.id,
        made_at=surroundings(session).clock.now(session),
    )
    session.add(batch)
    session.flush()
    return batch


def finish_batch(session: Session, actor: Actor, batch_id: uuid.UUID) -> None:
    """Every line is in: from here on the batch waits for an officer."""
    batch = _batch(session, batch_id)
    batch.state = BatchState.waiting
    note(
        session,
        actor,
        Action.people_imported,
        (Subject.batch, batch.id),
        office=batch.office_code,
        details={"lines": batch.lines, "kept": batch.kept, "refused": batch.refused},
    )


def sign_batch(session: Session, actor: Actor, batch_id: uuid.UUID) -> BatchView:
    """Make every record of a batch part of the register.

    Raises `OwnEntry` for whoever brought it in, `IllegalMove` unless it waits, `NotFound`, `NotAllowed`.
    """
    batch = _batch(session, batch_id)
    require(actor, Act.sign_batch, batch.office_code)
    if batch.made_by == actor.id:
        raise OwnEntry({"kind": "batch"})
    if batch.state is not BatchState.waiting:
        raise IllegalMove({"from": batch.state.value, "to": BatchState.signed.value})
    batch.state = BatchState.signed
    batch.signed_by = actor.id
    batch.signed_at = surroundings(session).clock.now(session)
    lines = select(LegacyRow.record_id).where(LegacyRow.batch_id == batch.id)
    session.execute(
        update(Record).where(Record.id.in_(lines)).values(approved=True),
        execution_options={"synchronize_session": False},
    )
    note(session, actor, Action.batch_signed, (Subject.batch, batch.id), office=batch.office_code)
    session.flush()
    return _view(batch, actor)


def waiting_batches(session: Session, actor: Actor) -> tuple[BatchView, ...]:
    """The batches that an officer's office has to sign, the oldest first. Raises `NotAllowed`."""
    require(actor, Act.sign_batch, actor.office)
    query = (
        select(ImportBatch)
        .where(ImportBatch.office_code == actor.office, ImportBatch.state == BatchState.waiting)
        .order_by(ImportBatch.made_at)
    )
    return tuple(_view(batch, actor) for batch in session.scalars(query))


def newest_batches(session: Session, actor: Actor, limit: int = NEWEST) -> tuple[BatchView, ...]:
    """The newest batches of the actor's office in any state. Shows counts alone. Raises `NotAllowed`."""
    require(actor, Act.review, actor.office)
    query = select(ImportBatch).where(ImportBatch.office_code == actor.office)
    return tuple(
        _view(batch, actor)
        for batch in session.scalars(query.order_by(ImportBatch.made_at.desc()).limit(limit))
    )


def batch_view(session: Session, actor: Actor, batch_id: uuid.UUID) -> BatchView:
    """One batch in figures. Raises `NotFound`, `NotAllowed`."""
    batch = _batch(session, batch_id)
    require(actor, Act.view_record, batch.office_code)
    return _view(batch, actor)


def _batch(session: Session, batch_id: uuid.UUID) -> ImportBatch:
    batch = session.get(ImportBatch, batch_id)
    if batch is None:
        raise NotFound({"kind": "batch"})
    return batch


def _view(batch: ImportBatch, actor: Actor) -> BatchView:
    return BatchView(
        id=batch.id,
        office=batch.office_code,
        file_name=batch.file_name,
        state=batch.state,
        lines=batch.lines,
        kept=batch.kept,
        refused=batch.refused,
        made_by=batch.made_by,
        made_at=batch.made_at,
        signed_by=batch.signed_by,
        signed_at=batch.signed_at,
        own=batch.made_by == actor.id,
    )
