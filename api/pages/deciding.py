"""What a clerk decides on a paper and its sides, and what happens when somebody was faster."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from http import HTTPStatus
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from api.csrf import FromOurPage
from api.deps import AtTheDesk, PartsDep, Who
from api.labels import label_at
from api.language import language_of
from api.pages.acting import attempt
from api.pages.forms import Form, absent_in, chosen, looked_at, shown_in, typed_fields, version_in
from api.pages.render import page
from api.pages.review import WAYS, Shown, form_page
from api.pages.review_form import surest
from api.parts import Parts
from arabic.dates import parse_date
from arabic.letters import clean
from messages import Catalogue, catalogue
from reference.documents import DocumentType
from registry.database.sessions import snapshot, transaction
from registry.documents.documents import DocumentView, document_view
from registry.documents.sides import join_sides, split_sides, swap_sides
from registry.domain.access import Actor
from registry.domain.basis import Basis, Circumstance
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
from registry.domain.states import DocumentState, Standing
from registry.review.entries import EntryView, entry_of
from registry.review.questions import EMPTY, Absence, Answers
from registry.review.reviews import Decision, hand_over, keep_as_evidence, keep_draft
from registry.review.signing import sign
from registry.review.standing import changed

router = APIRouter(prefix="/desk", include_in_schema=False, dependencies=[AtTheDesk])

FASTER: Final = (Stale, IllegalMove)
"""Somebody decided on the paper meanwhile."""


class WithOther(StrEnum):
    """What two papers' sides may undergo together."""

    joined = "join"
    swapped = "swap"


_WITH_OTHER: Final = {WithOther.joined: join_sides, WithOther.swapped: swap_sides}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which what was typed and what stands there now differ."""

    path: str
    label: str
    yours: str
    theirs: str


@router.post("/documents/{document_id}", dependencies=[FromOurPage])
def decide(request: Request, parts: PartsDep, who: Who, document_id: UUID, form: Form) -> Response:
    """Confirm, return or reject, and go on to the next paper."""
    if form.get("decision") not in set(Decision):
        raise InvalidValue({"field": "decision", "problem": "unknown"})
    decision = Decision(form["decision"])
    reason = form.get("reason") if decision is Decision.confirm else _reason_for(form, decision.value)
    with snapshot(parts.sessions) as session:
        typed = changed(session, who, document_id, typed_fields(form))
    version, basis, answers = version_in(form), basis_in(form), answers_in(form)

    def act() -> str:
        sign(parts.sessions, who, document_id, typed, decision, reason or None, version, basis, answers)
        return "/desk/review"

    refusals = (*FASTER, Blocked, ReasonNeeded, DemandUnmet, InvalidValue, InvalidFields)
    return attempt(act, partial(_again, request, parts, who, document_id, form), refusals)


@router.post("/documents/{document_id}/hand-over", dependencies=[FromOurPage])
def leave(request: Request, parts: PartsDep, who: Who, document_id: UUID, form: Form) -> Response:
    """Leave the paper to an officer and go on to the next."""

    def act() -> str:
        with transaction(parts.sessions) as session:
            hand_over(session, who, document_id, _reason_for(form, "hand_over"), version_in(form))
        return "/desk/review"

    again = partial(_again, request, parts, who, document_id, form)
    return attempt(act, again, (*FASTER, ReasonNeeded))


@router.post("/documents/{document_id}/evidence", dependencies=[FromOurPage])
def keep_only(request: Request, parts: PartsDep, who: Who, document_id: UUID, form: Form) -> Response:
    """Keep a paper that can never be a record, to prove an event with, and go on to the next."""

    def act() -> str:
        with transaction(parts.sessions) as session:
            reason = _reason_for(form, "keep_as_evidence")
            keep_as_evidence(session, who, document_id, reason, version_in(form))
        return "/desk/review"

    again = partial(_again, request, parts, who, document_id, form)
    return attempt(act, again, (*FASTER, ReasonNeeded))


@router.post("/documents/{document_id}/sides", dependencies=[FromOurPage])
def arrange(request: Request, parts: PartsDep, who: Who, document_id: UUID, form: Form) -> Response:
    """Take the sides apart, join another paper or swap with it; what was typed in the form goes along."""
    what, _, other = form.get("sides", "").partition(":")

    def act() -> str:
        with transaction(parts.sessions) as session:
            _keep_typed(session, who, document_id, form)
            if what == "split":
                split_sides(session, who, document_id, version_in(form))
            else:
                together = _WITH_OTHER[chosen({"sides": what}, "sides", WithOther)]
                together(session, who, document_id, _id(other), version_in(form))
        return f"/desk/documents/{document_id}"

    again = partial(_again, request, parts, who, document_id, form)
    return attempt(act, again, (*FASTER, InvalidValue))


def answers_in(form: Form) -> Answers:
    """What the clerk says besides the values. A value that was typed after all is not absent any more, and
    one that was emptied or put right does not stand as it is printed."""
    typed = typed_fields(form)
    absent = {path: why for path, why in absent_in(form).items() if _fits(why, typed.get(path, ""))}
    return Answers(looked_at(form), absent, shown_in(form))


def _fits(why: Absence, text: str) -> bool:
    return why in EMPTY if not text.strip() else why is Absence.as_printed and parse_date(clean(text)) is None


def basis_in(form: Form) -> Basis:
    """What the clerk says the paper rests on. Raises `InvalidValue` for a word that is none of ours."""
    standing = form.get("standing") or Standing.transcribed
    circumstance = form.get("circumstance") or Circumstance.ordinary
    if standing not in set(Standing) or circumstance not in set(Circumstance):
        raise InvalidValue({"field": "standing", "problem": "unknown"})
    return Basis(Standing(standing), Circumstance(circumstance))


def _reason_for(form: Form, act: str) -> str:
    """What was written beside the button of this way out."""
    return form.get(f"reason.{act}", "")


def _keep_typed(session: Session, who: Actor, document_id: UUID, form: Form) -> None:
    """Keep what the form says otherwise than the paper; the rest was not typed, and stays in doubt."""
    if typed := changed(session, who, document_id, typed_fields(form)):
        keep_draft(session, who, document_id, typed)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise InvalidValue({"field": "sides", "problem": "unknown"}) from None


def _again(
    request: Request, parts: Parts, who: Actor, document_id: UUID, form: Form, error: RegistryError
) -> HTMLResponse:
    """The form once more, with all that was typed and what stands against it, or with what is there now."""
    if isinstance(error, FASTER):
        return _conflict(request, parts, who, document_id, form)
    with suppress(InvalidValue), transaction(parts.sessions) as session:
        typed = changed(session, who, document_id, typed_fields(form))
        typed.pop(str(error.params.get("field")), None)
        if typed:
            keep_draft(session, who, document_id, typed)
    with transaction(parts.sessions) as session:
        document = document_view(session, who, document_id)
    reasons = {act: _reason_for(form, act) for act in WAYS}
    shown = Shown(0, form.get("reason", ""), reasons, basis_in(form), answers_in(form), error)
    return form_page(request, parts, who, document, shown)


def _conflict(request: Request, parts: Parts, who: Actor, document_id: UUID, form: Form) -> HTMLResponse:
    """What was typed beside what stands there now, field by field (412, RFC 9110 section 15.5.13)."""
    with transaction(parts.sessions) as session:
        document = document_view(session, who, document_id)
        standing = standing_values(document, entry_of(session, who, document_id))
    words = catalogue(language_of(request))
    kind = parts.types.get(document.document_type)
    values = {
        "document": document,
        "open": document.state is DocumentState.review,
        "reason": form.get("reason") or "".join(_reason_for(form, act) for act in WAYS),
        "differences": differences(typed_fields(form), standing, kind, words),
    }
    status = HTTPStatus.PRECONDITION_FAILED
    return page(request, "desk/conflict.html", values, who=who, types=parts.types, status=status)


def standing_values(document: DocumentView, signed: EntryView | None) -> Mapping[str, str]:
    """What a paper says now: what was signed of it, else what is typed so far over what was read."""
    if signed is not None and document.state is not DocumentState.review:
        return {value.path: value.value for value in signed.values if value.value is not None}
    return {path: field.value or "" for path, field in surest(document).items()} | dict(document.draft)


def differences(
    typed: Mapping[str, str], standing: Mapping[str, str], kind: DocumentType | None, words: Catalogue
) -> tuple[Difference, ...]:
    """Where what was typed and what stands there differ, in the order of the form."""
    pairs = ((path, yours.strip(), standing.get(path, "")) for path, yours in typed.items())
    return tuple(
        Difference(path, label_at(kind, path, words), yours, theirs)
        for path, yours, theirs in pairs
        if yours != theirs
    )
