"""Looks at the clock before anything is written to the trail, and remembers when each boot began."""

from datetime import timedelta
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from registry.database.clock import Tick, boot_tick
from registry.database.sessions import surroundings
from registry.domain.clock_rule import ClockState, Judgement, Known, Reading, judge
from registry.domain.errors import ClockAhead, ClockBehind, ClockUnsure
from registry.models.base import Base
from registry.models.trail import ClockAnchor

EVENTS: Final = Base.metadata.tables["events"]
NEWEST: Final = select(EVENTS.c.at).order_by(EVENTS.c.id.desc()).limit(1)
ANCHOR_LOCK: Final = 0x636C6F636B
"""Number of ours among the advisory locks of PostgreSQL: "clock" in ASCII."""
# 10 seconds: a boot's beginning that moved less is left as it is, so that writing an event writes no more.
GRAIN: Final = timedelta(seconds=10)

_ERRORS: Final = {
    ClockState.ahead: ClockAhead,
    ClockState.behind: ClockBehind,
    ClockState.unsure: ClockUnsure,
}


def clock_now(session: Session) -> Judgement:
    """What is to be said of the clock now. Reads only."""
    return _look(session)[0]


def check_clock(session: Session) -> None:
    """Raise as `require_clock` does; reads only."""
    _require_fine(clock_now(session))


def require_clock(session: Session) -> Reading:
    """The clocks now, if the trail may be written. Raises `ClockBehind`, `ClockAhead`, `ClockUnsure`."""
    judgement, known, now, era = _look(session)
    _require_fine(judgement)
    if known.booted_at is None or abs(now.booted_at - known.booted_at) > GRAIN:
        _remember(session, era, now)
    return now


def anchor(session: Session, era: str, now: Reading) -> None:
    """Keep when the boot of this id began, as the wall clock has it now."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = dialect.insert(ClockAnchor).values(era=era, booted_at=now.booted_at)
    session.execute(row.on_conflict_do_update(index_elements=["era"], set_={"booted_at": now.booted_at}))


def reset_anchors(session: Session, now: Reading) -> None:
    """Forget when boots began, but that this one began so: the wall clock was accepted as it is."""
    session.execute(delete(ClockAnchor))
    anchor(session, tick_of(session).era, now)


def reading(session: Session) -> Reading:
    """Both clocks now."""
    return _reading(session, tick_of(session))


def tick_of(session: Session) -> Tick:
    """Seconds since this machine started, and the id of that boot."""
    return boot_tick(surroundings(session).clock, session)


def _require_fine(judgement: Judgement) -> None:
    if judgement.state in _ERRORS:
        raise _ERRORS[judgement.state]({"seconds": judgement.seconds})


def _reading(session: Session, tick: Tick) -> Reading:
    return Reading(surroundings(session).clock.now(session), timedelta(seconds=tick.seconds))


def _remember(session: Session, era: str, now: Reading) -> None:
    """Keep the beginning of this boot, unless another transaction is about to: nobody waits for it."""
    if session.get_bind().dialect.name == "postgresql" and not session.scalar(
        select(func.pg_try_advisory_xact_lock(ANCHOR_LOCK))
    ):
        return
    anchor(session, era, now)


def _look(session: Session) -> tuple[Judgement, Known, Reading, str]:
    """What is to be said of the clock, what was known, the clocks now, and the id of this boot.

    The boot clock is asked once: this stands before every event.
    """
    tick = tick_of(session)
    now = _reading(session, tick)
    booted = select(ClockAnchor.booted_at).where(ClockAnchor.era == tick.era)
    known = Known(session.scalar(NEWEST), session.scalar(booted))
    return judge(known, now), known, now, tick.era
