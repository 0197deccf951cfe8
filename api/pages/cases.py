"""`/desk/cases`: opening a case, dropping its files, seeing how they fare."""

import secrets
from functools import partial
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from api.conditional import has, tag_of, unchanged
from api.csrf import FromOurPage, check_token
from api.deps import AtTheDesk, PartsDep, Transaction, Who
from api.errors import CodedError
from api.intake import Destination, take_all
from api.pages.acting import attempt, transact
from api.pages.forms import Form, go
from api.pages.render import page
from api.parts import Parts
from api.uploads import Received
from registry.database.sessions import transaction
from registry.domain.access import Actor
from registry.domain.errors import InvalidValue, RegistryError
from registry.domain.services import Service
from registry.domain.states import DocumentState
from registry.intake.cases import case_view, open_case, set_pin
from registry.intake.scans import ScanView, withdraw_scan
from registry.review.workqueue import files_of

BUSY: Final = "reading"

router = APIRouter(prefix="/desk", include_in_schema=False, dependencies=[AtTheDesk])


@router.get("/cases/new")
def new_case(request: Request, who: Who) -> HTMLResponse:
    """The form for a new case."""
    return _new_case(request, who, {})


@router.post("/cases", dependencies=[FromOurPage])
def open_new(request: Request, parts: PartsDep, who: Who, form: Form) -> Response:
    """Open a case; a form sent twice opens one."""
    once = form.get("once", "")[:64] or None
    service, applicant, pin = form.get("service", ""), form.get("applicant"), form.get("pin") or None

    def act() -> str:
        with transaction(parts.sessions) as session:
            case = open_case(session, who, service, applicant, pin, idempotency_key=once)
        return f"/desk/cases/{case.id}?fresh=1"

    return attempt(act, partial(_new_case, request, who, form), (InvalidValue,))


@router.get("/cases/{case_id}")
def show_case(
    request: Request, session: Transaction, parts: PartsDep, who: Who, case_id: UUID, fresh: bool = False
) -> HTMLResponse:
    """A case: its papers, what is missing, where to drop files."""
    return _case(request, parts, who, case_id, session, fresh=fresh)


@router.get("/cases/{case_id}/files")
def show_files(request: Request, session: Transaction, parts: PartsDep, who: Who, case_id: UUID) -> Response:
    """The files of a case alone, for the page to ask again while something is being read.

    As long as nothing happened the answer has no body: over a thin line a question costs some 300 bytes.
    """
    scans = files_of(session, who, case_id)
    if any(scan.state == BUSY for scan in scans):
        values = {"case": {"id": case_id}, **_files(scans)}
        if has(request, str(values["seen"])):
            return unchanged(str(values["seen"]))
        return page(request, "desk/files.html", values, who=who, types=parts.types)
    values = {"case": case_view(session, who, case_id), "apart": True, **_files(scans)}
    return page(request, "desk/files_and_about.html", values, who=who, types=parts.types)


@router.post("/cases/{case_id}/pin", dependencies=[FromOurPage])
def change_pin(request: Request, parts: PartsDep, who: Who, case_id: UUID, form: Form) -> Response:
    """Set the PIN that the citizen chose."""

    def act(session: Session) -> str:
        set_pin(session, who, case_id, form.get("pin", ""))
        return f"/desk/cases/{case_id}"

    return transact(parts, act, partial(_case, request, parts, who, case_id), (InvalidValue,))


@router.post("/cases/{case_id}/files")
def take_files(request: Request, parts: PartsDep, who: Who, case_id: UUID, upload: Received) -> Response:
    """Files from a browser without scripts; with scripts each file goes to `/api/v1/scans` by itself."""
    check_token(request, upload.fields.get("csrf"))
    outcomes = take_all(parts, who, upload.files, Destination(case_id))
    refused = next((outcome.refusal for outcome in outcomes if outcome.refusal is not None), None)
    if refused is None:
        return go(f"/desk/cases/{case_id}")
    with transaction(parts.sessions) as session:
        return _case(request, parts, who, case_id, session, refused)


@router.post("/scans/{scan_id}/withdraw", dependencies=[FromOurPage])
def withdraw(session: Transaction, who: Who, scan_id: UUID, form: Form) -> Response:
    """Take a wrong file out of a case."""
    withdraw_scan(session, who, scan_id, form.get("reason", ""))
    case = form.get("case", "")
    return go(f"/desk/cases/{UUID(case)}" if case else "/desk?done=withdrawn")


def _new_case(request: Request, who: Actor, form: Form, error: RegistryError | None = None) -> HTMLResponse:
    values = {
        "services": [service.value for service in Service],
        "chosen": form.get("service", ""),
        "applicant": form.get("applicant", ""),
        "once": form.get("once") or secrets.token_urlsafe(16),
    }
    return page(request, "desk/case_new.html", values, who=who, error=error)


def _case(
    request: Request,
    parts: Parts,
    who: Actor,
    case_id: UUID,
    session: Session,
    error: CodedError | None = None,
    *,
    fresh: bool = False,
) -> HTMLResponse:
    files = _files(files_of(session, who, case_id))
    values = {"case": case_view(session, who, case_id), "fresh": fresh, "apart": False, **files}
    return page(request, "desk/case.html", values, who=who, types=parts.types, error=error)


def _files(scans: tuple[ScanView, ...]) -> dict[str, object]:
    ready = [paper.id for scan in scans for paper in scan.documents if paper.state is DocumentState.review]
    return {
        "scans": scans,
        # The page sends it back by itself: what a browser kept on its disk would name people's files.
        "seen": tag_of(scans),
        "busy": any(scan.state == BUSY for scan in scans),
        "ready": ready[0] if ready else None,
    }
