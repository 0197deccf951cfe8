"""The work of reading: claimed once, finished once, and a storm never counts against a good scan."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.database.clock import Tick
from registry.database.sessions import Sessions, make_sessions, transaction
from registry.domain.errors import IllegalMove, Stale
from registry.domain.states import DocumentState, ScanState, TaskState
from registry.intake.scans import receive, scan_view, withdraw_scan
from registry.models.scans import Scan, Task
from registry.review.reviews import next_review
from registry.tasks.tasks import (
    Claim,
    Death,
    Fault,
    FaultKind,
    claim,
    complete,
    due,
    fail,
    free_dead,
    free_ended,
    heartbeat,
    requeue,
)
from tests.databases import Database
from tests.registry.office import FRONT, Staff, hand_in, open_offices, pages_read, paper, scan_of, start


class HandClock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.moment = datetime.now(UTC)
        self.era = "this boot"

    def now(self, session: Session) -> datetime:
        return self.moment

    def tick(self, session: Session) -> Tick:
        return Tick(self.moment.timestamp(), self.era)

    def pass_by(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def timed(sessions: Sessions, clock: HandClock) -> Sessions:
    """Sessions on the test's connection, with the test's clock."""
    return make_sessions(sessions.kw["bind"], clock=clock)


def _task(session: Session, held: Claim) -> Task:
    return session.scalars(
        select(Task).where(Task.id == held.task).execution_options(populate_existing=True)
    ).one()


def test_a_task_is_rung_for_with_a_new_attempt_each_time(session: Session, staff: Staff) -> None:
    receive(session, staff.clerk, None, scan_of("a"))
    (rung,) = due(session, 10)
    assert rung.attempt == 1
    assert due(session, 10) == ()


def test_no_more_are_rung_for_than_may_be_in_flight(session: Session, staff: Staff) -> None:
    for name in "abcd":
        receive(session, staff.clerk, None, scan_of(name))
    assert len(due(session, 3)) == 3
    assert due(session, 3) == ()


def test_who_came_first_is_read_first(timed: Sessions, clock: HandClock) -> None:
    with timed.begin() as session:
        staff = open_offices(session)
        scans = []
        for name in "abc":
            scans.append(receive(session, staff.clerk, None, scan_of(name)).id)
            clock.pass_by(1)
        found = []
        for rung in due(session, 10):
            held = claim(session, rung.task, rung.attempt, "worker")
            assert held is not None
            found.append(held.scan)
        assert found == scans


def test_a_bell_that_nobody_answered_rings_again_and_the_old_one_starts_nothing(
    timed: Sessions, clock: HandClock
) -> None:
    with timed.begin() as session:
        staff = open_offices(session)
        receive(session, staff.clerk, None, scan_of("a"))
        (first,) = due(session, 10)
        clock.pass_by(61)
        (second,) = due(session, 10)
        assert claim(session, first.task, first.attempt, "late") is None
        assert claim(session, second.task, second.attempt, "right") is not None


def test_a_scan_is_claimed_by_one_worker_only(session: Session, staff: Staff) -> None:
    receive(session, staff.clerk, None, scan_of("a"))
    (rung,) = due(session, 10)
    assert claim(session, rung.task, rung.attempt, "first") is not None
    assert claim(session, rung.task, rung.attempt, "second") is None


def test_two_workers_race_for_one_scan_and_one_wins(database: Database) -> None:
    sessions = make_sessions(database.engine)
    with transaction(sessions) as session:
        staff = open_offices(session)
        receive(session, staff.clerk, None, scan_of("a"))
        (rung,) = due(session, 10)
    won: list[Claim | None] = []
    barrier = threading.Barrier(6)

    def race(name: str) -> None:
        barrier.wait()
        with transaction(sessions) as session:
            won.append(claim(session, rung.task, rung.attempt, name))

    threads = [threading.Thread(target=race, args=(f"worker-{number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 6
    assert sum(held is not None for held in won) == 1


def test_a_late_finish_is_refused_and_keeps_nothing(timed: Sessions, clock: HandClock) -> None:
    with timed.begin() as session:
        staff = open_offices(session)
        scan = receive(session, staff.clerk, None, scan_of("a"))
        late = start(session, "frozen")
        clock.pass_by(61)
        assert free_ended(session) == 1
        right = start(session, "awake")
        with pytest.raises(Stale):
            complete(session, late, pages_read(paper(FRONT)))
        with pytest.raises(Stale):
            heartbeat(session, late)
        with pytest.raises(Stale):
            fail(session, late, Fault(FaultKind.content, "crash"))
        complete(session, right, pages_read(paper(FRONT)))
        assert len(scan_view(session, staff.clerk, scan.id).documents) == 1


def test_a_heartbeat_keeps_the_lease(timed: Sessions, clock: HandClock) -> None:
    with timed.begin() as session:
        staff = open_offices(session)
        receive(session, staff.clerk, None, scan_of("a"))
        held = start(session)
        for _ in range(5):
            clock.pass_by(50)
            heartbeat(session, held)
            assert free_ended(session) == 0


def test_a_new_boot_ends_every_lease(timed: Sessions, clock: HandClock) -> None:
    with timed.begin() as session:
        staff = open_offices(session)
        receive(session, staff.clerk, None, scan_of("a"))
        start(session)
        clock.era = "next boot"
        clock.moment -= timedelta(days=30)
        assert session.scalars(select(Task.state)).one() is TaskState.running
        assert free_ended(session) == 1


def test_a_finished_task_is_never_finished_again(session: Session, staff: Staff) -> None:
    receive(session, staff.clerk, None, scan_of("a"))
    held = start(session)
    complete(session, held, pages_read(paper(FRONT)))
    with pytest.raises(Stale):
        complete(session, held, pages_read(paper(FRONT)))


def test_the_third_content_fault_quarantines(session: Session, staff: Staff) -> None:
    scan = receive(session, staff.clerk, None, scan_of("poison"))
    states = [fail(session, start(session), Fault(FaultKind.content, "crash")) for _ in range(3)]
    assert states == [TaskState.waiting, TaskState.waiting, TaskState.quarantined]
    view = scan_view(session, staff.clerk, scan.id)
    assert view.fault == "crash"
    assert due(session, 10) == ()


def test_a_bad_night_never_quarantines_a_good_scan(session: Session, staff: Staff) -> None:
    receive(session, staff.clerk, None, scan_of("good"))
    for _ in range(30):
        held = start(session)
        assert free_dead(session, held.worker, Death.stopped) == 1
    held = start(session)
    assert held.attempt > 30
    complete(session, held, pages_read(paper(FRONT)))
    assert _task(session, held).content_faults == 0


def test_a_dead_child_frees_its_scan_at_once_and_counts(session: Session, staff: Staff) -> None:
    receive(session, staff.clerk, None, scan_of("a"))
    held = start(session, "worker-7")
    assert free_dead(session, "worker-8", Death.itself) == 0
    assert free_dead(session, "worker-7", Death.itself) == 1
    assert _task(session, held).content_faults == 1


def test_an_unreadable_file_opens_for_keying_by_hand(session: Session, staff: Staff) -> None:
    scan = receive(session, staff.clerk, None, scan_of("handwriting", pages=3))
    fault = Fault(FaultKind.unreadable, "password_protected", (("pages", 3),))
    assert fail(session, start(session), fault) is TaskState.quarantined
    view = scan_view(session, staff.clerk, scan.id)
    assert (view.fault, view.fault_params) == ("password_protected", {"pages": 3})
    (document,) = view.documents
    assert document.state is DocumentState.review
    shown = next_review(session, staff.clerk)
    assert shown is not None
    assert [side.page_number for side in shown.sides] == [0, 1, 2]


def test_a_quarantined_scan_may_be_read_again(session: Session, staff: Staff) -> None:
    scan = receive(session, staff.clerk, None, scan_of("a"))
    fail(session, start(session), Fault(FaultKind.unreadable, "truncated"))
    requeue(session, staff.officer, scan.id)
    with pytest.raises(IllegalMove):
        requeue(session, staff.officer, scan.id)
    complete(session, start(session), pages_read(paper(FRONT)))
    (document,) = scan_view(session, staff.clerk, scan.id).documents
    assert document.document_type == "national_card"


def test_a_withdrawn_scan_is_not_read_any_more(session: Session, staff: Staff) -> None:
    scan = receive(session, staff.clerk, None, scan_of("wrong file"))
    held = start(session)
    withdraw_scan(session, staff.clerk, scan.id, "ملف خاطئ")
    with pytest.raises(Stale):
        complete(session, held, pages_read(paper(FRONT)))
    assert session.get_one(Scan, scan.id).state is ScanState.withdrawn


def test_a_read_scan_is_withdrawn_with_its_papers(session: Session, staff: Staff) -> None:
    scan = hand_in(session, staff.clerk, "a", paper(FRONT))
    withdraw_scan(session, staff.clerk, scan.id, "ملف خاطئ")
    (document,) = scan_view(session, staff.clerk, scan.id).documents
    assert document.state is DocumentState.withdrawn
    assert next_review(session, staff.clerk) is None
