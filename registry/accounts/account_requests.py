"""Four eyes on accounts: what one administrator asks, another approves; a lone one needs the recovery key.

A one-time code is made by the approval and told to whoever approved. Whoever asked never learns it: with the
code the account would be theirs.
"""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.accounts.sign_in import end_sessions_of
from registry.accounts.throttle import SIGN_IN, forgive, spend, throttle_key
from registry.database.sessions import Sessions, surroundings, transaction
from registry.domain.access import Act, Actor, Role, account_name, require
from registry.domain.actions import Action, Subject
from registry.domain.errors import (
    AlreadyWaiting,
    IllegalMove,
    NotFound,
    RecoveryKeyRests,
    RecoveryKeyWrong,
    SecondAdministratorNeeded,
)
from registry.domain.receipts import new_code, printed
from registry.models.accounts import Account, AccountRequest, Asked
from registry.trail.events import note
from registry.vault.crypto import is_recovery_key

ACTIVATION_HOURS: Final = 72
"""Hours for which an activation code holds: a long weekend."""
ACTIVATION_SIGNS: Final = 20
"""Signs of a one-time code, 5 bits each."""
REST_HOURS: Final = 72
"""How long the recovery key stands for nobody after an administrator was disabled: else whoever holds it
would be two persons by disabling the other. Three days are time for others to see it in the trail."""
# One brake for the house: a signed-in administrator alone may try, and gains nothing by several accounts.
RECOVERY_TRIES: Final = throttle_key("recovery-key", "accounts")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an account is to become once somebody has approved it. Without a password it gets a code then."""

    asked: Asked
    role: Role
    office: str | None
    sees_sensitive: bool
    password_hash: str | None = None


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request as administrators see it. `own`: the reader asked for it, and can't approve it alone.

    `password_known`: a password that was set with the request will open the account, so whoever asked knows
    it. Else the approval makes a code where `gives_code`.
    """

    id: uuid.UUID
    account: uuid.UUID
    name: str
    display_name: str
    asked: Asked
    role: Role
    office: str | None
    sees_sensitive: bool
    role_now: Role
    office_now: str | None
    asked_by: str
    asked_at: datetime
    own: bool
    gives_code: bool
    password_known: bool


@dataclass(frozen=True, slots=True)
class Approved:
    """What was approved, and the one-time code that the account's holder is to be given, if there is one."""

    request: RequestView
    code: str | None


class Second(StrEnum):
    """Who approves what an administrator asked."""

    person = "person"
    key = "key"
    nobody = "nobody"
    """There is no other administrator, and the recovery key does not stand for one yet."""


def waits_for_second(role: Role) -> bool:
    """Whether accounts of this role wait for a second administrator: all that decide, oversee or look."""
    return role is not Role.clerk


def ask(session: Session, actor: Actor, account: Account, wanted: Wanted) -> uuid.UUID:
    """Put a request before the other administrators; the answer is its id. Raises `AlreadyWaiting`."""
    require_nothing_waits(session, account)
    request = AccountRequest(
        account_id=account.id,
        asked=wanted.asked,
        role=wanted.role,
        office_code=wanted.office,
        sees_sensitive=wanted.sees_sensitive,
        password_hash=wanted.password_hash,
        asked_by=actor.id,
        asked_at=surroundings(session).clock.now(session),
    )
    session.add(request)
    session.flush()
    _note(session, actor, Action.account_asked, request)
    return request.id


def open_by_password(account: Account, password_hash: str) -> None:
    """Let this password open an account, and nothing that did so before."""
    account.password_hash, account.activation_hash, account.activation_ends = password_hash, None, None


def open_by_code(session: Session, account: Account) -> str:
    """Let a new one-time code (for 72 hours) open an account, and nothing that did so before; the code."""
    code = new_code(ACTIVATION_SIGNS)
    account.password_hash, account.activation_hash = None, code_hash(code)
    account.activation_ends = surroundings(session).clock.now(session) + timedelta(hours=ACTIVATION_HOURS)
    end_sessions_of(session, account.id)
    return printed(code)


def code_hash(code: str) -> bytes:
    """Under what an activation code is kept."""
    return hashlib.sha256(code.encode()).digest()


def require_nothing_waits(session: Session, account: Account) -> None:
    """Raise `AlreadyWaiting` while a request for the account waits: what is approved is what was seen."""
    # Two who ask at once come one after the other.
    session.get(Account, account.id, with_for_update=True)
    if _undecided(session, account.id) is not None:
        raise AlreadyWaiting({"name": account.name})


def waiting_requests(session: Session, actor: Actor) -> tuple[RequestView, ...]:
    """What waits for a second administrator, oldest first. Raises `NotAllowed`."""
    require(actor, Act.manage_accounts, None)
    query = (
        select(AccountRequest)
        .where(AccountRequest.decided_at.is_(None))
        .order_by(AccountRequest.asked_at, AccountRequest.id)
    )
    return tuple(_view(session, actor, request) for request in session.scalars(query))


def waiting_for(session: Session, actor: Actor, name: str) -> RequestView:
    """The request that waits for the account of this name. Raises `NotAllowed`, `NotFound`."""
    wanted = account_name(name)
    found = next((one for one in waiting_requests(session, actor) if one.name == wanted), None)
    if found is None:
        raise NotFound({"kind": "request"})
    return found


def second_administrator(session: Session) -> Second:
    """Who stands for the second administrator: a person while two can sign in, else the recovery key.

    The key does not while an administrator was disabled less than REST_HOURS ago.
    """
    could_sign_in = select(func.count()).where(Account.role == Role.admin, Account.password_hash.is_not(None))
    if session.scalars(could_sign_in.where(Account.disabled_at.is_(None))).one() > 1:
        return Second.person
    lately = surroundings(session).clock.now(session) - timedelta(hours=REST_HOURS)
    resting = session.scalars(could_sign_in.where(Account.disabled_at > lately)).one()
    return Second.nobody if resting else Second.key


def approve_request(
    sessions: Sessions, actor: Actor, request_id: uuid.UUID, recovery: str | None = None
) -> Approved:
    """Approve what another administrator asked, or, as the lone one and with the recovery key, the own.

    Runs its own transactions, so that a refused try stays in the trail and a guess is counted. Raises
    `NotAllowed`, `NotFound`, `IllegalMove` (decided before), `SecondAdministratorNeeded`, `TooManyAttempts`,
    `RecoveryKeyWrong`, `RecoveryKeyRests`.
    """
    with transaction(sessions) as session:
        require(actor, Act.manage_accounts, None)
        request = _locked(session, request_id)
        view = _view(session, actor, request)
        if not view.own:
            return Approved(view, _approve(session, actor, request, by_recovery_key=False))
        second = second_administrator(session)
        tried = second is Second.key and recovery is not None
        if tried:
            spend(session, RECOVERY_TRIES, SIGN_IN)
        else:
            _note(session, actor, Action.account_approval_denied, request)
    if second is Second.nobody:
        raise RecoveryKeyRests({"hours": REST_HOURS})
    if not tried:
        raise SecondAdministratorNeeded({"alone": int(second is Second.key)})
    with transaction(sessions) as session:
        fits = recovery is not None and is_recovery_key(recovery, surroundings(session).recovery)
        request = _locked(session, request_id)
        if fits and second_administrator(session) is Second.key:
            forgive(session, RECOVERY_TRIES)
            return Approved(view, _approve(session, actor, request, by_recovery_key=True))
        _note(session, actor, Action.account_key_refused, request)
    raise RecoveryKeyWrong


def refuse_request(session: Session, actor: Actor, request_id: uuid.UUID) -> None:
    """Refuse what waits; whoever asked may take it back so, too. Raises as `approve_request` does."""
    require(actor, Act.manage_accounts, None)
    _refuse(session, actor, _locked(session, request_id))


def drop_request(session: Session, actor: Actor, account_id: uuid.UUID) -> None:
    """Refuse whatever waits for an account that ends."""
    request = _undecided(session, account_id)
    if request is not None:
        _refuse(session, actor, request)


def _approve(session: Session, actor: Actor, request: AccountRequest, *, by_recovery_key: bool) -> str | None:
    """Do what was asked; the answer is the code for the account's holder, None when nothing new opens it."""
    account = session.get_one(Account, request.account_id, with_for_update=True, populate_existing=True)
    gives_code = _gives_code(account, request)
    match request.asked:
        case Asked.creation if request.password_hash is not None:
            open_by_password(account, request.password_hash)
        case Asked.change:
            account.role, account.office_code = request.role, request.office_code
            account.sees_sensitive = request.sees_sensitive
        case Asked.enabling:
            account.disabled_at = None
        case Asked.creation | Asked.activation:
            pass
    code = open_by_code(session, account) if gives_code else None
    request.approved, request.by_recovery_key = True, by_recovery_key
    _decide(session, actor, request, Action.account_approved)
    return code


def _gives_code(account: Account, request: AccountRequest) -> bool:
    """Whether the approval makes a new code: unless the account's holder alone knows what opens it.

    A clerk's first code was shown to one administrator. An account that rises is therefore opened anew.
    """
    match request.asked:
        case Asked.creation:
            return request.password_hash is None
        case Asked.activation:
            return True
        case Asked.change:
            return not waits_for_second(account.role)
        case Asked.enabling:
            return False


def _refuse(session: Session, actor: Actor, request: AccountRequest) -> None:
    request.approved = False
    if request.asked is Asked.creation:
        account = session.get_one(Account, request.account_id)
        account.disabled_at = surroundings(session).clock.now(session)
    _decide(session, actor, request, Action.account_refused)


def _decide(session: Session, actor: Actor, request: AccountRequest, action: Action) -> None:
    # The secret is in the account now, or in nobody's hand.
    request.password_hash = None
    request.decided_by, request.decided_at = actor.id, surroundings(session).clock.now(session)
    _note(session, actor, action, request)


def _undecided(session: Session, account_id: uuid.UUID) -> AccountRequest | None:
    return session.scalar(
        select(AccountRequest).where(
            AccountRequest.account_id == account_id, AccountRequest.decided_at.is_(None)
        )
    )


def _locked(session: Session, request_id: uuid.UUID) -> AccountRequest:
    request = session.get(AccountRequest, request_id, with_for_update=True, populate_existing=True)
    if request is None:
        raise NotFound({"kind": "request"})
    if request.decided_at is not None:
        raise IllegalMove({"kind": "request", "from": "decided", "to": "decided"})
    return request


def _note(session: Session, actor: Actor, action: Action, request: AccountRequest) -> None:
    details = {
        "request": str(request.id),
        "asked": request.asked.value,
        "role": request.role.value,
        "sees_sensitive": int(request.sees_sensitive),
        "recovery_key": int(bool(request.by_recovery_key)),
    }
    subject = (Subject.account, request.account_id)
    note(session, actor, action, subject, office=request.office_code, details=details)


def _view(session: Session, actor: Actor, request: AccountRequest) -> RequestView:
    account = session.get_one(Account, request.account_id)
    return RequestView(
        id=request.id,
        account=account.id,
        name=account.name,
        display_name=account.display_name,
        asked=request.asked,
        role=request.role,
        office=request.office_code,
        sees_sensitive=request.sees_sensitive,
        role_now=account.role,
        office_now=account.office_code,
        asked_by=session.get_one(Account, request.asked_by).name,
        asked_at=request.asked_at,
        own=request.asked_by == actor.id,
        gives_code=_gives_code(account, request),
        password_known=request.password_hash is not None,
    )
