"""Joining and parting: proposed by one, decided by another; a link beside the records, never in them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from registry.database.sessions import surroundings
from registry.domain.access import Act, Actor, require
from registry.domain.actions import Action, Subject
from registry.domain.errors import DemandUnmet, IllegalMove, NotFound, OwnEntry, ReasonNeeded, Stale
from registry.domain.states import RecordState
from registry.models.merges import ActState, MergeAct, PairAct, PairState, RecordPair
from registry.models.records import Record
from registry.trail.events import note


@dataclass(frozen=True, slots=True)
class SamePerson:
    """Another record of one person, and the pair by which the two were joined."""

    record: int
    pair: uuid.UUID


def propose_parting(
    session: Session, actor: Actor, pair_id: uuid.UUID, reason: str, expected_version: int
) -> None:
    """Propose to part what was joined.

    Raises `ReasonNeeded`, `IllegalMove`, `Stale`, `NotFound`, `NotAllowed`.
    """
    pair = find_pair(session, actor, Act.judge_pairs, pair_id, expected_version)
    if pair.state is not PairState.joined or _open_act(session, pair) is not None:
        raise IllegalMove({"kind": "PairState", "from": pair.state.value, "to": "parting"})
    if not reason.strip():
        raise ReasonNeeded({"act": "part"})
    act = PairAct(
        pair_id=pair.id,
        act=MergeAct.undo,
        state=ActState.proposed,
        proposed_by=actor.id,
        proposed_at=surroundings(session).clock.now(session),
        reason=reason.strip()[:2000],
    )
    session.add(act)
    pair.version += 1
    session.flush()
    note(session, actor, Action.parting_proposed, (Subject.pair, pair.id), reason=reason)


def decide_act(
    session: Session,
    actor: Actor,
    pair_id: uuid.UUID,
    reason: str,
    expected_version: int,
    *,
    approve: bool,
) -> None:
    """Decide on the joining or parting that waits. What is refused leaves the pair as it was before.

    Raises `OwnEntry` for whoever proposed it, `DemandUnmet` when the records are no longer fit to be joined,
    `ReasonNeeded` for a refusal without one, `IllegalMove`, `Stale`, `NotFound`, `NotAllowed`.
    """
    pair = find_pair(session, actor, Act.approve, pair_id, expected_version)
    act = _open_act(session, pair)
    if act is None:
        raise IllegalMove({"kind": "PairState", "from": pair.state.value, "to": "decided"})
    if act.proposed_by == actor.id:
        raise OwnEntry({"kind": "pair"})
    if not approve and not reason.strip():
        raise ReasonNeeded({"act": "refuse"})
    if approve and act.act is MergeAct.merge:
        require_joinable(session, pair)
    act.state = ActState.approved if approve else ActState.refused
    act.decided_by, act.decided_at = actor.id, surroundings(session).clock.now(session)
    act.decision_reason = reason.strip()[:2000] or None
    if act.act is MergeAct.merge:
        pair.state = PairState.joined if approve else PairState.waiting
    elif approve:
        pair.state = PairState.apart
    pair.version += 1
    session.flush()
    done = Action.merge_decided if act.act is MergeAct.merge else Action.parting_decided
    note(session, actor, done, (Subject.pair, pair.id), reason=reason, details={"state": act.state.value})


def same_person(session: Session, record_id: int) -> tuple[SamePerson, ...]:
    """The records that were joined with one, directly or through others, in the order of their numbers."""
    found: dict[int, uuid.UUID] = {}
    asked = [record_id]
    while asked:
        links = _links(session, asked.pop())
        for record, pair in links:
            if record != record_id and record not in found:
                found[record] = pair
                asked.append(record)
    return tuple(SamePerson(record, found[record]) for record in sorted(found))


def component(session: Session, record_id: int) -> frozenset[int]:
    """A record and all that were joined with it."""
    return frozenset({record_id, *(one.record for one in same_person(session, record_id))})


def find_pair(
    session: Session, actor: Actor, act: Act, pair_id: uuid.UUID, expected_version: int
) -> RecordPair:
    """The row of a pair on which the actor may do `act`, locked. Raises `NotFound`, `NotAllowed`, `Stale`."""
    pair = session.get(RecordPair, pair_id, with_for_update=True, populate_existing=True)
    if pair is None:
        raise NotFound({"kind": "pair"})
    require(actor, act, pair.office_code)
    if pair.version != expected_version:
        raise Stale({"kind": "pair"})
    return pair


def require_joinable(session: Session, pair: RecordPair) -> None:
    """Raise `DemandUnmet` unless both records stand in the register and nobody of the two was told apart."""
    for number in (pair.first_record, pair.second_record):
        record = session.get_one(Record, number)
        if not record.approved or record.state is not RecordState.active:
            raise DemandUnmet({"demand": "approved_records"})
    both = component(session, pair.first_record) | component(session, pair.second_record)
    apart = select(RecordPair.id).where(
        RecordPair.state == PairState.apart,
        RecordPair.id != pair.id,
        RecordPair.first_record.in_(both),
        RecordPair.second_record.in_(both),
    )
    if session.scalars(apart.limit(1)).first() is not None:
        raise DemandUnmet({"demand": "told_apart"})


def _open_act(session: Session, pair: RecordPair) -> PairAct | None:
    query = select(PairAct).where(PairAct.pair_id == pair.id, PairAct.state == ActState.proposed)
    return session.scalars(query).first()


def _links(session: Session, record_id: int) -> Sequence[tuple[int, uuid.UUID]]:
    """Records joined with one directly."""
    beside = or_(RecordPair.first_record == record_id, RecordPair.second_record == record_id)
    query = select(RecordPair).where(RecordPair.state == PairState.joined, beside)
    return [
        (pair.second_record if pair.first_record == record_id else pair.first_record, pair.id)
        for pair in session.scalars(query)
    ]
