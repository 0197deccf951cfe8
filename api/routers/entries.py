"""The officer's queue and decision: never on what the own hand entered."""

from uuid import UUID

from fastapi import APIRouter, Response

from api.deps import Lang, Transaction, Version, Who, etag
from api.schemas.entries import Approved, EntryAnswer, SendBack
from messages import catalogue
from registry.review.entries import approve, entry_view, next_entry, send_back

router = APIRouter(prefix="/entries", tags=["entries"])


@router.get("/next", responses={204: {"description": "nothing waits"}})
def next_one(session: Transaction, who: Who, language: Lang, response: Response) -> EntryAnswer | None:
    """The oldest entry that waits for approval and that you had no hand in; 204 when none waits."""
    view = next_entry(session, who)
    if view is None:
        response.status_code = 204
        return None
    response.headers["etag"] = etag(view.version)
    return EntryAnswer.of(view, catalogue(language))


@router.post("/{entry_id}/approve")
def approve_one(session: Transaction, who: Who, version: Version, entry_id: UUID) -> Approved:
    """Approve: the entry becomes a record."""
    return Approved(record=approve(session, who, entry_id, version))


@router.post("/{entry_id}/send-back")
def send_one_back(
    session: Transaction, who: Who, language: Lang, version: Version, entry_id: UUID, given: SendBack
) -> EntryAnswer:
    """Send back to review with a reason; what was typed becomes the draft again."""
    send_back(session, who, entry_id, given.reason, version)
    return EntryAnswer.of(entry_view(session, who, entry_id), catalogue(language))
