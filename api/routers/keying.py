"""Blind second keys, disputes, and where folding stands."""

from uuid import UUID

from fastapi import APIRouter, Response

from api.deps import Snapshot, Transaction, Who
from api.schemas.keying import (
    AskedAnswer,
    DisputeAnswer,
    KeyAnswer,
    KeyRequest,
    SettledAnswer,
    StandingAnswer,
    VerdictRequest,
)
from registry.sampling.adjudication import next_dispute, settle_key
from registry.sampling.folds import standings
from registry.sampling.keying import give_key, next_key

router = APIRouter(tags=["second keys"])


@router.get("/second-keys/next", responses={204: {"description": "nothing waits"}})
def next_one(session: Transaction, who: Who, response: Response) -> AskedAnswer | None:
    """The next field to be keyed from its picture, without the first value; 204 when none waits."""
    asked = next_key(session, who)
    if asked is None:
        response.status_code = 204
        return None
    return AskedAnswer.of(asked)


@router.post("/second-keys/{key_id}")
def key(session: Transaction, who: Who, key_id: UUID, given: KeyRequest) -> KeyAnswer:
    """Give the second value, an empty one for what can't be read."""
    return KeyAnswer(agreed=give_key(session, who, key_id, given.value))


@router.get("/disputes/next", responses={204: {"description": "nothing waits"}})
def next_differing(session: Transaction, who: Who, response: Response) -> DisputeAnswer | None:
    """The next field of which two people say different things; 204 when none waits."""
    dispute = next_dispute(session, who)
    if dispute is None:
        response.status_code = 204
        return None
    return DisputeAnswer.of(dispute)


@router.post("/disputes/{key_id}")
def settle(session: Transaction, who: Who, key_id: UUID, said: VerdictRequest) -> SettledAnswer:
    """Say what the picture says; `record` is the record to be corrected then."""
    found = settle_key(session, who, key_id, said.verdict, said.other)
    return SettledAnswer(wrong=found.wrong, record=found.record)


@router.get("/folding")
def folding(session: Snapshot, who: Who) -> list[StandingAnswer]:
    """Where accepted fields are folded away, and the evidence that it rests on."""
    return [StandingAnswer.of(one) for one in standings(session, who, who.office)]
