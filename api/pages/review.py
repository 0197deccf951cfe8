"""`/desk/review` and `/desk/documents/{id}`: the clerk's look at one paper, mostly by keyboard."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.csrf import FromOurPage
from api.deps import AtTheDesk, PartsDep, Transaction, Who
from api.errors import faults_of
from api.labels import type_name
from api.language import language_of
from api.pages.forms import Form, go, version_in
from api.pages.render import page
from api.pages.review_form import review_form
from api.parts import Parts
from messages import catalogue
from registry.database.sessions import snapshot
from registry.documents.documents import DocumentView, document_view
from registry.documents.sides import others_of
from registry.domain.access import Actor
from registry.domain.basis import ORDINARY, Basis, Circumstance
from registry.domain.errors import RegistryError
from registry.domain.states import Standing
from registry.review.questions import EMPTY, SILENT, Answers
from registry.review.reviews import next_review, set_type
from registry.sampling.folds import folding_of

router = APIRouter(prefix="/desk", include_in_schema=False, dependencies=[AtTheDesk])


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows besides the document: more rows, what was typed before, what went wrong.

    `reasons`: what was written for the ways out of the paper, by `WAYS`.
    """

    rows: int = 0
    reason: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    basis: Basis = ORDINARY
    answers: Answers = SILENT
    error: RegistryError | None = None


FIRST_LOOK: Final = Shown()
WAYS: Final = ("return", "reject", "keep_as_evidence", "hand_over")
"""What is done with a paper that isn't confirmed, each with a reason of its own."""


@router.get("/review")
def next_one(request: Request, session: Transaction, who: Who) -> Response:
    """On to the oldest paper that waits; with none left, a page that says so."""
    document = next_review(session, who)
    if document is None:
        return page(request, "desk/done.html", {"group": "review"}, who=who)
    return go(f"/desk/documents/{document.id}")


@router.get("/documents/{document_id}")
def show(
    request: Request,
    session: Transaction,
    parts: PartsDep,
    who: Who,
    document_id: UUID,
    rows: int = 0,
    sensitive: bool = False,
) -> HTMLResponse:
    """The page beside the fields. `sensitive` shows withheld fields to whoever has the right to them."""
    document = document_view(session, who, document_id, sensitive=sensitive)
    return form_page(request, parts, who, document, Shown(rows=rows))


@router.post("/documents/{document_id}/type", dependencies=[FromOurPage])
def retype(session: Transaction, who: Who, document_id: UUID, form: Form) -> Response:
    """Say what kind of paper it is; the form then has that paper's fields."""
    set_type(session, who, document_id, form.get("document_type", ""), version_in(form))
    return go(f"/desk/documents/{document_id}")


def form_page(
    request: Request,
    parts: Parts,
    who: Actor,
    document: DocumentView,
    shown: Shown = FIRST_LOOK,
) -> HTMLResponse:
    """The review page of a document; accepted values are folded where the office's own sampling allows it."""
    with snapshot(parts.sessions) as session:
        folding, stopped = folding_of(session, document)
        others = others_of(session, document.id)
    words = catalogue(language_of(request))
    kind = parts.types.get(document.document_type)
    names = [(key, type_name(parts.types, words, key)) for key in parts.types]
    values = {
        "document": document,
        "form": review_form(
            document,
            kind,
            words,
            shown.rows,
            folding=folding,
            answers=shown.answers,
            problems={fault.path: fault.code for fault in faults_of(shown.error)} if shown.error else {},
        ),
        "in_sight": "\n".join(" ".join((one.rule, *one.fields)) for one in document.findings),
        "absences": [one.value for one in EMPTY],
        "stopped": stopped,
        "others": others,
        "reason": shown.reason,
        "reasons": {act: shown.reasons.get(act, "") for act in WAYS},
        "refused_act": shown.error.params.get("act", "") if shown.error else "",
        "basis": f"{shown.basis.standing} {shown.basis.circumstance}",
        "standings": [one.value for one in Standing],
        "circumstances": [one.value for one in Circumstance],
        "type_names": sorted(names, key=itemgetter(1)),
    }
    return page(request, "desk/review.html", values, who=who, types=parts.types, error=shown.error)
