"""Batches: begun, held, gone on with after a power cut, finished, signed by another than who began them."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from registry.commitments.sealing import seal_list
from registry.database.sessions import surroundings
from registry.domain.access import Act, Actor, require
from registry.domain.actions import Action, Subject
from registry.domain.errors import BatchOfAnother, BatchThere, IllegalMove, InvalidValue, NotFound, OwnEntry
from registry.importing.listing import Listing
from registry.importing.mapping import Order
from registry.importing.survey import Survey
from registry.models.accounts import Office
from registry.models.batches import BatchState, ImportBatch, LegacyRow
from registry.models.records import Record
from registry.trail.events import note

NEWEST: Final = 50
"""Batches of one answer, the newest first: a page of them."""
UNFINISHED: Final = frozenset({BatchState.loading, BatchState.held})


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
    date_order: str | None
    month_first: int
    day_first: int


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a batch begins with: the list, what its rows say of it, and the order of dates that was said."""

    listing: Listing
    seen: Survey
    order: Order | None


def known_batch(session: Session, office: str, listing: Listing) -> ImportBatch | None:
    """The batch that holds this very file already. One that was withdrawn holds nothing."""
    return session.scalars(
        select(ImportBatch).where(
            ImportBatch.office_code == office,
            ImportBatch.digest == listing.digest,
            ImportBatch.state != BatchState.withdrawn,
        )
    ).first()


def check_office(session: Session, actor: Actor, office: str) -> None:
    """Raise `NotFound` for an office that is not there or not the actor's, `NotAllowed`."""
    require(actor, Act.import_people, office)
    if session.get(Office, office) is None:
        raise NotFound({"kind": "office"})


def begin_batch(session: Session, actor: Actor, office: str, begun: Beginning) -> ImportBatch:
    """A new batch for a file, or the one that an earlier run left unfinished; held until the order is said.

    Raises `NotFound` for an office that is not there or not the actor's, `NotAllowed`, `BatchThere` when
    the same file is in already, and `InvalidValue` when an import goes on with another mapping or order.
    """
    check_office(session, actor, office)
    known = known_batch(session, office, begun.listing)
    if known is not None:
        return _gone_on_with(session, actor, known, begun)
    listing, seen = begun.listing, begun.seen
    batch = ImportBatch(
        office_code=office,
        file_name=listing.name,
        digest=listing.digest,
        mapping_digest=listing.mapping_digest,
        path=listing.path,
        date_order=begun.order,
        month_first=seen.month_first,
        day_first=seen.day_first,
        columns=[name for name, _ in listing.places],
        state=BatchState.held if seen.month_first and begun.order is None else BatchState.loading,
        lines=0,
        kept=0,
        refused=0,
        made_by=actor.id,
        made_at=surroundings(session).clock.now(session),
    )
    session.add(batch)
    session.flush()
    return batch


@dataclass(frozen=True, slots=True)
class Begun:
    """What it takes to go on with a batch: its office, and where its file lay on the machine that began."""

    office: str
    path: str | None


def begun_batch(session: Session, actor: Actor, batch_id: uuid.UUID) -> Begun:
    """An unfinished batch. Raises `IllegalMove` for one that is finished, `NotFound`, `NotAllowed`."""
    batch = batch_of(session, batch_id)
    require(actor, Act.import_people, batch.office_code)
    if batch.state not in UNFINISHED:
        raise IllegalMove({"from": batch.state.value, "to": BatchState.loading.value})
    return Begun(batch.office_code, batch.path)


def check_same(session: Session, actor: Actor, batch_id: uuid.UUID, listing: Listing) -> None:
    """Raise unless this file is the one that an unfinished batch of this person's began with."""
    begun_batch(session, actor, batch_id)
    batch = batch_of(session, batch_id)
    if batch.made_by != actor.id:
        raise BatchOfAnother({"kind": "batch"})
    if batch.digest != listing.digest:
        raise InvalidValue({"field": "file", "problem": "another_file"})


def _gone_on_with(session: Session, actor: Actor, batch: ImportBatch, begun: Beginning) -> ImportBatch:
    if batch.state not in UNFINISHED or batch.made_by != actor.id:
        raise BatchThere({"kind": "batch", "id": str(batch.id)})
    if batch.mapping_digest != begun.listing.mapping_digest:
        raise InvalidValue({"field": "mapping", "problem": "mapping_changed"})
    if begun.order is not None and begun.order != batch.date_order:
        tell_order(session, actor, batch.id, begun.order)
    return batch


def tell_order(session: Session, actor: Actor, batch_id: uuid.UUID, order: Order) -> BatchView:
    """Say in which order the dates of a batch are written; one that was held can be gone on with.

    Raises `InvalidValue` once a line is kept by another order, `IllegalMove` for a batch that is finished,
    `NotFound`, `NotAllowed`.
    """
    batch = batch_of(session, batch_id)
    require(actor, Act.import_people, batch.office_code)
    if batch.state not in UNFINISHED:
        raise IllegalMove({"from": batch.state.value, "to": BatchState.loading.value})
    if batch.lines:
        raise InvalidValue({"field": "dates", "problem": "dates_changed"})
    batch.date_order, batch.state = order, BatchState.loading
    note(
        session,
        actor,
        Action.batch_dates_told,
        (Subject.batch, batch.id),
        office=batch.office_code,
        details={"order": order.value},
    )
    return view_of(batch, actor)


def finish_batch(session: Session, actor: Actor, batch_id: uuid.UUID) -> None:
    """Every line is in: from here on the batch waits for an officer."""
    batch = batch_of(session, batch_id)
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
    batch = batch_of(session, batch_id)
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
    note(
        session,
        actor,
        Action.batch_signed,
        (Subject.batch, batch.id),
        office=batch.office_code,
        details={"records": batch.kept, "commitment": seal_list(session, batch)},
    )
    session.flush()
    return view_of(batch, actor)


def waiting_batches(session: Session, actor: Actor) -> tuple[BatchView, ...]:
    """The batches that an officer's office has to sign, the oldest first. Raises `NotAllowed`."""
    require(actor, Act.sign_batch, actor.office)
    query = (
        select(ImportBatch)
        .where(ImportBatch.office_code == actor.office, ImportBatch.state == BatchState.waiting)
        .order_by(ImportBatch.made_at)
    )
    return tuple(view_of(batch, actor) for batch in session.scalars(query))


def newest_batches(session: Session, actor: Actor, limit: int = NEWEST) -> tuple[BatchView, ...]:
    """The newest batches of the actor's office in any state. Shows counts alone. Raises `NotAllowed`."""
    require(actor, Act.review, actor.office)
    query = select(ImportBatch).where(ImportBatch.office_code == actor.office)
    return tuple(
        view_of(batch, actor)
        for batch in session.scalars(query.order_by(ImportBatch.made_at.desc()).limit(limit))
    )


def batch_view(session: Session, actor: Actor, batch_id: uuid.UUID) -> BatchView:
    """One batch in figures. Raises `NotFound`, `NotAllowed`."""
    batch = batch_of(session, batch_id)
    require(actor, Act.view_record, batch.office_code)
    return view_of(batch, actor)


def batch_of(session: Session, batch_id: uuid.UUID) -> ImportBatch:
    """A batch, whoever's it is. Raises `NotFound`."""
    batch = session.get(ImportBatch, batch_id)
    if batch is None:
        raise NotFound({"kind": "batch"})
    return batch


def view_of(batch: ImportBatch, actor: Actor) -> BatchView:
    """A batch as this actor sees it."""
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
        date_order=batch.date_order,
        month_first=batch.month_first,
        day_first=batch.day_first,
    )
