"""`/batches`: imported lists in figures, a sample to look at, the signature; going on, withdrawing."""

import os
from functools import partial
from typing import BinaryIO
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from api.csrf import FromOurPage, check_token
from api.deps import PartsDep, Transaction, Who
from api.language import language_of
from api.pages.acting import attempt, looking, transact
from api.pages.forms import Form, chosen
from api.pages.names import names_of
from api.pages.render import page
from api.uploads import HandedFile, Received, refuse_too_large
from messages import Catalogue, catalogue
from registry.database.sessions import transaction
from registry.domain.access import Act, Actor, may, require
from registry.domain.errors import (
    BatchInUse,
    BatchOfAnother,
    IllegalMove,
    InvalidValue,
    ListHeld,
    OwnEntry,
    RegistryError,
    Stale,
)
from registry.importing import (
    Order,
    Progress,
    Wish,
    begun_batch,
    import_people,
    sign_batch,
    tell_order,
    withdraw_batch,
)
from registry.importing.batches import batch_view, newest_batches
from registry.importing.decoding import Source
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
    return _page(request, who, batch_id, session, size=size)


@router.post("/{batch_id}/sign", dependencies=[FromOurPage])
def sign(request: Request, parts: PartsDep, who: Who, batch_id: UUID) -> Response:
    """Sign the whole batch."""

    def act(session: Session) -> str:
        sign_batch(session, who, batch_id)
        return f"/batches/{batch_id}"

    return transact(parts, act, partial(_page, request, who, batch_id), (OwnEntry, IllegalMove))


@router.post("/{batch_id}/dates", dependencies=[FromOurPage])
def tell_dates(request: Request, parts: PartsDep, who: Who, batch_id: UUID, form: Form) -> Response:
    """Say in which order the dates of a list are written that was held for it."""

    def act(session: Session) -> str:
        tell_order(session, who, batch_id, chosen(form, "order", Order))
        return f"/batches/{batch_id}"

    return transact(parts, act, partial(_page, request, who, batch_id), (InvalidValue, IllegalMove))


@router.post("/{batch_id}/withdraw", dependencies=[FromOurPage])
def withdraw(request: Request, parts: PartsDep, who: Who, batch_id: UUID) -> Response:
    """Take everybody on the list out again."""

    def act(session: Session) -> str:
        withdraw_batch(session, who, batch_id)
        return f"/batches/{batch_id}"

    return transact(parts, act, partial(_page, request, who, batch_id), (BatchInUse, IllegalMove))


@router.post("/{batch_id}/go-on")
def go_on(request: Request, parts: PartsDep, who: Who, batch_id: UUID, upload: Received) -> Response:
    """Go on with a list that stopped, from the same file."""
    check_token(request, upload.fields.get("csrf"))
    file = upload.files[0]

    def act() -> str:
        refuse_too_large(file)
        with transaction(parts.sessions) as session:
            office = begun_batch(session, who, batch_id).office
        import_people(parts.sessions, who, _opener(file), office, _tell_nobody, Wish(batch=batch_id))
        return f"/batches/{batch_id}"

    again = looking(parts, partial(_page, request, who, batch_id))
    return attempt(act, again, (InvalidValue, IllegalMove, ListHeld, BatchOfAnother, Stale))


def _opener(file: HandedFile) -> Source:
    """The file as often as it is read; it lies in memory alone."""

    def opened() -> BinaryIO:
        return os.fdopen(os.open(f"/proc/self/fd/{file.content.fileno()}", os.O_RDONLY), "rb")

    return opened


def _tell_nobody(_progress: Progress) -> None:
    """The answer tells what became of the list."""


def _page(
    request: Request,
    who: Actor,
    batch_id: UUID,
    session: Session,
    error: RegistryError | None = None,
    *,
    size: int = SIZES[0],
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
        "may_bring": may(who, Act.import_people, batch.office),
        "orders": [order.value for order in Order],
    }
    return page(request, "register/batch.html", values, who=who, error=error)


def _heading(column: str, words: Catalogue) -> str:
    """What a column of a list is called."""
    own = f"column.{column}"
    return words.say(own) if own in words else column
