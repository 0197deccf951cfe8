"""`/records`: searching the register with a reason.

Names and reasons travel in the body of a POST: an address ends up in histories and logs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from api.csrf import FromOurPage
from api.deps import PartsDep, Transaction, Who
from api.language import language_of
from api.pages.acting import transact
from api.pages.forms import Form
from api.pages.names import office_names
from api.pages.render import page
from api.parts import Parts
from messages import Catalogue, catalogue
from registry.domain.access import Act, Actor, require
from registry.domain.errors import InvalidValue, ReasonNeeded, RegistryError
from registry.search import Candidate, SearchQuery, names_of_subjects, search

router = APIRouter(prefix="/records", include_in_schema=False)

MOST_FOUND: Final = 20  # candidates: as many as are read through by eye
ASKED = ("name", "mother", "register", "page", "national_number", "office", "reason")


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found, once, by the likeliest person it names; `roles`: whom it names, in words."""

    best: Candidate
    roles: tuple[tuple[str, str], ...]


@router.get("")
def ask(request: Request, session: Transaction, parts: PartsDep, who: Who) -> HTMLResponse:
    """The form."""
    require(who, Act.search, who.office)
    return _page(request, parts, who, {}, session)


@router.post("", dependencies=[FromOurPage])
def find(request: Request, parts: PartsDep, who: Who, form: Form) -> Response:
    """Candidates with why; the question is written to the trail."""
    asked = {field: form.get(field, "").strip() for field in ASKED}
    query = SearchQuery(
        name=asked["name"],
        mother=asked["mother"],
        register=asked["register"],
        page=asked["page"],
        national_number=asked["national_number"],
        office=asked["office"] or None,
        limit=MOST_FOUND,
    )
    again = partial(_page, request, parts, who, form)

    def found(session: Session) -> HTMLResponse:
        return again(session, found=search(session, who, query, asked["reason"]))

    return transact(parts, found, again, (InvalidValue, ReasonNeeded))


def _page(
    request: Request,
    parts: Parts,
    who: Actor,
    asked: Mapping[str, str],
    session: Session,
    error: RegistryError | None = None,
    *,
    found: tuple[Candidate, ...] | None = None,
) -> HTMLResponse:
    words = catalogue(language_of(request))
    offices = office_names(session, words.language)
    values = {
        "asked": {field: asked.get(field, "").strip() for field in ASKED},
        "hits": None if found is None else hits_of(session, found, words),
        "offices": offices,
        "office_of": dict(offices),
    }
    return page(request, "register/search.html", values, who=who, types=parts.types, error=error, again=asked)


def hits_of(session: Session, found: tuple[Candidate, ...], words: Catalogue) -> tuple[Hit, ...]:
    """The records found, the likeliest first, each once with everybody of it who was found and their role."""
    by_record: dict[int, list[Candidate]] = {}
    for one in found:
        by_record.setdefault(one.record, []).append(one)
    subjects = names_of_subjects(session, by_record.keys())
    return tuple(
        Hit(people[0], tuple((one.name, _role(one, subjects.get(record, ""), words)) for one in people))
        for record, people in by_record.items()
    )


def _role(one: Candidate, subject: str, words: Catalogue) -> str:
    code = f"search.is_{one.role}"
    special = f"{code}.{one.document_type}"
    return words.say(special if special in words else code, {"name": subject})
