"""A process that is not where it belongs touches no task, and faults of the machinery blame no paper."""

import os
import signal
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import text

from registry.database.sessions import transaction
from registry.domain.states import TaskState
from registry.vault.crypto import create_key_file
from tests.workers.desk import Desk, page, wait_until
from tests.workers.test_worker import work_process_of
from workers.work_process import MACHINERY_FAULTS

MISSING = 3


def elsewhere(desk: Desk, **settings: object) -> Desk:
    """The same office, as a process with other settings meets it."""
    other = desk.settings.model_copy(update=settings)
    return Desk(other, desk.sessions, desk.clerk, desk.officer, desk.store, desk.key_id, desk.started)


def set_schema(desk: Desk, version: str) -> str:
    """Let the database have another schema's number; the answer is the one it had."""
    with transaction(desk.sessions) as session:
        before: str | None = session.scalar(text("SELECT version_num FROM alembic_version"))
        session.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
    assert before is not None
    return before


def test_a_worker_beside_a_foreign_store_ends_and_an_honest_one_reads_everything(any_desk: Desk) -> None:
    scans = [any_desk.hand_in(page("white") + bytes(number)) for number in range(4)]
    any_desk.start("dispatch")
    worker = elsewhere(any_desk, store_url=f"file://{any_desk.settings.folder}/elsewhere").start("worker")
    worker.join(20)
    assert worker.exitcode == MISSING
    assert "store_foreign" in any_desk.log()
    any_desk.start("worker")
    for scan in scans:
        assert any_desk.wait_for(scan, TaskState.done).content_faults == 0


def test_a_store_that_is_unmounted_later_costs_no_scan(desk: Desk) -> None:
    desk.start("dispatch")
    worker = desk.start("worker")
    desk.wait_for(desk.hand_in(page("white")), TaskState.done)
    store = desk.settings.folder / "store"
    second = desk.hand_in(page("white") + b"2")
    store.rename(desk.settings.folder / "unmounted")
    third = desk.hand_in_unread(b"3")
    worker.join(20)
    assert worker.exitcode == MISSING
    assert desk.task(third).state is TaskState.waiting
    assert desk.task(second).state in {TaskState.waiting, TaskState.done}


@pytest.mark.postgres
def test_a_worker_under_another_key_ends(postgres_desk: Desk) -> None:
    scan = postgres_desk.hand_in(page("white"))
    foreign = postgres_desk.settings.folder / "foreign.key"
    create_key_file(foreign)
    worker = elsewhere(postgres_desk, key_file=foreign).start("worker")
    dispatcher = elsewhere(postgres_desk, key_file=foreign).start("dispatch")
    for process in (worker, dispatcher):
        process.join(20)
        assert process.exitcode == MISSING
    assert "key_foreign" in postgres_desk.log()
    assert postgres_desk.task(scan).state is TaskState.waiting


def test_a_schema_of_another_version_stops_worker_and_dispatcher_and_no_scan(any_desk: Desk) -> None:
    worker, dispatcher = any_desk.start("worker"), any_desk.start("dispatch")
    any_desk.wait_for(any_desk.hand_in(page("white")), TaskState.done)
    before = set_schema(any_desk, "0001")
    scans = [any_desk.hand_in(page("white") + bytes(number)) for number in range(1, 5)]
    dispatcher.join(20)
    assert dispatcher.exitcode == MISSING
    assert "schema_differs" in any_desk.log()
    worker.terminate()
    worker.join(20)
    set_schema(any_desk, before)
    any_desk.start("worker")
    any_desk.start("dispatch")
    for scan in scans:
        assert any_desk.wait_for(scan, TaskState.done).content_faults == 0


def test_a_worker_ends_after_faults_of_the_machinery_in_a_row_and_blames_no_paper(desk: Desk) -> None:
    scans = [desk.hand_in(page("yellow") + bytes(number)) for number in range(MACHINERY_FAULTS)]
    desk.start("dispatch")
    worker = desk.start("worker")
    worker.join(30)
    assert worker.exitcode == MISSING
    assert "machinery_gave_up" in desk.log()
    assert {desk.task(scan).content_faults for scan in scans} == {0}
    assert desk.states() == {"running": MACHINERY_FAULTS}


def has_started(desk: Desk, scan: UUID, times: int) -> bool:
    """Whether a scan's reading was begun so many times."""
    return desk.task(scan).starts == times


def test_a_reader_killed_from_outside_is_not_the_papers_fault(desk: Desk) -> None:
    desk.hold.touch()
    worker = desk.start("worker")
    desk.start("dispatch")
    scan = desk.hand_in(page("green"))
    for start in range(1, 5):
        wait_until(partial(has_started, desk, scan, start))
        os.kill(work_process_of(desk, worker), signal.SIGKILL)
    desk.hold.unlink()
    task = desk.wait_for(scan, TaskState.done)
    assert (task.starts, task.content_faults) == (5, 0)
