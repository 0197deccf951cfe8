"""`/read`: a paper read without a case; nothing of it is kept but who read it, and why."""

from fastapi import APIRouter

from api.crowd import COME_AGAIN_SECONDS
from api.deps import Lang, PartsDep, Who, Why
from api.faults import Busy
from api.schemas.readings import ReadingAnswer, ReadingsAnswer
from api.uploads import ReceivedOne, refuse_too_large
from messages import catalogue
from registry.database.sessions import transaction
from registry.intake.passing import note_passing
from workers.passing import ReaderBusy

router = APIRouter(prefix="/read", tags=["scans"])

FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "purpose": {"type": "string", "examples": ["تدقيق وثيقة قبل فتح معاملة"]},
                    },
                }
            }
        },
    }
}


@router.post("", openapi_extra=FORM)
def read(parts: PartsDep, who: Who, language: Lang, upload: ReceivedOne, why: Why = None) -> ReadingsAnswer:
    """Read a file of at most ten pages at once, for the purpose in `Sijill-Purpose` or the field `purpose`.

    No case, no scan: the trail says who read a file of which digest and why, and nothing else is kept. Values
    of sensitive fields are left out. 503 with `Retry-After` while others' files are being read.
    """
    (file,) = upload.files
    refuse_too_large(file)
    digest = parts.store.digest_of(file.content)
    with transaction(parts.sessions) as session:
        note_passing(session, who, digest, why or upload.fields.get("purpose", ""))
    file.content.seek(0)
    try:
        sides = parts.reader.read(file.content)
    except ReaderBusy as error:
        raise Busy({"seconds": COME_AGAIN_SECONDS}) from error
    words = catalogue(language)
    return ReadingsAnswer(
        readings=[ReadingAnswer.of_paper(file.name, side.paper, side.findings, words) for side in sides]
    )
