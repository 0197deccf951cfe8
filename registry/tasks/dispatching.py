"""Bells and workers as the dispatcher sees them: who holds tasks, and bells that were rung in vain."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from registry.domain.states import TaskState
from registry.models.scans import Task


def forget_bells(session: Session) -> int:
    """Let every waiting task be rung anew at once, because the queue lost the bells. How many they are."""
    forgotten = session.scalars(
        update(Task)
        .where(Task.state == TaskState.waiting, Task.lease_until.is_not(None))
        .values(lease_until=None, lease_era=None)
        .returning(Task.id)
        .execution_options(synchronize_session=False)
    )
    return len(forgotten.all())


def workers_at_work(session: Session) -> tuple[str, ...]:
    """The names of the workers that hold a task."""
    query = select(Task.worker).where(Task.state == TaskState.running, Task.worker.is_not(None)).distinct()
    return tuple(name for name in session.scalars(query) if name is not None)
