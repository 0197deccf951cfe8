"""The language of an answer: chosen by link, then by cookie; programs may name it in a header."""

from typing import Final

from fastapi import Request

from api.cookies import LANGUAGE_COOKIE
from messages import Language, wanted

JSON_PREFIX: Final = "/api/"
# The name in an address, and in the form of signing in, under which a person chooses a language.
CHOICE: Final = "lang"


def language_of(request: Request) -> Language:
    """`?lang=`, else the cookie, else (programs only) `Accept-Language`, else Arabic.

    Pages do not follow `Accept-Language`: an office's old computer often runs in English, its clerk does not.
    """
    header = request.headers.get("accept-language") if request.url.path.startswith(JSON_PREFIX) else None
    return wanted(request.query_params.get(CHOICE), request.cookies.get(LANGUAGE_COOKIE), header)


def chosen_language(request: Request) -> Language | None:
    """The language that the address asks for, None when it asks for none of ours."""
    return known_language(request.query_params.get(CHOICE))


def known_language(name: str | None) -> Language | None:
    """The language of exactly that name, None when there is none."""
    return Language(name) if name in set(Language) else None
