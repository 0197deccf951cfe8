"""Holds accounts to the trail: who has a role or right that no event gave."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.actions import Action, Subject
from registry.domain.integrity import Broken, Fault
from registry.models.accounts import Account
from registry.models.trail import Event

GIVING: Final = (
    Action.account_asked,
    Action.account_created,
    Action.account_changed,
    Action.account_approved,
)
"""Acts that give a role; their events say which."""


def check_rights(session: Session) -> Iterator[Fault]:
    """Accounts whose role, office or right to sensitive values is not what the newest event about it gave."""
    given: dict[str, Event | None] = {}
    query = (
        select(Event)
        .where(
            Event.subject_kind == Subject.account.value, Event.action.in_([action.value for action in GIVING])
        )
        .order_by(Event.id)
    )
    for event in session.scalars(query):
        if event.action == Action.account_asked.value:
            # What is only asked for gives nothing yet; it tells that the service made the account.
            given.setdefault(event.subject_id, None)
        elif "role" in event.details:
            given[event.subject_id] = event
        elif event.details.get("what") == "role":
            # An earlier version of Sijill did not say which role: nothing can be held to it.
            given[event.subject_id] = None
    for account in session.scalars(select(Account).order_by(Account.name)):
        if str(account.id) not in given:
            # An account of which no event speaks was not made by the service.
            yield Fault(Broken.rights, str(account.id))
        elif (giving := given[str(account.id)]) is not None and not _as_given(account, giving):
            yield Fault(Broken.rights, str(account.id))


def _as_given(account: Account, event: Event) -> bool:
    told = (event.details["role"], event.details.get("sees_sensitive", 0), event.office_code)
    return told == (account.role.value, int(account.sees_sensitive), account.office_code)
