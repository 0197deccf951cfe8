"""Exports: asked for by an officer, allowed by somebody else, written for the holder of one key."""

from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse

from api.carrying import MEDIA_TYPE, download
from api.deps import PartsDep, Transaction, Version, Who, etag
from api.schemas.exports import ExportAnswer, ExportRefusal, ExportsAnswer, ExportWish
from registry.exporting.asking import (
    approve_export,
    ask_export,
    export_view,
    newest_exports,
    refuse_export,
)

router = APIRouter(prefix="/exports", tags=["interchange"])

FILE: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "the file, encrypted to its recipient (age-encryption.org/v1)",
        "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.get("")
def newest(session: Transaction, who: Who) -> ExportsAnswer:
    """The newest exports of your office."""
    return ExportsAnswer(exports=[ExportAnswer.of(one) for one in newest_exports(session, who)])


@router.post("", status_code=201)
def ask(session: Transaction, who: Who, given: ExportWish, response: Response) -> ExportAnswer:
    """Ask to hand records out. Nothing leaves before somebody else has allowed it."""
    view = export_view(session, who, ask_export(session, who, given.wish()))
    response.headers["location"] = f"/api/v1/exports/{view.id}"
    response.headers["etag"] = etag(view.version)
    return ExportAnswer.of(view)


@router.get("/{export_id}")
def show(session: Transaction, who: Who, export_id: UUID, response: Response) -> ExportAnswer:
    """An export in figures, with how many records it holds."""
    view = export_view(session, who, export_id)
    response.headers["etag"] = etag(view.version)
    return ExportAnswer.of(view)


@router.post("/{export_id}/approve")
def approve(session: Transaction, who: Who, version: Version, export_id: UUID) -> ExportAnswer:
    """Allow it: it holds what the register says at this moment. Never by whoever asked."""
    return ExportAnswer.of(approve_export(session, who, export_id, version))


@router.post("/{export_id}/refuse")
def refuse(
    session: Transaction, who: Who, version: Version, export_id: UUID, given: ExportRefusal
) -> ExportAnswer:
    """Refuse it with a reason."""
    return ExportAnswer.of(refuse_export(session, who, export_id, given.reason, version))


@router.get("/{export_id}/file", responses=FILE, response_class=StreamingResponse)
def fetch(parts: PartsDep, who: Who, export_id: UUID) -> StreamingResponse:
    """The allowed export as an encrypted file; each time is an event. For 30 days after it was allowed."""
    return download(parts, who, export_id)
