"""Accepting the clock: with the printed recovery key, or by people, after it held all writing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from registry.accounts.sign_in import try_password
from registry.accounts.throttle import SIGN_IN, forgive, spend, throttle_key
from registry.database.clock_watch import clock_now, reading, reset_anchors
from registry.database.sessions import Sessions, surroundings, transaction
from registry.domain.access import Actor, Role
from registry.domain.clock_rule import ClockState, Judgement
from registry.domain.errors import BadCredentials, ClockFine, NotAllowed, RecoveryKeyWrong, SecondPersonNeeded
from registry.trail.events import note_clock
from registry.vault.crypto import is_recovery_key

# A jump takes two; the gap of a machine that was off takes one, who looks at a calendar.
PEOPLE_NEEDED: Final = {ClockState.ahead: 2, ClockState.behind: 2, ClockState.unsure: 1}


@dataclass(frozen=True, slots=True)
class Confirmer:
    """Who confirms that the clock is right: nobody can sign in while nothing is written."""

    name: str
    password: str = field(repr=False)


def accept_clock_by_key(sessions: Sessions, recovery: str, door: str) -> Judgement:
    """Accept the clock as it is now with the recovery key; the answer is what had been wrong with it.

    Tries are braked by `door`, so that a stranger at a page does not lock the console. Raises `ClockFine`,
    `TooManyAttempts`, `RecoveryKeyWrong`.
    """
    _require_held(sessions)
    key = throttle_key("recovery-key", f"clock {door}")
    with transaction(sessions) as session:
        spend(session, key, SIGN_IN)
        known = surroundings(session).recovery
    if not is_recovery_key(recovery, known):
        raise RecoveryKeyWrong
    with transaction(sessions) as session:
        forgive(session, key)
    return _accept(sessions, ())


def accept_clock_by_people(sessions: Sessions, confirmers: Sequence[Confirmer]) -> Judgement:
    """Accept the clock by officers, supervisors, auditors or admins: two, or one after a machine was off.

    Raises `ClockFine`, `BadCredentials`, `TooManyAttempts`, `NotAllowed` for a clerk, `SecondPersonNeeded`.
    """
    held = _require_held(sessions)
    people = tuple(_confirmed(sessions, one) for one in confirmers)
    if len({person.id for person in people}) < PEOPLE_NEEDED[held.state]:
        raise SecondPersonNeeded({"count": PEOPLE_NEEDED[held.state]})
    return _accept(sessions, people)


def _require_held(sessions: Sessions) -> Judgement:
    with transaction(sessions) as session:
        held = clock_now(session)
    if held.state is ClockState.fine:
        raise ClockFine
    return held


def _confirmed(sessions: Sessions, one: Confirmer) -> Actor:
    """The account of a name and a password, by the brake of signing in, without an event: none can be."""
    tried = try_password(sessions, one.name, one.password)
    if tried.owner is None:
        raise BadCredentials
    if tried.owner.role is Role.clerk:
        raise NotAllowed({"act": "accept_clock"})
    with transaction(sessions) as session:
        forgive(session, tried.key)
    return tried.owner


def _accept(sessions: Sessions, people: Sequence[Actor]) -> Judgement:
    with transaction(sessions) as session:
        held = clock_now(session)
        # Somebody was faster, or it became worse than what these people looked at.
        if held.state is ClockState.fine:
            raise ClockFine
        if people and len({person.id for person in people}) < PEOPLE_NEEDED[held.state]:
            raise SecondPersonNeeded({"count": PEOPLE_NEEDED[held.state]})
        now = reading(session)
        details: dict[str, str | int] = {"state": held.state.value, "seconds": held.seconds}
        details["recovery_key"] = int(not people)
        if len(people) > 1:
            details["second"] = str(people[1].id)
        reset_anchors(session, now)
        note_clock(session, people[0] if people else None, now.wall, details)
    return held
