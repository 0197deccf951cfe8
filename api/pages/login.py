"""`/login`, `/activate`, `/logout`: the forms of signing in and out."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from api.cookies import drop_session, keep_language, keep_session, session_token
from api.csrf import FromOurOrigin, FromOurPage
from api.deps import PartsDep, PerhapsWho, Transaction
from api.language import chosen_language, known_language
from api.pages.acting import attempt
from api.pages.forms import go
from api.pages.frame import home_of
from api.pages.render import page
from messages import Language
from registry.accounts.accounts import activate
from registry.accounts.preferences import keep_language_of, language_of_account
from registry.accounts.sign_in import authenticate, end_session, start_session
from registry.database.sessions import transaction
from registry.domain.errors import BadCredentials, InvalidValue, RegistryError, TooManyAttempts

router = APIRouter(include_in_schema=False)

Short = Annotated[str, Form(max_length=256)]


@router.get("/login")
def ask(request: Request, who: PerhapsWho, next: str = "", activated: bool = False) -> Response:  # noqa: A002 (the field's name on the page)
    """The form; who is signed in already is sent on."""
    if who is not None:
        return go(home_of(who))
    choice = chosen_language(request)
    return _sign_in_page(request, "", next, choice, activated=activated)


@router.post("/login", dependencies=[FromOurOrigin])
def sign_in(
    request: Request,
    parts: PartsDep,
    username: Short = "",
    password: Short = "",
    next: Short = "",  # noqa: A002 (the field's name on the page)
    lang: Short = "",
) -> Response:
    """Sign in and go where one wanted to go, in the language chosen here, else in the account's own."""
    choice = known_language(lang)

    def act() -> Response:
        actor = authenticate(parts.sessions, username, password)
        with transaction(parts.sessions) as session:
            token = start_session(session, actor)
            if choice is not None:
                keep_language_of(session, actor.id, choice.value)
            language = known_language(language_of_account(session, actor.id))
        response = go(_safe(next) or home_of(actor))
        keep_session(request, response, token)
        if language is not None:
            keep_language(request, response, language)
        return response

    again = partial(_sign_in_page, request, username[:64], next, choice)
    return attempt(act, again, (BadCredentials, TooManyAttempts))


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
    return page(request, "activate.html", {})


@router.post("/activate", dependencies=[FromOurOrigin])
def first_password(request: Request, parts: PartsDep, code: Short = "", password: Short = "") -> Response:
    """Set the first password."""

    def act() -> str:
        activate(parts.sessions, code, password)
        return "/login?activated=true"

    def again(error: RegistryError) -> HTMLResponse:
        shown = error if isinstance(error, InvalidValue) else CodeUnknown()
        return page(request, "activate.html", {}, error=shown)

    return attempt(act, again, (BadCredentials, InvalidValue))


class CodeUnknown(BadCredentials):
    """The activation code is unknown, used or too old. Ask the administrator for a new one."""

    code = "code_unknown"


def _sign_in_page(
    request: Request,
    username: str,
    wanted: str,
    choice: Language | None,
    error: RegistryError | None = None,
    *,
    activated: bool = False,
) -> HTMLResponse:
    values = {"username": username, "next": _safe(wanted), "activated": activated, "choice": choice}
    return page(request, "login.html", values, error=error)


def _safe(address: str) -> str:
    """Only addresses of ours, so that nobody is sent elsewhere after signing in."""
    plain = address.isprintable() and " " not in address and "\\" not in address
    path = address.partition("?")[0]
    # A path without empty or dotted steps is read alike by every browser and proxy (RFC 3986 section 5.2.4).
    steps = path.split("/")[1:]
    fit = plain and path.startswith("/") and not {"", ".", ".."} & set(steps[:-1])
    return address if fit and steps[-1] not in {".", ".."} else ""
