"""What the pages' forms share: reading fields, and showing a form again with what went wrong."""

from collections.abc import Mapping
from typing import Annotated, Final

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse

from api.faults import VersionNeeded

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
