"""The language of an answer: chosen by link, then by cookie; programs may name it in a header."""

from fastapi import Request

from api.cookies import LANGUAGE_COOKIE
from messages import Language, wanted

JSON_PREFIX = "/api/"


def language_of(request: Request) -> Language:
    """`?lang=`, else the cookie, else (programs only) `Accept-Language`, else Arabic.

    Pages do not follow `Accept-Language`: an office's old computer often runs in English, its clerk does not.
    """
    header = request.headers.get("accept-language") if request.url.path.startswith(JSON_PREFIX) else None
    return wanted(request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE), header)
