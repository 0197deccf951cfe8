"""Four eyes on accounts: what one administrator asks, another approves; a lone one needs the recovery key."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.accounts.sign_in import end_sessions_of
from registry.accounts.throttle import SIGN_IN, forgive, spend, throttle_key
from registry.database.sessions import Sessions, surroundings, transaction
from registry.domain.access import Act, Actor, Role, require
from registry.domain.actions import Action, Subject
from registry.domain.errors import (
    AlreadyWaiting,
    IllegalMove,
    NotFound,
    RecoveryKeyWrong,
    SecondAdministratorNeeded,
)
from registry.models.accounts import Account, AccountRequest, Asked
from registry.trail.events import note
from registry.vault.crypto import is_recovery_key

ACTIVATION_HOURS: Final = 72
# One brake for the house: a signed-in administrator alone may try, and gains nothing by several accounts.
RECOVERY_TRIES: Final = throttle_key("recovery-key", "accounts")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an account is to become once somebody has approved it; secrets as hashes."""

    asked: Asked
    role: Role
    office: str | None
    sees_sensitive: bool
    password_hash: str | None = None
    activation_hash: bytes | None = None


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request as administrators see it. `own`: the reader asked for it, and can't approve it alone."""

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
        activation_hash=wanted.activation_hash,
        asked_by=actor.id,
        asked_at=surroundings(session).clock.now(session),
    )
    session.add(request)
    session.flush()
    _note(session, actor, Action.account_asked, request)
    return request.id


def open_account(
    session: Session, account: Account, password_hash: str | None, activation_hash: bytes | None
) -> None:
    """Let a password or a one-time code (for 72 hours) open an account, and nothing that did so before."""
    ends = surroundings(session).clock.now(session) + timedelta(hours=ACTIVATION_HOURS)
    account.password_hash, account.activation_hash = password_hash, activation_hash
    account.activation_ends = ends if activation_hash else None


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
    wanted = name.strip().casefold()
    found = next((one for one in waiting_requests(session, actor) if one.name == wanted), None)
    if found is None:
        raise NotFound({"kind": "request"})
    return found


def recovery_key_stands(session: Session) -> bool:
    """Whether the recovery key stands for the second administrator: no two of them can sign in."""
    living = select(func.count()).where(
        Account.role == Role.admin, Account.disabled_at.is_(None), Account.password_hash.is_not(None)
    )
    return session.scalars(living).one() <= 1


def approve_request(
    sessions: Sessions, actor: Actor, request_id: uuid.UUID, recovery: str | None = None
) -> RequestView:
    """Approve what another administrator asked, or, as the lone one and with the recovery key, the own.

    Runs its own transactions, so that a refused try stays in the trail and a guess is counted. Raises
    `NotAllowed`, `NotFound`, `IllegalMove` (decided before), `SecondAdministratorNeeded`, `TooManyAttempts`,
    `RecoveryKeyWrong`.
    """
    with transaction(sessions) as session:
        require(actor, Act.manage_accounts, None)
        request = _locked(session, request_id)
        view = _view(session, actor, request)
        if not view.own:
            _approve(session, actor, request, by_recovery_key=False)
            return view
        alone = recovery_key_stands(session)
        if alone and recovery:
            spend(session, RECOVERY_TRIES, SIGN_IN)
        else:
            _note(session, actor, Action.account_approval_denied, request)
    if not (alone and recovery):
        raise SecondAdministratorNeeded({"alone": int(alone)})
    with transaction(sessions) as session:
        fits = is_recovery_key(recovery, surroundings(session).recovery)
        request = _locked(session, request_id)
        if fits and recovery_key_stands(session):
            forgive(session, RECOVERY_TRIES)
            _approve(session, actor, request, by_recovery_key=True)
            return view
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


def _approve(session: Session, actor: Actor, request: AccountRequest, *, by_recovery_key: bool) -> None:
    account = session.get_one(Account, request.account_id, with_for_update=True, populate_existing=True)
    match request.asked:
        case Asked.creation | Asked.activation:
            open_account(session, account, request.password_hash, request.activation_hash)
            end_sessions_of(session, account.id)
        case Asked.change:
            account.role, account.office_code = request.role, request.office_code
            account.sees_sensitive = request.sees_sensitive
        case Asked.enabling:
            account.disabled_at = None
    request.approved, request.by_recovery_key = True, by_recovery_key
    _decide(session, actor, request, Action.account_approved)


def _refuse(session: Session, actor: Actor, request: AccountRequest) -> None:
    request.approved = False
    if request.asked is Asked.creation:
        account = session.get_one(Account, request.account_id)
        account.disabled_at = surroundings(session).clock.now(session)
    _decide(session, actor, request, Action.account_refused)


def _decide(session: Session, actor: Actor, request: AccountRequest, action: Action) -> None:
    # The secrets are in the account now, or in nobody's hand.
    request.password_hash, request.activation_hash = None, None
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
    )
