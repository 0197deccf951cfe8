"""Rules about places: the office of the register lies where the paper says."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from reference.gazetteer import ancestors, governorates_of, resolve
from registry.rules.dates import HAPPENED
from registry.rules.draft import Context, Draft
from registry.rules.finding import Hit


def reg_place(draft: Draft, _context: Context) -> Hit | None:
    """REG-PLACE: the office belongs to the governorate stated; unknown and ambiguous places say nothing.

    Old names and codes count, so do governorates in which the office lay at any time since the paper's
    first date, and a place that two administrations claim may name either.
    """
    office, stated = draft.get("registry_office"), draft.get("governorate")
    if not office or not stated:
        return None
    since = _first_day(draft)
    where, claimed = _governorates(office, since), _governorates(stated, since)
    if not where or not claimed or where & claimed:
        return None
    return Hit(("registry_office", "governorate"))


def _first_day(draft: Draft) -> date | None:
    """The earliest day that a paper tells of; an old entry names its office as it was then."""
    days = [told.span[0] for path in HAPPENED if (told := draft.date(path)) is not None]
    return min(days, default=None)


def _governorates(text: str, since: date | None) -> frozenset[str]:
    """The governorates that a text may mean since a day, empty when one of its meanings is disputed."""
    found: set[str] = set()
    for match in resolve(text, on=since):
        if any(unit.disputed for unit in (match.place, *ancestors(match.place))):
            return frozenset()
        found |= governorates_of(match.place, since)
    return frozenset(found)


CHECKS: Final[Mapping[str, Callable[[Draft, Context], Hit | None]]] = {"REG-PLACE": reg_place}
