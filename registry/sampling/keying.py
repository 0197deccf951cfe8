"""Blind second keying: a second person types a field from its picture and never sees what stands there."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import Exists, exists, or_, select
from sqlalchemy.orm import Session

from arabic.letters import clean
from registry.database.sessions import surroundings
from registry.domain.access import Act, Actor, require
from registry.domain.actions import Action, Subject
from registry.domain.errors import IllegalMove, NotFound, OwnHand
from registry.domain.values import canonical, known_field
from registry.models.documents import Document, DocumentHand, DocumentSide
from registry.models.sampling import KeyingState, Purpose, SecondKey
from registry.readings.readings import newest_values
from registry.sampling.folds import reconsider
from registry.trail.events import note

HELD: Final = timedelta(minutes=10)
# Keyboards give two codes for one letter: kaf and ya of Persian and Kurdish layouts.
_KEYBOARDS: Final = str.maketrans({"ک": "ك", "ی": "ي", "ى": "ي"})


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a field is seen: by its own picture when there is one, else on a page."""

    has_crop: bool
    page: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A field to be keyed: everything but the first value."""

    id: uuid.UUID
    document: uuid.UUID
    document_type: str
    path: str
    seen: Seen
    left: int


def next_key(session: Session, actor: Actor) -> Asked | None:
    """The oldest field of the office to be keyed by somebody who had no hand in its paper; None without one.

    Nobody else is given it for ten minutes. Raises `NotAllowed`.
    """
    require(actor, Act.second_key, actor.office)
    now = surroundings(session).clock.now(session)
    free = or_(SecondKey.held_until.is_(None), SecondKey.held_until < now, SecondKey.held_by == actor.id)
    waiting = select(SecondKey).where(
        SecondKey.office_code == actor.office,
        SecondKey.state == KeyingState.waiting,
        ~had_hand(actor),
        free,
    )
    order = (SecondKey.made_at, SecondKey.id)
    rows = session.scalars(waiting.order_by(*order).limit(200).with_for_update(skip_locked=True)).all()
    if not rows:
        return None
    row = rows[0]
    row.held_by, row.held_until = actor.id, now + HELD
    note(session, actor, Action.second_key_shown, (Subject.second_key, row.id))
    return Asked(row.id, row.document_id, row.document_type, row.path, seen_at(session, row), len(rows))


def give_key(session: Session, actor: Actor, key_id: uuid.UUID, value: str) -> bool:
    """Give a second value ("": it can't be read); the answer tells whether both agree.

    Raises `OwnHand` for whoever had a hand in the paper, `IllegalMove` when somebody keyed it meanwhile,
    `InvalidValue`, `NotFound`, `NotAllowed`.
    """
    row = find_key(session, actor, Act.second_key, key_id)
    if row.state is not KeyingState.waiting:
        raise IllegalMove({"kind": "SecondKey", "from": row.state.value, "to": "keyed"})
    require_no_hand(session, actor, row.document_id)
    row.second_value = canonical_for(session, row, value)
    row.keyed_by, row.keyed_at = actor.id, surroundings(session).clock.now(session)
    row.held_by, row.held_until = None, None
    agree = same_value(row.first_value, row.second_value)
    row.state = KeyingState.agreed if agree else KeyingState.disputed
    if agree:
        row.final_value, row.wrong = row.first_value, False
    session.flush()
    details = {"state": row.state.value}
    note(session, actor, Action.second_key_given, (Subject.second_key, row.id), details=details)
    if row.purpose is Purpose.watch:
        reconsider(session, row.office_code, row.document_type)
    return agree


def same_value(first: str, second: str) -> bool:
    """Whether two canonical values say the same; two codes of one letter are no difference."""
    return clean(first).translate(_KEYBOARDS) == clean(second).translate(_KEYBOARDS)


def find_key(session: Session, actor: Actor, act: Act, key_id: uuid.UUID) -> SecondKey:
    """The row of a second key on which the actor may do `act`, locked. Raises `NotFound`, `NotAllowed`."""
    row = session.get(SecondKey, key_id, with_for_update=True, populate_existing=True)
    if row is None:
        require(actor, act, actor.office)
        raise NotFound({"kind": "second_key"})
    require(actor, act, row.office_code)
    return row


def require_no_hand(session: Session, actor: Actor, document_id: uuid.UUID) -> None:
    """Raise `OwnHand` when the actor typed or signed anything of the document."""
    if session.get(DocumentHand, (document_id, actor.id)) is not None:
        raise OwnHand({"kind": "second_key"})


def had_hand(actor: Actor) -> Exists:
    """Whether the actor typed or signed anything of a second key's document, as a condition."""
    return exists().where(
        DocumentHand.document_id == SecondKey.document_id, DocumentHand.account_id == actor.id
    )


def seen_at(session: Session, row: SecondKey) -> Seen:
    """Where a second key's field is seen."""
    sides = select(DocumentSide.page_id).where(DocumentSide.document_id == row.document_id)
    page = session.scalars(sides.order_by(DocumentSide.id).limit(1)).first()
    read = newest_values(session, row.document_id).get(row.path)
    return Seen(read is not None and read.crop is not None, page)


def canonical_for(session: Session, row: SecondKey, value: str) -> str:
    """What was typed in the form in which the first value is stored."""
    document = session.get_one(Document, row.document_id)
    kind = surroundings(session).types.get(document.document_type)
    return canonical(known_field(kind, row.path), row.path, value)
