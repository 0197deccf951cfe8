"""`/admin/clock`: a clock that holds all writing is accepted here, without signing in, since nobody can."""

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.csrf import FromOurOrigin
from api.deps import PartsDep
from api.pages.acting import attempt
from api.pages.forms import Form
from api.pages.render import page
from api.parts import Parts
from registry.accounts.clock_acceptance import (
    PEOPLE_NEEDED,
    Confirmer,
    accept_clock_by_key,
    accept_clock_by_people,
)
from registry.database.clock_watch import clock_now, reading
from registry.database.sessions import snapshot
from registry.domain.errors import (
    BadCredentials,
    ClockFine,
    NotAllowed,
    RecoveryKeyWrong,
    RegistryError,
    SecondPersonNeeded,
    TooManyAttempts,
)

router = APIRouter(prefix="/admin/clock", include_in_schema=False)
LONGEST_WORD = 256
REFUSALS = (BadCredentials, ClockFine, NotAllowed, RecoveryKeyWrong, SecondPersonNeeded, TooManyAttempts)


@router.get("")
def show(request: Request, parts: PartsDep) -> HTMLResponse:
    """What the clock shows, what is wrong with it, and who may accept it."""
    return _page(request, parts)


@router.post("", dependencies=[FromOurOrigin])
def accept(request: Request, parts: PartsDep, form: Form) -> Response:
    """Accept it with the recovery key, or with names and passwords."""
    given = {name: value[:LONGEST_WORD] for name, value in form.items()}

    def act() -> str:
        if key := given.get("recovery_key"):
            accept_clock_by_key(parts.sessions, key, "page")
        else:
            named = [(given.get(f"name{n}", ""), given.get(f"password{n}", "")) for n in (1, 2)]
            people = [Confirmer(name, password) for name, password in named if name.strip()]
            accept_clock_by_people(parts.sessions, people)
        return "/admin/clock"

    return attempt(act, partial(_page, request, parts), REFUSALS)


def _page(request: Request, parts: Parts, error: RegistryError | None = None) -> HTMLResponse:
    with snapshot(parts.sessions) as session:
        held, wall = clock_now(session), reading(session).wall
    values = {
        "held": held,
        "wall": wall,
        "people": PEOPLE_NEEDED.get(held.state, 0),
    }
    return page(request, "admin/clock.html", values, error=error)
