"""The trail: one event in the same transaction as each change and each opening of personal data."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Insert,
    Interval,
    Table,
    bindparam,
    false,
    func,
    insert,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from registry.database.clock import DatabaseClock
from registry.database.clock_watch import EVENTS, GRAIN, NEWEST, require_clock, tick_of
from registry.database.sessions import surroundings
from registry.domain.access import Act, Actor, require
from registry.domain.actions import Action, Subject
from registry.domain.clock_rule import BEHIND_TOLERANCE
from registry.domain.errors import NotFound
from registry.domain.ids import new_id
from registry.models.audit import TrailLeaf
from registry.models.base import Base
from registry.models.trail import Event, Reason
from registry.trail.leaves import reason_seal

PAGE_LIMIT: Final = 500
"""Most events of one page."""
# Over tables, not entities: every search writes an event, and the unit of work would take longer than the
# three rows do.
ANCHORS: Final = Base.metadata.tables["clock_anchors"]
WRITE: Final = insert(EVENTS).returning(EVENTS.c.id)
REASONS: Final = Base.metadata.tables["reasons"]
KEEP: Final = insert(REASONS)
WAITING: Final = Base.metadata.tables["trail_waiting"]
WAIT: Final = insert(WAITING)


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

    `actor` is None for a worker's own act. Raises `ClockBehind`, `ClockAhead`, `ClockUnsure`: no event, no
    change.
    """
    # What the event speaks of comes first; it may refer to it.
    session.flush()
    kept = _kept_reason(actor, reason)
    _write(session, _event(actor, action, subject, office, kept, details), kept)


def note_clock(session: Session, actor: Actor | None, at: datetime, details: Mapping[str, str | int]) -> None:
    """Write that the clock was accepted: the one event that a clock which can't be trusted does not stop.

    It declares the gap. The trail's order stays that of its numbers, and later events are held to this one.
    """
    session.flush()
    subject = (Subject.clock, "wall")
    _insert(session, _event(actor, Action.clock_accepted, subject, None, None, details), None, at)


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


def _event(
    actor: Actor | None,
    action: Action,
    subject: tuple[Subject, object],
    office: str | None,
    reason: Mapping[str, Any] | None,
    details: Mapping[str, str | int] | None,
) -> dict[str, Any]:
    """The row of an event but for its id and its moment."""
    kind, identifier = subject
    return {
        "actor_id": actor.id if actor else None,
        "office_code": office or (actor.office if actor else None),
        "action": action.value,
        "subject_kind": kind.value,
        "subject_id": str(identifier),
        "reason_id": reason["id"] if reason else None,
        "reason_seal": reason_seal(reason["id"], reason["words"]) if reason else None,
        "details": dict(details or {}),
    }


def _kept_reason(actor: Actor | None, words: str | None) -> dict[str, Any] | None:
    """The row of a reason but for its moment, None where there is none."""
    if actor is None or not words or not words.strip():
        return None
    return {"id": new_id(), "account_id": actor.id, "words": words.strip()[:2000]}


def _write(session: Session, event: Mapping[str, Any], reason: Mapping[str, Any] | None) -> None:
    """Write the rows, unless the clock can't be trusted."""
    if session.get_bind().dialect.name == "postgresql":
        _write_at_once(session, event, reason)
        return
    _insert(session, event, reason, require_clock(session).wall)


def _insert(
    session: Session, event: Mapping[str, Any], reason: Mapping[str, Any] | None, at: datetime
) -> None:
    if reason:
        session.execute(KEEP, {**reason, "given_at": at})
    session.execute(WAIT, {"event_id": session.execute(WRITE, {**event, "at": at}).scalar_one()})


def _write_at_once(session: Session, event: Mapping[str, Any], reason: Mapping[str, Any] | None) -> None:
    """The same in one statement: on PostgreSQL each is a way to the server and back."""
    clock, boot = surroundings(session).clock, tick_of(session)
    told = None if isinstance(clock, DatabaseClock) else clock.now(session)
    given = {f"kept_{name}": value for name, value in reason.items()} if reason else {}
    uptime = timedelta(seconds=boot.seconds)
    values = {**event, **given, "told": told, "uptime": uptime, "era": boot.era, "judged": False}
    statement = _at_once(with_reason=reason is not None)
    if session.execute(statement, values).first() is None:
        # Wrong, or right and only new in this boot, or drifted: the rule judges, and notes what is so now.
        now = require_clock(session)
        values = {**values, "told": told or now.wall, "judged": True}
        session.execute(statement, values).one()


@cache
def _at_once(*, with_reason: bool) -> ReturningInsert[tuple[int]]:
    """One statement that looks at the clock (`told`, or the server's), then writes, or writes nothing.

    What it writes: an event, its place in the queue, and the reason. A row comes back when it wrote. It
    writes only where the clock is as it was; what else may pass, `registry.domain.clock_rule` judges.
    """
    told = bindparam("told", type_=EVENTS.c.at.type)
    clock = select(func.coalesce(told, func.clock_timestamp()).label("at")).cte("clock")
    # The first event of all has nothing before it.
    is_late_enough = NEWEST.scalar_subquery() <= clock.c.at + literal(BEHIND_TOLERANCE, Interval())
    booted = select(ANCHORS.c.booted_at).where(ANCHORS.c.era == bindparam("era")).scalar_subquery()
    moved = clock.c.at - bindparam("uptime", type_=Interval()) - booted
    is_as_it_was = moved.between(literal(-GRAIN, Interval()), literal(GRAIN, Interval()))
    moment = (
        select(clock.c.at)
        .where(
            func.coalesce(is_late_enough, true()),
            or_(bindparam("judged", type_=Boolean()), func.coalesce(is_as_it_was, false())),
        )
        .cte("moment")
    )
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
