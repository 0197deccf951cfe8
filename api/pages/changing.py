"""Proposing a change to a record: what its paper says after all, what a decision or an authority orders."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from api.csrf import FromOurPage
from api.deps import PartsDep, Who
from api.errors import status_of
from api.labels import label_at
from api.language import language_of
from api.pages.forms import Form, day_of, go, typed_fields, version_in
from api.pages.record import crops_of, in_paper_order
from api.pages.render import page
from api.parts import Parts
from api.schemas.changes import OrderKind
from messages import Catalogue, catalogue
from reference.documents import DocumentType, FieldKind
from registry.changes.changes import Order, propose_order
from registry.changes.decisions_on_file import decisions_on_file
from registry.changes.propose import propose_correction, propose_rectification, propose_standing
from registry.database.sessions import transaction
from registry.domain.access import Act, Actor, require
from registry.domain.errors import (
    Blocked,
    DemandUnmet,
    IllegalMove,
    InvalidFields,
    InvalidValue,
    ReasonNeeded,
    RegistryError,
    Stale,
)
from registry.domain.states import RecordState
from registry.records.records import RecordedValue, RecordView, record_view

router = APIRouter(prefix="/records", include_in_schema=False)

REFUSALS = (Blocked, DemandUnmet, IllegalMove, InvalidFields, InvalidValue, ReasonNeeded, Stale)


@dataclass(frozen=True, slots=True)
class Asked:
    """A form as it was sent, and what stands against it."""

    form: Mapping[str, str]
    error: RegistryError | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A field to correct: what the record says, what was typed, and the picture that it stands on."""

    path: str
    anchor: str
    label: str
    value: str
    typed: str
    crop: str | None


@router.get("/{record_id}/correct")
def ask_correction(request: Request, parts: PartsDep, who: Who, record_id: int) -> HTMLResponse:
    """Every value of the record with its picture, to be corrected."""
    return _form(request, parts, who, record_id, Act.correct_reading, Asked({}))


@router.post("/{record_id}/correct", dependencies=[FromOurPage])
def correct(request: Request, parts: PartsDep, who: Who, record_id: int, form: Form) -> Response:
    """Propose what was typed where it differs from what the record says."""
    try:
        with transaction(parts.sessions) as session:
            known = _known(record_view(session, who, record_id))
            typed = {path: text for path, text in typed_fields(form).items() if text != known.get(path, "")}
            propose_correction(session, who, record_id, typed, form.get("reason", ""), version_in(form))
    except REFUSALS as error:
        return _form(request, parts, who, record_id, Act.correct_reading, Asked(form, error))
    return go(f"/records/{record_id}?done=proposed")


@router.get("/{record_id}/rectify")
def ask_rectification(request: Request, parts: PartsDep, who: Who, record_id: int) -> HTMLResponse:
    """The decisions on file for the record's page, each with what the law says of it."""
    return _form(request, parts, who, record_id, Act.rectify, Asked({}))


@router.post("/{record_id}/rectify", dependencies=[FromOurPage])
def rectify(request: Request, parts: PartsDep, who: Who, record_id: int, form: Form) -> Response:
    """Propose what the chosen decision orders, or that the record rests on its page from now on."""
    number, reason = form.get("decision", ""), form.get("reason", "")
    source = form.get("source", "").strip()
    try:
        with transaction(parts.sessions) as session:
            if source:
                propose_standing(session, who, record_id, _number(source), reason, version_in(form))
            else:
                propose_rectification(session, who, record_id, _number(number), reason, version_in(form))
    except REFUSALS as error:
        return _form(request, parts, who, record_id, Act.rectify, Asked(form, error))
    return go(f"/records/{record_id}?done=proposed")


@router.get("/{record_id}/order")
def ask_order(request: Request, parts: PartsDep, who: Who, record_id: int) -> HTMLResponse:
    """What an authority may order about the record as it stands."""
    return _form(request, parts, who, record_id, Act.freeze, Asked({}))


@router.post("/{record_id}/order", dependencies=[FromOurPage])
def order(request: Request, parts: PartsDep, who: Who, record_id: int, form: Form) -> Response:
    """Propose what an authority orders."""
    try:
        with transaction(parts.sessions) as session:
            ordered = Order(form.get("authority", ""), _dated(form), form.get("reason", ""))
            propose_order(session, who, record_id, _kind(form).operation, ordered, version_in(form))
    except REFUSALS as error:
        return _form(request, parts, who, record_id, Act.freeze, Asked(form, error))
    return go(f"/records/{record_id}?done=proposed")


def _form(request: Request, parts: Parts, who: Actor, record_id: int, act: Act, asked: Asked) -> HTMLResponse:
    """The form of one act, with all that was typed before and what stands against it."""
    require(who, act, who.office)
    with transaction(parts.sessions) as session:
        record = record_view(session, who, record_id)
        own = _own(session, request, parts, who, record, act, asked)
    values = {"record": record, "asked": asked.form, "error": asked.error, **own}
    status = status_of(asked.error) if asked.error else HTTPStatus.OK
    template = f"register/{act.value}.html"
    return page(request, template, values, who=who, types=parts.types, status=status)


def _own(
    session: Session,
    request: Request,
    parts: Parts,
    who: Actor,
    record: RecordView,
    act: Act,
    asked: Asked,
) -> Mapping[str, object]:
    """What only the form of this act shows."""
    words = catalogue(language_of(request))
    kind = parts.types.get(record.document_type)
    if act is Act.correct_reading:
        rows = _rows(record, kind, typed_fields(asked.form), words)
        return {"rows": rows, "crops": crops_of(parts, (record.version,))}
    if act is Act.rectify:
        found = decisions_on_file(session, who, record.id)
        return {"decisions": found, "labels": {one.path: label_at(kind, one.path, words) for one in found}}
    first = OrderKind.unfreeze if record.version.state is RecordState.frozen else OrderKind.freeze
    return {"orders": (first, OrderKind.cancel)}


def _rows(
    record: RecordView, kind: DocumentType | None, typed: Mapping[str, str], words: Catalogue
) -> tuple[Row, ...]:
    """What the record says in the order of its paper, then the fields that it is silent about."""
    known = tuple(value for value in in_paper_order(record.version.values, kind) if not value.masked)
    said = {value.path for value in record.version.values}
    silent = [
        RecordedValue(field.key, "", "", False, ())
        for field in (kind.fields if kind else ())
        if field.key not in said
        and not field.sensitive
        and field.kind not in (FieldKind.TABLE, FieldKind.LIST)
    ]
    return tuple(_row(value, label_at(kind, value.path, words), typed) for value in (*known, *silent))


def _row(value: RecordedValue, label: str, typed: Mapping[str, str]) -> Row:
    crops = [seen.crop for seen in value.evidence if seen.crop]
    text = value.value or ""
    return Row(
        path=value.path,
        anchor="f-" + value.path.replace(".", "-"),
        label=label,
        value=text,
        typed=typed.get(value.path, text),
        crop=crops[0] if crops else None,
    )


def _known(record: RecordView) -> Mapping[str, str]:
    return {value.path: value.value or "" for value in record.version.values}


def _number(text: str) -> int:
    if not text.isdecimal():
        raise InvalidValue({"field": "decision", "problem": "empty"})
    return int(text)


def _dated(form: Mapping[str, str]) -> date:
    dated = day_of(form, "dated")
    if dated is None:
        raise InvalidValue({"field": "dated", "problem": "empty"})
    return dated


def _kind(form: Mapping[str, str]) -> OrderKind:
    if form.get("order") not in set(OrderKind):
        raise InvalidValue({"field": "order", "problem": "unknown"})
    return OrderKind(form["order"])
