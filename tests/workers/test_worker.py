"""A worker may be killed, frozen, stopped or cut off at any moment: each scan is read, once, or set aside."""

import os
import signal
import time
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from redis import Redis

from registry.domain.states import ScanState, TaskState
from tests.workers.desk import Desk, page, wait_until
from tests.workers.valkey import Valkey
from workers.identity import Identity


def work_process_of(desk: Desk, worker: ForkServerProcess) -> int:
    """The process id of the child that reads: the youngest, as nurseries of sandboxes are older. Waits."""
    children = Path(f"/proc/{worker.pid}/task/{worker.pid}/children")
    wait_until(lambda: bool(children.read_text().split()))
    return max(map(int, children.read_text().split()))


def freeze(*processes: int | None) -> None:
    """Stop processes without their knowing, as a swapping machine or a paused guest does."""
    for process in processes:
        os.kill(process or 0, signal.SIGSTOP)


def thaw(*processes: int | None) -> None:
    """Let frozen processes go on."""
    for process in processes:
        os.kill(process or 0, signal.SIGCONT)


def test_a_scan_goes_from_the_counter_to_a_reading(any_desk: Desk) -> None:
    any_desk.start("worker")
    any_desk.start("dispatch")
    task = any_desk.wait_for(any_desk.hand_in(page("white")), TaskState.done)
    assert (task.attempt, task.starts, task.content_faults) == (1, 1, 0)
    assert any_desk.readings() == 1


def test_a_worker_killed_in_the_middle_of_a_page_costs_a_second(any_desk: Desk) -> None:
    any_desk.hold.touch()
    worker = any_desk.start("worker")
    any_desk.start("dispatch")
    scan = any_desk.hand_in(page("green"))
    any_desk.wait_for(scan, TaskState.running)
    process = work_process_of(any_desk, worker)
    any_desk.kill(worker)
    any_desk.hold.unlink()
    any_desk.start("worker")
    began = time.monotonic()
    task = any_desk.wait_for(scan, TaskState.done)
    assert time.monotonic() - began < 10
    assert (task.starts, task.content_faults) == (2, 0)
    assert any_desk.readings() == 1
    wait_until(lambda: not Path(f"/proc/{process}").exists())


def test_a_scan_that_kills_its_reader_three_times_is_set_aside(any_desk: Desk) -> None:
    any_desk.start("worker")
    any_desk.start("dispatch")
    poison, good = any_desk.hand_in(page("red")), any_desk.hand_in(page("white"))
    task = any_desk.wait_for(poison, TaskState.quarantined)
    assert (task.starts, task.content_faults) == (3, 3)
    assert any_desk.scan(poison).state is ScanState.quarantined
    assert any_desk.scan(poison).fault == "worker_died"
    any_desk.wait_for(good, TaskState.done)


def test_a_frozen_worker_that_wakes_too_late_changes_nothing(desk: Desk) -> None:
    desk.hold.touch()
    worker = desk.start("worker")
    desk.start("dispatch")
    scan = desk.hand_in(page("green"))
    desk.wait_for(scan, TaskState.running)
    process = work_process_of(desk, worker)
    freeze(worker.pid, process)
    desk.lose_leases()
    desk.start("worker")
    desk.hold.unlink()
    task = desk.wait_for(scan, TaskState.done)
    assert task.starts == 2
    thaw(process, worker.pid)
    wait_until(lambda: "attempt_overtaken" in desk.log())
    assert desk.readings() == 1
    assert desk.task(scan).attempt == task.attempt


def test_sigterm_lets_the_page_be_finished(desk: Desk) -> None:
    desk.hold.touch()
    worker = desk.start("worker")
    desk.start("dispatch")
    scan = desk.hand_in(page("green"))
    desk.wait_for(scan, TaskState.running)
    worker.terminate()
    time.sleep(0.3)
    assert worker.is_alive()
    desk.hold.unlink()
    worker.join(10)
    assert worker.exitcode == 0
    task = desk.task(scan)
    assert (task.state, task.starts) == (TaskState.done, 1)


def test_a_second_sigterm_leaves_the_page_to_others_without_blame(desk: Desk) -> None:
    desk.hold.touch()
    worker = desk.start("worker")
    desk.start("dispatch")
    scan = desk.hand_in(page("green"))
    desk.wait_for(scan, TaskState.running)
    worker.terminate()
    # RQ takes two signals within a second for one.
    time.sleep(1.2)
    worker.terminate()
    worker.join(10)
    task = desk.wait_for(scan, TaskState.waiting)
    assert task.content_faults == 0


def test_an_idle_worker_and_dispatcher_stop_at_once(desk: Desk) -> None:
    processes = [desk.start("worker"), desk.start("dispatch")]
    desk.wait_for(desk.hand_in(page("white")), TaskState.done)
    began = time.monotonic()
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(10)
    assert [process.exitcode for process in processes] == [0, 0]
    assert time.monotonic() - began < 4


def test_wiping_the_queue_in_the_middle_of_work_loses_nothing(desk: Desk, redis: Redis) -> None:
    desk.start("worker")
    desk.start("dispatch")
    scans = []
    for number in range(12):
        scans.append(desk.hand_in(page("white") + bytes(number)))
        if number % 4 == 3:
            redis.flushall()
    for scan in scans:
        desk.wait_for(scan, TaskState.done)
    assert desk.readings() == 12


def test_a_queue_that_dies_and_comes_back_empty_loses_nothing(desk: Desk) -> None:
    with Valkey() as own:
        desk.settings = desk.settings.model_copy(update={"redis_url": own.url})
        desk.start("worker")
        desk.start("dispatch")
        desk.wait_for(desk.hand_in(page("white")), TaskState.done)
        own.kill()
        scan = desk.hand_in(page("black"))
        time.sleep(1)
        own.start()
        desk.wait_for(scan, TaskState.quarantined, 30)
        desk.close()


def test_a_worker_leaves_its_name_on_what_it_holds(desk: Desk) -> None:
    desk.hold.touch()
    worker = desk.start("worker")
    desk.start("dispatch")
    task = desk.wait_for(desk.hand_in(page("green")), TaskState.running)
    assert task.worker is not None
    holder = Identity.parse(task.worker)
    assert holder is not None
    assert holder.process == worker.pid
    assert not holder.is_dead()


def test_no_log_holds_what_was_read(desk: Desk) -> None:
    desk.start("worker")
    desk.start("dispatch")
    desk.wait_for(desk.hand_in(page("white")), TaskState.done)
    desk.wait_for(desk.hand_in(page("black")), TaskState.quarantined)
    assert "scan_fault" in desk.log()
    assert "زينب" not in desk.log()
    assert "هوية" not in desk.log()
