"""What an account chose for itself: the language of its pages. No event tells of it, it changes no record."""

import uuid

from sqlalchemy.orm import Session

from registry.models.accounts import Account


def language_of_account(session: Session, account_id: uuid.UUID) -> str | None:
    """The language that the account chose last, None when it never chose one."""
    return session.get_one(Account, account_id).language


def keep_language_of(session: Session, account_id: uuid.UUID, language: str) -> None:
    """Keep the language that the account chose."""
    session.get_one(Account, account_id).language = language
