"""What a route may ask for, as named types: a signature reads as the list of what the route needs."""

from collections.abc import Iterator
from typing import Annotated, Final
from urllib.parse import unquote

from fastapi import Depends, Header, Query, Request
from sqlalchemy.orm import Session

from api.cookies import session_token
from api.faults import SignInNeeded, VersionNeeded
from api.language import language_of
from api.parts import Parts
from messages import Language
from registry.accounts.sign_in import actor_for_token
from registry.database.sessions import snapshot, transaction
from registry.domain.access import Act, Actor, require
from registry.domain.errors import InvalidValue, SignedOut

BEARER = "bearer "
LONGEST_PURPOSE: Final = 3000
"""Characters of a purpose's header: 500 letters of Arabic, percent-encoded."""


def parts_of(request: Request) -> Parts:
    """The parts this application was made of."""
    parts = request.app.state.parts
    assert isinstance(parts, Parts)
    return parts


PartsDep = Annotated[Parts, Depends(parts_of)]


def open_transaction(parts: PartsDep) -> Iterator[Session]:
    """One unit of work; committed before the answer leaves, rolled back when the route fails."""
    with transaction(parts.sessions) as session:
        yield session


def open_snapshot(parts: PartsDep) -> Iterator[Session]:
    """Reading only: waits for no writer."""
    with snapshot(parts.sessions) as session:
        yield session


# "function": the default scope commits after the answer, and would say 201 before a commit that fails.
Transaction = Annotated[Session, Depends(open_transaction, scope="function")]
Snapshot = Annotated[Session, Depends(open_snapshot, scope="function")]


def token_of(request: Request) -> str | None:
    """The bearer token, else the one in the cookie."""
    header = request.headers.get("authorization", "")
    if header.lower().startswith(BEARER):
        return header[len(BEARER) :].strip()
    return session_token(request)


def signed_in(request: Request, parts: PartsDep) -> Actor:
    """Whoever is signed in, with role and office as they are now. Raises `SignInNeeded`, `SignedOut`."""
    token = token_of(request)
    if not token:
        raise SignInNeeded
    with transaction(parts.sessions) as session:
        return actor_for_token(session, token)


def perhaps_signed_in(request: Request, parts: PartsDep) -> Actor | None:
    """Whoever is signed in, None when nobody is."""
    try:
        return signed_in(request, parts)
    except (SignInNeeded, SignedOut):
        return None


Who = Annotated[Actor, Depends(signed_in)]


def at_the_desk(who: Who) -> None:
    """Only those who work at an office's counter. Raises `NotAllowed`."""
    require(who, Act.open_case, who.office)


AtTheDesk = Depends(at_the_desk)
PerhapsWho = Annotated[Actor | None, Depends(perhaps_signed_in)]
Lang = Annotated[Language, Depends(language_of)]


def purpose_of(
    sijill_purpose: Annotated[
        str | None,
        Header(
            max_length=LONGEST_PURPOSE,
            description="why personal data is opened, UTF-8, percent-encoded where a client can't send that; "
            "auditors must say",
        ),
    ] = None,
    reason: Annotated[
        str | None,
        Query(max_length=500, description="the same, for links; addresses are logged, so prefer the header"),
    ] = None,
) -> str | None:
    """The purpose in words: of the header, else of the address, None when nothing is said.

    Headers are bytes (RFC 9110, 5.5) that the server reads as ISO 8859-1: they are read as UTF-8 again.
    Raises `InvalidValue` for bytes that are none.
    """
    if sijill_purpose is None:
        return reason
    try:
        return unquote(sijill_purpose.encode("latin-1").decode(), errors="strict")
    except UnicodeError as error:
        raise InvalidValue({"field": "Sijill-Purpose", "problem": "format"}) from error


Why = Annotated[str | None, Depends(purpose_of)]


def version_of(if_match: Annotated[str | None, Header()] = None) -> int:
    """The version in `If-Match`, as an `ETag` of ours gave it.

    Raises `VersionNeeded` without one (428, RFC 6585), `InvalidValue` for one that is not ours.
    """
    if if_match is None:
        raise VersionNeeded
    tag = if_match.strip().removeprefix("W/").strip('"')
    if not tag.isdecimal():
        raise InvalidValue({"field": "If-Match", "problem": "format"})
    return int(tag)


Version = Annotated[int, Depends(version_of)]


def etag(version: int) -> str:
    """The `ETag` of a version."""
    return f'"{version}"'
