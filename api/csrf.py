"""Proof that a change was asked for by our own page: its origin, and a token bound to the session.

A browser tells where a request comes from (`Sec-Fetch-Site`, `Origin`); both must be ours, and the token must
fit. A program sends neither header and holds no other site's pages, so its cookie or bearer token suffices.
"""

import hashlib
import hmac
from typing import Annotated, Final
from urllib.parse import urlsplit

from fastapi import Depends, Form, Header, Request

from api.cookies import session_token
from api.faults import ForeignOrigin

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
FIELD: Final = "csrf"


def csrf_token(token: str) -> str:
    """The token for forms of the session that `token` belongs to; it does not give the session away."""
    return hmac.new(token.encode(), b"sijill csrf 1", hashlib.sha256).hexdigest()[:32]


def same_origin(request: Request) -> bool:
    """Whether a browser says that our own page asks, or no browser asks at all."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def from_browser(request: Request) -> bool:
    """Whether the request bears a mark that only browsers set."""
    return "sec-fetch-site" in request.headers or "origin" in request.headers


def check_origin(request: Request) -> None:
    """For forms without a session (sign in, status): refuse what another site's page sends."""
    if not same_origin(request):
        raise ForeignOrigin


def check_call(request: Request, x_csrf_token: Annotated[str | None, Header()] = None) -> None:
    """For JSON calls and uploads: the token comes in a header, which no foreign form can set."""
    cookie = session_token(request)
    if request.method in SAFE_METHODS or cookie is None or "authorization" in request.headers:
        return
    if not same_origin(request):
        raise ForeignOrigin
    if from_browser(request) and not _fits(cookie, x_csrf_token):
        raise ForeignOrigin


def check_form(request: Request, csrf: Annotated[str, Form()] = "") -> None:
    """For the forms of our pages: the token comes in a hidden field, and is always asked for."""
    cookie = session_token(request)
    if cookie is not None and not (same_origin(request) and _fits(cookie, csrf)):
        raise ForeignOrigin


def check_token(request: Request, given: str | None) -> None:
    """For a form whose body the route reads itself: the same check, on the token that it found."""
    check_form(request, given or "")


FromOurPage = Depends(check_form)
FromOurOrigin = Depends(check_origin)
FromOurScript = Depends(check_call)


def _fits(cookie: str, given: str | None) -> bool:
    return given is not None and hmac.compare_digest(csrf_token(cookie), given)
