"""`/handovers`: giving books to a colleague, and the report of it on one A4 page for both signatures."""

from collections.abc import Mapping
from functools import partial
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from api.csrf import FromOurPage
from api.deps import PartsDep, Snapshot, Who
from api.language import language_of
from api.pages.acting import transact
from api.pages.forms import Form, chosen, whole
from api.pages.names import names_of, office_names
from api.pages.render import page
from registry.database.sessions import snapshot
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
    return _form(request, who, {"book.0": book}, session)


@router.post("", dependencies=[FromOurPage])
def write(request: Request, parts: PartsDep, who: Who, form: Form) -> Response:
    """Write the handover down, and show its report."""

    def act(session: Session) -> str:
        made = give(session, who, _receiver(form), form.get("purpose", ""), batches_in(form))
        return f"/handovers/{made}"

    return transact(parts, act, partial(_form, request, who, form), (RegistryError,), look=snapshot)


@router.get("/{handover_id}")
def show(request: Request, session: Snapshot, who: Who, handover_id: UUID) -> HTMLResponse:
    """The report: who gave what to whom, in which condition, with room for both signatures."""
    return _report(request, who, handover_id, session)


@router.post("/{handover_id}", dependencies=[FromOurPage])
def confirm(request: Request, parts: PartsDep, who: Who, handover_id: UUID, form: Form) -> Response:
    """The receiver's counts."""

    def act(session: Session) -> str:
        view = handover_view(session, who, handover_id)
        counts = {one.id: whole(form, f"counted.{one.id}") or 0 for one in view.batches}
        receive(session, who, handover_id, counts)
        return f"/handovers/{handover_id}"

    again = partial(_report, request, who, handover_id)
    return transact(parts, act, again, (RegistryError,), look=snapshot)


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
    request: Request,
    who: Actor,
    form: Mapping[str, str],
    session: Session,
    error: RegistryError | None = None,
) -> HTMLResponse:
    values = {
        "people": colleagues(session, who),
        "books": books_of(session, who, who.office, limit=500),
        "lines": range(LINES),
        "asked": form,
        "bindings": [one.value for one in Binding],
        "papers": [one.value for one in Paper],
    }
    return page(request, "books/handover_new.html", values, who=who, error=error)


def _report(
    request: Request, who: Actor, handover_id: UUID, session: Session, error: RegistryError | None = None
) -> HTMLResponse:
    view = handover_view(session, who, handover_id)
    values = {
        "handover": view,
        "names": names_of(session, (view.given_by, view.given_to)),
        "office_name": dict(office_names(session, language_of(request)))[view.office],
        "mine": view.given_to == who.id and view.received_at is None,
    }
    return page(request, "books/handover.html", values, who=who, error=error)
