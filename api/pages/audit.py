"""`/audit`: the trail of events and the figures, for auditors and supervisors."""

from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.deps import Snapshot, Who
from api.language import language_of
from api.pages.names import names_of, office_names
from api.pages.render import page
from registry.audit.purposes import purposes_of
from registry.domain.access import Act, may, require
from registry.domain.actions import Action, Subject
from registry.domain.errors import NotAllowed
from registry.reporting.reports import figures
from registry.trail.events import events

router = APIRouter(prefix="/audit", include_in_schema=False)

PAGE: Final = 50
DOORS: Final = (
    ("door.search", "/records", Act.search),
    ("door.events", "/audit/events", Act.view_events),
    ("door.proof", "/audit/proof", Act.view_events),
    ("door.figures", "/audit/figures", Act.view_reports),
)


@router.get("")
def home(request: Request, who: Who) -> HTMLResponse:
    """Where an auditor or supervisor starts."""
    doors = [(code, address) for code, address, act in DOORS if may(who, act, who.office)]
    if not may(who, Act.view_reports, who.office):
        raise NotAllowed({"act": Act.view_reports.value})
    return page(request, "audit/home.html", {"doors": doors}, who=who)


@router.get("/events")
def trail(
    request: Request,
    session: Snapshot,
    who: Who,
    subject: str = "",
    id: str = "",  # noqa: A002 (the field's name on the page)
    action: str = "",
    before: int | None = None,
) -> HTMLResponse:
    """Events, the newest first, filtered."""
    require(who, Act.view_events, who.office)
    kind = Subject(subject) if subject in set(Subject) else None
    chosen = Action(action) if action in set(Action) else None
    found = events(
        session,
        who,
        before=before,
        subject=(kind, id.strip()) if kind and id.strip() else None,
        kind=kind,
        action=chosen,
        limit=PAGE,
    )
    asked = {"subject": subject, "id": id, "action": action}
    older = None
    if len(found) == PAGE:
        older = "/audit/events?" + urlencode({**asked, "before": found[-1].id})
    values = {
        "events": found,
        "asked": asked,
        "older": older,
        "subjects": [one.value for one in Subject],
        "actions": [one.value for one in Action],
        "purposes": purposes_of(session, found),
        "names": names_of(session, {event.actor for event in found if event.actor}),
    }
    return page(request, "audit/events.html", values, who=who, status=HTTPStatus.OK)


@router.get("/figures")
def show_figures(request: Request, session: Snapshot, who: Who, office: str = "") -> HTMLResponse:
    """The figures of an office, or of all."""
    found = figures(session, who, office or None)
    values = {
        "figures": found,
        "offices": office_names(session, language_of(request)),
        "office": office,
    }
    return page(request, "audit/figures.html", values, who=who)
