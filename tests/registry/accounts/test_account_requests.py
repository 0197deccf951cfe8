"""Four eyes on accounts: what one administrator asked opens nothing until it is approved."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from registry.accounts.account_requests import approve_request, refuse_request, waiting_requests
from registry.accounts.accounts import (
    NewAccount,
    activate,
    authenticate,
    change_account,
    create_account,
    disable_account,
    enable_account,
    first_accounts,
    reissue_activation,
)
from registry.accounts.offices import OfficeView, open_office
from registry.accounts.throttle import SIGN_IN
from registry.database.sessions import Sessions, make_sessions, transaction
from registry.domain.access import Actor, Role
from registry.domain.errors import (
    AlreadyWaiting,
    BadCredentials,
    IllegalMove,
    NotAllowed,
    RecoveryKeyRests,
    RecoveryKeyWrong,
    SecondAdministratorNeeded,
    TooManyAttempts,
)
from registry.models.accounts import Account
from registry.models.trail import Event
from registry.vault.crypto import derive, recovery_key

MASTER = bytes(range(32))
KEY = recovery_key(MASTER)
PASSWORD = "نخلة في الكوت"
OFFICE = "BGD-KARKH"
PRIVILEGED = [Role.officer, Role.supervisor, Role.auditor, Role.admin]


@pytest.fixture
def house(sessions: Sessions) -> Sessions:
    """An installation with its recovery key and one administrator."""
    made = make_sessions(sessions.kw["bind"], recovery=derive(MASTER).recovery)
    with transaction(made) as session:
        open_office(session, None, OfficeView(OFFICE, "الكرخ", "الكرخ", "Karkh", "بغداد"))
        first_accounts(session, [NewAccount("first", Role.admin)], PASSWORD)
    return made


@pytest.fixture
def admin(house: Sessions) -> Actor:
    return _actor(house, "first")


@pytest.fixture
def other(house: Sessions, admin: Actor) -> Actor:
    """A second administrator, approved with the recovery key."""
    request = _added(house, admin, "second", Role.admin, PASSWORD)
    approve_request(house, admin, request, KEY)
    return _actor(house, "second")


def _actor(house: Sessions, name: str) -> Actor:
    with transaction(house) as session:
        row = session.scalars(select(Account).where(Account.name == name)).one()
        return Actor(row.id, row.name, row.role, row.office_code)


def _added(house: Sessions, admin: Actor, name: str, role: Role, password: str | None = None) -> uuid.UUID:
    with transaction(house) as session:
        made = create_account(session, admin, NewAccount(name, role, OFFICE), password)
    assert made.code is None
    assert made.request is not None
    return made.request


def _events(house: Sessions) -> list[str]:
    with transaction(house) as session:
        return list(session.scalars(select(Event.action).order_by(Event.id)))


@pytest.mark.parametrize("role", PRIVILEGED)
def test_no_password_opens_an_account_that_waits(house: Sessions, admin: Actor, role: Role) -> None:
    _added(house, admin, "layla", role, PASSWORD)
    with pytest.raises(BadCredentials):
        authenticate(house, "layla", PASSWORD)


def test_a_clerks_account_lives_at_once(house: Sessions, admin: Actor) -> None:
    with transaction(house) as session:
        made = create_account(session, admin, NewAccount("zahra", Role.clerk, OFFICE))
    assert made.request is None
    assert activate(house, made.code or "", PASSWORD).role is Role.clerk


def test_the_code_comes_with_the_approval_and_to_whoever_approves(
    house: Sessions, admin: Actor, other: Actor
) -> None:
    request = _added(house, admin, "karim", Role.officer)
    approved = approve_request(house, other, request)
    assert approved.request.gives_code
    assert activate(house, approved.code or "", PASSWORD).role is Role.officer
    assert _events(house)[-3:] == ["account.asked", "account.approved", "account.activated"]


def test_who_approves_is_told_that_whoever_asked_knows_the_password(
    house: Sessions, admin: Actor, other: Actor
) -> None:
    approved = approve_request(house, other, _added(house, admin, "karim", Role.officer, PASSWORD))
    assert approved.request.password_known
    assert approved.code is None


def test_with_two_administrators_nobody_approves_the_own_request_even_with_the_key(
    house: Sessions, admin: Actor, other: Actor
) -> None:
    request = _added(house, admin, "karim", Role.officer)
    for key in (None, KEY):
        with pytest.raises(SecondAdministratorNeeded):
            approve_request(house, admin, request, key)
    with transaction(house) as session:
        assert waiting_requests(session, other)[0].id == request
    assert _events(house)[-1] == "account.approval_denied"


def test_disabling_the_other_administrator_brings_the_key_back_after_three_days_only(
    house: Sessions, admin: Actor, other: Actor
) -> None:
    request = _added(house, admin, "karim", Role.officer)
    with transaction(house) as session:
        disable_account(session, admin, other.id)
    with pytest.raises(RecoveryKeyRests):
        approve_request(house, admin, request, KEY)
    assert _events(house)[-1] == "account.approval_denied"
    with transaction(house) as session:
        row = session.get_one(Account, other.id)
        assert row.disabled_at is not None
        row.disabled_at -= timedelta(hours=72)
    assert approve_request(house, admin, request, KEY).code is not None


def test_an_administrators_role_is_not_taken_by_one_alone(
    house: Sessions, admin: Actor, other: Actor
) -> None:
    with transaction(house) as session:
        asked = change_account(session, admin, other.id, Role.clerk, OFFICE)
    assert asked is not None
    assert _actor(house, "second").role is Role.admin
    with pytest.raises(SecondAdministratorNeeded):
        approve_request(house, admin, asked, KEY)


def test_only_administrators_approve(house: Sessions, admin: Actor) -> None:
    request = _added(house, admin, "karim", Role.officer)
    with transaction(house) as session:
        create_account(session, admin, NewAccount("zahra", Role.clerk, OFFICE), PASSWORD)
    with pytest.raises(NotAllowed):
        approve_request(house, _actor(house, "zahra"), request, KEY)


def test_a_lone_administrator_needs_the_right_recovery_key(house: Sessions, admin: Actor) -> None:
    request = _added(house, admin, "karim", Role.officer, PASSWORD)
    for wrong in ("not a key", recovery_key(bytes(32)), KEY[:-1]):
        with pytest.raises(RecoveryKeyWrong):
            approve_request(house, admin, request, wrong)
    assert _events(house)[-1] == "account.key_refused"
    approve_request(house, admin, request, KEY.lower().replace("-", " "))
    assert authenticate(house, "karim", PASSWORD).role is Role.officer


def test_guessing_the_recovery_key_is_braked_like_a_password(house: Sessions, admin: Actor) -> None:
    request = _added(house, admin, "karim", Role.officer)
    for _ in range(SIGN_IN.free):
        with pytest.raises(RecoveryKeyWrong):
            approve_request(house, admin, request, "guess")
    with pytest.raises(TooManyAttempts):
        approve_request(house, admin, request, KEY)


def test_a_new_code_takes_nothing_over_before_the_approval(
    house: Sessions, admin: Actor, other: Actor
) -> None:
    request = _added(house, admin, "karim", Role.officer, PASSWORD)
    approve_request(house, other, request)
    with transaction(house) as session:
        made = reissue_activation(session, admin, _actor(house, "karim").id)
    assert made.code is None
    assert authenticate(house, "karim", PASSWORD).name == "karim"
    assert made.request is not None
    code = approve_request(house, other, made.request).code
    with pytest.raises(BadCredentials):
        authenticate(house, "karim", PASSWORD)
    assert activate(house, code or "", "كلمة أخرى طويلة").name == "karim"


def test_a_clerk_who_rises_gets_a_new_code_from_whoever_approves(
    house: Sessions, admin: Actor, other: Actor
) -> None:
    with transaction(house) as session:
        zahra = create_account(session, admin, NewAccount("zahra", Role.clerk, OFFICE), PASSWORD).account
        raised = change_account(session, admin, zahra, Role.officer, OFFICE)
    assert raised is not None
    assert authenticate(house, "zahra", PASSWORD).role is Role.clerk
    code = approve_request(house, other, raised).code
    with pytest.raises(BadCredentials):
        authenticate(house, "zahra", PASSWORD)
    assert activate(house, code or "", "كلمة أخرى طويلة").role is Role.officer


def test_an_account_that_returns_waits_too(house: Sessions, admin: Actor, other: Actor) -> None:
    approve_request(house, other, _added(house, admin, "karim", Role.officer, PASSWORD))
    karim = _actor(house, "karim").id
    with transaction(house) as session:
        disable_account(session, admin, karim)
        returned = enable_account(session, admin, karim)
    assert returned is not None
    with pytest.raises(BadCredentials):
        authenticate(house, "karim", PASSWORD)
    approve_request(house, other, returned)
    assert authenticate(house, "karim", PASSWORD).role is Role.officer


def test_one_thing_waits_for_an_account_at_a_time(house: Sessions, admin: Actor) -> None:
    _added(house, admin, "karim", Role.officer)
    with transaction(house) as session:
        karim = _actor(house, "karim").id
    with pytest.raises(AlreadyWaiting), transaction(house) as session:
        reissue_activation(session, admin, karim)
    with pytest.raises(AlreadyWaiting), transaction(house) as session:
        change_account(session, admin, karim, Role.clerk, OFFICE)


def test_what_was_refused_or_ended_is_approved_no_more(house: Sessions, admin: Actor, other: Actor) -> None:
    refused = _added(house, admin, "karim", Role.officer)
    ended = _added(house, admin, "layla", Role.officer)
    with transaction(house) as session:
        refuse_request(session, other, refused)
        disable_account(session, admin, _actor(house, "layla").id)
        assert waiting_requests(session, other) == ()
    for request in (refused, ended):
        with pytest.raises(IllegalMove):
            approve_request(house, other, request)
    assert _events(house).count("account.refused") == 2


def test_a_code_lives_three_days_from_its_approval(house: Sessions, admin: Actor, other: Actor) -> None:
    request = _added(house, admin, "karim", Role.officer)
    approve_request(house, other, request)
    with transaction(house) as session:
        row = session.scalars(select(Account).where(Account.name == "karim")).one()
        asked = session.scalars(select(Event.at).order_by(Event.id.desc()).limit(1)).one()
        assert row.activation_ends is not None
        assert abs(row.activation_ends - asked - timedelta(hours=72)) < timedelta(seconds=5)


def test_an_empty_database_alone_takes_accounts_without_a_second(house: Sessions) -> None:
    with pytest.raises(NotAllowed), transaction(house) as session:
        first_accounts(session, [NewAccount("mole", Role.officer, OFFICE)], PASSWORD)
