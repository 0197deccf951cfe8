"""Brakes on guessing, counted in the database so that a wiped queue server forgets nothing."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete
from sqlalchemy.orm import Session

from registry.db import surroundings
from registry.errors import TooManyAttempts
from registry.models.accounts import Throttle


@dataclass(frozen=True, slots=True)
class Brake:
    """`free` tries, then a lock of `base` seconds that doubles with each further try up to `longest`.

    All is forgotten `window` seconds after the last try.
    """

    free: int
    base: int
    longest: int
    window: int


SIGN_IN: Final = Brake(free=8, base=30, longest=3600, window=86_400)
STATUS_BY_RECEIPT: Final = Brake(free=5, base=600, longest=86_400, window=86_400)
STATUS_BY_ADDRESS: Final = Brake(free=10, base=600, longest=3600, window=3600)


def throttle_key(kind: str, what: str) -> str:
    """The key under which tries are counted: a hash, so that no address or name stands in the table."""
    return f"{kind}:{hashlib.sha256(what.encode()).hexdigest()[:48]}"


def spend(session: Session, key: str, brake: Brake) -> None:
    """Count one try before it is made, so that parallel tries can't slip past; commit it in any case.

    Raises `TooManyAttempts` while locked (a try that is refused is not counted).
    """
    now = surroundings(session).clock.now(session)
    row = session.get(Throttle, key, with_for_update=True)
    if row is None:
        session.add(Throttle(key=key, failures=1, first_at=now, last_at=now, locked_until=None))
        session.flush()
        return
    if row.locked_until is not None and row.locked_until > now:
        raise TooManyAttempts({"seconds": int((row.locked_until - now).total_seconds()) + 1})
    if now - row.last_at > timedelta(seconds=brake.window):
        row.failures, row.first_at = 0, now
    row.failures += 1
    row.last_at = now
    row.locked_until = _locked_until(row.failures, now, brake)
    session.flush()


def forgive(session: Session, key: str) -> None:
    """Forget the tries under `key`, after one that was right."""
    session.execute(delete(Throttle).where(Throttle.key == key))


def _locked_until(tries: int, now: datetime, brake: Brake) -> datetime | None:
    over = tries - brake.free
    if over < 0:
        return None
    return now + timedelta(seconds=min(brake.longest, brake.base * 2 ** min(over, 16)))
