"""The clock: one rule judges it, a jump holds all writing, and one act lets the office go on."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from messages import Language
from messages.formats import moment as shown
from registry.accounts.accounts import NewAccount, first_accounts
from registry.accounts.clock_acceptance import Confirmer, accept_clock_by_key, accept_clock_by_people
from registry.accounts.offices import OfficeView, open_office
from registry.database.clock import HostClock, Tick, civil_day, day_start, host_tick
from registry.database.clock_watch import clock_now
from registry.database.sessions import Sessions, make_sessions, transaction
from registry.domain.access import Role
from registry.domain.actions import Action, Subject
from registry.domain.clock_rule import ClockState, Judgement, Known, Reading, judge
from registry.domain.errors import (
    BadCredentials,
    ClockAhead,
    ClockBehind,
    ClockFine,
    ClockUnsure,
    NotAllowed,
    RecoveryKeyWrong,
    SecondPersonNeeded,
)
from registry.models.trail import Event
from registry.trail.events import note
from registry.vault.crypto import derive, recovery_key

T = datetime(2026, 3, 2, 7, 10, tzinfo=UTC)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
MASTER = bytes(range(32))
KEY = recovery_key(MASTER)
PASSWORD = "نخلة في الكوت"
# Since Iraq keeps one time all year.
MOMENTS = st.timedeltas(timedelta(), timedelta(days=20_000)).map(
    lambda after: datetime(2008, 1, 1, tzinfo=UTC) + after
)


@pytest.mark.parametrize(
    ("newest", "booted", "wall", "uptime", "state", "seconds"),
    [
        pytest.param(None, None, T, HOUR, "fine", 0, id="nothing written yet"),
        pytest.param(T, T - HOUR, T, HOUR, "fine", 0, id="the same moment"),
        pytest.param(T, T - HOUR, T + DAY, HOUR + DAY, "fine", 0, id="a day later, on both clocks"),
        pytest.param(T, T - HOUR, T + 90 * SECOND, HOUR, "fine", 0, id="a drift set right in one step"),
        pytest.param(T, T - HOUR, T + DAY, HOUR, "ahead", 86_400, id="a day ahead within a boot"),
        pytest.param(T, T - HOUR, T + 121 * SECOND, HOUR, "ahead", 121, id="just over two minutes"),
        pytest.param(T, T - HOUR, T - 4 * SECOND, HOUR, "fine", 0, id="another host, seconds behind"),
        pytest.param(T, T - HOUR, T - DAY, HOUR, "behind", 86_400, id="behind within a boot"),
        pytest.param(T, None, T - DAY, HOUR, "behind", 86_400, id="behind after a boot"),
        pytest.param(T, None, T + HOUR, HOUR / 2, "fine", 0, id="a power cut of half an hour"),
        pytest.param(T, None, T + 10 * DAY, HOUR, "fine", 0, id="after the longest holidays"),
        pytest.param(T, None, T + 20 * DAY, DAY, "unsure", 19 * 86_400, id="off for 19 days, if that is so"),
        pytest.param(T, None, T + 20 * DAY, 30 * DAY, "fine", 0, id="a machine that ran all along"),
        pytest.param(T, T - HOUR, T + HOUR, DAY, "fine", 0, id="set back, and still after the newest"),
    ],
)
def test_the_rule(
    newest: datetime | None,
    booted: datetime | None,
    wall: datetime,
    uptime: timedelta,
    state: str,
    seconds: int,
) -> None:
    assert judge(Known(newest, booted), Reading(wall, uptime)) == Judgement(ClockState(state), seconds)


class SetClock:
    """Wall clock, boot clock and boot as the test sets them."""

    def __init__(self) -> None:
        self.wall, self.up, self.boot = T, HOUR, "boot one"

    def now(self, session: Session) -> datetime:
        return self.wall

    def tick(self, session: Session) -> Tick:
        return Tick(self.up.total_seconds(), self.boot)

    def passes(self, time: timedelta) -> None:
        self.wall += time
        self.up += time


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def house(sessions: Sessions, clock: SetClock) -> Sessions:
    """An office with people who can sign in, on the test's clock."""
    made = make_sessions(sessions.kw["bind"], clock=clock, recovery=derive(MASTER).recovery)
    staff = (
        NewAccount("admin", Role.admin),
        NewAccount("auditor", Role.auditor),
        NewAccount("zahra", Role.clerk, "KRK"),
    )
    with transaction(made) as session:
        open_office(session, None, OfficeView("KRK", "كركوك", "كركوك", "Kirkuk", "كركوك"))
        first_accounts(session, staff, PASSWORD)
    return made


def write(house: Sessions) -> None:
    with transaction(house) as session:
        note(session, None, Action.backup_made, (Subject.backup, "one"))


def newest(house: Sessions) -> Event:
    with transaction(house) as session:
        return session.scalars(select(Event).order_by(Event.id.desc()).limit(1)).one()


ADMIN, AUDITOR, CLERK = (Confirmer(name, PASSWORD) for name in ("admin", "auditor", "zahra"))


def test_a_jump_within_a_boot_holds_writing_and_setting_it_right_lets_go_on(
    house: Sessions, clock: SetClock
) -> None:
    clock.wall += DAY
    with pytest.raises(ClockAhead) as held:
        write(house)
    assert held.value.params == {"seconds": 86_400}
    clock.wall -= DAY
    write(house)


def test_a_slow_drift_is_followed(house: Sessions, clock: SetClock) -> None:
    for _ in range(10):
        clock.passes(DAY)
        clock.wall += 30 * SECOND
        write(house)


def test_the_recovery_key_accepts_a_jump_as_an_event_of_its_own(house: Sessions, clock: SetClock) -> None:
    clock.wall += DAY
    with pytest.raises(RecoveryKeyWrong):
        accept_clock_by_key(house, recovery_key(bytes(32)), "console")
    assert accept_clock_by_key(house, KEY, "console") == Judgement(ClockState.ahead, 86_400)
    event = newest(house)
    assert (event.action, event.at) == ("clock.accepted", clock.wall)
    assert event.details == {"state": "ahead", "seconds": 86_400, "recovery_key": 1}
    write(house)


def test_a_jump_takes_two_different_people_who_decide(house: Sessions, clock: SetClock) -> None:
    clock.wall += DAY
    with pytest.raises(SecondPersonNeeded):
        accept_clock_by_people(house, [ADMIN])
    with pytest.raises(SecondPersonNeeded):
        accept_clock_by_people(house, [ADMIN, ADMIN])
    with pytest.raises(NotAllowed):
        accept_clock_by_people(house, [ADMIN, CLERK])
    with pytest.raises(BadCredentials):
        accept_clock_by_people(house, [ADMIN, Confirmer("auditor", "wrong")])
    with pytest.raises(ClockAhead):
        write(house)
    accept_clock_by_people(house, [ADMIN, AUDITOR])
    assert newest(house).details["recovery_key"] == 0
    write(house)


def test_a_clock_that_was_ahead_once_stops_nothing_after_the_same_act(
    house: Sessions, clock: SetClock
) -> None:
    clock.wall += DAY
    accept_clock_by_key(house, KEY, "console")
    ahead = newest(house)
    clock.wall -= DAY
    with pytest.raises(ClockBehind):
        write(house)
    accept_clock_by_people(house, [AUDITOR, ADMIN])
    write(house)
    after = newest(house)
    assert after.id > ahead.id
    assert after.at < ahead.at


def test_after_a_long_time_off_one_person_confirms(house: Sessions, clock: SetClock) -> None:
    clock.wall, clock.up, clock.boot = T + 40 * DAY, HOUR, "boot two"
    with pytest.raises(ClockUnsure):
        write(house)
    accept_clock_by_people(house, [AUDITOR])
    write(house)


def test_an_ordinary_boot_asks_nobody(house: Sessions, clock: SetClock) -> None:
    clock.wall, clock.up, clock.boot = T + 3 * DAY, HOUR, "boot two"
    write(house)
    clock.wall += DAY
    with pytest.raises(ClockAhead):
        write(house)


def test_a_clock_that_is_right_needs_no_acceptance(house: Sessions) -> None:
    with pytest.raises(ClockFine):
        accept_clock_by_key(house, KEY, "console")


def test_hosts_that_share_a_database_go_on_after_one_acceptance(house: Sessions, clock: SetClock) -> None:
    for boot in ("boot two", "boot one"):
        clock.boot = boot
        write(house)
    clock.wall += DAY
    accept_clock_by_key(house, KEY, "console")
    clock.boot = "boot two"
    write(house)


def test_looking_at_the_clock_writes_nothing(house: Sessions, clock: SetClock) -> None:
    clock.wall += DAY
    before = newest(house).id
    with transaction(house) as session:
        assert clock_now(session).state is ClockState.ahead
    assert newest(house).id == before


def test_the_boot_clock_of_this_host_runs_with_its_wall_clock(session: Session) -> None:
    one, began = host_tick(), HostClock().now(session)
    two, ended = host_tick(), HostClock().now(session)
    assert one.era == two.era
    assert 0 <= two.seconds - one.seconds <= (ended - began).total_seconds() + 1


@given(MOMENTS)
def test_a_day_begins_at_its_first_moment_in_baghdad(moment: datetime) -> None:
    day = civil_day(moment)
    assert day_start(day) <= moment < day_start(day + DAY)
    assert civil_day(day_start(day)) == day


@given(MOMENTS)
def test_pages_show_the_day_that_the_register_counts(moment: datetime) -> None:
    assert shown(moment, Language.en).startswith(civil_day(moment).strftime("%Y/%m/%d"))
