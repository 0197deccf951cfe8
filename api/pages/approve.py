"""`/desk/approve` and `/desk/entries/{id}`: the second officer's look at what a clerk signed."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from api.csrf import FromOurPage
from api.deps import PartsDep, Transaction, Who
from api.labels import label_at, side_name
from api.language import language_of
from api.pages.acting import transact
from api.pages.forms import Form, go, version_in
from api.pages.render import page
from api.pages.review_form import review_form, surest
from api.parts import Parts
from messages import catalogue
from registry.documents.documents import FieldView, document_view
from registry.domain.access import Actor
from registry.domain.errors import Blocked, IllegalMove, OwnEntry, ReasonNeeded, RegistryError, Stale
from registry.review.entries import EnteredValue, approve, entry_view, next_entry, send_back

router = APIRouter(prefix="/desk", include_in_schema=False)


@dataclass(frozen=True, slots=True)
class SignedRow:
    """A signed value beside what was read.

    `changed`: the clerk wrote something else than the reader; `doubtful`: the reader was not sure of it.
    """

    anchor: str
    label: str
    value: str
    source: str
    read: str
    crop: str | None
    masked: bool
    changed: bool
    doubtful: bool


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A value that is not there, and why; with what the reader found in its place, if it found anything."""

    label: str
    why: str
    read: str
    crop: str | None


@router.get("/approve")
def next_one(request: Request, session: Transaction, who: Who) -> Response:
    """On to the oldest entry that waits; with none left, a page that says so."""
    entry = next_entry(session, who)
    if entry is None:
        return page(request, "desk/done.html", {"group": "approve"}, who=who)
    return go(f"/desk/entries/{entry.id}")


@router.get("/entries/{entry_id}")
def show(request: Request, session: Transaction, parts: PartsDep, who: Who, entry_id: UUID) -> HTMLResponse:
    """An entry beside the page it was made of."""
    return _page(request, parts, who, entry_id, session)


@router.post("/entries/{entry_id}/approve", dependencies=[FromOurPage])
def approve_one(request: Request, parts: PartsDep, who: Who, entry_id: UUID, form: Form) -> Response:
    """Approve, and go on to the next entry."""

    def act(session: Session) -> str:
        approve(session, who, entry_id, version_in(form))
        return "/desk/approve"

    again = partial(_page, request, parts, who, entry_id)
    return transact(parts, act, again, (OwnEntry, Stale, IllegalMove, Blocked))


@router.post("/entries/{entry_id}/send-back", dependencies=[FromOurPage])
def send_one_back(request: Request, parts: PartsDep, who: Who, entry_id: UUID, form: Form) -> Response:
    """Send back to review with a reason, and go on to the next entry."""

    def act(session: Session) -> str:
        send_back(session, who, entry_id, form.get("reason", ""), version_in(form))
        return "/desk/approve"

    again = partial(_page, request, parts, who, entry_id)
    return transact(parts, act, again, (OwnEntry, Stale, IllegalMove, ReasonNeeded))


def _page(
    request: Request,
    parts: Parts,
    who: Actor,
    entry_id: UUID,
    session: Session,
    error: RegistryError | None = None,
) -> HTMLResponse:
    entry = entry_view(session, who, entry_id)
    document = document_view(session, who, entry.document)
    words = catalogue(language_of(request))
    kind = parts.types.get(document.document_type)
    read = surest(document)
    paths = (*(value.path for value in entry.values), *(one.path for one in entry.missing), *entry.looked)
    labels = {path: label_at(kind, path, words) for path in paths}
    rows = [
        _row(
            value,
            labels[value.path],
            read.get(value.path),
            document.id,
            doubtful=value.path in entry.looked,
        )
        for value in entry.values
    ]
    missing = [
        MissingRow(labels[one.path], one.why, *_found(one.path, read.get(one.path), document.id))
        for one in entry.missing
    ]
    values = {
        "entry": entry,
        "document": document,
        "rows": rows,
        "missing": missing,
        "labels": labels,
        "sides": [side_name(side, words) for side in entry.missing_sides],
        "pages": review_form(document, kind, words).pages,
    }
    return page(request, "desk/approve.html", values, who=who, types=parts.types, error=error)


def _row(
    value: EnteredValue, label: str, read: FieldView | None, document: UUID, *, doubtful: bool
) -> SignedRow:
    found, crop = _found(value.path, read, document)
    return SignedRow(
        anchor="v-" + value.path.replace(".", "-"),
        label=label,
        value=value.value or "",
        source=value.source,
        read=found,
        crop=crop,
        masked=value.masked,
        changed=value.source != "read",
        doubtful=doubtful,
    )


def _found(path: str, read: FieldView | None, document: UUID) -> tuple[str, str | None]:
    """What the reader found at a path, and the address of its crop."""
    if read is None:
        return "", None
    crop = f"/api/v1/documents/{document}/crops/{path}.webp" if read.crop is not None else None
    return read.value or "", crop
