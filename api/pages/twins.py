"""`/desk/documents/{id}/twins/{other}`: two pictures of what may be one sheet; a clerk decides."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.csrf import FromOurPage
from api.deps import AtTheDesk, PartsDep, Transaction, Who
from api.labels import label_at
from api.language import language_of
from api.pages.forms import Form, go
from api.pages.render import page
from api.pages.review_form import surest
from api.parts import Parts
from messages import Catalogue, catalogue
from registry.documents.documents import DocumentView, document_view
from registry.domain.errors import InvalidValue, NotFound
from registry.models.twins import TwinVerdict
from registry.readings.duplicate_scans import judge_twins

router = APIRouter(prefix="/desk/documents", include_in_schema=False, dependencies=[AtTheDesk])

UNDO: Final = "undo"


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that was read differently on the two."""

    label: str
    here: str
    there: str


@router.get("/{document_id}/twins/{other_id}")
def show(
    request: Request, session: Transaction, parts: PartsDep, who: Who, document_id: UUID, other_id: UUID
) -> HTMLResponse:
    """Both papers side by side. Opening the other one is an event of its own, like any opening."""
    document = document_view(session, who, document_id)
    twin = next((one for one in document.twins if one.document == other_id), None)
    if twin is None:
        raise NotFound({"kind": "document"})
    other = document_view(session, who, other_id)
    words = catalogue(language_of(request))
    values = {
        "document": document,
        "other": other,
        "twin": twin,
        "verdicts": tuple(TwinVerdict),
        "differences": differences(document, other, parts, words),
    }
    return page(request, "desk/twins.html", values, who=who, types=parts.types)


@router.post("/{document_id}/twins/{other_id}", dependencies=[FromOurPage])
def decide(session: Transaction, who: Who, document_id: UUID, other_id: UUID, form: Form) -> Response:
    """One sheet, two sheets, or take back what was said."""
    said = form.get("verdict", "")
    if said != UNDO and said not in set(TwinVerdict):
        raise InvalidValue({"field": "verdict", "problem": "unknown"})
    judge_twins(session, who, document_id, other_id, None if said == UNDO else TwinVerdict(said))
    return go(f"/desk/documents/{document_id}/twins/{other_id}")


def differences(
    document: DocumentView, other: DocumentView, parts: Parts, words: Catalogue
) -> tuple[Difference, ...]:
    """Values that stand on both and were read differently; withheld ones are left out."""
    ours, theirs = surest(document), surest(other)
    kind = parts.types.get(document.document_type)
    return tuple(
        Difference(label_at(kind, path, words), here.value, there)
        for path, here in ours.items()
        if here.value and (there := theirs[path].value if path in theirs else None) and there != here.value
    )
