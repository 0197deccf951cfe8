"""`/records`: searching the register with a reason.

Names and reasons travel in the body of a POST: an address ends up in histories and logs.
"""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy.orm import Session

from api.csrf import FromOurPage
from api.deps import Transaction, Who
from api.errors import status_of
from api.language import language_of
from api.pages.forms import Form
from api.pages.names import office_names
from api.pages.render import page
from registry.access import Act, Actor, require
from registry.errors import InvalidValue, ReasonNeeded, RegistryError
from registry.search import SearchQuery, search

router = APIRouter(prefix="/records", include_in_schema=False)

ASKED = ("name", "mother", "register", "page", "national_number", "office", "reason")


@router.get("")
def ask(request: Request, session: Transaction, who: Who) -> HTMLResponse:
    """The form."""
    require(who, Act.search, who.office)
    return _page(request, session, who, {}, None, None)


@router.post("", dependencies=[FromOurPage])
def find(request: Request, session: Transaction, who: Who, form: Form) -> HTMLResponse:
    """Candidates with why; the question is written to the trail."""
    asked = {field: form.get(field, "").strip() for field in ASKED}
    query = SearchQuery(
        name=asked["name"],
        mother=asked["mother"],
        register=asked["register"],
        page=asked["page"],
        national_number=asked["national_number"],
        office=asked["office"] or None,
        limit=20,
    )
    try:
        found = search(session, who, query, asked["reason"])
    except (InvalidValue, ReasonNeeded) as error:
        return _page(request, session, who, asked, None, error)
    return _page(request, session, who, asked, found, None)


def _page(
    request: Request,
    session: Session,
    who: Actor,
    asked: Mapping[str, str],
    found: object,
    error: RegistryError | None,
) -> HTMLResponse:
    values = {
        "asked": {field: asked.get(field, "") for field in ASKED},
        "candidates": found,
        "error": error,
        "offices": office_names(session, language_of(request)),
    }
    status = status_of(error) if error else HTTPStatus.OK
    return page(request, "register/search.html", values, who=who, status=status)
