"""Proposed changes as people look at them: the next one to decide on, and one with all its values."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.changes.consequences import findings_after
from registry.domain.access import Act, Actor, require, require_reason
from registry.domain.actions import Action, Subject
from registry.domain.errors import NotFound
from registry.models.changes import ChangedValue, ChangeState, RecordChange
from registry.models.records import Record
from registry.rules.finding import Finding
from registry.trail.events import note

MOST: Final = 200
"""Most proposals of one list: more wait for the next look."""


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One value before and after; empty: the record has none."""

    path: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A proposed change. `version` is its ETag; `own` tells that the one who looks may not decide on it.

    `findings`: what the rules would find in the record, while the change waits.
    """

    id: uuid.UUID
    version: int
    record: int
    office: str
    operation: str
    state: ChangeState
    base_version: int
    values: tuple[ValueChange, ...]
    authority: str | None
    dated: date | None
    reason: str
    decision_record: int | None
    proposed_by: uuid.UUID
    proposed_at: datetime
    decided_by: uuid.UUID | None
    decision_reason: str | None
    own: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A proposed change in a list: no values. `own`: the one who looks proposed it."""

    id: uuid.UUID
    record: int
    operation: str
    proposed_by: uuid.UUID
    proposed_at: datetime
    own: bool


def waiting_changes(session: Session, actor: Actor, record_id: int | None = None) -> tuple[ChangeLine, ...]:
    """What waits for a second person at the actor's office, the oldest first; of one record when asked.

    Shows no personal values, so it is no event. Raises `NotAllowed`.
    """
    require(actor, Act.correct_reading, actor.office)
    query = (
        select(RecordChange)
        .where(RecordChange.office_code == actor.office, RecordChange.state == ChangeState.proposed)
        .order_by(RecordChange.proposed_at, RecordChange.id)
        .limit(MOST)
    )
    if record_id is not None:
        query = query.where(RecordChange.record_id == record_id)
    return tuple(
        ChangeLine(
            id=change.id,
            record=change.record_id,
            operation=change.operation.value,
            proposed_by=change.proposed_by,
            proposed_at=change.proposed_at,
            own=change.proposed_by == actor.id,
        )
        for change in session.scalars(query)
    )


def next_change(session: Session, actor: Actor) -> ChangeView | None:
    """The oldest change of the office that somebody else proposed and nobody decided on; None without one.

    Raises `NotAllowed`.
    """
    require(actor, Act.approve, actor.office)
    query = (
        select(RecordChange)
        .where(
            RecordChange.office_code == actor.office,
            RecordChange.state == ChangeState.proposed,
            RecordChange.proposed_by != actor.id,
        )
        .order_by(RecordChange.proposed_at, RecordChange.id)
        .limit(1)
    )
    change = session.scalars(query).first()
    return None if change is None else _opened(session, actor, change, None)


def change_view(
    session: Session, actor: Actor, change_id: uuid.UUID, reason: str | None = None
) -> ChangeView:
    """One change; the opening is an event. Raises `NotFound`, `NotAllowed`, `ReasonNeeded` for an auditor."""
    change = session.get(RecordChange, change_id)
    if change is None:
        raise NotFound({"kind": "change"})
    require(actor, Act.view_record, change.office_code)
    require_reason(actor, reason)
    return _opened(session, actor, change, reason)


def _opened(session: Session, actor: Actor, change: RecordChange, reason: str | None) -> ChangeView:
    subject = (Subject.record, change.record_id)
    details: dict[str, str | int] = {"change": str(change.id)}
    note(
        session,
        actor,
        Action.record_viewed,
        subject,
        office=change.office_code,
        reason=reason,
        details=details,
    )
    query = select(ChangedValue).where(ChangedValue.change_id == change.id).order_by(ChangedValue.path)
    rows = session.scalars(query).all()
    findings: tuple[Finding, ...] = ()
    if change.state is ChangeState.proposed and rows:
        record = session.get_one(Record, change.record_id)
        findings = findings_after(session, record, {row.path: row.new for row in rows})
    return ChangeView(
        id=change.id,
        version=change.version,
        record=change.record_id,
        office=change.office_code,
        operation=change.operation.value,
        state=change.state,
        base_version=change.base_version,
        values=tuple(ValueChange(row.path, row.old, row.new) for row in rows),
        authority=change.authority,
        dated=change.dated,
        reason=change.reason,
        decision_record=change.decision_record,
        proposed_by=change.proposed_by,
        proposed_at=change.proposed_at,
        decided_by=change.decided_by,
        decision_reason=change.decision_reason,
        own=change.proposed_by == actor.id,
        findings=findings,
    )
