"""The clerk's queue and decision."""

from uuid import UUID

from fastapi import APIRouter, Response

from api.deps import Lang, PartsDep, Transaction, Version, Who, etag
from api.schemas.documents import DocumentAnswer, ReviewRequest
from api.schemas.entries import EntryAnswer
from messages import catalogue
from registry.database.sessions import transaction
from registry.domain.basis import Basis
from registry.review.entries import entry_view
from registry.review.questions import Answers
from registry.review.reviews import next_review
from registry.review.signing import sign

router = APIRouter(tags=["reviews"])


@router.get("/reviews/next", responses={204: {"description": "nothing waits"}})
def next_one(session: Transaction, who: Who, language: Lang, response: Response) -> DocumentAnswer | None:
    """The oldest paper that waits for a look, kept for you for ten minutes; 204 when none waits."""
    view = next_review(session, who)
    if view is None:
        response.status_code = 204
        return None
    response.headers["etag"] = etag(view.version)
    return DocumentAnswer.of(view, catalogue(language))


@router.post("/documents/{document_id}/review", responses={204: {"description": "returned or rejected"}})
def decide(
    parts: PartsDep,
    who: Who,
    language: Lang,
    version: Version,
    document_id: UUID,
    response: Response,
    decision: ReviewRequest,
) -> EntryAnswer | None:
    """Confirm (the answer is the entry), return to the citizen, or reject. 412 when somebody was faster.

    422 with a pointer for every doubtful value that nobody looked at, every required one that is empty
    without a word why, and every date or number that is none. The same decision sent twice is one.
    """
    entry = sign(
        parts.sessions,
        who,
        document_id,
        decision.fields,
        decision.decision,
        decision.reason,
        version,
        Basis(decision.standing, decision.circumstance),
        Answers(frozenset(decision.looked), decision.absent),
    )
    if entry is None:
        response.status_code = 204
        return None
    with transaction(parts.sessions) as session:
        view = entry_view(session, who, entry)
    response.headers["etag"] = etag(view.version)
    return EntryAnswer.of(view, catalogue(language))
