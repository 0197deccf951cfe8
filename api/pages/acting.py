"""How a form acts: do it, go on, or show the page again with what stands against it."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from fastapi.responses import Response
from sqlalchemy.orm import Session

from api.pages.forms import go
from api.parts import Parts
from registry.database.sessions import Sessions, transaction
from registry.domain.errors import RegistryError

Onward = str | Response
"""Where an act leads: an address of ours, or the answer itself."""
Again = Callable[[Session, RegistryError], Response]
Look = Callable[[Sessions], AbstractContextManager[Session]]
Refusals = tuple[type[RegistryError], ...]
"""The errors that a page shows beside its form; any other is answered by `api.handlers`."""


def attempt(
    act: Callable[[], Onward], again: Callable[[RegistryError], Response], refusals: Refusals
) -> Response:
    """The answer to an act that opens its own transactions: go on, or what `again` makes of the refusal."""
    try:
        done = act()
    except refusals as error:
        return again(error)
    return go(done) if isinstance(done, str) else done


def transact(
    parts: Parts,
    act: Callable[[Session], Onward],
    again: Again,
    refusals: Refusals,
    *,
    look: Look = transaction,
) -> Response:
    """The answer to an act in one transaction: committed before going on, all of it undone when refused.

    `again` shows the page as it stands after that (`looking`).
    """

    def acted() -> Onward:
        with transaction(parts.sessions) as session:
            return act(session)

    return attempt(acted, looking(parts, again, look), refusals)


def looking(parts: Parts, again: Again, look: Look = transaction) -> Callable[[RegistryError], Response]:
    """What makes of a refusal the page as it stands now, in a session of its own.

    `look` opens it: a `transaction`, since opening somebody's data is an event, or a `snapshot` where nothing
    is written.
    """

    def shown(error: RegistryError) -> Response:
        with look(parts.sessions) as session:
            return again(session, error)

    return shown
