"""Pairs as people look at them: lists by state, and two records side by side, field by field."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.access import Act, Actor, require, require_reason
from registry.domain.actions import Action, Subject
from registry.domain.errors import NotFound
from registry.models.merges import ActState, PairAct, PairState, RecordPair
from registry.models.records import Person, Record
from registry.trail.events import note

PAGE: Final = 50
"""Most pairs of one page of the list."""
# The fields that linkage compares, each with what a record says of it.
SIDES: Final = {
    "given": "given_name",
    "father": "father_name",
    "grandfather": "grandfather_name",
    "laqab": "laqab",
    "mother": "mother_name",
    "maternal": "maternal_grandfather_name",
    "sex": "sex",
    "birth": "birth_date",
    "number": "national_number",
}
# What is none of a record, but weighs: how rare duplicates are, and that relatives agree, too.
OF_NEITHER: Final = ("prior", "relatives")


@dataclass(frozen=True, slots=True)
class PairLine:
    """A pair in a list, with the names that the two records bear."""

    id: uuid.UUID
    first: int
    second: int
    first_name: str
    second_name: str
    score: float
    state: PairState


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of two records: what each says, how they agree (`code`), and its weight in bits."""

    field: str
    first: str
    second: str
    code: str
    weight: float


@dataclass(frozen=True, slots=True)
class ActView:
    """A joining or parting that was proposed. `own`: by the one who looks."""

    act: str
    state: ActState
    proposed_by: uuid.UUID
    proposed_at: datetime
    reason: str
    decided_by: uuid.UUID | None
    decided_at: datetime | None
    decision_reason: str | None
    own: bool


@dataclass(frozen=True, slots=True)
class PairView:
    """Two records side by side. `version` is its ETag; `acts` is its history, the oldest first."""

    id: uuid.UUID
    version: int
    office: str
    state: PairState
    score: float
    first: int
    second: int
    fields: tuple[Compared, ...]
    beside: tuple[Compared, ...]
    judged_by: uuid.UUID | None
    reason: str | None
    acts: tuple[ActView, ...]

    @property
    def waiting(self) -> ActView | None:
        """The act that waits for a second person."""
        return next((act for act in self.acts if act.state is ActState.proposed), None)


def pairs_in(
    session: Session, actor: Actor, state: PairState, after: int = 0, limit: int = PAGE
) -> tuple[PairLine, ...]:
    """The pairs of the actor's office in one state, the likeliest first, at most 50 at a time.

    The list shows names, so it is an event. Raises `NotAllowed`.
    """
    require(actor, Act.judge_pairs, actor.office)
    query = (
        select(RecordPair)
        .where(RecordPair.office_code == actor.office, RecordPair.state == state)
        .order_by(RecordPair.score.desc(), RecordPair.id)
        .offset(after)
        .limit(min(limit, PAGE))
    )
    rows = session.scalars(query).all()
    details: dict[str, str | int] = {"state": state.value, "shown": len(rows)}
    note(session, actor, Action.duplicates_listed, (Subject.search, "duplicates"), details=details)
    return tuple(
        PairLine(
            id=row.id,
            first=row.first_record,
            second=row.second_record,
            first_name=_name(_person(session, row.first_record)),
            second_name=_name(_person(session, row.second_record)),
            score=row.score,
            state=row.state,
        )
        for row in rows
    )


def pair_view(session: Session, actor: Actor, pair_id: uuid.UUID, reason: str | None = None) -> PairView:
    """Two records side by side; both openings are events. Raises `NotFound`, `NotAllowed`, `ReasonNeeded`."""
    pair = session.get(RecordPair, pair_id)
    if pair is None:
        raise NotFound({"kind": "pair"})
    require(actor, Act.view_record, pair.office_code)
    require_reason(actor, reason)
    for record in (pair.first_record, pair.second_record):
        subject = (Subject.record, record)
        note(session, actor, Action.record_viewed, subject, office=pair.office_code, reason=reason)
    acts = session.scalars(
        select(PairAct).where(PairAct.pair_id == pair.id).order_by(PairAct.proposed_at, PairAct.id)
    )
    fields = _compared(session, pair)
    return PairView(
        id=pair.id,
        version=pair.version,
        office=pair.office_code,
        state=pair.state,
        score=pair.score,
        first=pair.first_record,
        second=pair.second_record,
        fields=tuple(one for one in fields if one.field not in OF_NEITHER),
        beside=tuple(one for one in fields if one.field in OF_NEITHER),
        judged_by=pair.judged_by,
        reason=pair.reason,
        acts=tuple(_act(act, actor) for act in acts),
    )


def _compared(session: Session, pair: RecordPair) -> tuple[Compared, ...]:
    """Every field that linkage knows, also where a record is silent."""
    first, second = _said(session, pair.first_record), _said(session, pair.second_record)
    weights = {one["field"]: (str(one["code"]), float(one["weight"])) for one in pair.why}
    return tuple(
        Compared(field, first.get(field, ""), second.get(field, ""), *weights.get(field, ("missing", 0.0)))
        for field in (*SIDES, "place", *OF_NEITHER)
    )


def _said(session: Session, record_id: int) -> dict[str, str]:
    person = _person(session, record_id)
    said = {field: str(getattr(person, column) or "") for field, column in SIDES.items()} if person else {}
    record = session.get_one(Record, record_id)
    place = "/".join(part for part in (record.register_number, record.page_number) if part)
    return said | {"place": place, "type": record.document_type}


def _person(session: Session, record_id: int) -> Person | None:
    """Whom a record is about: the first person it names."""
    return session.scalars(select(Person).where(Person.record_id == record_id).order_by(Person.id)).first()


def _name(person: Person | None) -> str:
    if person is None:
        return ""
    names = (person.given_name, person.father_name, person.grandfather_name, person.laqab)
    return " ".join(name for name in names if name)


def _act(act: PairAct, actor: Actor) -> ActView:
    return ActView(
        act=act.act.value,
        state=act.state,
        proposed_by=act.proposed_by,
        proposed_at=act.proposed_at,
        reason=act.reason,
        decided_by=act.decided_by,
        decided_at=act.decided_at,
        decision_reason=act.decision_reason,
        own=act.proposed_by == actor.id,
    )
