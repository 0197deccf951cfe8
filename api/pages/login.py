"""`/login`, `/activate`, `/logout`: the forms of signing in and out."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from api.cookies import drop_session, keep_session, session_token
from api.csrf import FromOurOrigin, FromOurPage
from api.deps import PartsDep, PerhapsWho, Transaction
from api.errors import status_of
from api.pages.forms import go
from api.pages.frame import home_of
from api.pages.render import page
from registry.accounts import activate
from registry.db import transaction
from registry.errors import BadCredentials, InvalidValue, RegistryError, TooManyAttempts
from registry.sign_in import authenticate, end_session, start_session

router = APIRouter(include_in_schema=False)

Short = Annotated[str, Form(max_length=256)]


@router.get("/login")
def ask(request: Request, who: PerhapsWho, next: str = "", activated: bool = False) -> Response:  # noqa: A002 (the field's name on the page)
    """The form; who is signed in already is sent on."""
    if who is not None:
        return go(home_of(who))
    values = {"error": None, "username": "", "next": _safe(next), "activated": activated}
    return page(request, "login.html", values)


@router.post("/login", dependencies=[FromOurOrigin])
def sign_in(
    request: Request,
    parts: PartsDep,
    username: Short = "",
    password: Short = "",
    next: Short = "",  # noqa: A002 (the field's name on the page)
) -> Response:
    """Sign in and go where one wanted to go."""
    try:
        actor = authenticate(parts.sessions, username, password)
    except (BadCredentials, TooManyAttempts) as error:
        values = {"error": error, "username": username[:64], "next": _safe(next), "activated": False}
        return page(request, "login.html", values, status=status_of(error))
    with transaction(parts.sessions) as session:
        token = start_session(session, actor)
    response = go(_safe(next) or home_of(actor))
    keep_session(request, response, token)
    return response


@router.post("/logout", dependencies=[FromOurPage])
def sign_out(request: Request, session: Transaction) -> Response:
    """Sign out; the token ends at once."""
    end_session(session, session_token(request) or "")
    response = go("/login")
    drop_session(request, response)
    return response


@router.get("/activate")
def ask_code(request: Request) -> HTMLResponse:
    """The form for a one-time code and a first password."""
    return page(request, "activate.html", {"error": None})


@router.post("/activate", dependencies=[FromOurOrigin])
def first_password(request: Request, parts: PartsDep, code: Short = "", password: Short = "") -> Response:
    """Set the first password."""
    try:
        activate(parts.sessions, code, password)
    except (BadCredentials, InvalidValue) as error:
        shown: RegistryError = error if isinstance(error, InvalidValue) else CodeUnknown()
        return page(request, "activate.html", {"error": shown}, status=status_of(error))
    return go("/login?activated=true")


class CodeUnknown(BadCredentials):
    """The activation code is unknown, used or too old. Ask the administrator for a new one."""

    code = "code_unknown"


def _safe(address: str) -> str:
    """Only addresses of ours, so that nobody is sent elsewhere after signing in."""
    fit = address.startswith("/") and not address.startswith(("//", "/\\")) and "\n" not in address
    return address if fit else ""
