"""Leases of tasks: the conditions that fence them, on a clock that nobody sets back."""

from typing import Final

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from registry.database.clock import Tick
from registry.domain.claims import Claim
from registry.domain.errors import Stale
from registry.domain.states import TaskState
from registry.models.scans import Task

LEASE_SECONDS: Final = 60.0
"""Seconds for which a worker holds a task without a sign of life."""
RING_SECONDS: Final = 60.0
"""Seconds after which a task that nobody took is put into the queue again: Redis may have been wiped."""


def alive(tick: Tick) -> ColumnElement[bool]:
    """Leases (or bells) that still hold at this moment."""
    return and_(Task.lease_era == tick.era, Task.lease_until > tick.seconds)


def ended(tick: Tick) -> ColumnElement[bool]:
    """Leases (or bells) that hold no more: never given, run out, or of an era before this boot."""
    return or_(Task.lease_until.is_(None), Task.lease_era != tick.era, Task.lease_until <= tick.seconds)


def fence(held: Claim) -> ColumnElement[bool]:
    """The task of a claim, as long as nobody else was given it."""
    return and_(Task.id == held.task, Task.attempt == held.attempt, Task.state == TaskState.running)


def lease(task: Task, tick: Tick, seconds: float) -> None:
    """Let the task rest with its bell or worker for that long."""
    task.lease_until, task.lease_era = tick.seconds + seconds, tick.era


def unlease(task: Task) -> None:
    """Nobody has the task any more; its attempt number is used up."""
    task.attempt += 1
    task.worker, task.lease_until, task.lease_era = None, None, None


def lock_claimed(session: Session, held: Claim) -> Task:
    """The row of a claimed task, locked. Raises `Stale` when the claim is no longer good."""
    query = select(Task).where(fence(held)).with_for_update().execution_options(populate_existing=True)
    task = session.scalar(query)
    if task is None:
        raise Stale({"kind": "attempt"})
    return task
