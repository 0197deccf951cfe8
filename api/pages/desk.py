"""`/desk`: what waits at an office, and the newest cases."""

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.csrf import FromOurPage
from api.deps import Transaction, Who
from api.pages.forms import Form, go
from api.pages.render import page
from registry.access import Actor
from registry.errors import NotFound, RegistryError
from registry.queues import case_of_receipt, newest_cases, waiting

router = APIRouter(prefix="/desk", include_in_schema=False)

# What a page before this one may say that it did.
DONE: Final = frozenset({"returned", "rejected", "handed_over", "sent_back", "withdrawn"})


@router.get("")
def home(request: Request, session: Transaction, who: Who, done: str = "") -> HTMLResponse:
    """What waits, and the newest cases."""
    return _home(request, session, who, None, done if done in DONE else "")


@router.post("/find", dependencies=[FromOurPage])
def find(request: Request, session: Transaction, who: Who, form: Form) -> Response:
    """The case of a receipt that somebody brings."""
    try:
        return go(f"/desk/cases/{case_of_receipt(session, who, form.get('receipt', ''))}")
    except NotFound as error:
        return _home(request, session, who, error, "")


def _home(
    request: Request, session: Transaction, who: Actor, error: RegistryError | None, done: str
) -> HTMLResponse:
    values = {
        "counts": waiting(session, who),
        "cases": newest_cases(session, who),
        "error": error,
        "done": done,
    }
    return page(request, "desk/home.html", values, who=who)
