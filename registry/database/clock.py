"""Two clocks: wall time for events, and a lease clock that nobody can set back."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from time import CLOCK_BOOTTIME, clock_gettime
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlalchemy.orm import Session

# The law's day is Baghdad's; its zone knows of the summer times from 1982 to 2007.
BAGHDAD: Final = ZoneInfo("Asia/Baghdad")
BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")
UPTIME: Final = Path("/proc/uptime")


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


def civil_day(moment: datetime) -> date:
    """The day that a moment is in Baghdad."""
    return moment.astimezone(BAGHDAD).date()


def day_start(day: date) -> datetime:
    """The moment at which a day begins in Baghdad."""
    return datetime.combine(day, time(), BAGHDAD)


def host_now() -> datetime:
    """Wall time of this host, UTC, for what asks no database."""
    return datetime.now(UTC)


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
        return host_now()

    def tick(self, session: Session) -> Tick:
        del session
        return host_tick()


def boot_tick(clock: Clock, session: Session) -> Tick:
    """Time since boot beside this wall clock. A database tells none, so that the host that asks has to."""
    return host_tick() if isinstance(clock, DatabaseClock) else clock.tick(session)


def host_tick() -> Tick:
    """Seconds since this host started, suspended or not, and the kernel's id of that boot."""
    return Tick(_uptime(), _boot_id())


def _uptime() -> float:
    """Seconds since the machine started, from the kernel's file where it is the kernel's own.

    A preloaded library that shifts the clocks of a process does not shift it. A container manager may lay a
    file of its own over it (LXCFS).
    """
    if UPTIME.stat().st_dev == UPTIME.parent.stat().st_dev:
        return float(UPTIME.read_text(encoding="ascii").split()[0])
    return clock_gettime(CLOCK_BOOTTIME)


@cache
def _boot_id() -> str:
    return BOOT_ID.read_text(encoding="ascii").strip()
