"""`/audit`: the trail, its checkpoints and proofs, for auditors."""

import tempfile
import zipfile
from pathlib import Path
from shutil import rmtree
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from api.deps import PartsDep, Snapshot, Transaction, Who
from api.schemas.audit import CheckpointAnswer, EventAnswer, EventsAnswer, ProofAnswer
from messages import Language, catalogue
from registry.audit import archive, asking
from registry.domain.actions import Subject
from registry.trail.events import events

router = APIRouter(prefix="/audit", tags=["audit"])


@router.get("/events")
def trail(
    response: Response,
    session: Snapshot,
    who: Who,
    subject: Subject | None = None,
    subject_id: Annotated[str | None, Query(max_length=64)] = None,
    before: Annotated[int | None, Query(ge=1)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> EventsAnswer:
    """Events, the newest first; of one thing when `subject` and `subject_id` are given."""
    about = (subject, subject_id) if subject is not None and subject_id is not None else None
    found = events(session, who, before=before, subject=about, limit=limit)
    following = f"/api/v1/audit/events?limit={limit}&before={found[-1].id}" if len(found) == limit else None
    if following:
        response.headers["link"] = f'<{following}>; rel="next"'
    return EventsAnswer(events=[EventAnswer.of(event) for event in found], next=following)


@router.get("/checkpoint")
def checkpoint(
    session: Transaction,
    parts: PartsDep,
    who: Who,
    older: Annotated[int | None, Query(alias="from", ge=0, description="size of an earlier one")] = None,
) -> CheckpointAnswer:
    """A signed checkpoint over all events so far; with `from`, proof that it continues that one."""
    signed = asking.checkpoint_now(session, parts.signer, who)
    path = None if older is None else asking.consistency_from(session, signed, older)
    return CheckpointAnswer.of(signed, parts.signer.verifier, path)


@router.get("/proof/{number}", response_class=Response, responses={200: {"model": ProofAnswer}})
def proof(session: Transaction, parts: PartsDep, who: Who, number: int) -> Response:
    """The proof that event `number` is in the trail, byte for byte as `sijill audit verify` checks it."""
    proved = asking.prove(session, parts.signer, who, number)
    asking.require_sealed(session, number)
    headers = {"content-disposition": f'attachment; filename="sijill-event-{number}.json"'}
    return Response(proved.proof.file(), media_type="application/json", headers=headers)


@router.get("/export", response_class=FileResponse, responses={200: {"content": {"application/zip": {}}}})
def export(parts: PartsDep, who: Who) -> FileResponse:
    """The whole trail as a .zip that anyone can check without us; for auditors who serve all offices."""
    words = "\n\n".join(catalogue(language).say("audit.readme") for language in Language) + "\n"
    folder = Path(tempfile.mkdtemp(prefix="sijill-export-"))
    try:
        written = folder / "trail"
        _, signed = asking.export(parts.sessions, parts.signer, who, written, words, lambda _: None)
        with zipfile.ZipFile(folder / "trail.zip", "w", zipfile.ZIP_DEFLATED) as made:
            for name in archive.FILES:
                made.write(written / name, name)
    except BaseException:
        rmtree(folder)
        raise
    return FileResponse(
        folder / "trail.zip",
        media_type="application/zip",
        filename=f"sijill-trail-{signed.checkpoint.size}.zip",
        background=BackgroundTask(rmtree, folder),
    )
