"""`/`: the citizen's page. Works without scripts; says nothing of a person."""

from dataclasses import dataclass
from functools import partial
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from api.address import address_of
from api.csrf import FromOurOrigin
from api.deps import PartsDep
from api.pages.acting import attempt
from api.pages.render import page
from registry.domain.errors import RegistryError, StatusUnknown, TooManyAttempts
from registry.intake.cases import NextStep
from registry.intake.status import CaseStatus, status_for

router = APIRouter(include_in_schema=False)

STAGES: Final = ("papers", "reading", "review", "approval", "registered")
AT: Final = {
    NextStep.bring_papers: 0,
    NextStep.come_back: 0,
    NextStep.being_read: 1,
    NextStep.being_reviewed: 2,
    NextStep.awaiting_approval: 3,
    NextStep.registered: 5,
    NextStep.closed: 5,
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the way: `done`, `now` or `later`."""

    code: str
    kind: str


@router.get("/")
def ask(request: Request) -> HTMLResponse:
    """The form: receipt and PIN."""
    return _form(request, "")


@router.post("/", dependencies=[FromOurOrigin])
def tell(
    request: Request,
    parts: PartsDep,
    receipt: Annotated[str, Form(max_length=60)] = "",
    pin: Annotated[str, Form(max_length=60)] = "",
) -> Response:
    """Where the case stands, or the form again with one and the same word for every wrong pair."""

    def told() -> HTMLResponse:
        found = status_for(parts.sessions, receipt, pin, address_of(request))
        values = {"found": found, "stages": stages(found)}
        return page(request, "status.html", values, again={"receipt": receipt, "pin": pin})

    return attempt(told, partial(_form, request, receipt), (StatusUnknown, TooManyAttempts))


def stages(found: CaseStatus) -> tuple[Stage, ...]:
    """All stages of the way with where the case is."""
    now = AT[found.stage]
    kinds = ("done" if place < now else "now" if place == now else "later" for place in range(len(STAGES)))
    return tuple(Stage(code, kind) for code, kind in zip(STAGES, kinds, strict=True))


def _form(request: Request, receipt: str, error: RegistryError | None = None) -> HTMLResponse:
    return page(request, "status.html", {"found": None, "receipt": receipt[:40]}, error=error)
