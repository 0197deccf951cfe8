"""Duplicates: pairs judged by people, merged by two of them, and the undoing of a merge by two again."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from sqlalchemy.orm import Session

from api.deps import PartsDep, Transaction, Version, Who, Why, etag
from api.schemas.duplicates import Found, Judged, Look, PairAnswer, PairLineAnswer, PairsAnswer, Reason
from registry.deduplication import decide_act, judge, look_for_pairs, pair_view, pairs_in, propose_parting
from registry.domain.access import Actor
from registry.models.merges import PairState

router = APIRouter(prefix="/duplicates", tags=["duplicates"])


@router.get("")
def listed(
    session: Transaction,
    who: Who,
    state: PairState = PairState.waiting,
    cursor: Annotated[int, Query(ge=0, le=1000)] = 0,
) -> PairsAnswer:
    """The pairs of your office in one state, the likeliest first, 50 at a time."""
    return PairsAnswer(pairs=[PairLineAnswer.of(one) for one in pairs_in(session, who, state, cursor)])


@router.post("/look")
def look(parts: PartsDep, who: Who, given: Look) -> Found:
    """Compare everybody of your office now, and keep the pairs found."""
    return Found(new=look_for_pairs(parts.sessions, who, given.reason))


@router.get("/{pair_id}")
def show(session: Transaction, who: Who, pair_id: UUID, response: Response, why: Why = None) -> PairAnswer:
    """Two records side by side with every field's weight."""
    return _answer(session, who, pair_id, response, why)


@router.post("/{pair_id}/judgement")
def judge_one(
    session: Transaction, who: Who, version: Version, pair_id: UUID, given: Judged, response: Response
) -> PairAnswer:
    """One person (waits for another officer), two persons, or not now."""
    judge(session, who, pair_id, given.judgement, given.reason, version)
    return _answer(session, who, pair_id, response)


@router.post("/{pair_id}/approve")
def approve(
    session: Transaction, who: Who, version: Version, pair_id: UUID, given: Reason, response: Response
) -> PairAnswer:
    """Approve the merge or the undoing that waits; never by whoever proposed it."""
    decide_act(session, who, pair_id, given.reason, version, approve=True)
    return _answer(session, who, pair_id, response)


@router.post("/{pair_id}/refuse")
def refuse(
    session: Transaction, who: Who, version: Version, pair_id: UUID, given: Reason, response: Response
) -> PairAnswer:
    """Refuse the merge or the undoing that waits, with a reason."""
    decide_act(session, who, pair_id, given.reason, version, approve=False)
    return _answer(session, who, pair_id, response)


@router.post("/{pair_id}/undo")
def undo(
    session: Transaction, who: Who, version: Version, pair_id: UUID, given: Reason, response: Response
) -> PairAnswer:
    """Propose to undo a merge; another officer decides."""
    propose_parting(session, who, pair_id, given.reason, version)
    return _answer(session, who, pair_id, response)


def _answer(
    session: Session, who: Actor, pair_id: UUID, response: Response, why: str | None = None
) -> PairAnswer:
    view = pair_view(session, who, pair_id, why)
    response.headers["etag"] = etag(view.version)
    return PairAnswer.of(view)
