"""The two cookies: who is signed in, and which language a person chose."""

from typing import Final

from fastapi import Request, Response

from messages import Language

LANGUAGE_COOKIE: Final = "lang"
PLAIN_NAME: Final = "sijill"
YEAR: Final = 365 * 24 * 3600


def session_cookie_name(request: Request) -> str:
    """`__Host-` binds the cookie to this host over TLS (RFC 6265bis 4.1.3); plain http has none."""
    return f"__Host-{PLAIN_NAME}" if _secure(request) else PLAIN_NAME


def session_token(request: Request) -> str | None:
    """The token in the session cookie, None when there is none."""
    return request.cookies.get(session_cookie_name(request))


def keep_session(request: Request, response: Response, token: str) -> None:
    """Give the browser its session: unreadable for scripts, never sent along by another site's forms."""
    response.set_cookie(
        session_cookie_name(request),
        token,
        path="/",
        secure=_secure(request),
        httponly=True,
        samesite="lax",
    )


def drop_session(request: Request, response: Response) -> None:
    """Take the session cookie back."""
    response.delete_cookie(
        session_cookie_name(request), path="/", secure=_secure(request), httponly=True, samesite="lax"
    )


def keep_language(request: Request, response: Response, language: Language) -> None:
    """Remember the language chosen, for a year."""
    response.set_cookie(
        LANGUAGE_COOKIE,
        language.value,
        path="/",
        max_age=YEAR,
        secure=_secure(request),
        httponly=True,
        samesite="lax",
    )


def _secure(request: Request) -> bool:
    return request.url.scheme == "https"
