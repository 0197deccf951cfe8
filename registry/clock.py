"""Two clocks: wall time for events, and a lease clock that nobody can set back."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy import text
from sqlalchemy.orm import Session

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Tick:
    """A moment of the lease clock: seconds within an era. Moments of two eras can't be compared."""

    seconds: float
    era: str


class Clock(Protocol):
    """What the registry asks of time."""

    def now(self, session: Session) -> datetime:
        """Wall time, UTC."""
        ...

    def tick(self, session: Session) -> Tick:
        """Lease time: only ever forward within one era."""
        ...


class DatabaseClock:
    """PostgreSQL's own clock, the same for every host that talks to it."""

    def now(self, session: Session) -> datetime:
        moment = session.execute(text("SELECT clock_timestamp()")).scalar_one()
        assert isinstance(moment, datetime)
        return moment.astimezone(UTC)

    def tick(self, session: Session) -> Tick:
        return Tick(self.now(session).timestamp(), "database")


class HostClock:
    """SQLite's clock: one host, time since boot; a new boot is a new era, which ends every lease."""

    def now(self, session: Session) -> datetime:
        del session
        return datetime.now(UTC)

    def tick(self, session: Session) -> Tick:
        del session
        return Tick(time.clock_gettime(time.CLOCK_BOOTTIME), BOOT_ID.read_text(encoding="ascii").strip())
