"""`/changes`: what was proposed about records, and the second officer's decision on it."""

from functools import partial
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from api.csrf import FromOurPage
from api.deps import PartsDep, Transaction, Who
from api.labels import label_at
from api.language import language_of
from api.pages.acting import transact
from api.pages.forms import Form, version_in
from api.pages.names import names_of
from api.pages.record import crops_of
from api.pages.render import page
from api.parts import Parts
from messages import catalogue
from registry.changes.changes import approve_change, refuse_change
from registry.changes.proposals import ChangeView, change_view, waiting_changes
from registry.domain.access import Act, Actor, may
from registry.domain.errors import Blocked, IllegalMove, OwnEntry, ReasonNeeded, RegistryError, Stale
from registry.models.changes import ChangeState
from registry.records.records import RecordView, record_view

router = APIRouter(prefix="/changes", include_in_schema=False)


@router.get("")
def waiting(request: Request, session: Transaction, who: Who) -> HTMLResponse:
    """What waits for a second person, the oldest first."""
    found = waiting_changes(session, who)
    values = {"changes": found, "names": names_of(session, {one.proposed_by for one in found})}
    return page(request, "register/changes.html", values, who=who)


@router.get("/{change_id}")
def show(request: Request, session: Transaction, parts: PartsDep, who: Who, change_id: UUID) -> HTMLResponse:
    """A change: before and after, with the pictures that both stand on."""
    return _page(request, parts, who, change_id, session)


@router.post("/{change_id}/approve", dependencies=[FromOurPage])
def approve(request: Request, parts: PartsDep, who: Who, change_id: UUID, form: Form) -> Response:
    """Approve, and go to the record as it stands now."""

    def act(session: Session) -> str:
        approve_change(session, who, change_id, version_in(form))
        return f"/changes/{change_id}"

    again = partial(_page, request, parts, who, change_id)
    return transact(parts, act, again, (OwnEntry, Stale, IllegalMove, Blocked))


@router.post("/{change_id}/refuse", dependencies=[FromOurPage])
def refuse(request: Request, parts: PartsDep, who: Who, change_id: UUID, form: Form) -> Response:
    """Refuse with a reason, and go on to what else waits."""

    def act(session: Session) -> str:
        refuse_change(session, who, change_id, form.get("reason", ""), version_in(form))
        return "/changes"

    again = partial(_page, request, parts, who, change_id)
    return transact(parts, act, again, (OwnEntry, Stale, IllegalMove, ReasonNeeded))


def _page(
    request: Request,
    parts: Parts,
    who: Actor,
    change_id: UUID,
    session: Session,
    error: RegistryError | None = None,
) -> HTMLResponse:
    change = change_view(session, who, change_id)
    record = record_view(session, who, change.record)
    words = catalogue(language_of(request))
    kind = parts.types.get(record.document_type)
    people = {one for one in (change.proposed_by, change.decided_by) if one is not None}
    values = {
        "change": change,
        "record": record,
        "labels": {one.path: label_at(kind, one.path, words) for one in change.values},
        "crops": _crops(session, parts, who, change, record),
        "names": names_of(session, people),
        "may_decide": may(who, Act.approve, change.office) and not change.own,
        "open": change.state is ChangeState.proposed,
        "overtaken": change.state is ChangeState.proposed and change.base_version != record.newest,
    }
    return page(request, "register/change.html", values, who=who, types=parts.types, error=error)


def _crops(
    session: Session, parts: Parts, who: Actor, change: ChangeView, record: RecordView
) -> dict[str, list[str]]:
    """The pictures of each changed value by path: of the record's own paper, then of the decision."""
    found = {value.path: _pictures(parts, record, value.path) for value in change.values}
    if change.decision_record is not None:
        decision = record_view(session, who, change.decision_record)
        for value in change.values:
            found[value.path] = found[value.path] + _pictures(parts, decision, "new_value")
    return found


def _pictures(parts: Parts, record: RecordView, path: str) -> list[str]:
    crops = crops_of(parts, (record.version,))
    seen = (e.crop for v in record.version.values if v.path == path for e in v.evidence)
    return [crops[crop] for crop in seen if crop is not None and crop in crops]
