"""`/keying`: blind second keying from a picture, adjudication of what differs, and what folding rests on."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from api.csrf import FromOurPage
from api.deps import PartsDep, Snapshot, Transaction, Who
from api.labels import field_label, label_at
from api.language import language_of
from api.pages.acting import Onward, transact
from api.pages.forms import Form, chosen, go
from api.pages.names import office_names
from api.pages.render import page
from api.pages.review_form import LEFT_TO_RIGHT, NUMERIC
from api.parts import Parts
from messages import catalogue
from registry.domain.access import Actor
from registry.domain.errors import IllegalMove, InvalidValue, NotFound, OwnHand, RegistryError
from registry.domain.values import known_field
from registry.models.sampling import Verdict
from registry.sampling.adjudication import Dispute, next_dispute, settle_key
from registry.sampling.folds import standings
from registry.sampling.keying import Asked, give_key, next_key

router = APIRouter(prefix="/keying", include_in_schema=False)


@router.get("")
def next_one(request: Request, session: Transaction, parts: PartsDep, who: Who) -> HTMLResponse:
    """The next field to be keyed, or a page that says that none waits."""
    return _key(request, parts, who, session)


@router.post("/{key_id}/value", dependencies=[FromOurPage])
def keyed(request: Request, parts: PartsDep, who: Who, key_id: UUID, form: Form) -> Response:
    """Keep the second value, and go on to the next field."""

    def act(session: Session) -> str:
        give_key(session, who, key_id, value_in(form))
        return "/keying"

    def again(session: Session, error: RegistryError) -> Response:
        # Somebody keyed it meanwhile, or it is not for this person: the next one is.
        return _key(request, parts, who, session, error) if isinstance(error, InvalidValue) else go("/keying")

    return transact(parts, act, again, (InvalidValue, IllegalMove, NotFound, OwnHand))


def value_in(form: Form) -> str:
    """What was typed, nothing for what can't be read. Raises `InvalidValue` for a field left empty."""
    if "unreadable" in form:
        return ""
    if not form.get("value", "").strip():
        raise InvalidValue({"field": "value", "problem": "empty"})
    return form["value"]


@router.get("/disputes")
def next_differing(request: Request, session: Transaction, parts: PartsDep, who: Who) -> HTMLResponse:
    """The next field of which two people say different things."""
    return _dispute(request, parts, who, session)


@router.post("/{key_id}/verdict", dependencies=[FromOurPage])
def settled(request: Request, parts: PartsDep, who: Who, key_id: UUID, form: Form) -> Response:
    """Keep what the picture says; a wrong value in a record leads to that record."""

    def act(session: Session) -> Onward:
        found = settle_key(session, who, key_id, chosen(form, "verdict", Verdict), form.get("other", ""))
        if found.record is not None:
            return page(request, "keying/correct.html", {"record": found.record}, who=who)
        return "/keying/disputes"

    def again(session: Session, error: RegistryError) -> Response:
        if isinstance(error, InvalidValue):
            return _dispute(request, parts, who, session, error)
        return go("/keying/disputes")

    return transact(parts, act, again, (InvalidValue, IllegalMove, OwnHand))


@router.get("/folding")
def show_folding(request: Request, session: Snapshot, parts: PartsDep, who: Who) -> HTMLResponse:
    """Where accepted fields are folded away, and on what evidence."""
    values = {
        "standings": standings(session, who, who.office),
        "offices": dict(office_names(session, language_of(request))),
    }
    return page(request, "keying/folding.html", values, who=who, types=parts.types)


def _key(
    request: Request, parts: Parts, who: Actor, session: Session, error: RegistryError | None = None
) -> HTMLResponse:
    asked = next_key(session, who)
    if asked is None:
        return page(request, "keying/done.html", {"group": "keying"}, who=who)
    return _show(request, parts, who, "keying/key.html", asked, error)


def _dispute(
    request: Request, parts: Parts, who: Actor, session: Session, error: RegistryError | None = None
) -> HTMLResponse:
    dispute = next_dispute(session, who)
    if dispute is None:
        return page(request, "keying/done.html", {"group": "disputes"}, who=who)
    return _show(request, parts, who, "keying/dispute.html", dispute, error)


def _show(
    request: Request,
    parts: Parts,
    who: Actor,
    template: str,
    asked: Asked | Dispute,
    error: RegistryError | None,
) -> HTMLResponse:
    words = catalogue(language_of(request))
    kind = parts.types.get(asked.document_type)
    field = known_field(kind, asked.path)
    crop = f"/api/v1/documents/{asked.document}/crops/{asked.path}.webp" if asked.seen.has_crop else None
    values = {
        "asked": asked,
        "label": field_label(field, words) if field else label_at(kind, asked.path, words),
        "crop": crop,
        "picture": f"/api/v1/pages/{asked.seen.page}.webp" if asked.seen.page else None,
        "direction": "ltr" if field and field.kind in LEFT_TO_RIGHT else "auto",
        "numeric": bool(field and field.kind in NUMERIC),
    }
    return page(request, template, values, who=who, types=parts.types, error=error)
