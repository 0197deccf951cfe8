"""Answers that the asker has already: told by their tag, without a body (RFC 9110, section 13.1.2)."""

from collections.abc import Mapping
from hashlib import blake2s
from http import HTTPStatus
from typing import Final

from fastapi import Request, Response

TAG_BYTES: Final = 12
UNCHANGED: Final[Mapping[int | str, dict[str, str]]] = {304: {"description": "nothing changed since `ETag`"}}


def tag_of(*shown: object) -> str:
    """The weak tag of what is shown: equal as long as every value of it is."""
    return f'W/"{blake2s(repr(shown).encode(), digest_size=TAG_BYTES).hexdigest()}"'


def has(request: Request, tag: str) -> bool:
    """Whether the asker says that it has this already (weak comparison, as for all reading)."""
    given = request.headers.get("if-none-match", "").split(",")
    return tag.removeprefix("W/") in {one.strip().removeprefix("W/") for one in given}


def unchanged(tag: str) -> Response:
    """The answer without a body."""
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"etag": tag})
