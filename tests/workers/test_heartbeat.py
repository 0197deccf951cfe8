"""A heartbeat keeps the lease, and notices when it was lost."""

import time
from dataclasses import replace

import pytest
from sqlalchemy import update

from registry.database.sessions import transaction
from registry.domain.claims import Claim
from registry.domain.errors import Stale
from registry.models.scans import Task
from registry.tasks import tasks
from tests.workers.desk import Desk, page, wait_until
from workers.heartbeat import Heartbeat


def held(desk: Desk) -> Claim:
    """A task in work, with a lease of 0.15 seconds to its heartbeat."""
    desk.hand_in(page("white"))
    with transaction(desk.sessions) as session:
        (due,) = tasks.due(session, 1)
        claim = tasks.claim(session, due.task, due.attempt, "worker")
    assert claim is not None
    return replace(claim, lease_seconds=0.15)


def test_the_lease_is_made_new_while_the_work_goes_on(any_desk: Desk) -> None:
    claim = held(any_desk)
    before = any_desk.task(claim.scan).lease_until or 0
    with Heartbeat(any_desk.sessions, claim) as heartbeat:
        wait_until(lambda: (any_desk.task(claim.scan).lease_until or 0) > before)
        heartbeat.check()


def test_a_lost_lease_is_noticed(any_desk: Desk) -> None:
    claim = held(any_desk)
    with Heartbeat(any_desk.sessions, claim) as heartbeat:
        with transaction(any_desk.sessions) as session:
            session.execute(update(Task).values(attempt=Task.attempt + 1))
        time.sleep(0.5)
        with pytest.raises(Stale):
            heartbeat.check()


def test_the_heart_stops_with_the_work(desk: Desk) -> None:
    claim = held(desk)
    with Heartbeat(desk.sessions, claim):
        pass
    before = desk.task(claim.scan).lease_until
    time.sleep(0.2)
    assert desk.task(claim.scan).lease_until == before
