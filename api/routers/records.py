"""`/records`: searching the register, and what it says with evidence and history."""

from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from api.deps import Transaction, Who, Why
from api.schemas.records import CandidateAnswer, HistoryAnswer, RecordAnswer, SearchAnswer, VersionAnswer
from registry.records.records import history, record_view
from registry.search.query import SearchQuery, search

router = APIRouter(prefix="/records", tags=["records"])

Words = Annotated[str, Query(max_length=300)]


@router.get("")
def find(
    request: Request,
    response: Response,
    session: Transaction,
    who: Who,
    name: Annotated[Words, Query(examples=["زينب كريم حسن"])] = "",
    mother: Words = "",
    register: Words = "",
    page: Words = "",
    national_number: Words = "",
    office: Annotated[str | None, Query(max_length=32)] = None,
    reason: Annotated[str, Query(max_length=500, description="why; always written to the trail")] = "",
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
    cursor: Annotated[int, Query(ge=0, le=1000)] = 0,
) -> SearchAnswer:
    """Ranked candidates with why: at least two name parts, or register and page, or a national number."""
    query = SearchQuery(name, mother, register, page, national_number, office, limit, cursor)
    found = search(session, who, query, reason)
    following = None
    if len(found) == limit:
        kept = [(key, value) for key, value in request.query_params.multi_items() if key != "cursor"]
        following = f"/api/v1/records?{urlencode([*kept, ('cursor', str(cursor + limit))])}"
        response.headers["link"] = f'<{following}>; rel="next"'
    return SearchAnswer(candidates=[CandidateAnswer.of(one) for one in found], next=following)


@router.get("/{record_id}")
def show(
    session: Transaction,
    who: Who,
    record_id: int,
    why: Why = None,
    as_of: datetime | None = None,
    sensitive: bool = False,
) -> RecordAnswer:
    """A record with the evidence of every value, now or as it stood at `as_of`."""
    return RecordAnswer.of(record_view(session, who, record_id, why, as_of=as_of, sensitive=sensitive))


@router.get("/{record_id}/history")
def versions(session: Transaction, who: Who, record_id: int, why: Why = None) -> HistoryAnswer:
    """Every version of a record, the oldest first."""
    return HistoryAnswer(versions=[VersionAnswer.of(one) for one in history(session, who, record_id, why)])
