"""`/desk`: what waits at an office, and the newest cases."""

from functools import partial
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from api.csrf import FromOurPage
from api.deps import PartsDep, Transaction, Who
from api.pages.acting import transact
from api.pages.forms import Form, go
from api.pages.render import page
from registry.domain.access import Act, Actor, may
from registry.domain.errors import NotFound, RegistryError
from registry.review.workqueue import case_of_receipt, newest_cases, waiting
from registry.tasks.quarantine import requeue_all, set_aside
from registry.tasks.tasks import requeue

router = APIRouter(prefix="/desk", include_in_schema=False)

# What a page before this one may say that it did.
DONE: Final = frozenset({"returned", "rejected", "handed_over", "sent_back", "withdrawn", "requeued"})


@router.get("")
def home(request: Request, session: Transaction, who: Who, done: str = "") -> HTMLResponse:
    """What waits, and the newest cases."""
    return _home(request, who, session, done=done if done in DONE else "")


@router.post("/find", dependencies=[FromOurPage])
def find(request: Request, parts: PartsDep, who: Who, form: Form) -> Response:
    """The case of a receipt that somebody brings."""

    def found(session: Session) -> str:
        return f"/desk/cases/{case_of_receipt(session, who, form.get('receipt', ''))}"

    return transact(parts, found, partial(_home, request, who), (NotFound,))


@router.post("/requeue", dependencies=[FromOurPage])
def read_all_again(session: Transaction, who: Who) -> Response:
    """Let all scans of the office that were set aside be read again."""
    requeue_all(session, who)
    return go("/desk?done=requeued")


@router.post("/scans/{scan_id}/requeue", dependencies=[FromOurPage])
def read_again(session: Transaction, who: Who, scan_id: UUID) -> Response:
    """Let one scan that was set aside be read again."""
    requeue(session, who, scan_id)
    return go("/desk?done=requeued")


def _home(
    request: Request, who: Actor, session: Session, error: RegistryError | None = None, *, done: str = ""
) -> HTMLResponse:
    values = {
        "counts": waiting(session, who),
        "cases": newest_cases(session, who),
        "set_aside": set_aside(session, who) if may(who, Act.requeue, who.office) else (),
        "done": done,
    }
    return page(request, "desk/home.html", values, who=who, error=error)
