"""Which place a paper means: governorates, districts and sub-districts by any of their names, by date."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final

from rapidfuzz.distance import Levenshtein

from arabic.digits import to_western
from arabic.distance import distance, skeleton
from arabic.letters import sound
from reference.places import (
    District,
    Governorate,
    NameKind,
    Place,
    PlaceLevel,
    PlaceMatch,
    PlaceName,
    Years,
)
from reference.units import (
    ancestors,
    ancestors_on,
    districts,
    governorates,
    governorates_of,
    place,
    place_names,
    places,
)

__all__ = [
    "District",
    "Governorate",
    "NameKind",
    "Place",
    "PlaceLevel",
    "PlaceMatch",
    "PlaceName",
    "Years",
    "ancestors",
    "ancestors_on",
    "districts",
    "governorates",
    "governorates_of",
    "place",
    "places",
    "resolve",
]

# What stands around a place's name on papers: `دائرة أحوال الدجيل`, `قضاء عفك`, `محكمة ... في الصويرة`.
_AROUND_WORDS = """
    دائرة أحوال الأحوال المدنية مدنية مديرية محافظة المحافظة لواء اللواء قضاء القضاء ناحية الناحية قرية مدينة
    محكمة الشخصية في جنسية الجنسية والجوازات والإقامة مركز المركز مكتب معلومات العراق
    پارێزگای قەزای ناحیەی شاری
"""
_AROUND = frozenset(map(sound, _AROUND_WORDS.split()))
_SLIPS_A_LETTER: Final = 0.2
"""Cost of slips that a name bears for each of its letters: one of three letters bears a dot and no more."""
_LEAST_LIKENESS: Final = 0.72
"""Least likeness (0 to 1) of a unit's name to the text that it may be."""
_OUTSIDE_PENALTY: Final = 0.05
"""Likeness that a unit outside of the area asked for loses: of equals the one inside is meant."""
_MOST_EDITS: Final = 2
"""Most letters changed in a name of five letters or more; a shorter one bears none."""
_LEVELS = {level: rank for rank, level in enumerate(PlaceLevel)}


@dataclass(frozen=True, slots=True)
class _Entry:
    """The names that share a key, with the key's shape without dots."""

    shape: str
    names: tuple[PlaceName, ...]


def _key(text: str) -> str:
    """Return the search key of a place name: its sound, without article, spaces and words around it."""
    words = sound(to_western(text).replace("/", " ").replace("-", " ")).split()
    kept = [word for word in words if word not in _AROUND] or words
    return "".join(kept).removeprefix("ال")


@cache
def _index() -> Mapping[str, _Entry]:
    found: dict[str, tuple[PlaceName, ...]] = {}
    for name in place_names():
        key = _key(name.text)
        found[key] = (*found.get(key, ()), name)
    return MappingProxyType({key: _Entry(skeleton(key), names) for key, names in found.items()})


def resolve(
    text: str, *, on: date | None = None, within: str | None = None, limit: int = 5
) -> tuple[PlaceMatch, ...]:
    """Return the units that a printed text may mean, likeliest first; empty when none is near.

    `on`, the day of the event, puts names before others that were in use then; `within` is the key of a
    unit that should contain it. `text` may be a list from large to small or the other way (`بغداد - الكرخ`,
    `كربلاء / الهندية`): its parts then speak for each other. Several matches of one likeness mean that the
    name alone is ambiguous: a person decides.
    """
    parts = [part for part in text.replace("-", "/").replace("،", "/").split("/") if part.strip()]
    if len(parts) > 1:
        return _of_parts(parts, on, limit)
    found = [_match(name, likeness, on, within) for name, likeness in _near(_key(text))]
    return _ranked(found)[:limit]


def _near(key: str) -> Iterable[tuple[PlaceName, float]]:
    """Find names by key with their likeness, 1 for an equal key."""
    exact = _index().get(key)
    if exact is not None:
        return [(name, 1.0) for name in exact.names]
    if len(key) < 3:
        return []
    budget = _SLIPS_A_LETTER * len(key) + 0.2
    shape = skeleton(key)
    return [
        (name, 1 - apart / (len(key) + 1))
        for other, entry in _index().items()
        if _worth_weighing(shape, entry.shape) and (apart := distance(key, other, budget)) <= budget
        for name in entry.names
    ]


def _worth_weighing(shape: str, other: str) -> bool:
    """Drop most names cheaply; a name of four letters or fewer may differ in dots alone."""
    most = _MOST_EDITS if len(other) > 4 else 0
    return Levenshtein.distance(shape, other, score_cutoff=most) <= most


def _match(name: PlaceName, likeness: float, on: date | None, within: str | None) -> PlaceMatch:
    unit = place(name.place)
    if within is not None and within not in {unit.key, *(above.key for above in ancestors(unit))}:
        likeness -= _OUTSIDE_PENALTY
    return PlaceMatch(unit, likeness, name, name.valid.hold(on) and unit.valid.hold(on))


def _ranked(found: Iterable[PlaceMatch]) -> tuple[PlaceMatch, ...]:
    """Order matches and keep the best of each unit; larger units stand before smaller ones."""
    ordered = sorted(
        (match for match in found if match.likeness >= _LEAST_LIKENESS),
        key=lambda match: (not match.fits_date, -match.likeness, _LEVELS[match.place.level]),
    )
    best = {match.place.key: match for match in reversed(ordered)}
    return tuple(match for match in ordered if best[match.place.key] is match)


def _of_parts(parts: list[str], on: date | None, limit: int) -> tuple[PlaceMatch, ...]:
    """Resolve a list of units: the smallest one named that lies within another one named."""
    found = {match.place.key: match for part in parts for match in resolve(part, on=on, limit=20)}
    nested = [
        match for match in found.values() if any(above.key in found for above in ancestors(match.place))
    ]
    ordered = sorted(
        nested or found.values(),
        key=lambda match: (not match.fits_date, -match.likeness, -_LEVELS[match.place.level]),
    )
    return tuple(ordered[:limit])
