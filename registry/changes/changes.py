"""Changes to records: proposed by one person, decided by another, each a version of its own.

Three different operations with different rights: to correct a reading (what does the paper say), to rectify a
record (a decision on file says otherwise), to freeze and unfreeze it (an authority orders it).
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.changes.rectification import Rectification
from registry.database.sessions import civil_today, surroundings
from registry.domain.access import Act, Actor, require
from registry.domain.actions import Action, Subject
from registry.domain.errors import IllegalMove, InvalidValue, NotFound, OwnEntry, ReasonNeeded, Stale
from registry.domain.events_stated import CHILD, EventKind, StatedEvent
from registry.domain.states import RecordState, Standing, check_move
from registry.models.changes import ChangedValue, ChangeState, RecordChange
from registry.models.records import Operation, Person, Record
from registry.records.people_index import put_event
from registry.records.versions import NewVersion, add_version, newest_version, values_of_version
from registry.trail.events import note

ACTS: Final[Mapping[Operation, Act]] = {
    Operation.reading_corrected: Act.correct_reading,
    Operation.rectified: Act.rectify,
    Operation.standing_changed: Act.rectify,
    Operation.frozen: Act.freeze,
    Operation.unfrozen: Act.freeze,
    Operation.cancelled: Act.freeze,
}
TARGETS: Final[Mapping[Operation, RecordState]] = {
    Operation.frozen: RecordState.frozen,
    Operation.unfrozen: RecordState.active,
    Operation.cancelled: RecordState.cancelled,
}
STANDINGS: Final[Mapping[Operation, Standing]] = {Operation.standing_changed: Standing.transcribed}
EVENTS: Final[Mapping[Operation, EventKind]] = {
    Operation.rectified: EventKind.rectification,
    Operation.frozen: EventKind.freeze,
    Operation.unfrozen: EventKind.unfreeze,
    Operation.cancelled: EventKind.cancellation,
}


@dataclass(frozen=True, slots=True)
class Order:
    """What an authority orders about a record: who, on which day, why."""

    authority: str
    dated: date
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change before it is kept. `values` by path, empty where a value is taken out."""

    operation: Operation
    reason: str
    values: Mapping[str, str] = field(default_factory=dict)
    authority: str | None = None
    dated: date | None = None
    decision_record: int | None = None


def propose(
    session: Session, actor: Actor, record: Record, proposal: Proposal, expected_version: int
) -> uuid.UUID:
    """Keep a proposal for a second person to decide on. The answer is its id.

    Raises `ReasonNeeded`, `NotAllowed`, `NotFound`, `Stale`, `IllegalMove` (a frozen record takes no values).
    """
    require(actor, ACTS[proposal.operation], record.office_code)
    if record.version != expected_version:
        raise Stale({"kind": "record"})
    if not proposal.reason.strip():
        raise ReasonNeeded({"act": proposal.operation.value})
    _check_state(record, proposal.operation)
    change = RecordChange(
        record_id=record.id,
        office_code=record.office_code,
        operation=proposal.operation,
        base_version=record.version,
        state=ChangeState.proposed,
        authority=proposal.authority,
        dated=proposal.dated,
        reason=proposal.reason.strip()[:2000],
        decision_record=proposal.decision_record,
        proposed_by=actor.id,
        proposed_at=surroundings(session).clock.now(session),
    )
    session.add(change)
    session.flush()
    known = values_of_version(session, newest_version(session, record))
    for path, value in proposal.values.items():
        session.add(ChangedValue(change_id=change.id, path=path, old=known.get(path, ""), new=value))
    details: dict[str, str | int] = {"change": str(change.id), "operation": proposal.operation.value}
    subject = (Subject.record, record.id)
    note(session, actor, Action.change_proposed, subject, reason=proposal.reason, details=details)
    return change.id


def propose_order(
    session: Session,
    actor: Actor,
    record_id: int,
    operation: Operation,
    order: Order,
    expected_version: int,
) -> uuid.UUID:
    """Propose to freeze, unfreeze or cancel a record on an authority's order.

    Raises `InvalidValue` without an authority, for an order of tomorrow, and for another operation; else as
    `propose`.
    """
    record = find_record(session, actor, Act.freeze, record_id)
    if operation not in TARGETS:
        raise InvalidValue({"field": "operation", "problem": "unknown"})
    if not order.authority.strip():
        raise InvalidValue({"field": "authority", "problem": "empty"})
    if order.dated > civil_today(session):
        raise InvalidValue({"field": "dated", "problem": "future"})
    proposal = Proposal(operation, order.reason, authority=order.authority.strip(), dated=order.dated)
    return propose(session, actor, record, proposal, expected_version)


def approve_change(session: Session, actor: Actor, change_id: uuid.UUID, expected_version: int) -> int:
    """Approve a change: the record gets a new version, whose number is the answer.

    Raises `OwnEntry` for whoever proposed it, `Stale` when the record moved on meanwhile, `IllegalMove`,
    `Blocked` when the law stands against it by now, `NotFound`, `NotAllowed`.
    """
    change = _open(session, actor, change_id, expected_version)
    record = session.get_one(Record, change.record_id, with_for_update=True, populate_existing=True)
    if record.version != change.base_version:
        raise Stale({"kind": "record"})
    _check_state(record, change.operation)
    rows = session.scalars(select(ChangedValue).where(ChangedValue.change_id == change.id))
    values = {row.path: row.new for row in rows}
    cited = None
    if change.operation is Operation.rectified and change.decision_record is not None:
        decision = Rectification.found(session, record, change.decision_record)
        decision.require_lawful()
        cited = decision.document
    _decide(session, actor, change, ChangeState.approved, None)
    version = NewVersion(
        operation=change.operation,
        made_by=actor.id,
        proposed_by=change.proposed_by,
        reason=change.reason,
        authority=change.authority,
        values=values,
        state=TARGETS.get(change.operation),
        standing=STANDINGS.get(change.operation),
        cited=cited,
    )
    commitment = add_version(session, record, version)
    _tell(session, record, change)
    details: dict[str, str | int] = {
        "change": str(change.id),
        "version": record.version,
        "commitment": commitment,
    }
    note(session, actor, Action.record_changed, (Subject.record, record.id), details=details)
    return record.version


def refuse_change(
    session: Session, actor: Actor, change_id: uuid.UUID, reason: str, expected_version: int
) -> None:
    """Refuse a change. Raises `ReasonNeeded`, `OwnEntry`, `Stale`, `IllegalMove`, `NotFound`."""
    change = _open(session, actor, change_id, expected_version)
    if not reason.strip():
        raise ReasonNeeded({"act": "refuse"})
    _decide(session, actor, change, ChangeState.refused, reason.strip()[:2000])
    details: dict[str, str | int] = {"change": str(change.id)}
    subject = (Subject.record, change.record_id)
    note(session, actor, Action.change_refused, subject, reason=reason, details=details)


def find_record(session: Session, actor: Actor, act: Act, record_id: int) -> Record:
    """The row of a record on which the actor may do `act`, locked. Raises `NotFound`, `NotAllowed`."""
    record = session.get(Record, record_id, with_for_update=True, populate_existing=True)
    if record is None:
        raise NotFound({"kind": "record"})
    require(actor, act, record.office_code)
    return record


def _check_state(record: Record, operation: Operation) -> None:
    target = TARGETS.get(operation)
    if target is not None:
        check_move(record.state, target)
    elif record.state is not RecordState.active:
        raise IllegalMove({"kind": "RecordState", "from": record.state.value, "to": operation.value})
    if operation in STANDINGS:
        check_move(record.standing, STANDINGS[operation])


def _open(session: Session, actor: Actor, change_id: uuid.UUID, expected_version: int) -> RecordChange:
    change = session.get(RecordChange, change_id, with_for_update=True, populate_existing=True)
    if change is None:
        raise NotFound({"kind": "change"})
    require(actor, Act.approve, change.office_code)
    if change.version != expected_version:
        raise Stale({"kind": "change"})
    if change.state is not ChangeState.proposed:
        raise IllegalMove({"kind": "ChangeState", "from": change.state.value, "to": "approved"})
    if change.proposed_by == actor.id:
        raise OwnEntry({"kind": "change"})
    return change


def _decide(
    session: Session, actor: Actor, change: RecordChange, state: ChangeState, reason: str | None
) -> None:
    change.state, change.version = state, change.version + 1
    change.decided_by, change.decided_at = actor.id, surroundings(session).clock.now(session)
    change.decision_reason = reason
    session.flush()


def _tell(session: Session, record: Record, change: RecordChange) -> None:
    """What was done to the record is one of its vital events."""
    kind = EVENTS.get(change.operation)
    if kind is None:
        return
    people = session.scalars(select(Person).where(Person.record_id == record.id))
    by_who = {(person.role, person.row): person for person in people}
    when = f"{change.dated:%Y/%m/%d}" if change.dated is not None else ""
    put_event(session, record, StatedEvent(kind, when, change.authority or "", {CHILD: "subject"}), by_who)
