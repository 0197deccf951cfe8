"""Why somebody looks, as they said lately: the same purpose is not typed twice within an hour."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.database.sessions import surroundings
from registry.domain.access import Actor
from registry.domain.actions import Action, Subject
from registry.models.trail import Event, Reason

LASTS: Final = timedelta(hours=1)
"""About as long as somebody stays at one piece of work."""
GIVEN_WITH: Final = frozenset({Action.record_searched.value, Action.record_viewed.value})


@dataclass(frozen=True, slots=True)
class Purpose:
    """What an actor said within the last hour: of this very record, and of anything; empty for nothing."""

    of_record: str = ""
    lately: str = ""


def purpose_of(session: Session, actor: Actor, record_id: int) -> Purpose:
    """The purposes that an actor gave lately, by their own events."""
    since = surroundings(session).clock.now(session) - LASTS
    said = (
        select(Reason.words, Event.subject_kind, Event.subject_id)
        .join(Event, Event.reason_id == Reason.id)
        .where(Event.actor_id == actor.id, Event.at > since, Event.action.in_(GIVEN_WITH))
        .order_by(Event.id.desc())
    )
    here = said.where(Event.subject_kind == Subject.record.value, Event.subject_id == str(record_id))
    own, any_one = session.execute(here.limit(1)).first(), session.execute(said.limit(1)).first()
    return Purpose(own.words if own else "", any_one.words if any_one else "")
