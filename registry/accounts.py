"""Accounts: who works here, and how an account comes to be and ends."""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from registry.access import Act, Actor, Role, require
from registry.db import Sessions, surroundings, transaction
from registry.errors import AlreadyThere, BadCredentials, InvalidValue, NotAllowed, NotFound
from registry.models.accounts import Account, Office, SignIn
from registry.passwords import check_password, hash_secret
from registry.receipts import new_code, parsed, printed
from registry.sign_in import actor_for_token, authenticate, end_session, start_session
from registry.trail import Action, Subject, note

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
    "create_account",
    "disable_account",
    "display_names",
    "end_session",
    "reissue_activation",
    "start_session",
]

ACTIVATION_SIGNS: Final = 20
ACTIVATION_HOURS: Final = 72


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
    """An account just made; `code` is the one-time activation code, None when a password was given."""

    account: uuid.UUID
    code: str | None


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


def create_account(
    session: Session, actor: Actor | None, new: NewAccount, password: str | None = None
) -> Activation:
    """Make an account. Without a password it gets a one-time activation code (100 bits, 72 hours).

    `actor` may be None for the first account of an empty database only (`NotAllowed` afterwards).
    Raises `NotAllowed`, `AlreadyThere`, `NotFound` for an unknown office, `InvalidValue`.
    """
    if actor is not None:
        require(actor, Act.manage_accounts, None)
    elif session.scalar(select(func.count()).select_from(Account)):
        raise NotAllowed({"act": Act.manage_accounts.value})
    name = _checked_name(session, new)
    if password is not None:
        check_password(password, name)
    now = surroundings(session).clock.now(session)
    code = None if password is not None else new_code(ACTIVATION_SIGNS)
    account = Account(
        name=name,
        display_name=new.display_name.strip() or name,
        role=new.role,
        office_code=new.office,
        sees_sensitive=new.sees_sensitive,
        password_hash=hash_secret(password) if password is not None else None,
        activation_hash=_code_hash(code) if code else None,
        activation_ends=now + timedelta(hours=ACTIVATION_HOURS) if code else None,
        created_at=now,
        disabled_at=None,
    )
    session.add(account)
    session.flush()
    details = {"role": new.role.value, "sees_sensitive": int(new.sees_sensitive)}
    note(
        session,
        actor,
        Action.account_created,
        (Subject.account, account.id),
        office=new.office,
        details=details,
    )
    return Activation(account.id, printed(code) if code else None)


def activate(sessions: Sessions, code: str, password: str) -> Actor:
    """Set the first password of an account by its activation code, once. Runs its own transaction.

    Raises `BadCredentials` for a code that is unknown, used or too old; `InvalidValue` for a weak password.
    """
    signs = parsed(code, ACTIVATION_SIGNS)
    hashed = hash_secret(password)
    with transaction(sessions) as session:
        now = surroundings(session).clock.now(session)
        account = session.scalar(
            select(Account).where(Account.activation_hash == _code_hash(signs or "")).with_for_update()
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
        return _actor(account)


def reissue_activation(session: Session, actor: Actor, account_id: uuid.UUID) -> str:
    """A new activation code for a forgotten password: the old password and all sessions end at once."""
    require(actor, Act.manage_accounts, None)
    account = _account(session, account_id)
    now = surroundings(session).clock.now(session)
    code = new_code(ACTIVATION_SIGNS)
    account.password_hash = None
    account.activation_hash, account.activation_ends = (
        _code_hash(code),
        now + timedelta(hours=ACTIVATION_HOURS),
    )
    _end_sessions(session, account_id)
    note(
        session, actor, Action.account_changed, (Subject.account, account_id), details={"what": "activation"}
    )
    return printed(code)


def disable_account(session: Session, actor: Actor, account_id: uuid.UUID) -> None:
    """Disable an account; its open sessions end with this transaction. Nobody disables the own account."""
    require(actor, Act.manage_accounts, None)
    if account_id == actor.id:
        raise NotAllowed({"act": "disable_self"})
    account = _account(session, account_id)
    account.disabled_at = surroundings(session).clock.now(session)
    _end_sessions(session, account_id)
    note(session, actor, Action.account_disabled, (Subject.account, account_id), office=account.office_code)


def accounts(session: Session, actor: Actor) -> tuple[AccountView, ...]:
    """All accounts by name, for the administrator. Raises `NotAllowed`."""
    require(actor, Act.manage_accounts, None)
    return tuple(_view(account) for account in session.scalars(select(Account).order_by(Account.name)))


def display_names(session: Session, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The names under which accounts are shown. Whoever asks may see what those accounts did."""
    query = select(Account.id, Account.display_name).where(Account.id.in_(set(ids)))
    return dict(session.execute(query).all())


def account_named(session: Session, name: str) -> uuid.UUID | None:
    """The id of the account of that name, None when there is none."""
    return session.scalar(select(Account.id).where(Account.name == name.strip().casefold()))


def _checked_name(session: Session, new: NewAccount) -> str:
    name = new.name.strip().casefold()
    if not 2 <= len(name) <= 64 or any(sign.isspace() or not sign.isprintable() for sign in name):
        raise InvalidValue({"field": "name", "problem": "format"})
    if session.scalar(select(Account.id).where(Account.name == name)) is not None:
        raise AlreadyThere({"kind": "account", "code": name})
    if new.office is None and new.role in {Role.clerk, Role.officer}:
        raise InvalidValue({"field": "office", "problem": "empty"})
    if new.office is not None and session.get(Office, new.office) is None:
        raise NotFound({"kind": "office"})
    return name


def _account(session: Session, account_id: uuid.UUID) -> Account:
    account = session.get(Account, account_id)
    if account is None:
        raise NotFound({"kind": "account"})
    return account


def _end_sessions(session: Session, account_id: uuid.UUID) -> None:
    now = surroundings(session).clock.now(session)
    open_ones = update(SignIn).where(SignIn.account_id == account_id, SignIn.ended_at.is_(None))
    session.execute(open_ones.values(ended_at=now))


def _code_hash(code: str) -> bytes:
    return hashlib.sha256(code.encode()).digest()


def _actor(account: Account) -> Actor:
    return Actor(account.id, account.name, account.role, account.office_code, account.sees_sensitive)


def _view(account: Account) -> AccountView:
    return AccountView(
        id=account.id,
        name=account.name,
        display_name=account.display_name,
        role=account.role,
        office=account.office_code,
        active=account.password_hash is not None and account.disabled_at is None,
        disabled=account.disabled_at is not None,
    )
