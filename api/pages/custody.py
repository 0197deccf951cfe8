"""`/handovers`: giving books to a colleague, and the report of it on one A4 page for both signatures."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from api.csrf import FromOurPage
from api.deps import PartsDep, Snapshot, Who
from api.errors import status_of
from api.language import language_of
from api.pages.forms import Form, chosen, go, whole
from api.pages.names import names_of, office_names
from api.pages.render import page
from registry.database.sessions import snapshot, transaction
from registry.domain.access import Actor
from registry.domain.errors import InvalidValue, RegistryError
from registry.ledger.custody import Batch, colleagues, give, handover_view, receive
from registry.ledger.looking import books_of
from registry.models.ledger import Binding, Paper

router = APIRouter(prefix="/handovers", include_in_schema=False)

LINES: Final = 6
"""Batches that one form takes; a larger handover is written on more than one."""


@router.get("/new")
def ask(request: Request, session: Snapshot, who: Who, book: str = "") -> HTMLResponse:
    """The form of a handover; `book` stands in its first line."""
    return _form(request, session, who, {"book.0": book}, None)


@router.post("", dependencies=[FromOurPage])
def write(request: Request, parts: PartsDep, who: Who, form: Form) -> Response:
    """Write the handover down, and show its report."""
    try:
        with transaction(parts.sessions) as session:
            made = give(session, who, _receiver(form), form.get("purpose", ""), batches_in(form))
    except RegistryError as error:
        with snapshot(parts.sessions) as session:
            return _form(request, session, who, form, error)
    return go(f"/handovers/{made}")


@router.get("/{handover_id}")
def show(request: Request, session: Snapshot, who: Who, handover_id: UUID) -> HTMLResponse:
    """The report: who gave what to whom, in which condition, with room for both signatures."""
    return _report(request, session, who, handover_id, None)


@router.post("/{handover_id}", dependencies=[FromOurPage])
def confirm(request: Request, parts: PartsDep, who: Who, handover_id: UUID, form: Form) -> Response:
    """The receiver's counts."""
    try:
        with transaction(parts.sessions) as session:
            view = handover_view(session, who, handover_id)
            counts = {one.id: whole(form, f"counted.{one.id}") or 0 for one in view.batches}
            receive(session, who, handover_id, counts)
    except RegistryError as error:
        with snapshot(parts.sessions) as session:
            return _report(request, session, who, handover_id, error)
    return go(f"/handovers/{handover_id}")


def batches_in(form: Mapping[str, str]) -> tuple[Batch, ...]:
    """The lines of the form that name a book. Raises `InvalidValue`."""
    return tuple(
        Batch(
            book=_id(form[f"book.{line}"]),
            first_page=whole(form, f"first.{line}") or 0,
            last_page=whole(form, f"last.{line}") or 0,
            pages=whole(form, f"pages.{line}") or 0,
            binding=chosen(form, f"binding.{line}", Binding),
            paper=chosen(form, f"paper.{line}", Paper),
            note=form.get(f"note.{line}", ""),
        )
        for line in range(LINES)
        if form.get(f"book.{line}")
    )


def _receiver(form: Mapping[str, str]) -> UUID:
    return _id(form.get("receiver", ""))


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise InvalidValue({"field": "receiver", "problem": "format"}) from None


def _form(
    request: Request, session: Session, who: Actor, form: Mapping[str, str], error: RegistryError | None
) -> HTMLResponse:
    values = {
        "people": colleagues(session, who),
        "books": books_of(session, who, who.office, limit=500),
        "lines": range(LINES),
        "asked": form,
        "bindings": [one.value for one in Binding],
        "papers": [one.value for one in Paper],
        "error": error,
    }
    status = status_of(error) if error else HTTPStatus.OK
    return page(request, "books/handover_new.html", values, who=who, status=status)


def _report(
    request: Request, session: Session, who: Actor, handover_id: UUID, error: RegistryError | None
) -> HTMLResponse:
    view = handover_view(session, who, handover_id)
    values = {
        "handover": view,
        "names": names_of(session, (view.given_by, view.given_to)),
        "office_name": dict(office_names(session, language_of(request)))[view.office],
        "mine": view.given_to == who.id and view.received_at is None,
        "error": error,
    }
    status = status_of(error) if error else HTTPStatus.OK
    return page(request, "books/handover.html", values, who=who, status=status)
