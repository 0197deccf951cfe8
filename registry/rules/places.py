"""Rules about places: the office of the register lies where the paper says."""

from collections.abc import Callable, Mapping
from typing import Final

from reference.gazetteer import PlaceLevel, ancestors, resolve
from registry.rules.draft import Context, Draft
from registry.rules.finding import Hit


def reg_place(draft: Draft, _context: Context) -> Hit | None:
    """REG-PLACE: the office belongs to the governorate stated; unknown and ambiguous places say nothing.

    Old names and codes count, and a place that two administrations claim may name either.
    """
    office, stated = draft.get("registry_office"), draft.get("governorate")
    if not office or not stated:
        return None
    where, claimed = _governorates(office), _governorates(stated)
    if not where or not claimed or where & claimed:
        return None
    return Hit(("registry_office", "governorate"))


def _governorates(text: str) -> frozenset[str]:
    """The governorates that a text may mean, empty when one of its meanings is disputed."""
    found = set()
    for match in resolve(text):
        above = (match.place, *ancestors(match.place))
        if any(unit.disputed for unit in above):
            return frozenset()
        found |= {unit.key for unit in above if unit.level is PlaceLevel.GOVERNORATE}
    return frozenset(found)


CHECKS: Final[Mapping[str, Callable[[Draft, Context], Hit | None]]] = {"REG-PLACE": reg_place}
