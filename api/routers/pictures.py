"""Pictures of pages and of single values: decrypted on the way out, kept by the browser only."""

from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.deps import PartsDep, Who, Why
from api.parts import Parts
from imaging.masking import masked
from registry.database.sessions import transaction
from registry.documents.documents import crop_picture
from registry.documents.page_masking import page_picture

router = APIRouter(tags=["pictures"])

WEBP: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {"image/webp": {}}},
    304: {"description": "the browser has it"},
}
# The bytes under a digest never change; `private` keeps them out of shared caches.
KEPT = "private, max-age=3600"


@router.get("/pages/{page_id}.webp", response_class=Response, responses=WEBP)
def page(
    request: Request, parts: PartsDep, who: Who, page_id: UUID, why: Why = None, sensitive: bool = False
) -> Response:
    """The picture of a page, without metadata; sensitive values are covered unless asked for by right."""
    with transaction(parts.sessions) as session:
        picture = page_picture(session, who, page_id, why, uncovered=sensitive)
    if not picture.covered:
        return _picture(request, parts, picture.digest)
    content = masked(parts.store.read(picture.digest), picture.covered, picture.width)
    return Response(content, media_type="image/webp", headers={"cache-control": KEPT})


@router.get("/documents/{document_id}/crops/{path}.webp", response_class=Response, responses=WEBP)
def crop(
    request: Request, parts: PartsDep, who: Who, document_id: UUID, path: str, why: Why = None
) -> Response:
    """The picture of one value, `given_name` or `rows.2.name`."""
    with transaction(parts.sessions) as session:
        digest = crop_picture(session, who, document_id, path, why)
    return _picture(request, parts, digest)


def _picture(request: Request, parts: Parts, digest: str) -> Response:
    tag = f'"{digest[:32]}"'
    headers = {"etag": tag, "cache-control": KEPT}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(parts.store.read(digest), media_type="image/webp", headers=headers)
