"""Tasks: the work of reading scans. The database is the truth, the queue only a doorbell."""

import uuid
from typing import Final

from sqlalchemy import Select, exists, func, select, update
from sqlalchemy.orm import Session

from registry.database.sessions import surroundings
from registry.documents.assembling import open_for_keying, place
from registry.domain.access import Act, Actor
from registry.domain.actions import Action, Subject
from registry.domain.claims import Claim, Death, Due, Fault, FaultKind
from registry.domain.errors import Stale
from registry.domain.handover import PagesRead
from registry.domain.states import ScanState, TaskState, check_move
from registry.intake.scans import find_scan
from registry.models.scans import Scan, Task
from registry.tasks.leases import (
    LEASE_SECONDS,
    RING_SECONDS,
    alive,
    ended,
    fence,
    lease,
    lock_claimed,
    unlease,
)
from registry.trail.events import note

__all__ = [
    "Claim",
    "Death",
    "Due",
    "Fault",
    "FaultKind",
    "claim",
    "complete",
    "due",
    "fail",
    "finish",
    "free_dead",
    "free_ended",
    "give_way",
    "heartbeat",
    "others_wait",
    "requeue",
]

CONTENT_FAULTS: Final = 3
"""Faults of a scan's own content after which it is not tried again."""
MOST_STARTS: Final = 8
"""Starts after which a reader that was killed from outside is blamed on the scan: no night is that bad, and a
page that eats all memory must not be tried for ever."""


def due(session: Session, limit: int) -> tuple[Due, ...]:
    """Tasks to ring for now, so that at most `limit` are in flight (rung or running); oldest first.

    Each gets a new attempt number, so a bell rung twice starts nothing twice. Ring after the commit.
    """
    tick = surroundings(session).clock.tick(session)
    busy = (TaskState.waiting, TaskState.running)
    flying = select(func.count()).select_from(Task).where(Task.state.in_(busy), alive(tick))
    room = limit - (session.scalar(flying) or 0)
    if room <= 0:
        return ()
    waiting = (
        select(Task)
        .where(Task.state == TaskState.waiting, ended(tick))
        .order_by(Task.priority.desc(), Task.queued_at, Task.id)
        .limit(room)
        .with_for_update(skip_locked=True)
    )
    rung = []
    for task in session.scalars(waiting):
        task.attempt += 1
        task.dispatches += 1
        lease(task, tick, RING_SECONDS)
        rung.append(Due(task.id, task.attempt))
    return tuple(rung)


def claim(session: Session, task_id: uuid.UUID, attempt: int, worker: str) -> Claim | None:
    """Start on a task, if `attempt` is still the one it was rung with; else None: leave it alone."""
    tick = surroundings(session).clock.tick(session)
    started = session.execute(
        update(Task)
        .where(Task.id == task_id, Task.attempt == attempt, Task.state == TaskState.waiting)
        .values(
            state=TaskState.running,
            starts=Task.starts + 1,
            worker=worker,
            lease_until=tick.seconds + LEASE_SECONDS,
            lease_era=tick.era,
        )
        .returning(Task.scan_id, Task.pages_read)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if started is None:
        return None
    scan = session.get_one(Scan, started.scan_id)
    return Claim(
        task=task_id,
        attempt=attempt,
        worker=worker,
        scan=scan.id,
        office=scan.office_code,
        digest=scan.digest,
        length=scan.length,
        kind=scan.kind,
        pages=scan.pages,
        document_type=scan.document_type,
        pages_read=started.pages_read,
        lease_seconds=LEASE_SECONDS,
    )


def heartbeat(session: Session, held: Claim) -> None:
    """Make the lease new. Raises `Stale` when the task was given to somebody else meanwhile: stop reading."""
    tick = surroundings(session).clock.tick(session)
    beaten = session.execute(
        update(Task)
        .where(fence(held))
        .values(lease_until=tick.seconds + LEASE_SECONDS, lease_era=tick.era)
        .returning(Task.id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if beaten is None:
        raise Stale({"kind": "attempt"})


def complete(
    session: Session, held: Claim, outcome: PagesRead, *, hold: bool = False
) -> tuple[uuid.UUID, ...]:
    """Keep what was read: pages, documents, readings, findings. The answer: the documents it went to.

    With `hold` the worker keeps the task for what may follow the reading, until it says `finish`; a worker
    that dies meanwhile has read the scan all the same. Raises `Stale` when the task was given to somebody
    else; then nothing is kept.
    """
    task = lock_claimed(session, held)
    scan = session.get_one(Scan, task.scan_id)
    check_move(scan.state, ScanState.read)
    scan.state, scan.fault, scan.fault_params = ScanState.read, None, None
    documents = place(session, scan, outcome)
    details: dict[str, str | int] = {"documents": len(documents), "attempt": held.attempt}
    note(session, None, Action.scan_read, (Subject.scan, scan.id), office=scan.office_code, details=details)
    if not hold:
        _finish(session, task)
    return documents


def finish(session: Session, held: Claim) -> None:
    """Let go of a task whose scan is read. Raises `Stale`."""
    _finish(session, lock_claimed(session, held))


def give_way(session: Session, held: Claim, outcome: PagesRead) -> None:
    """Keep the pages read so far, and put the task behind all that wait; the rest is read at its next turn.

    Raises `Stale`; then nothing is kept.
    """
    task = lock_claimed(session, held)
    check_move(task.state, TaskState.waiting)
    place(session, session.get_one(Scan, task.scan_id), outcome)
    task.pages_read = held.pages_read + len(outcome.pages)
    task.state, task.queued_at = TaskState.waiting, surroundings(session).clock.now(session)
    unlease(task)


def others_wait(session: Session, held: Claim) -> bool:
    """Whether another scan, no less urgent, waits for somebody to read it."""
    urgency = select(Task.priority).where(Task.id == held.task).scalar_subquery()
    waiting = exists().where(Task.state == TaskState.waiting, Task.priority >= urgency)
    return bool(session.scalar(select(waiting)))


def fail(session: Session, held: Claim, fault: Fault) -> TaskState:
    """Give a task up; the answer is what became of it.

    A content fault counts, and the third one quarantines; an unreadable file is quarantined at once; a fault
    of the machinery does not count. Raises `Stale`.
    """
    task = lock_claimed(session, held)
    _settle(session, task, fault)
    return task.state


def free_ended(session: Session) -> int:
    """Put back tasks whose lease has ended, without blaming the file. The answer is how many."""
    tick = surroundings(session).clock.tick(session)
    query = select(Task).where(Task.state == TaskState.running, ended(tick))
    return _free(session, query, Fault(FaultKind.infrastructure, "lease_ended"))


def free_dead(session: Session, worker: str, death: Death) -> int:
    """Put back at once what a worker held when it died; the answer is how many.

    The scan is blamed only when the child died by itself, or was killed again and again.
    """
    held = select(Task).where(Task.state == TaskState.running, Task.worker == worker)
    blamed, blameless = (Fault(kind, "worker_died") for kind in (FaultKind.content, FaultKind.infrastructure))
    if death is not Death.killed:
        return _free(session, held, blamed if death is Death.itself else blameless)
    often = Task.starts >= MOST_STARTS
    return _free(session, held.where(often), blamed) + _free(session, held.where(~often), blameless)


def requeue(session: Session, actor: Actor, scan_id: uuid.UUID) -> None:
    """Let a quarantined scan be read again, its faults forgotten. Raises `IllegalMove`, `NotAllowed`."""
    scan = find_scan(session, actor, Act.requeue, scan_id)
    task = session.scalars(select(Task).where(Task.scan_id == scan_id).with_for_update()).one()
    check_move(scan.state, ScanState.reading)
    check_move(task.state, TaskState.waiting)
    scan.state, scan.fault, scan.fault_params = ScanState.reading, None, None
    task.state, task.content_faults, task.finished_at, task.pages_read = TaskState.waiting, 0, None, 0
    unlease(task)
    note(session, actor, Action.scan_requeued, (Subject.scan, scan_id), office=scan.office_code)


def _free(session: Session, query: Select[Task], fault: Fault) -> int:
    tasks = session.scalars(query.with_for_update(skip_locked=True)).all()
    for task in tasks:
        _settle(session, task, fault)
    return len(tasks)


def _finish(session: Session, task: Task) -> None:
    check_move(task.state, TaskState.done)
    task.state, task.finished_at = TaskState.done, surroundings(session).clock.now(session)


def _settle(session: Session, task: Task, fault: Fault) -> None:
    """Count the fault and put the task back, or set it aside for good; a scan that is read stays read."""
    if session.get_one(Scan, task.scan_id).state is ScanState.read:
        _finish(session, task)
        unlease(task)
        return
    if fault.kind is FaultKind.content:
        task.content_faults += 1
    finished = fault.kind is FaultKind.unreadable or task.content_faults >= CONTENT_FAULTS
    target = TaskState.quarantined if finished else TaskState.waiting
    check_move(task.state, target)
    task.state = target
    unlease(task)
    if not finished:
        return
    scan = session.get_one(Scan, task.scan_id)
    task.finished_at = surroundings(session).clock.now(session)
    scan.state, scan.fault, scan.fault_params = ScanState.quarantined, fault.code, dict(fault.params)
    open_for_keying(session, scan)
    details: dict[str, str | int] = {"fault": fault.code, "content_faults": task.content_faults}
    note(
        session,
        None,
        Action.scan_quarantined,
        (Subject.scan, scan.id),
        office=scan.office_code,
        details=details,
    )
