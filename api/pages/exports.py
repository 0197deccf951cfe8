"""`/exports`: records that are to leave the house, from the wish to the file for its recipient."""

from collections.abc import Mapping
from functools import partial
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from api.carrying import download
from api.csrf import FromOurPage
from api.deps import PartsDep, Transaction, Who
from api.language import language_of
from api.pages.acting import attempt, looking, transact
from api.pages.forms import Form, chosen, day_of, version_in
from api.pages.names import names_of, office_names
from api.pages.render import page
from registry.domain.access import Act, Actor, may
from registry.domain.errors import RegistryError
from registry.exporting.asking import (
    Wish,
    approve_export,
    ask_export,
    export_view,
    newest_exports,
    refuse_export,
)
from registry.models.exports import ExportForm, ExportState

router = APIRouter(prefix="/exports", include_in_schema=False)


@router.get("")
def listed(request: Request, session: Transaction, who: Who) -> HTMLResponse:
    """The newest exports, and the form to ask for one."""
    return _list(request, who, {}, session)


@router.post("", dependencies=[FromOurPage])
def ask(request: Request, parts: PartsDep, who: Who, form: Form) -> Response:
    """Keep the wish for a second person."""

    def act(session: Session) -> str:
        return f"/exports/{ask_export(session, who, wish_in(form, who))}"

    return transact(parts, act, partial(_list, request, who, form), (RegistryError,))


@router.get("/{export_id}")
def show(request: Request, session: Transaction, who: Who, export_id: UUID) -> HTMLResponse:
    """One export in figures."""
    return _one(request, who, export_id, session)


@router.post("/{export_id}", dependencies=[FromOurPage])
def decide(request: Request, parts: PartsDep, who: Who, export_id: UUID, form: Form) -> Response:
    """Allow or refuse it."""

    def act(session: Session) -> str:
        if form.get("decision") == "refuse":
            refuse_export(session, who, export_id, form.get("reason", ""), version_in(form))
        else:
            approve_export(session, who, export_id, version_in(form))
        return f"/exports/{export_id}"

    return transact(parts, act, partial(_one, request, who, export_id), (RegistryError,))


@router.post("/{export_id}/file", dependencies=[FromOurPage])
def fetch(request: Request, parts: PartsDep, who: Who, export_id: UUID) -> Response:
    """The file, encrypted to its recipient. A form asks for it, since each time is an event."""
    again = looking(parts, partial(_one, request, who, export_id))
    return attempt(lambda: download(parts, who, export_id), again, (RegistryError,))


def wish_in(form: Mapping[str, str], who: Actor) -> Wish:
    """The wish that a form holds. Raises `InvalidValue`."""
    return Wish(
        office=form.get("office") or who.office or "",
        recipient=form.get("recipient", ""),
        recipient_key=form.get("recipient_key", ""),
        reason=form.get("reason", ""),
        form=chosen(form, "form", ExportForm),
        byte_order_mark="byte_order_mark" in form,
        document_type=form.get("document_type") or None,
        registered_from=day_of(form, "registered_from"),
        registered_until=day_of(form, "registered_until"),
        sensitive="sensitive" in form,
    )


def _list(
    request: Request,
    who: Actor,
    form: Mapping[str, str],
    session: Session,
    error: RegistryError | None = None,
) -> HTMLResponse:
    found = newest_exports(session, who)
    parts = request.app.state.parts
    values = {
        "exports": found,
        "names": names_of(session, {one.asked_by for one in found}),
        "may_ask": may(who, Act.ask_export, who.office),
        "types": sorted(parts.types),
        "asked": form,
        "problem_field": str(error.params.get("field", "")) if error else "",
    }
    return page(request, "register/exports.html", values, who=who, types=parts.types, error=error)


def _one(
    request: Request, who: Actor, export_id: UUID, session: Session, error: RegistryError | None = None
) -> HTMLResponse:
    view = export_view(session, who, export_id)
    office = view.wish.office
    waits = view.state is ExportState.asked
    values = {
        "export": view,
        "names": names_of(session, {one for one in (view.asked_by, view.decided_by) if one}),
        "office_name": dict(office_names(session, language_of(request)))[office],
        "key": [
            view.wish.recipient_key[place : place + 4] for place in range(0, len(view.wish.recipient_key), 4)
        ],
        "may_decide": waits and not view.own and may(who, Act.approve_export, office),
        "may_write": view.state is ExportState.approved and may(who, Act.ask_export, office),
    }
    types = request.app.state.parts.types
    return page(request, "register/export.html", values, who=who, types=types, error=error)
