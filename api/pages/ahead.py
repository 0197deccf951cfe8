"""What the browser fetches ahead: the pictures of the paper after this one, while this one is looked at."""

from collections.abc import Mapping
from uuid import UUID

from fastapi import APIRouter

from api.deps import AtTheDesk, Snapshot, Who
from api.pages.review_form import crop_address, surest
from registry.documents.documents import DocumentView
from registry.review.reviews import upcoming_review

router = APIRouter(prefix="/desk", include_in_schema=False, dependencies=[AtTheDesk])


@router.get("/documents/{document_id}/upcoming")
def upcoming(session: Snapshot, who: Who, document_id: UUID) -> Mapping[str, list[str]]:
    """Addresses of pictures, pages before values. The call for each picture is an event of its own."""
    document = upcoming_review(session, who, document_id)
    return {"pictures": [] if document is None else pictures_of(document)}


def pictures_of(document: DocumentView) -> list[str]:
    """What the review of a document shows at once; sensitive values stay out until they are asked for."""
    pages = dict.fromkeys(f"/api/v1/pages/{side.page}.webp" for side in document.sides if side.has_picture)
    read = surest(document).items()
    crops = [crop_address(document.id, path) for path, field in read if field.crop and not field.sensitive]
    return [*pages, *crops]
