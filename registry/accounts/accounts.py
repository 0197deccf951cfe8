"""Accounts: who works here, and how an account comes to be and ends."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.accounts.account_requests import (
    ACTIVATION_SIGNS,
    Wanted,
    ask,
    code_hash,
    drop_request,
    open_by_code,
    open_by_password,
    require_nothing_waits,
    waiting_requests,
    waits_for_second,
)
from registry.accounts.sign_in import (
    actor_for_token,
    actor_of,
    authenticate,
    end_session,
    end_sessions_of,
    start_session,
)
from registry.database.sessions import Sessions, surroundings, transaction
from registry.domain.access import Act, Actor, Role, account_name, require
from registry.domain.actions import Action, Subject
from registry.domain.errors import (
    AlreadyThere,
    BadCredentials,
    IllegalMove,
    InvalidValue,
    NotAllowed,
    NotFound,
)
from registry.domain.receipts import parsed
from registry.models.accounts import Account, Asked, Office
from registry.trail.events import note
from registry.vault.passwords import check_password, hash_secret

__all__ = [
    "AccountView",
    "Activation",
    "Actor",
    "NewAccount",
    "Role",
    "account_named",
    "accounts",
    "activate",
    "actor_for_token",
    "authenticate",
    "change_account",
    "create_account",
    "disable_account",
    "display_names",
    "enable_account",
    "end_session",
    "first_accounts",
    "reissue_activation",
    "start_session",
]


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to be made. `office` is needed for clerks and officers."""

    name: str
    role: Role
    office: str | None = None
    display_name: str = ""
    sees_sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Activation:
    """An account just made or renewed; `code` is its one-time code, None when a password was given.

    `request` is what another administrator has to approve first, None when the account lives at once. While
    it waits there is no code: the approval makes it.
    """

    account: uuid.UUID
    code: str | None
    request: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account as its administrator sees it."""

    id: uuid.UUID
    name: str
    display_name: str
    role: Role
    office: str | None
    active: bool
    disabled: bool
    waits: bool


def create_account(
    session: Session, actor: Actor | None, new: NewAccount, password: str | None = None
) -> Activation:
    """Make an account. Without a password it gets a one-time activation code (100 bits, 72 hours).

    A clerk's account lives at once; any other waits for a second administrator, whose approval makes the
    code; until then its password opens nothing, either. `actor` may be None for the first account of an empty
    database only (`NotAllowed` afterwards). Raises `NotAllowed`, `AlreadyThere`, `NotFound` for an unknown
    office, `InvalidValue`.
    """
    if actor is None:
        return first_accounts(session, [new], password)[0]
    require(actor, Act.manage_accounts, None)
    account, hashed = _unopened(session, new), _hashed(new, password)
    if waits_for_second(new.role):
        wanted = Wanted(Asked.creation, account.role, account.office_code, account.sees_sensitive, hashed)
        return Activation(account.id, None, ask(session, actor, account, wanted))
    return _opened(session, actor, account, hashed)


def first_accounts(
    session: Session, new: Sequence[NewAccount], password: str | None = None
) -> tuple[Activation, ...]:
    """The accounts with which an empty database starts, all alive at once: there is nobody yet to approve.

    Raises `NotAllowed` as soon as there is one account; else as `create_account`.
    """
    if session.scalar(select(func.count()).select_from(Account)):
        raise NotAllowed({"act": Act.manage_accounts.value})
    return tuple(_opened(session, None, _unopened(session, one), _hashed(one, password)) for one in new)


def activate(sessions: Sessions, code: str, password: str) -> Actor:
    """Set the first password of an account by its activation code, once. Runs its own transaction.

    Raises `BadCredentials` for a code that is unknown, used or too old; `InvalidValue` for a weak password.
    """
    signs = parsed(code, ACTIVATION_SIGNS)
    hashed = hash_secret(password)
    with transaction(sessions) as session:
        now = surroundings(session).clock.now(session)
        account = session.scalar(
            select(Account).where(Account.activation_hash == code_hash(signs or "")).with_for_update()
        )
        if account is None or account.disabled_at or account.activation_ends is None:
            raise BadCredentials
        if account.activation_ends < now:
            raise BadCredentials
        check_password(password, account.name)
        account.password_hash, account.activation_hash, account.activation_ends = hashed, None, None
        note(
            session, None, Action.account_activated, (Subject.account, account.id), office=account.office_code
        )
        return actor_of(account)


def reissue_activation(session: Session, actor: Actor, account_id: uuid.UUID) -> Activation:
    """A new activation code for a forgotten password: the old password and all sessions end with it.

    At once for a clerk; for any other role a second administrator's approval makes it, and not before.
    """
    require(actor, Act.manage_accounts, None)
    account = _account(session, account_id)
    if account.disabled_at is not None:
        raise IllegalMove({"kind": "account", "from": "disabled", "to": "activation"})
    if waits_for_second(account.role):
        wanted = Wanted(Asked.activation, account.role, account.office_code, account.sees_sensitive)
        return Activation(account_id, None, ask(session, actor, account, wanted))
    require_nothing_waits(session, account)
    code = open_by_code(session, account)
    _note_change(session, actor, account, "activation")
    return Activation(account_id, code)


def change_account(
    session: Session, actor: Actor, account_id: uuid.UUID, role: Role, office: str | None
) -> uuid.UUID | None:
    """Give an account another role or office; the answer is the request, where another has to approve it.

    Becoming a clerk happens at once, anything else waits, and so does taking an administrator's role: that
    one would stand in nobody's way any more. Nobody changes the own account.
    """
    require(actor, Act.manage_accounts, None)
    if account_id == actor.id:
        raise NotAllowed({"act": "change_self"})
    account = _account(session, account_id)
    _check_office(session, role, office)
    if waits_for_second(role) or account.role is Role.admin:
        wanted = Wanted(Asked.change, role, office, account.sees_sensitive)
        return ask(session, actor, account, wanted)
    require_nothing_waits(session, account)
    account.role, account.office_code = role, office
    _note_change(session, actor, account, "role")
    return None


def enable_account(session: Session, actor: Actor, account_id: uuid.UUID) -> uuid.UUID | None:
    """Let a disabled account sign in again; the answer is the request, where another has to approve it."""
    require(actor, Act.manage_accounts, None)
    account = _account(session, account_id)
    if account.disabled_at is None:
        raise IllegalMove({"kind": "account", "from": "enabled", "to": "enabled"})
    if waits_for_second(account.role):
        wanted = Wanted(Asked.enabling, account.role, account.office_code, account.sees_sensitive)
        return ask(session, actor, account, wanted)
    require_nothing_waits(session, account)
    account.disabled_at = None
    note(session, actor, Action.account_enabled, (Subject.account, account_id), office=account.office_code)
    return None


def disable_account(session: Session, actor: Actor, account_id: uuid.UUID) -> None:
    """Disable an account; its open sessions end with this transaction. Nobody disables the own account.

    It waits for nobody: taking a right away is urgent, and gives none (`second_administrator`).
    """
    require(actor, Act.manage_accounts, None)
    if account_id == actor.id:
        raise NotAllowed({"act": "disable_self"})
    account = _account(session, account_id)
    drop_request(session, actor, account_id)
    account.disabled_at = surroundings(session).clock.now(session)
    end_sessions_of(session, account_id)
    note(session, actor, Action.account_disabled, (Subject.account, account_id), office=account.office_code)


def accounts(session: Session, actor: Actor) -> tuple[AccountView, ...]:
    """All accounts by name, for the administrator. Raises `NotAllowed`."""
    require(actor, Act.manage_accounts, None)
    waiting = {request.account for request in waiting_requests(session, actor)}
    rows = session.scalars(select(Account).order_by(Account.name))
    return tuple(_view(account, waits=account.id in waiting) for account in rows)


def display_names(session: Session, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The names under which accounts are shown. Whoever asks may see what those accounts did."""
    query = select(Account.id, Account.display_name).where(Account.id.in_(set(ids)))
    return dict(session.execute(query).all())


def account_named(session: Session, name: str) -> uuid.UUID | None:
    """The id of the account of that name, None when there is none."""
    return session.scalar(select(Account.id).where(Account.name == account_name(name)))


def _unopened(session: Session, new: NewAccount) -> Account:
    """A row for an account that nobody can sign in to yet."""
    name = _checked_name(session, new.name)
    _check_office(session, new.role, new.office)
    account = Account(
        name=name,
        display_name=new.display_name.strip() or name,
        role=new.role,
        office_code=new.office,
        sees_sensitive=new.sees_sensitive,
        created_at=surroundings(session).clock.now(session),
    )
    session.add(account)
    session.flush()
    return account


def _hashed(new: NewAccount, password: str | None) -> str | None:
    """The password's hash. Raises `InvalidValue` for a weak one."""
    if password is None:
        return None
    check_password(password, new.name.strip().casefold())
    return hash_secret(password)


def _opened(session: Session, actor: Actor | None, account: Account, hashed: str | None) -> Activation:
    """A new account that lives at once, opened by its password or a new code."""
    if hashed is not None:
        open_by_password(account, hashed)
    code = open_by_code(session, account) if hashed is None else None
    _note_creation(session, actor, account)
    return Activation(account.id, code)


def _note_creation(session: Session, actor: Actor | None, account: Account) -> None:
    details = {"role": account.role.value, "sees_sensitive": int(account.sees_sensitive)}
    subject = (Subject.account, account.id)
    note(session, actor, Action.account_created, subject, office=account.office_code, details=details)


def _note_change(session: Session, actor: Actor, account: Account, what: str) -> None:
    details = {"what": what, "role": account.role.value, "sees_sensitive": int(account.sees_sensitive)}
    subject = (Subject.account, account.id)
    note(session, actor, Action.account_changed, subject, office=account.office_code, details=details)


def _checked_name(session: Session, given: str) -> str:
    name = account_name(given)
    if not 2 <= len(name) <= 64 or any(sign.isspace() or not sign.isprintable() for sign in name):
        raise InvalidValue({"field": "name", "problem": "format"})
    if session.scalar(select(Account.id).where(Account.name == name)) is not None:
        raise AlreadyThere({"kind": "account", "code": name})
    return name


def _check_office(session: Session, role: Role, office: str | None) -> None:
    if office is None and role in {Role.clerk, Role.officer}:
        raise InvalidValue({"field": "office", "problem": "empty"})
    if office is not None and session.get(Office, office) is None:
        raise NotFound({"kind": "office"})


def _account(session: Session, account_id: uuid.UUID) -> Account:
    account = session.get(Account, account_id)
    if account is None:
        raise NotFound({"kind": "account"})
    return account


def _view(account: Account, *, waits: bool) -> AccountView:
    return AccountView(
        id=account.id,
        name=account.name,
        display_name=account.display_name,
        role=account.role,
        office=account.office_code,
        active=account.password_hash is not None and account.disabled_at is None,
        disabled=account.disabled_at is not None,
        waits=waits,
    )
