"""Signing in: passwords are checked outside any transaction, tokens are kept as hashes, sessions end."""

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from registry.accounts.throttle import SIGN_IN, forgive, spend, throttle_key
from registry.database.sessions import Sessions, surroundings, transaction
from registry.domain.access import Actor, account_name
from registry.domain.actions import Action, Subject
from registry.domain.errors import BadCredentials, SignedOut
from registry.models.accounts import Account, SignIn
from registry.trail.events import note
from registry.vault.passwords import verify_secret

IDLE: Final = timedelta(minutes=45)
ABSOLUTE: Final = timedelta(hours=12)
# Seen times are kept to the minute: a write for each request would make every reader a writer.
SEEN_GRAIN: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Tried:
    """A password that was tried: the key of its brake, the account of that name, and its owner if it fits."""

    key: str
    account: uuid.UUID | None
    owner: Actor | None


def authenticate(sessions: Sessions, name: str, password: str) -> Actor:
    """The account that signs in. Runs its own transactions, so that a failed try is counted for good.

    Raises `TooManyAttempts` (also for names that do not exist) and `BadCredentials`.
    """
    tried = try_password(sessions, name, password)
    with transaction(sessions) as session:
        if tried.owner is not None:
            forgive(session, tried.key)
            note(session, tried.owner, Action.signed_in, (Subject.account, tried.owner.id))
            return tried.owner
        subject = tried.account if tried.account is not None else "unknown"
        note(session, None, Action.sign_in_refused, (Subject.account, subject))
    raise BadCredentials


def try_password(sessions: Sessions, name: str, password: str) -> Tried:
    """Try a name and a password, counted for good, and written to the trail by whoever asks.

    Raises `TooManyAttempts`, also for names that do not exist.
    """
    wanted = account_name(name)
    key = throttle_key("sign-in", wanted)
    with transaction(sessions) as session:
        spend(session, key, SIGN_IN)
        account = session.scalar(select(Account).where(Account.name == wanted))
        usable = account is not None and account.disabled_at is None
        known = account.password_hash if account is not None and usable else None
    fits = verify_secret(password, known)
    owner = actor_of(account) if fits and account is not None else None
    return Tried(key, account.id if account is not None else None, owner)


def actor_of(account: Account) -> Actor:
    """Whoever an account is of, with role and rights as they are now."""
    return Actor(account.id, account.name, account.role, account.office_code, account.sees_sensitive)


def start_session(session: Session, actor: Actor) -> str:
    """A new session; the answer is its token (256 random bits), kept here as a hash only."""
    token = secrets.token_urlsafe(32)
    now = surroundings(session).clock.now(session)
    row = SignIn(token_hash=_hash(token), account_id=actor.id, started_at=now, seen_at=now, ended_at=None)
    session.add(row)
    session.flush()
    return token


def actor_for_token(session: Session, token: str) -> Actor:
    """Whose token it is, with role and rights as they are now.

    Raises `SignedOut` for a token that is unknown, ended, idle for 45 minutes or 12 hours old, and for an
    account disabled meanwhile.
    """
    row = session.get(SignIn, _hash(token))
    now = surroundings(session).clock.now(session)
    if row is None or row.ended_at or now - row.seen_at > IDLE or now - row.started_at > ABSOLUTE:
        raise SignedOut
    account = session.get_one(Account, row.account_id)
    if account.disabled_at is not None:
        raise SignedOut
    if now - row.seen_at > SEEN_GRAIN:
        row.seen_at = now
    return actor_of(account)


def end_session(session: Session, token: str) -> None:
    """Sign out; a token that is not known is no error."""
    row = session.get(SignIn, _hash(token))
    if row is None or row.ended_at is not None:
        return
    row.ended_at = surroundings(session).clock.now(session)
    note(session, None, Action.signed_out, (Subject.account, row.account_id))


def end_sessions_of(session: Session, account_id: uuid.UUID) -> None:
    """End every open session of an account."""
    now = surroundings(session).clock.now(session)
    open_ones = update(SignIn).where(SignIn.account_id == account_id, SignIn.ended_at.is_(None))
    session.execute(open_ones.values(ended_at=now))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
