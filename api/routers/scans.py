"""`/scans`: files handed in, and what was read on them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import JSONResponse

from api.conditional import UNCHANGED, has, tag_of, unchanged
from api.deps import Lang, PartsDep, Snapshot, Transaction, Who, Why
from api.errors import answer_json, problem_of
from api.faults import NothingTaken
from api.intake import Destination, Outcome, take_all
from api.schemas.readings import ReadingAnswer, ReadingsAnswer
from api.schemas.scans import (
    ErrorAnswer,
    FileAnswer,
    HandedIn,
    QuarantinedAnswer,
    RequeuedAnswer,
    ScanAnswer,
    SetAsideAnswer,
)
from api.uploads import Received
from messages import Catalogue, catalogue
from registry.documents.documents import document_view
from registry.domain.errors import InvalidValue
from registry.intake.scans import scan_standing, scan_view
from registry.tasks.quarantine import requeue_all, set_aside
from registry.tasks.tasks import requeue

router = APIRouter(prefix="/scans", tags=["scans"])

FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
                        "case": {"type": "string", "format": "uuid"},
                        "document_type": {"type": "string", "examples": ["national_card"]},
                    },
                }
            }
        },
    }
}


@router.post("", status_code=202, response_model=HandedIn, openapi_extra=FORM)
def hand_in(
    parts: PartsDep,
    who: Who,
    language: Lang,
    upload: Received,
    idempotency_key: Annotated[str | None, Header(max_length=200)] = None,
) -> Response:
    """Hand in JPEG, PNG, TIFF or PDF files. One entry a file; the same bytes in the same case are one scan.

    Without `case` one is made. When no file at all can be taken, none is made and the answer is 422, with the
    entries beside it.
    """
    outcomes = take_all(parts, who, upload.files, _destination(upload.fields, idempotency_key))
    words = catalogue(language)
    body = _answer(outcomes, words)
    if not any(outcome.scan for outcome in outcomes):
        return answer_json(language, problem_of(NothingTaken()), body.model_dump(mode="json"))
    first = next(entry for entry in body.scans if entry.id is not None)
    location = f"/api/v1/scans/{first.id}" if len(body.scans) == 1 else f"/api/v1/cases/{body.case}"
    return JSONResponse(body.model_dump(mode="json"), 202, {"location": location, "retry-after": "2"})


@router.get("/quarantined")
def quarantined(session: Snapshot, who: Who, language: Lang) -> QuarantinedAnswer:
    """The scans of your office that could not be read and that nobody has keyed by hand since."""
    words = catalogue(language)
    return QuarantinedAnswer(scans=[SetAsideAnswer.of(one, words) for one in set_aside(session, who)])


@router.post("/requeue")
def read_all_again(session: Transaction, who: Who) -> RequeuedAnswer:
    """Let every scan of your office that was set aside be read again."""
    return RequeuedAnswer(requeued=requeue_all(session, who))


@router.post("/{scan_id}/requeue")
def read_again(session: Transaction, who: Who, scan_id: UUID) -> RequeuedAnswer:
    """Let one scan that was set aside be read again; 409 when it is not set aside."""
    requeue(session, who, scan_id)
    return RequeuedAnswer(requeued=1)


@router.get("/{scan_id}", response_model=ScanAnswer, responses={**UNCHANGED})
def show(
    request: Request,
    session: Transaction,
    who: Who,
    language: Lang,
    scan_id: UUID,
    response: Response,
    why: Why = None,
) -> ScanAnswer | Response:
    """A scan and the documents on it. Ask again with `If-None-Match`: 304 as long as nothing happened."""
    tag = tag_of(language, scan_standing(session, who, scan_id))
    if has(request, tag):
        return unchanged(tag)
    response.headers["etag"] = tag
    return ScanAnswer.of(scan_view(session, who, scan_id, why), catalogue(language))


@router.get("/{scan_id}/reading")
def reading(session: Transaction, who: Who, language: Lang, scan_id: UUID, why: Why = None) -> ReadingsAnswer:
    """What was read, page by page; empty before the scan is read. Sensitive values are withheld."""
    scan = scan_view(session, who, scan_id, why)
    words = catalogue(language)
    found: list[ReadingAnswer] = []
    for paper in scan.documents:
        view = document_view(session, who, paper.id, why)
        pages = {side.page for side in view.sides if side.scan == scan.id}
        found += [
            ReadingAnswer.of(scan.file_name, one, view.findings, words)
            for one in view.readings
            if one.page in pages
        ]
    return ReadingsAnswer(readings=sorted(found, key=lambda one: (one.page, one.part)))


def _destination(fields: dict[str, str], key: str | None) -> Destination:
    case = fields.get("case") or None
    try:
        case_id = UUID(case) if case else None
    except ValueError as error:
        raise InvalidValue({"field": "case", "problem": "format"}) from error
    return Destination(case_id, fields.get("document_type") or None, key)


def _answer(outcomes: tuple[Outcome, ...], words: Catalogue) -> HandedIn:
    scans = [outcome.scan for outcome in outcomes if outcome.scan is not None]
    return HandedIn(
        case=scans[0].case if scans else None,
        receipt=scans[0].receipt if scans else None,
        scans=[_entry(outcome, words) for outcome in outcomes],
    )


def _entry(outcome: Outcome, words: Catalogue) -> FileAnswer:
    if outcome.scan is not None:
        return FileAnswer(id=outcome.scan.id, file=outcome.file, state=outcome.scan.state)
    assert outcome.refusal is not None
    error = ErrorAnswer.of(outcome.refusal.code, outcome.refusal.params, words)
    return FileAnswer(id=None, file=outcome.file, state="refused", error=error)
