"""`/batches`: imported lists in figures, a sample to look at, and the second officer's signature."""

from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from api.csrf import FromOurPage
from api.deps import PartsDep, Transaction, Who
from api.errors import status_of
from api.language import language_of
from api.pages.forms import go
from api.pages.names import names_of
from api.pages.render import page
from api.parts import Parts
from messages import Catalogue, catalogue
from registry.access import Act, Actor, may, require
from registry.db import transaction
from registry.errors import IllegalMove, OwnEntry, RegistryError
from registry.importing import sign_batch
from registry.importing.batches import batch_view, newest_batches
from registry.importing.sampling import SIZES, sample
from registry.models.batches import BatchState

router = APIRouter(prefix="/batches", include_in_schema=False)


@router.get("")
def listed(request: Request, session: Transaction, who: Who) -> HTMLResponse:
    """The newest batches of the office."""
    found = newest_batches(session, who)
    names = names_of(session, {one.made_by for one in found})
    return page(request, "register/batches.html", {"batches": found, "names": names}, who=who)


@router.get("/{batch_id}")
def show(
    request: Request, session: Transaction, who: Who, batch_id: UUID, size: int = SIZES[0]
) -> HTMLResponse:
    """One batch, with lines drawn at random."""
    require(who, Act.review, who.office)
    return _page(request, session, who, batch_id, size, None)


@router.post("/{batch_id}/sign", dependencies=[FromOurPage])
def sign(request: Request, parts: PartsDep, who: Who, batch_id: UUID) -> Response:
    """Sign the whole batch."""
    try:
        with transaction(parts.sessions) as session:
            sign_batch(session, who, batch_id)
    except (OwnEntry, IllegalMove) as error:
        return _again(request, parts, who, batch_id, error)
    return go(f"/batches/{batch_id}")


def _again(request: Request, parts: Parts, who: Actor, batch_id: UUID, error: RegistryError) -> HTMLResponse:
    with transaction(parts.sessions) as session:
        return _page(request, session, who, batch_id, SIZES[0], error)


def _page(
    request: Request, session: Session, who: Actor, batch_id: UUID, size: int, error: RegistryError | None
) -> HTMLResponse:
    batch = batch_view(session, who, batch_id)
    drawn = sample(session, who, batch_id, size if size in SIZES else SIZES[0])
    words = catalogue(language_of(request))
    people = {one for one in (batch.made_by, batch.signed_by) if one is not None}
    values = {
        "batch": batch,
        "sample": drawn,
        "headings": [_heading(column, words) for column in drawn.columns],
        "sizes": SIZES,
        "names": names_of(session, people),
        "may_sign": may(who, Act.sign_batch, batch.office)
        and not batch.own
        and batch.state is BatchState.waiting,
        "error": error,
    }
    status = status_of(error) if error else HTTPStatus.OK
    return page(request, "register/batch.html", values, who=who, status=status)


def _heading(column: str, words: Catalogue) -> str:
    """What a column of a list is called."""
    own = f"column.{column}"
    return words.say(own) if own in words else column
