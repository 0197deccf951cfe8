"""Accounts: nobody learns who exists, guessing is slowed, and a right that is taken away is gone at once."""

import time
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.accounts.accounts import (
    NewAccount,
    accounts,
    activate,
    actor_for_token,
    authenticate,
    create_account,
    disable_account,
    end_session,
    reissue_activation,
    start_session,
)
from registry.accounts.throttle import SIGN_IN
from registry.database.clock import Tick
from registry.database.sessions import Sessions, make_sessions, transaction
from registry.domain.access import PERMITTED, Act, Actor, Role, may
from registry.domain.errors import (
    AlreadyThere,
    BadCredentials,
    InvalidValue,
    NotAllowed,
    NotFound,
    SignedOut,
    TooManyAttempts,
)
from registry.models.accounts import Account, SignIn
from tests.registry.office import KARKH, Staff, open_offices

PASSWORD = "نخلة في الكوت"


class HandClock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.moment = datetime.now(UTC)

    def now(self, session: Session) -> datetime:
        return self.moment

    def tick(self, session: Session) -> Tick:
        return Tick(self.moment.timestamp(), "")


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def timed(sessions: Sessions, clock: HandClock) -> Sessions:
    return make_sessions(sessions.kw["bind"], clock=clock)


@pytest.fixture
def people(timed: Sessions) -> Staff:
    with transaction(timed) as session:
        staff = open_offices(session)
        create_account(session, staff.admin, NewAccount("hadi", Role.clerk, KARKH), PASSWORD)
    return staff


def test_the_first_account_needs_nobody_and_the_second_an_admin(session: Session) -> None:
    create_account(session, None, NewAccount("first", Role.admin), PASSWORD)
    with pytest.raises(NotAllowed):
        create_account(session, None, NewAccount("second", Role.admin), PASSWORD)


def test_only_an_admin_makes_accounts(session: Session, staff: Staff) -> None:
    for actor in (staff.clerk, staff.officer, staff.auditor, staff.supervisor):
        with pytest.raises(NotAllowed):
            create_account(session, actor, NewAccount("mole", Role.officer, KARKH), PASSWORD)


@pytest.mark.parametrize(
    ("new", "error"),
    [
        (NewAccount("zahra", Role.clerk, KARKH), AlreadyThere),
        (NewAccount("ZAHRA", Role.clerk, KARKH), AlreadyThere),
        (NewAccount("lost", Role.clerk, "NOWHERE"), NotFound),
        (NewAccount("homeless", Role.clerk), InvalidValue),
        (NewAccount("two words", Role.admin), InvalidValue),
        (NewAccount("", Role.admin), InvalidValue),
    ],
)
def test_an_account_that_makes_no_sense_is_refused(
    session: Session, staff: Staff, new: NewAccount, error: type[Exception]
) -> None:
    with pytest.raises(error):
        create_account(session, staff.admin, new)


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaa", "my hadi password", "x" * 300])
def test_a_weak_password_is_refused(session: Session, staff: Staff, password: str) -> None:
    with pytest.raises(InvalidValue):
        create_account(session, staff.admin, NewAccount("hadi", Role.clerk, KARKH), password)


def test_who_signs_in_gets_role_and_office(timed: Sessions, people: Staff) -> None:
    actor = authenticate(timed, " Hadi ", PASSWORD)
    assert (actor.role, actor.office) == (Role.clerk, KARKH)


def test_a_wrong_password_and_an_unknown_name_look_alike(timed: Sessions, people: Staff) -> None:
    with pytest.raises(BadCredentials) as wrong:
        authenticate(timed, "hadi", "not this one")
    with pytest.raises(BadCredentials) as unknown:
        authenticate(timed, "nobody", "not this one")
    assert (wrong.value.code, wrong.value.params) == (unknown.value.code, unknown.value.params)


def test_an_unknown_name_takes_as_long_as_a_known_one(timed: Sessions, people: Staff) -> None:
    # Of the processor: on a busy machine the wall clock tells of others.
    def seconds(name: str) -> float:
        began = time.process_time()
        with pytest.raises(BadCredentials):
            authenticate(timed, name, "not this one")
        return time.process_time() - began

    seconds("nobody")
    known = sorted(seconds("hadi") for _ in range(3))[1]
    unknown = sorted(seconds(f"nobody-{number}") for number in range(3))[1]
    assert 0.4 < known / unknown < 2.5


def test_guessing_is_locked_out_and_the_lock_grows(timed: Sessions, people: Staff, clock: HandClock) -> None:
    for name in ("hadi", "nobody"):
        for _ in range(SIGN_IN.free):
            with pytest.raises(BadCredentials):
                authenticate(timed, name, "a guess")
        with pytest.raises(TooManyAttempts) as locked:
            authenticate(timed, name, "a guess")
        assert locked.value.params["seconds"] == pytest.approx(30, abs=1)
    clock.moment += timedelta(seconds=31)
    with pytest.raises(BadCredentials):
        authenticate(timed, "hadi", "a guess")
    clock.moment += timedelta(seconds=31)
    with pytest.raises(TooManyAttempts):
        authenticate(timed, "hadi", PASSWORD)
    clock.moment += timedelta(seconds=60)
    assert authenticate(timed, "hadi", PASSWORD).name == "hadi"


def test_a_right_password_forgets_the_wrong_ones(timed: Sessions, people: Staff) -> None:
    for _ in range(4):
        for _ in range(4):
            with pytest.raises(BadCredentials):
                authenticate(timed, "hadi", "a guess")
        assert authenticate(timed, "hadi", PASSWORD).name == "hadi"


def test_an_activation_code_sets_a_password_once(timed: Sessions, people: Staff) -> None:
    with transaction(timed) as session:
        made = create_account(session, people.admin, NewAccount("sara", Role.clerk, KARKH))
    assert made.code is not None
    with pytest.raises(BadCredentials):
        authenticate(timed, "sara", "")
    activate(timed, made.code.lower(), PASSWORD)
    assert authenticate(timed, "sara", PASSWORD).name == "sara"
    with pytest.raises(BadCredentials):
        activate(timed, made.code, "another password")


def test_an_old_activation_code_is_void(timed: Sessions, people: Staff, clock: HandClock) -> None:
    with transaction(timed) as session:
        made = create_account(session, people.admin, NewAccount("sara", Role.clerk, KARKH))
    clock.moment += timedelta(hours=73)
    assert made.code is not None
    with pytest.raises(BadCredentials):
        activate(timed, made.code, PASSWORD)


def test_a_session_ends_by_logout_idleness_and_age(timed: Sessions, people: Staff, clock: HandClock) -> None:
    with timed.begin() as session:
        out, idle, old = (start_session(session, people.clerk) for _ in range(3))
        end_session(session, out)
        with pytest.raises(SignedOut):
            actor_for_token(session, out)
        for _ in range(24):
            clock.moment += timedelta(minutes=29)
            assert actor_for_token(session, old) == people.clerk
        with pytest.raises(SignedOut):
            actor_for_token(session, idle)
        clock.moment += timedelta(minutes=29)
        with pytest.raises(SignedOut):
            actor_for_token(session, old)


def test_a_token_is_never_kept(session: Session, staff: Staff) -> None:
    token = start_session(session, staff.clerk)
    kept = session.scalars(select(SignIn.token_hash)).one()
    assert len(token) >= 43
    assert token.encode() not in kept
    with pytest.raises(SignedOut):
        actor_for_token(session, kept.hex())


def test_disabling_acts_at_once(session: Session, staff: Staff) -> None:
    token = start_session(session, staff.clerk)
    disable_account(session, staff.admin, staff.clerk.id)
    with pytest.raises(SignedOut):
        actor_for_token(session, token)
    with pytest.raises(NotAllowed):
        disable_account(session, staff.admin, staff.admin.id)


def test_a_disabled_account_signs_in_no_more(timed: Sessions, people: Staff) -> None:
    with transaction(timed) as session:
        account = session.scalars(select(Account.id).where(Account.name == "hadi")).one()
        disable_account(session, people.admin, account)
    with pytest.raises(BadCredentials):
        authenticate(timed, "hadi", PASSWORD)


def test_a_changed_role_acts_at_once(session: Session, staff: Staff) -> None:
    token = start_session(session, staff.clerk)
    session.get_one(Account, staff.clerk.id).role = Role.supervisor
    assert actor_for_token(session, token).role is Role.supervisor


def test_a_new_activation_ends_password_and_sessions(timed: Sessions, people: Staff) -> None:
    actor = authenticate(timed, "hadi", PASSWORD)
    with timed.begin() as session:
        token = start_session(session, actor)
        reissue_activation(session, people.admin, actor.id)
        with pytest.raises(SignedOut):
            actor_for_token(session, token)
    with pytest.raises(BadCredentials):
        authenticate(timed, "hadi", PASSWORD)


def test_an_admin_sees_accounts_and_no_person(session: Session, staff: Staff) -> None:
    assert {view.name for view in accounts(session, staff.admin)} >= {"zahra", "karim"}
    personal = {Act.view_case, Act.view_scan, Act.search, Act.view_record, Act.review, Act.approve}
    assert not any(may(staff.admin, act, KARKH) for act in personal)


@pytest.mark.parametrize("act", list(Act))
def test_who_belongs_to_an_office_acts_there_only(staff: Staff, act: Act) -> None:
    for actor in (staff.clerk, staff.officer, staff.supervisor):
        assert may(actor, act, KARKH) == (actor.role in PERMITTED[act])
        assert not may(actor, act, "BSR-CENTRE")


def test_a_clerk_without_an_office_may_do_nothing() -> None:
    for role in (Role.clerk, Role.officer):
        actor = Actor(uuid.uuid4(), "nowhere", role, None)
        assert not any(may(actor, act, office) for act in Act for office in (None, KARKH))
