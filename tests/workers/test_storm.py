"""A bad night: processes killed and frozen, the queue wiped and killed; in the morning the books balance."""

import os
import random
import signal
import time
from collections import Counter
from contextlib import suppress

import pytest
from redis import Redis, RedisError
from sqlalchemy import func, select

from registry.database.sessions import snapshot
from registry.domain.actions import Action
from registry.domain.states import TaskState
from registry.models.trail import Event
from tests.workers.desk import Desk, page, wait_until
from tests.workers.valkey import Valkey

SCANS = 90
POISON_EVERY = 30
NIGHT_SECONDS = 25.0
MORNING_SECONDS = 180.0
ROLES = ("worker", "worker", "dispatch")


class Night:
    """Faults drawn from a seed, and counted."""

    def __init__(self, desk: Desk, valkey: Valkey, seed: int) -> None:
        self.desk, self.valkey = desk, valkey
        self.chance = random.Random(seed)
        self.faults: Counter[str] = Counter()
        self.parts = [(role, desk.start(role)) for role in ROLES]

    def strike(self) -> None:
        """One fault: each kind once, then as chance has it."""
        self._anew()
        faults = (self._kill, self._freeze, self._wipe, self._fell)
        drawn = self.chance.choices(faults, (18, 4, 2, 1))[0]
        fault = next((kind for kind in faults if kind.__name__ not in self.faults), drawn)
        self.faults[fault.__name__] += 1
        fault()

    def calm(self) -> None:
        """Everything runs again."""
        self._anew()

    def _anew(self) -> None:
        self.parts = [
            (role, process if process.is_alive() else self.desk.start(role)) for role, process in self.parts
        ]

    def _kill(self) -> None:
        """SIGKILL a part."""
        self.desk.kill(self.chance.choice(self.parts)[1])

    def _freeze(self) -> None:
        """Stop a part for longer than its leases last: it wakes up into a world that went on without it."""
        process = self.chance.choice(self.parts)[1]
        os.kill(process.pid or 0, signal.SIGSTOP)
        time.sleep(self.chance.uniform(0.1, 0.6))
        os.kill(process.pid or 0, signal.SIGCONT)
        # Now and not before: what is frozen with the write lock of SQLite in its hand stops us, too.
        self.desk.lose_leases()

    def _wipe(self) -> None:
        """FLUSHALL."""
        with suppress(RedisError), Redis.from_url(self.valkey.url) as redis:
            redis.flushall()

    def _fell(self) -> None:
        """SIGKILL the queue server; it comes back empty."""
        self.valkey.kill()
        self.valkey.start()


@pytest.mark.slow
@pytest.mark.parametrize("seed", [20261123])
def test_after_a_bad_night_the_books_balance(any_desk: Desk, seed: int) -> None:
    with Valkey() as own:
        any_desk.settings = any_desk.settings.model_copy(update={"redis_url": own.url})
        night, poison, end = Night(any_desk, own, seed), set(), time.monotonic() + NIGHT_SECONDS
        for number in range(SCANS):
            bad = number % POISON_EVERY == POISON_EVERY - 1
            scan = any_desk.hand_in(page("red" if bad else "white") + number.to_bytes(2))
            poison |= {scan} if bad else set()
            time.sleep(0.02)
            if number % 6 == 0:
                night.strike()
        while time.monotonic() < end:
            night.strike()
            time.sleep(night.chance.uniform(0.05, 0.4))
        night.calm()
        unfinished = {TaskState.waiting.value, TaskState.running.value}
        wait_until(lambda: not unfinished & set(any_desk.states()), MORNING_SECONDS)
        any_desk.close()
    assert set(night.faults) == {"_kill", "_freeze", "_wipe", "_fell"}
    assert any_desk.states() == {"done": SCANS - len(poison), "quarantined": len(poison)}
    assert any_desk.readings() == SCANS - len(poison)
    assert all(any_desk.task(scan).state is TaskState.quarantined for scan in poison)
    assert events(any_desk, Action.scan_read) == SCANS - len(poison)
    assert events(any_desk, Action.scan_quarantined) == len(poison)
    assert events(any_desk, Action.scan_received) == SCANS


def events(desk: Desk, action: Action) -> int:
    """How many events of a kind the trail has."""
    with snapshot(desk.sessions) as session:
        return (
            session.scalar(select(func.count()).select_from(Event).where(Event.action == action.value)) or 0
        )
