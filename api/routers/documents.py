"""`/documents/{id}`: a paper under review, what is typed so far, its type, its sides."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Response

from api.deps import Lang, Transaction, Version, Who, Why, etag
from api.schemas.documents import DocumentAnswer, DraftAnswer, NewType, SidesAnswer, SidesRequest
from messages import catalogue
from registry.documents.documents import document_view
from registry.documents.sides import join_sides, split_sides, swap_sides
from registry.review.reviews import keep_draft, set_type
from registry.review.standing import misfits_of

router = APIRouter(prefix="/documents", tags=["documents"])

Typed = Annotated[
    dict[str, str],
    Body(
        openapi_examples={
            "field": {"value": {"given_name": "زينب"}},
            "row": {"value": {"rows.2.name": "كرار"}},
        }
    ),
]


@router.get("/{document_id}")
def show(
    session: Transaction,
    who: Who,
    language: Lang,
    document_id: UUID,
    response: Response,
    why: Why = None,
    sensitive: bool = False,
) -> DocumentAnswer:
    """A document with readings, draft and findings. `sensitive` needs a right of its own and is an event."""
    view = document_view(session, who, document_id, why, sensitive=sensitive)
    response.headers["etag"] = etag(view.version)
    return DocumentAnswer.of(view, catalogue(language))


@router.patch("/{document_id}/draft")
def keep(session: Transaction, who: Who, language: Lang, document_id: UUID, typed: Typed) -> DraftAnswer:
    """Keep what is typed so far: values by path. Nothing that was kept is lost by a power cut.

    The answer tells what the rules find now, and which of these values confirmation would refuse.
    """
    findings = keep_draft(session, who, document_id, typed)
    return DraftAnswer.of(findings, misfits_of(session, document_id, typed), catalogue(language))


@router.patch("/{document_id}/type")
def retype(
    session: Transaction,
    who: Who,
    language: Lang,
    version: Version,
    document_id: UUID,
    response: Response,
    wanted: NewType,
) -> DocumentAnswer:
    """Say what kind of paper it is. The fields are those of the new type from then on."""
    view = set_type(session, who, document_id, wanted.document_type, version)
    response.headers["etag"] = etag(view.version)
    return DocumentAnswer.of(view, catalogue(language))


@router.post("/{document_id}/sides")
def arrange(
    session: Transaction,
    who: Who,
    language: Lang,
    version: Version,
    document_id: UUID,
    response: Response,
    wanted: SidesRequest,
) -> SidesAnswer:
    """Take the sides apart, join another paper of the case to it, or swap backs. What is typed goes along.

    Only while the papers are under review; 412 when somebody was faster.
    """
    others: tuple[UUID, ...] = ()
    if wanted.split:
        others = split_sides(session, who, document_id, version)
    elif wanted.join is not None:
        join_sides(session, who, document_id, wanted.join, version)
    elif wanted.swap is not None:
        swap_sides(session, who, document_id, wanted.swap, version)
        others = (wanted.swap,)
    view = document_view(session, who, document_id)
    response.headers["etag"] = etag(view.version)
    return SidesAnswer(document=DocumentAnswer.of(view, catalogue(language)), others=list(others))
