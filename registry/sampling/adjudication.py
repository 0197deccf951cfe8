"""Adjudication: where first and second value differ, a third person decides by the picture alone."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.database.sessions import surroundings
from registry.domain.access import Act, Actor, require
from registry.domain.actions import Action, Subject
from registry.domain.errors import IllegalMove, InvalidValue, OwnHand
from registry.models.records import Record
from registry.models.sampling import KeyingState, Purpose, SecondKey, Verdict
from registry.sampling.folds import reconsider
from registry.sampling.keying import (
    Seen,
    canonical_for,
    find_key,
    had_hand,
    require_no_hand,
    same_value,
    seen_at,
)
from registry.trail.events import note


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the two values, without saying whose it is: `verdict` is what choosing it means."""

    verdict: Verdict
    value: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two values of one field. Their order is by chance, so that none gains by standing first."""

    id: uuid.UUID
    document: uuid.UUID
    document_type: str
    path: str
    seen: Seen
    choices: tuple[Choice, Choice]
    left: int


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of a dispute. `record` is the register's record to be corrected, None when there is none."""

    wrong: bool
    record: int | None


def next_dispute(session: Session, actor: Actor) -> Dispute | None:
    """The oldest dispute of the office in which the actor had no hand; None when there is none."""
    require(actor, Act.adjudicate, actor.office)
    query = select(SecondKey).where(
        SecondKey.office_code == actor.office,
        SecondKey.state == KeyingState.disputed,
        SecondKey.keyed_by != actor.id,
        ~had_hand(actor),
    )
    rows = session.scalars(query.order_by(SecondKey.keyed_at, SecondKey.id).limit(200)).all()
    if not rows:
        return None
    row = rows[0]
    note(session, actor, Action.second_key_shown, (Subject.second_key, row.id))
    choices = (Choice(Verdict.first, row.first_value), Choice(Verdict.second, row.second_value or ""))
    if row.id.int & 1:
        choices = choices[::-1]
    return Dispute(
        row.id, row.document_id, row.document_type, row.path, seen_at(session, row), choices, len(rows)
    )


def settle_key(
    session: Session, actor: Actor, key_id: uuid.UUID, verdict: Verdict, other: str = ""
) -> Settled:
    """Say what the picture says. A first value that nobody can read counts as wrong: it was asserted.

    Raises `OwnHand` for whoever keyed it or had a hand in the paper, `IllegalMove` when it is settled,
    `InvalidValue` for another value without one, `NotFound`, `NotAllowed`.
    """
    row = find_key(session, actor, Act.adjudicate, key_id)
    if row.state is not KeyingState.disputed:
        raise IllegalMove({"kind": "SecondKey", "from": row.state.value, "to": "settled"})
    require_no_hand(session, actor, row.document_id)
    if row.keyed_by == actor.id:
        raise OwnHand({"kind": "second_key"})
    row.final_value = _final(session, row, verdict, other)
    row.verdict, row.state = verdict, KeyingState.settled
    row.wrong = not same_value(row.first_value, row.final_value)
    row.settled_by, row.settled_at = actor.id, surroundings(session).clock.now(session)
    session.flush()
    details: dict[str, str | int] = {"verdict": verdict.value, "wrong": int(row.wrong)}
    note(session, actor, Action.second_key_settled, (Subject.second_key, row.id), details=details)
    if row.purpose is Purpose.watch:
        reconsider(session, row.office_code, row.document_type)
    return Settled(row.wrong, _record_to_correct(session, row) if row.wrong else None)


def _final(session: Session, row: SecondKey, verdict: Verdict, other: str) -> str:
    match verdict:
        case Verdict.first:
            return row.first_value
        case Verdict.second:
            return row.second_value or ""
        case Verdict.unreadable:
            return ""
    if not other.strip():
        raise InvalidValue({"field": "other", "problem": "empty"})
    return canonical_for(session, row, other)


def _record_to_correct(session: Session, row: SecondKey) -> int | None:
    return session.scalar(select(Record.id).where(Record.document_id == row.document_id))
