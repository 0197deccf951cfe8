"""The language that somebody chose by a link: kept in the account of whoever is signed in."""

from fastapi import Depends, Request

from api.deps import PartsDep, perhaps_signed_in
from api.language import chosen_language
from registry.accounts.preferences import keep_language_of
from registry.database.sessions import transaction


def keep_choice(request: Request, parts: PartsDep) -> None:
    """Keep the choice, if the address bears one; the page itself gives the browser its cookie."""
    choice = chosen_language(request)
    who = perhaps_signed_in(request, parts) if choice is not None else None
    if choice is None or who is None:
        return
    with transaction(parts.sessions) as session:
        keep_language_of(session, who.id, choice.value)


KeepsChoice = Depends(keep_choice)
