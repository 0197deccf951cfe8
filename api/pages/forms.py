"""What the pages' forms share: reading fields, and showing a form again with what went wrong."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Final, TypeVar

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse

from api.faults import VersionNeeded
from arabic.digits import to_western
from registry.errors import InvalidValue

Choice = TypeVar("Choice", bound=StrEnum)
FIELD: Final = "f."


async def form_of(request: Request) -> Mapping[str, str]:
    """The fields of a form as text, the last one of each name; files are left out."""
    form = await request.form(max_files=0, max_fields=4000)
    return {name: value for name, value in form.items() if isinstance(value, str)}


Form = Annotated[Mapping[str, str], Depends(form_of)]


def typed_fields(form: Mapping[str, str]) -> dict[str, str]:
    """The values typed, by path: the form's names are `f.` and the path."""
    return {name[len(FIELD) :]: value for name, value in form.items() if name.startswith(FIELD)}


def version_in(form: Mapping[str, str]) -> int:
    """The version that the page was made of. Raises `VersionNeeded`."""
    version = form.get("version", "")
    if not version.isdecimal():
        raise VersionNeeded
    return int(version)


def go(address: str) -> RedirectResponse:
    """Send the browser on after a change, so that a reload repeats nothing (303, RFC 9110)."""
    return RedirectResponse(address, 303)


def whole(form: Mapping[str, str], name: str, *, optional: bool = False) -> int | None:
    """A whole number in any of the three digit scripts. Raises `InvalidValue`."""
    text = to_western(form.get(name, "")).strip()
    if not text and optional:
        return None
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise InvalidValue({"field": name, "problem": "format"})
    return int(text)


def chosen(form: Mapping[str, str], name: str, kind: type[Choice]) -> Choice:
    """A member of a closed list. Raises `InvalidValue`."""
    if form.get(name, "") not in set(kind):
        raise InvalidValue({"field": name, "problem": "unknown"})
    return kind(form[name])
