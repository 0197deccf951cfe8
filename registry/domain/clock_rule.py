"""The rule of the clock: what the trail knows of time and what the clocks say; out comes whether to write.

The boot clock counts seconds since the machine started and nobody sets it, so the wall time at which a boot
began stays the same while the wall clock is right, and moves by as much as the wall clock jumps.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

# 5 seconds: hosts that share one PostgreSQL take its clock, so only a clock that was set back is further off.
BEHIND_TOLERANCE: Final = timedelta(seconds=5)
# 2 minutes: a weekend of drift without a time server (100 ppm: 26 s), corrected in one step, is no jump.
JUMP: Final = timedelta(minutes=2)
# 14 days: longer than the longest holidays, in which the machine was off and no boot clock ran.
LONGEST_OFF: Final = timedelta(days=14)


class ClockState(StrEnum):
    """What is to be said of the clock. Only `fine` lets the trail be written."""

    fine = "fine"
    ahead = "ahead"
    behind = "behind"
    unsure = "unsure"


@dataclass(frozen=True, slots=True)
class Known:
    """The wall times known of what was written so far.

    They are that of the newest event (None: there is none) and that at which this boot began by the events of
    this boot (None: it has none yet).
    """

    newest: datetime | None
    booted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reading:
    """The clocks now: wall time, and how long ago the machine started."""

    wall: datetime
    uptime: timedelta

    @property
    def booted_at(self) -> datetime:
        """The wall time at which this boot began, as the wall clock has it now."""
        return self.wall - self.uptime


@dataclass(frozen=True, slots=True)
class Judgement:
    """The state, and by how many seconds: ahead, behind, or how long the machine was off."""

    state: ClockState
    seconds: int


FINE: Final = Judgement(ClockState.fine, 0)


def judge(known: Known, now: Reading) -> Judgement:
    """Whether an event may be written at `now`, given what is known."""
    if known.newest is None:
        return FINE
    behind = known.newest - now.wall
    if behind > BEHIND_TOLERANCE:
        return Judgement(ClockState.behind, int(behind.total_seconds()))
    if known.booted_at is not None:
        jumped = now.booted_at - known.booted_at
        return Judgement(ClockState.ahead, int(jumped.total_seconds())) if jumped > JUMP else FINE
    off = now.booted_at - known.newest
    return Judgement(ClockState.unsure, int(off.total_seconds())) if off > LONGEST_OFF else FINE
