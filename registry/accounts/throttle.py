"""Brakes on guessing, counted in the database so that a wiped queue server forgets nothing."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Final

from sqlalchemy import delete
from sqlalchemy.orm import Session

from registry.database.sessions import surroundings
from registry.domain.errors import LockedForHours, TooManyAttempts
from registry.models.accounts import Throttle

LONGEST_IN_MINUTES: Final = 90
"""Most minutes that a wait is told in: beyond so many people count in hours."""
# The name of the number that a sentence takes its plural form from.
COUNT: Final = "count"


@dataclass(frozen=True, slots=True)
class Brake:
    """`free` tries, then a lock of `base` seconds that doubles with each further try up to `longest`.

    All is forgotten `window` seconds after the last try, or after the first one where many people share a key
    and there is always a last one.
    """

    free: int
    base: int
    longest: int
    window: int
    from_first: bool = False


SIGN_IN: Final = Brake(free=8, base=30, longest=3600, window=86_400)
# A PIN has 10,000 values at least: a lock longer than the window would give the free tries back each day.
STATUS_BY_RECEIPT: Final = Brake(free=5, base=600, longest=86_400, window=7 * 86_400)
# A carrier's NAT or an office's kiosk is thousands of citizens: 100 wrong pairs an hour are typing errors.
STATUS_BY_NETWORK: Final = Brake(free=100, base=600, longest=3600, window=3600, from_first=True)


@dataclass(frozen=True, slots=True)
class Try:
    """A try that was counted, with the lock that it set: given back to `refund` when it was right."""

    key: str
    locked_until: datetime | None


def throttle_key(kind: str, what: str) -> str:
    """The key under which tries are counted: a hash, so that no address or name stands in the table."""
    return f"{kind}:{hashlib.sha256(what.encode()).hexdigest()[:48]}"


def network_of(address: str) -> str:
    """The network that an address speaks for: an IPv4 address itself, the /64 of an IPv6 one (RFC 6177)."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((known, 64), strict=False)) if known.version == 6 else str(known)


def spend(session: Session, key: str, brake: Brake) -> Try:
    """Count one try before it is made, so that parallel tries can't slip past; commit it in any case.

    Raises `TooManyAttempts` while locked (a try that is refused is not counted).
    """
    now = surroundings(session).clock.now(session)
    row = session.get(Throttle, key, with_for_update=True)
    if row is None:
        session.add(Throttle(key=key, failures=1, first_at=now, last_at=now, locked_until=None))
        session.flush()
        return Try(key, None)
    if row.locked_until is not None and row.locked_until > now:
        raise too_many(int((row.locked_until - now).total_seconds()) + 1)
    if now - (row.first_at if brake.from_first else row.last_at) > timedelta(seconds=brake.window):
        row.failures, row.first_at = 0, now
    row.failures += 1
    row.last_at = now
    row.locked_until = _locked_until(row.failures, now, brake)
    session.flush()
    return Try(key, row.locked_until)


def refund(session: Session, made: Try) -> None:
    """Uncount one try that was right. A lock that another's wrong try has set meanwhile stays."""
    row = session.get(Throttle, made.key, with_for_update=True)
    if row is None:
        return
    row.failures = max(0, row.failures - 1)
    if row.locked_until == made.locked_until:
        row.locked_until = None


def too_many(seconds: int) -> TooManyAttempts:
    """The refusal for so many seconds, in the unit that people count such a time in."""
    if seconds > LONGEST_IN_MINUTES * 60:
        return LockedForHours({"seconds": seconds, COUNT: -(-seconds // 3600)})
    return TooManyAttempts({"seconds": seconds, COUNT: -(-seconds // 60)})


def forgive(session: Session, key: str) -> None:
    """Forget the tries under `key`, after one that was right."""
    session.execute(delete(Throttle).where(Throttle.key == key))


def _locked_until(tries: int, now: datetime, brake: Brake) -> datetime | None:
    over = tries - brake.free
    if over < 0:
        return None
    return now + timedelta(seconds=min(brake.longest, brake.base * 2 ** min(over, 16)))
