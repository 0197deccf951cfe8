"""The trail: one event in the same transaction as each change and each opening of personal data."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Insert,
    Interval,
    Table,
    bindparam,
    func,
    insert,
    literal,
    select,
    true,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from registry.access import Act, Actor, require
from registry.audit.leaves import reason_seal
from registry.clock import DatabaseClock
from registry.db import surroundings
from registry.errors import ClockBehind, NotFound
from registry.ids import new_id
from registry.models.audit import TrailLeaf
from registry.models.base import Base
from registry.models.trail import Event, Reason

# Hosts that share one PostgreSQL take its clock, so only a clock that was really set back is further behind.
TOLERANCE: Final = timedelta(seconds=5)
PAGE_LIMIT: Final = 500
# Over tables, not entities: every search writes an event, and the unit of work would take longer than the
# three rows do.
EVENTS: Final = Base.metadata.tables["events"]
NEWEST: Final = select(EVENTS.c.at).order_by(EVENTS.c.id.desc()).limit(1)
WRITE: Final = insert(EVENTS).returning(EVENTS.c.id)
REASONS: Final = Base.metadata.tables["reasons"]
KEEP: Final = insert(REASONS)
WAITING: Final = Base.metadata.tables["trail_waiting"]
WAIT: Final = insert(WAITING)


class Action(StrEnum):
    """Every kind of event there is."""

    account_created = "account.created"
    account_activated = "account.activated"
    account_disabled = "account.disabled"
    account_changed = "account.changed"
    signed_in = "account.signed_in"
    sign_in_refused = "account.sign_in_refused"
    signed_out = "account.signed_out"
    office_opened = "office.opened"
    case_opened = "case.opened"
    case_viewed = "case.viewed"
    case_pin_set = "case.pin_set"
    case_closed = "case.closed"
    scan_received = "scan.received"
    scan_viewed = "scan.viewed"
    scan_read = "scan.read"
    scan_quarantined = "scan.quarantined"
    scan_requeued = "scan.requeued"
    scan_withdrawn = "scan.withdrawn"
    page_viewed = "page.viewed"
    document_viewed = "document.viewed"
    document_retyped = "document.retyped"
    sides_split = "document.sides_split"
    sides_joined = "document.sides_joined"
    sides_swapped = "document.sides_swapped"
    draft_kept = "document.draft_kept"
    document_handed_over = "document.handed_over"
    document_kept = "document.kept_as_evidence"
    document_returned = "document.returned"
    document_rejected = "document.rejected"
    entry_made = "entry.made"
    entry_viewed = "entry.viewed"
    entry_approved = "entry.approved"
    entry_sent_back = "entry.sent_back"
    record_registered = "record.registered"
    record_viewed = "record.viewed"
    record_searched = "record.searched"
    change_proposed = "record.change_proposed"
    change_refused = "record.change_refused"
    record_changed = "record.changed"
    sensitive_read = "sensitive.read"
    people_imported = "people.imported"
    batch_signed = "batch.signed"
    batch_viewed = "batch.viewed"
    export_asked = "export.asked"
    export_approved = "export.approved"
    export_refused = "export.refused"
    export_written = "export.written"
    duplicates_listed = "duplicates.listed"
    pair_judged = "pair.judged"
    merge_decided = "pair.joining_decided"
    parting_proposed = "pair.parting_proposed"
    parting_decided = "pair.parting_decided"
    trail_exported = "trail.exported"
    backup_made = "backup.made"
    backup_restored = "backup.restored"
    twin_found = "document.twin_found"
    twin_judged = "document.twin_judged"
    book_described = "book.described"
    book_changed = "book.changed"
    book_signed = "book.signed"
    book_reopened = "book.reopened"
    fault_settled = "book.fault_settled"
    condition_reported = "book.condition_reported"
    books_given = "handover.given"
    books_received = "handover.received"
    sample_drawn = "sample.drawn"
    second_key_shown = "second_key.shown"
    second_key_given = "second_key.given"
    second_key_settled = "second_key.settled"
    folding_watched = "folding.watched"
    folding_started = "folding.started"
    folding_stopped = "folding.stopped"


class Subject(StrEnum):
    """What an event is about."""

    account = "account"
    office = "office"
    case = "case"
    scan = "scan"
    page = "page"
    document = "document"
    entry = "entry"
    record = "record"
    search = "search"
    batch = "batch"
    pair = "pair"
    export = "export"
    trail = "trail"
    book = "book"
    handover = "handover"
    sample = "sample"
    second_key = "second_key"
    folding = "folding"
    backup = "backup"


@dataclass(frozen=True, slots=True)
class EventView:
    """An event as an auditor sees it. `details` holds ids, codes and counts.

    `number` is its place in the trail, None for the second until it has one. `reason_changed`: the words are
    not those that were sealed with the event.
    """

    id: int
    number: int | None
    at: datetime
    actor: uuid.UUID | None
    office: str | None
    action: str
    subject_kind: str
    subject_id: str
    reason: str | None
    reason_changed: bool
    details: Mapping[str, str | int]


def note(
    session: Session,
    actor: Actor | None,
    action: Action,
    subject: tuple[Subject, object],
    *,
    office: str | None = None,
    reason: str | None = None,
    details: Mapping[str, str | int] | None = None,
) -> None:
    """Write one event. `subject` is a kind and an id; `details`: ids, codes, counts, never a person's value.

    `actor` is None for a worker's own act. Raises `ClockBehind`: no event, no change.
    """
    # What the event speaks of comes first; it may refer to it.
    session.flush()
    kind, identifier = subject
    kept = _kept_reason(actor, reason)
    event = {
        "actor_id": actor.id if actor else None,
        "office_code": office or (actor.office if actor else None),
        "action": action.value,
        "subject_kind": kind.value,
        "subject_id": str(identifier),
        "reason_id": kept["id"] if kept else None,
        "reason_seal": reason_seal(kept["id"], kept["words"]) if kept else None,
        "details": dict(details or {}),
    }
    _write(session, event, kept)


def events(
    session: Session,
    actor: Actor,
    *,
    before: int | None = None,
    subject: tuple[Subject, object] | None = None,
    kind: Subject | None = None,
    action: Action | None = None,
    limit: int = 100,
) -> tuple[EventView, ...]:
    """Events, newest first, at most 500; `before` is the id of the last one seen.

    `subject` asks for one thing, `kind` for all things of a kind, `action` for one kind of act.
    Raises `NotAllowed`.
    """
    require(actor, Act.view_events, actor.office)
    query = (
        select(Event, Reason.words, TrailLeaf.number)
        .outerjoin(Reason, Reason.id == Event.reason_id)
        .outerjoin(TrailLeaf, TrailLeaf.event_id == Event.id)
        .order_by(Event.id.desc())
    )
    if before is not None:
        query = query.where(Event.id < before)
    if subject is not None:
        query = query.where(Event.subject_kind == subject[0].value, Event.subject_id == str(subject[1]))
    if kind is not None:
        query = query.where(Event.subject_kind == kind.value)
    if action is not None:
        query = query.where(Event.action == action.value)
    if actor.office is not None:
        query = query.where(Event.office_code == actor.office)
    rows = session.execute(query.limit(min(limit, PAGE_LIMIT))).all()
    return tuple(_view(event, words, number) for event, words, number in rows)


def numbered_event(session: Session, actor: Actor, number: int) -> EventView:
    """The event with this number. Raises `NotAllowed`, `NotFound` (also for another office's)."""
    require(actor, Act.view_events, actor.office)
    query = (
        select(Event, Reason.words)
        .join(TrailLeaf, TrailLeaf.event_id == Event.id)
        .outerjoin(Reason, Reason.id == Event.reason_id)
        .where(TrailLeaf.number == number)
    )
    if actor.office is not None:
        query = query.where(Event.office_code == actor.office)
    found = session.execute(query).one_or_none()
    if found is None:
        raise NotFound({"kind": "event"})
    return _view(found[0], found[1], number)


def _kept_reason(actor: Actor | None, words: str | None) -> dict[str, Any] | None:
    """The row of a reason but for its moment, None where there is none."""
    if actor is None or not words or not words.strip():
        return None
    return {"id": new_id(), "account_id": actor.id, "words": words.strip()[:2000]}


def _write(session: Session, event: Mapping[str, Any], reason: Mapping[str, Any] | None) -> None:
    """Write the rows, unless the newest event is later than the clock says."""
    if session.get_bind().dialect.name == "postgresql":
        _write_at_once(session, event, reason)
        return
    now = surroundings(session).clock.now(session)
    newest = session.scalar(NEWEST)
    if newest is not None and newest - now > TOLERANCE:
        raise _behind(newest, now)
    if reason:
        session.execute(KEEP, {**reason, "given_at": now})
    session.execute(WAIT, {"event_id": session.execute(WRITE, {**event, "at": now}).scalar_one()})


def _write_at_once(session: Session, event: Mapping[str, Any], reason: Mapping[str, Any] | None) -> None:
    """The same in one statement: on PostgreSQL each is a way to the server and back."""
    clock = surroundings(session).clock
    told = None if isinstance(clock, DatabaseClock) else clock.now(session)
    given = {f"kept_{name}": value for name, value in reason.items()} if reason else {}
    values = {**event, **given, "told": told}
    if session.execute(_at_once(with_reason=reason is not None), values).first() is None:
        raise _behind(session.scalars(NEWEST).one(), told or clock.now(session))


def _behind(newest: datetime, now: datetime) -> ClockBehind:
    return ClockBehind({"seconds": int((newest - now).total_seconds())})


@cache
def _at_once(*, with_reason: bool) -> ReturningInsert[tuple[int]]:
    """One statement that looks at the clock (`told`, or the server's), then writes, or writes nothing.

    What it writes: an event, its place in the queue, and the reason. A row comes back when it wrote.
    """
    told = bindparam("told", type_=EVENTS.c.at.type)
    clock = select(func.coalesce(told, func.clock_timestamp()).label("at")).cte("clock")
    # The first event of all has nothing before it.
    is_late_enough = NEWEST.scalar_subquery() <= clock.c.at + literal(TOLERANCE, Interval())
    moment = select(clock.c.at).where(func.coalesce(is_late_enough, true())).cte("moment")
    named = {column.name: bindparam(column.name, type_=column.type) for column in EVENTS.c}
    event = _one_row(EVENTS, {**named, "at": moment.c.at}, "id").returning(EVENTS.c.id).cte("event")
    statement = insert(WAITING).from_select(["event_id"], select(event.c.id))
    statement = statement.returning(WAITING.c.event_id)
    if not with_reason:
        return statement
    named = {column.name: bindparam(f"kept_{column.name}", type_=column.type) for column in REASONS.c}
    return statement.add_cte(_one_row(REASONS, {**named, "given_at": moment.c.at}).cte("reason"))


def _one_row(table: Table, values: Mapping[str, ColumnElement[Any]], given: str = "") -> Insert:
    """Insert a row of these values; the database gives the column `given`."""
    names = [name for name in values if name != given]
    return insert(table).from_select(names, select(*(values[name] for name in names)))


def _view(event: Event, words: str | None, number: int | None) -> EventView:
    sealed = reason_seal(event.reason_id, words or "") if event.reason_id else None
    return EventView(
        id=event.id,
        number=number,
        at=event.at,
        actor=event.actor_id,
        office=event.office_code,
        action=event.action,
        subject_kind=event.subject_kind,
        subject_id=event.subject_id,
        reason=words,
        reason_changed=sealed != event.reason_seal,
        details=event.details,
    )
