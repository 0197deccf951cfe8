"""`/audit`: the trail, for auditors."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.deps import Snapshot, Who
from api.schemas.audit import EventAnswer, EventsAnswer
from registry.trail import Subject, events

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
