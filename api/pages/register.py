"""`/records`: searching the register with a reason, and a record with its history and evidence.

Names and reasons travel in the body of a POST: an address ends up in histories and logs.
"""

from base64 import b64encode
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy.orm import Session

from api.csrf import FromOurPage
from api.deps import PartsDep, Transaction, Who
from api.errors import status_of
from api.labels import label_at
from api.language import language_of
from api.pages.forms import Form
from api.pages.names import names_of, office_names
from api.pages.render import page
from api.parts import Parts
from messages import catalogue
from reference.documents import DocumentType
from registry.access import Act, Actor, Role, require
from registry.errors import InvalidValue, ReasonNeeded, RegistryError
from registry.records import RecordedValue, VersionView, history, record_view
from registry.search import SearchQuery, search

router = APIRouter(prefix="/records", include_in_schema=False)

ASKED = ("name", "mother", "register", "page", "national_number", "office", "reason")


@router.get("")
def ask(request: Request, session: Transaction, who: Who) -> HTMLResponse:
    """The form."""
    require(who, Act.search, who.office)
    return _page(request, session, who, {}, None, None)


@router.post("", dependencies=[FromOurPage])
def find(request: Request, session: Transaction, who: Who, form: Form) -> HTMLResponse:
    """Candidates with why; the question is written to the trail."""
    asked = {field: form.get(field, "").strip() for field in ASKED}
    query = SearchQuery(
        name=asked["name"],
        mother=asked["mother"],
        register=asked["register"],
        page=asked["page"],
        national_number=asked["national_number"],
        office=asked["office"] or None,
        limit=20,
    )
    try:
        found = search(session, who, query, asked["reason"])
    except (InvalidValue, ReasonNeeded) as error:
        return _page(request, session, who, asked, None, error)
    return _page(request, session, who, asked, found, None)


@router.get("/{record_id}")
def ask_reason(
    request: Request, session: Transaction, parts: PartsDep, who: Who, record_id: int
) -> HTMLResponse:
    """The record; an auditor is asked for a reason first."""
    require(who, Act.view_record, who.office)
    if who.role is Role.auditor:
        return page(request, "register/open.html", {"number": record_id, "error": None}, who=who)
    return _record(request, session, parts, who, record_id, None)


@router.post("/{record_id}", dependencies=[FromOurPage])
def show(
    request: Request, session: Transaction, parts: PartsDep, who: Who, record_id: int, form: Form
) -> HTMLResponse:
    """The record with history and evidence."""
    try:
        return _record(request, session, parts, who, record_id, form.get("reason") or None)
    except ReasonNeeded as error:
        values = {"number": record_id, "error": error}
        return page(request, "register/open.html", values, who=who, status=status_of(error))


def _record(
    request: Request, session: Session, parts: Parts, who: Actor, record_id: int, reason: str | None
) -> HTMLResponse:
    record = record_view(session, who, record_id, reason)
    versions = history(session, who, record_id, reason)
    words = catalogue(language_of(request))
    kind = parts.types.get(record.document_type)
    people = {version.made_by for version in versions} | {v.entered_by for v in versions if v.entered_by}
    values = {
        "record": record,
        "versions": versions,
        "values": in_paper_order(record.version.values, kind),
        "labels": {value.path: label_at(kind, value.path, words) for value in record.version.values},
        "crops": crops_of(parts, record.version),
        "names": names_of(session, people),
    }
    return page(request, "register/record.html", values, who=who, types=parts.types)


def in_paper_order(values: tuple[RecordedValue, ...], kind: DocumentType | None) -> tuple[RecordedValue, ...]:
    """Values in the order in which the paper prints them, rows last; what it does not print at the end."""
    order = {field.key: place for place, field in enumerate(kind.fields)} if kind else {}
    last = len(order)

    def place(value: RecordedValue) -> tuple[int, int]:
        match value.path.split("."):
            case ["rows", number, _]:
                return last, int(number)
        return order.get(value.path, last + 1), 0

    return tuple(sorted(values, key=place))


def crops_of(parts: Parts, version: VersionView) -> Mapping[str, str]:
    """The pictures of values by digest, within the page itself: an auditor's reason is given once for all."""
    seen = (e for value in version.values if not value.masked for e in value.evidence)
    digests = {e.crop for e in seen if e.crop and parts.store.has(e.crop)}
    return {d: "data:image/webp;base64," + b64encode(parts.store.read(d)).decode() for d in digests}


def _page(
    request: Request,
    session: Session,
    who: Actor,
    asked: Mapping[str, str],
    found: object,
    error: RegistryError | None,
) -> HTMLResponse:
    values = {
        "asked": {field: asked.get(field, "") for field in ASKED},
        "candidates": found,
        "error": error,
        "offices": office_names(session, language_of(request)),
    }
    status = status_of(error) if error else HTTPStatus.OK
    return page(request, "register/search.html", values, who=who, status=status)
