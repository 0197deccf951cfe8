"""Changes to records: proposed on the version that was seen, decided on by another officer."""

from uuid import UUID

from fastapi import APIRouter, Response

from api.deps import Transaction, Version, Who, Why, etag
from api.schemas.changes import (
    AuthorityOrder,
    ChangeAnswer,
    Correction,
    NewStanding,
    NewVersionAnswer,
    Proposed,
    RectificationOrder,
    Refusal,
)
from registry.changes.changes import Order, approve_change, propose_order, refuse_change
from registry.changes.proposals import change_view, next_change
from registry.changes.propose import propose_correction, propose_rectification, propose_standing

router = APIRouter(tags=["changes"])


@router.post("/records/{record_id}/corrections", status_code=201)
def correct(session: Transaction, who: Who, version: Version, record_id: int, given: Correction) -> Proposed:
    """Propose what the record's own paper says after all. `If-Match` holds the record's version."""
    change = propose_correction(session, who, record_id, given.fields, given.reason, version)
    return Proposed(change=change)


@router.post("/records/{record_id}/rectifications", status_code=201)
def rectify(
    session: Transaction, who: Who, version: Version, record_id: int, given: RectificationOrder
) -> Proposed:
    """Propose what a decision on file orders (Law 3/2016 arts 21-24, Law 148/1971 art 21)."""
    change = propose_rectification(session, who, record_id, given.decision_record, given.reason, version)
    return Proposed(change=change)


@router.post("/records/{record_id}/orders", status_code=201)
def order(
    session: Transaction, who: Who, version: Version, record_id: int, given: AuthorityOrder
) -> Proposed:
    """Propose to freeze, unfreeze or cancel a record on an authority's order."""
    ordered = Order(given.authority, given.dated, given.reason)
    return Proposed(change=propose_order(session, who, record_id, given.order.operation, ordered, version))


@router.post("/records/{record_id}/standing", status_code=201)
def new_standing(
    session: Transaction, who: Who, version: Version, record_id: int, given: NewStanding
) -> Proposed:
    """Propose that a reconstructed record counts as transcribed, since its page was found after all."""
    change = propose_standing(session, who, record_id, given.source_record, given.reason, version)
    return Proposed(change=change)


@router.get("/changes/next", responses={204: {"description": "nothing waits"}})
def next_one(session: Transaction, who: Who, response: Response) -> ChangeAnswer | None:
    """The oldest change that somebody else proposed; 204 when none waits."""
    view = next_change(session, who)
    if view is None:
        response.status_code = 204
        return None
    response.headers["etag"] = etag(view.version)
    return ChangeAnswer.of(view)


@router.get("/changes/{change_id}")
def show(
    session: Transaction, who: Who, change_id: UUID, response: Response, why: Why = None
) -> ChangeAnswer:
    """A change with its values before and after."""
    view = change_view(session, who, change_id, why)
    response.headers["etag"] = etag(view.version)
    return ChangeAnswer.of(view)


@router.post("/changes/{change_id}/approve")
def approve_one(session: Transaction, who: Who, version: Version, change_id: UUID) -> NewVersionAnswer:
    """Approve: the record gets a new version. Never by whoever proposed it."""
    number = approve_change(session, who, change_id, version)
    return NewVersionAnswer(record=change_view(session, who, change_id).record, version=number)


@router.post("/changes/{change_id}/refuse")
def refuse_one(
    session: Transaction, who: Who, version: Version, change_id: UUID, given: Refusal
) -> ChangeAnswer:
    """Refuse with a reason: the record stays as it is, and the change is kept."""
    refuse_change(session, who, change_id, given.reason, version)
    return ChangeAnswer.of(change_view(session, who, change_id))
