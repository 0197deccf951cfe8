"""One person's judgement of a pair: one person (for a second to approve), two persons, or not now."""

import uuid
from enum import StrEnum
from typing import Final

from sqlalchemy.orm import Session

from registry.database.sessions import surroundings
from registry.deduplication.joining import component, find_pair, require_joinable
from registry.domain.access import Act, Actor
from registry.domain.actions import Action, Subject
from registry.domain.errors import DemandUnmet, IllegalMove, ReasonNeeded
from registry.models.merges import ActState, MergeAct, PairAct, PairState
from registry.trail.events import note


class Judgement(StrEnum):
    """What a person may say of a pair."""

    same = "same"
    different = "different"
    later = "later"


# From where a pair may be judged; what was told apart may be looked at anew.
JUDGED_FROM: Final = frozenset({PairState.waiting, PairState.later, PairState.apart})
BECOMES: Final = {
    Judgement.same: PairState.proposed,
    Judgement.different: PairState.apart,
    Judgement.later: PairState.later,
}


def judge(
    session: Session,
    actor: Actor,
    pair_id: uuid.UUID,
    judgement: Judgement,
    reason: str,
    expected_version: int,
) -> None:
    """Judge a pair. `same` waits for a second person; the other two need nobody else and can be judged anew.

    Raises `NotFound`, `NotAllowed`, `Stale`, `IllegalMove`, `ReasonNeeded` (not for `later`), `DemandUnmet`
    when one of the records is not fit to be joined or others were told apart or joined before.
    """
    pair = find_pair(session, actor, Act.judge_pairs, pair_id, expected_version)
    if pair.state not in JUDGED_FROM:
        raise IllegalMove({"kind": "PairState", "from": pair.state.value, "to": BECOMES[judgement].value})
    if judgement is not Judgement.later and not reason.strip():
        raise ReasonNeeded({"act": judgement.value})
    now = surroundings(session).clock.now(session)
    if judgement is Judgement.same:
        require_joinable(session, pair)
        act = PairAct(
            pair_id=pair.id,
            act=MergeAct.merge,
            state=ActState.proposed,
            proposed_by=actor.id,
            proposed_at=now,
            reason=reason.strip()[:2000],
        )
        session.add(act)
    elif judgement is Judgement.different and pair.second_record in component(session, pair.first_record):
        raise DemandUnmet({"demand": "joined_otherwise"})
    pair.state, pair.version = BECOMES[judgement], pair.version + 1
    pair.judged_by, pair.judged_at, pair.reason = actor.id, now, reason.strip()[:2000] or None
    session.flush()
    details: dict[str, str | int] = {"judgement": judgement.value}
    note(session, actor, Action.pair_judged, (Subject.pair, pair.id), reason=reason, details=details)
