"""What may be asked of the register, and the answer: bulk doors are doors, so each question is narrow."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from arabic.digits import to_western
from registry.domain.access import Act, Actor, require
from registry.domain.actions import Action, Subject
from registry.domain.errors import InvalidValue, ReasonNeeded
from registry.search.asked import Asked, readings_of
from registry.search.lookup import Candidate, candidates
from registry.search.ranking import Why
from registry.trail.events import note

__all__ = ["Candidate", "SearchQuery", "Why", "search"]

MOST: Final = 50
"""Most candidates of one answer: a person reads no longer list."""
LEAST_WORDS: Final = 2
"""Least parts of a name asked for without place or number: one alone is half the town's."""


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A question to the register: at least two name parts, or register and page, or a national number.

    `name` is a chain: own, father's, grandfather's name, then the laqab. `after` is the rank of the last
    candidate seen (paging). `limit` is at most 50.
    """

    name: str = ""
    mother: str = ""
    register: str = ""
    page: str = ""
    national_number: str = ""
    office: str | None = None
    limit: int = 10
    after: int = 0


def search(session: Session, actor: Actor, query: SearchQuery, reason: str) -> tuple[Candidate, ...]:
    """Candidates, the likeliest first, each with why; the question itself is an event (in counts, not names).

    Raises `ReasonNeeded`, `NotAllowed`, and `InvalidValue` for a question that would list a tribe.
    """
    office = query.office or actor.office
    require(actor, Act.search, office)
    if not reason.strip():
        raise ReasonNeeded({"act": "search"})
    asked = _asked(query, office)
    found = candidates(session, asked, min(query.limit, MOST), query.after)
    details = {"parts": len(asked.plain.words), "mother": int(bool(asked.plain.mother)), "found": len(found)}
    shown = " ".join(str(candidate.record) for candidate in found)
    note(
        session,
        actor,
        Action.record_searched,
        (Subject.search, "people"),
        office=office,
        reason=reason,
        details={**details, "records": shown},
    )
    return found


def _asked(query: SearchQuery, office: str | None) -> Asked:
    readings = readings_of(query.name, query.mother)
    by_place = bool(query.register.strip() and query.page.strip())
    if len(readings[0].words) < LEAST_WORDS and not by_place and not query.national_number.strip():
        raise InvalidValue({"field": "name", "problem": "too_wide"})
    return Asked(
        readings=readings,
        register=to_western(query.register.strip()),
        page=to_western(query.page.strip()),
        national_number=to_western(query.national_number.strip()),
        office=office,
    )
