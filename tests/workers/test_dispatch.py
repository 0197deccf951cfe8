"""The dispatcher rings for what the database says is due, and nothing done to the queue loses a task."""

from datetime import UTC, datetime
from threading import Event, Thread

import pytest
from redis import ConnectionError as RedisConnectionError
from redis import Redis
from sqlalchemy.orm import Session

from registry.database.clock import Tick
from registry.database.sessions import make_sessions, transaction
from registry.domain.states import TaskState
from registry.tasks import tasks
from tests.workers.desk import Desk, page, wait_until
from tests.workers.valkey import Valkey
from workers.dispatch import Dispatcher, keep_dispatching
from workers.identity import Identity
from workers.queueing import job_id, open_queue


class LaterClock:
    """A lease clock that is ahead by so many seconds."""

    def __init__(self, ahead: float) -> None:
        self.ahead = ahead

    def now(self, session: Session) -> datetime:
        del session
        return datetime.now(UTC)

    def tick(self, session: Session) -> Tick:
        del session
        return Tick(1000.0 + self.ahead, "test")


def waiting_jobs(redis: Redis) -> list[str]:
    return list(open_queue(redis).job_ids)


def test_what_waits_is_rung_once(any_desk: Desk, redis: Redis) -> None:
    scan = any_desk.hand_in(page("white"))
    dispatcher = Dispatcher(any_desk.sessions, redis)
    assert dispatcher.round() == 1
    assert dispatcher.round() == 0
    task = any_desk.task(scan)
    assert waiting_jobs(redis) == [f"digitise-{task.id}-1"]
    assert task.state is TaskState.waiting


def test_no_more_is_rung_than_the_workers_can_take(any_desk: Desk, redis: Redis) -> None:
    for number in range(9):
        any_desk.hand_in(page("white") + bytes(number))
    assert Dispatcher(any_desk.sessions, redis).round() == 4


def test_a_wiped_queue_is_rung_full_again_at_once(any_desk: Desk, redis: Redis) -> None:
    scan = any_desk.hand_in(page("white"))
    dispatcher = Dispatcher(any_desk.sessions, redis)
    dispatcher.round()
    redis.flushall()
    assert dispatcher.round() == 1
    assert waiting_jobs(redis) == [f"digitise-{any_desk.task(scan).id}-2"]


def test_the_attempt_of_a_lost_bell_is_worth_nothing_any_more(any_desk: Desk, redis: Redis) -> None:
    scan = any_desk.hand_in(page("white"))
    Dispatcher(any_desk.sessions, redis).round()
    redis.flushall()
    Dispatcher(any_desk.sessions, redis).round()
    task = any_desk.task(scan).id
    with transaction(any_desk.sessions) as session:
        assert tasks.claim(session, task, 1, "worker") is None
        assert tasks.claim(session, task, 2, "worker") is not None


def test_a_new_dispatcher_takes_over_what_a_killed_one_did_not_ring(any_desk: Desk, redis: Redis) -> None:
    any_desk.hand_in(page("white"))
    with transaction(any_desk.sessions) as session:
        assert len(tasks.due(session, 10)) == 1
    assert Dispatcher(any_desk.sessions, redis).round() == 1


def test_what_a_dead_worker_held_is_rung_at_once_and_nobody_is_blamed(any_desk: Desk, redis: Redis) -> None:
    scan = any_desk.hand_in(page("white"))
    dispatcher = Dispatcher(any_desk.sessions, redis)
    dispatcher.round()
    own = Identity.own("w")
    dead = Identity(own.label, own.host, own.namespace, own.process, 1)
    with transaction(any_desk.sessions) as session:
        assert tasks.claim(session, any_desk.task(scan).id, 1, dead.name)
    assert dispatcher.round() == 1
    assert any_desk.task(scan).content_faults == 0


def test_what_a_living_worker_holds_is_left_alone(any_desk: Desk, redis: Redis) -> None:
    scan = any_desk.hand_in(page("white"))
    dispatcher = Dispatcher(any_desk.sessions, redis)
    dispatcher.round()
    with transaction(any_desk.sessions) as session:
        assert tasks.claim(session, any_desk.task(scan).id, 1, Identity.own("w").name)
    assert dispatcher.round() == 0
    assert any_desk.task(scan).state is TaskState.running


def test_a_lease_that_ended_is_rung_again(any_desk: Desk, redis: Redis) -> None:
    scan = any_desk.hand_in(page("white"))
    clock = LaterClock(0)
    sessions = make_sessions(any_desk.sessions.kw["bind"], clock=clock)
    dispatcher = Dispatcher(sessions, redis)
    dispatcher.round()
    with transaction(sessions) as session:
        assert tasks.claim(session, any_desk.task(scan).id, 1, "elsewhere")
    clock.ahead = 59
    assert dispatcher.round() == 0
    clock.ahead = 61
    assert dispatcher.round() == 1


def test_a_task_that_is_done_is_never_rung(any_desk: Desk, redis: Redis) -> None:
    scan = any_desk.hand_in(page("white"))
    dispatcher = Dispatcher(any_desk.sessions, redis)
    dispatcher.round()
    with transaction(any_desk.sessions) as session:
        session.get_one(type(any_desk.task(scan)), any_desk.task(scan).id).state = TaskState.done
    redis.flushall()
    assert dispatcher.round() == 0


def test_the_dispatcher_lives_through_the_queues_absence(desk: Desk) -> None:
    with Valkey() as own, Redis.from_url(own.url) as redis:
        dispatcher, stop = Dispatcher(desk.sessions, redis), Event()
        runner = Thread(target=keep_dispatching, args=(dispatcher, stop))
        runner.start()
        first = desk.hand_in(page("white"))
        wait_until(lambda: len(waiting_jobs(redis)) == 1)
        own.kill()
        second = desk.hand_in(page("black"))
        own.start()
        wanted = {str(desk.task(scan).id) for scan in (first, second)}
        wait_until(lambda: rung(redis) == wanted)
        stop.set()
        runner.join()


def rung(redis: Redis) -> set[str]:
    """The tasks whose bells lie in the queue."""
    try:
        return {name.removeprefix("digitise-").rpartition("-")[0] for name in waiting_jobs(redis)}
    except RedisConnectionError:
        return set()


@pytest.mark.parametrize("attempt", [1, 26])
def test_a_bells_name_tells_its_attempt(desk: Desk, attempt: int) -> None:
    due = tasks.Due(desk.clerk.id, attempt)
    assert job_id(due) == f"digitise-{desk.clerk.id}-{attempt}"
