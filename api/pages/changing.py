"""Proposing a change to a record: what its paper says after all, what a decision or an authority orders."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from api.csrf import FromOurPage
from api.deps import PartsDep, Transaction, Who
from api.labels import label_at
from api.language import language_of
from api.pages.acting import transact
from api.pages.forms import Form, day_of, typed_fields, version_in
from api.pages.record import crops_of, in_paper_order
from api.pages.render import page
from api.parts import Parts
from api.schemas.changes import OrderKind
from messages import Catalogue, catalogue
from reference.documents import DocumentType, FieldKind
from registry.changes.changes import Order, propose_order
from registry.changes.decisions_on_file import decisions_on_file
from registry.changes.propose import propose_correction, propose_rectification, propose_standing
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
class Row:
    """A field to correct: what the record says, what was typed, and the picture that it stands on."""

    path: str
    anchor: str
    label: str
    value: str
    typed: str
    crop: str | None


@router.get("/{record_id}/correct")
def ask_correction(
    request: Request, session: Transaction, parts: PartsDep, who: Who, record_id: int
) -> HTMLResponse:
    """Every value of the record with its picture, to be corrected."""
    return _form(request, parts, who, record_id, Act.correct_reading, {}, session)


@router.post("/{record_id}/correct", dependencies=[FromOurPage])
def correct(request: Request, parts: PartsDep, who: Who, record_id: int, form: Form) -> Response:
    """Propose what was typed where it differs from what the record says."""

    def act(session: Session) -> None:
        known = _known(record_view(session, who, record_id))
        typed = {path: text for path, text in typed_fields(form).items() if text != known.get(path, "")}
        propose_correction(session, who, record_id, typed, form.get("reason", ""), version_in(form))

    return _proposed(request, parts, who, record_id, Act.correct_reading, form, act)


@router.get("/{record_id}/rectify")
def ask_rectification(
    request: Request, session: Transaction, parts: PartsDep, who: Who, record_id: int
) -> HTMLResponse:
    """The decisions on file for the record's page, each with what the law says of it."""
    return _form(request, parts, who, record_id, Act.rectify, {}, session)


@router.post("/{record_id}/rectify", dependencies=[FromOurPage])
def rectify(request: Request, parts: PartsDep, who: Who, record_id: int, form: Form) -> Response:
    """Propose what the chosen decision orders, or that the record rests on its page from now on."""
    number, reason = form.get("decision", ""), form.get("reason", "")
    source = form.get("source", "").strip()

    def act(session: Session) -> None:
        if source:
            propose_standing(session, who, record_id, _number(source), reason, version_in(form))
        else:
            propose_rectification(session, who, record_id, _number(number), reason, version_in(form))

    return _proposed(request, parts, who, record_id, Act.rectify, form, act)


@router.get("/{record_id}/order")
def ask_order(
    request: Request, session: Transaction, parts: PartsDep, who: Who, record_id: int
) -> HTMLResponse:
    """What an authority may order about the record as it stands."""
    return _form(request, parts, who, record_id, Act.freeze, {}, session)


@router.post("/{record_id}/order", dependencies=[FromOurPage])
def order(request: Request, parts: PartsDep, who: Who, record_id: int, form: Form) -> Response:
    """Propose what an authority orders."""

    def act(session: Session) -> None:
        ordered = Order(form.get("authority", ""), _dated(form), form.get("reason", ""))
        propose_order(session, who, record_id, _kind(form).operation, ordered, version_in(form))

    return _proposed(request, parts, who, record_id, Act.freeze, form, act)


def _proposed(
    request: Request,
    parts: Parts,
    who: Actor,
    record_id: int,
    kind: Act,
    form: Form,
    propose: Callable[[Session], None],
) -> Response:
    """The answer to a proposal: back to the record, or the form again with all that was typed."""

    def act(session: Session) -> str:
        propose(session)
        return f"/records/{record_id}?done=proposed"

    return transact(parts, act, partial(_form, request, parts, who, record_id, kind, form), REFUSALS)


def _form(
    request: Request,
    parts: Parts,
    who: Actor,
    record_id: int,
    act: Act,
    asked: Mapping[str, str],
    session: Session,
    error: RegistryError | None = None,
) -> HTMLResponse:
    """The form of one act, with all that was typed before and what stands against it."""
    require(who, act, who.office)
    record = record_view(session, who, record_id)
    values = {"record": record, "asked": asked, **_own(session, request, parts, who, record, act, asked)}
    return page(request, f"register/{act.value}.html", values, who=who, types=parts.types, error=error)


def _own(
    session: Session,
    request: Request,
    parts: Parts,
    who: Actor,
    record: RecordView,
    act: Act,
    asked: Mapping[str, str],
) -> Mapping[str, object]:
    """What only the form of this act shows."""
    words = catalogue(language_of(request))
    kind = parts.types.get(record.document_type)
    if act is Act.correct_reading:
        rows = _rows(record, kind, typed_fields(asked), words)
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
