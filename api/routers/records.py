"""`/records`: searching the register, and what it says with evidence and history."""

from datetime import datetime

from fastapi import APIRouter

from api.deps import Transaction, Who, Why
from api.schemas.records import (
    LAST_RANK,
    CandidateAnswer,
    HistoryAnswer,
    Question,
    RecordAnswer,
    SearchAnswer,
    VersionAnswer,
)
from registry.records.records import history, record_view
from registry.search.query import search

router = APIRouter(prefix="/records", tags=["records"])


@router.post("/search")
def find(session: Transaction, who: Who, asked: Question, why: Why = None) -> SearchAnswer:
    """Ranked candidates with why: at least two name parts, or register and page, or a national number.

    What is asked stands in the body, so that no name is kept in a log of addresses or a browser's history.
    """
    found = search(session, who, asked.query(), asked.reason or why or "")
    following = asked.cursor + len(found)
    more = len(found) == asked.limit and following <= LAST_RANK
    return SearchAnswer(
        candidates=[CandidateAnswer.of(one) for one in found], cursor=following if more else None
    )


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
