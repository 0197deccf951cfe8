"""The units of the gazetteer and all their names, loaded from its tables."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from reference.places import District, Governorate, NameKind, Place, PlaceLevel, PlaceName, Years
from reference.rows import rows

_COLUMNS = (
    "key",
    "level",
    "parent",
    "name_ar",
    "legacy_code",
    "valid_from",
    "valid_to",
    "disputed",
    "source",
)


@cache
def places() -> tuple[Place, ...]:
    """Return every unit, governorates first."""
    return tuple(
        Place(
            key=row["key"],
            level=PlaceLevel(row["level"]),
            parent=row["parent"] or None,
            name=row["name_ar"],
            name_ckb=row["name_ckb"],
            name_en=row["name_en"],
            iso=row["iso"],
            legacy_code=row["legacy_code"],
            valid=_years(row),
            disputed=row["disputed"] == "yes",
            note=row["note"],
            source=row["source"],
        )
        for row in rows("places", *_COLUMNS)
    )


def _years(row: Mapping[str, str]) -> Years:
    first, last = row["valid_from"], row["valid_to"]
    return Years(int(first) if first else None, int(last) if last else None)


@cache
def _by_key() -> Mapping[str, Place]:
    return MappingProxyType({unit.key: unit for unit in places()})


def place(key: str) -> Place:
    """Return the unit of a key. Raises KeyError for a key of no unit."""
    return _by_key()[key]


def ancestors(unit: Place) -> tuple[Place, ...]:
    """Return the units above, the nearest first."""
    above: list[Place] = []
    while unit.parent is not None:
        unit = place(unit.parent)
        above.append(unit)
    return tuple(above)


def ancestors_on(unit: Place, day: date | None) -> tuple[Place, ...]:
    """Return the units above as they were on a day, the nearest first; of an unknown day, those of today."""
    above: list[Place] = []
    while (parent := _parent_on(unit, day)) is not None:
        unit = place(parent)
        above.append(unit)
    return tuple(above)


def _parent_on(unit: Place, day: date | None) -> str | None:
    lain = _parents_once().get(unit.key, ()) if day is not None else ()
    then = [(years.last or 0, parent) for parent, years in lain if years.hold(day)]
    return min(then)[1] if then else unit.parent


def governorates_of(unit: Place, since: date | None = None) -> frozenset[str]:
    """Return the keys of the governorates that a unit has lain in since a day; of an unknown day, ever.

    A paper of 1970 rightly says that Tikrit lies in Baghdad: Salah ad-Din was not made before 1976.
    """
    chain = (unit, *ancestors(unit))
    now = {above.key for above in chain if above.level is PlaceLevel.GOVERNORATE}
    before = {
        parent for above in chain for parent, years in _parents_once().get(above.key, ()) if years.hold(since)
    }
    return frozenset(now | before)


@cache
def _parents_once() -> Mapping[str, tuple[tuple[str, Years], ...]]:
    """The governorates that districts lay in before, with the years of it."""
    found: dict[str, tuple[tuple[str, Years], ...]] = {}
    for row in rows("place_parents", "place", "parent", "valid_to", "source"):
        lain = (row["parent"], Years(None, int(row["valid_to"])))
        found[row["place"]] = (*found.get(row["place"], ()), lain)
    return MappingProxyType(found)


@cache
def governorates() -> tuple[Governorate, ...]:
    """Return the 19 governorates."""
    return tuple(
        Governorate(unit.key, unit.name, unit.name_en, unit.iso)
        for unit in places()
        if unit.level is PlaceLevel.GOVERNORATE
    )


@cache
def districts() -> tuple[District, ...]:
    """Return the districts of today, governorate by governorate."""
    return tuple(
        District(unit.key, unit.name, unit.name_en, place(unit.parent).name, unit.source)
        for unit in places()
        if unit.level is PlaceLevel.DISTRICT and unit.parent and unit.valid.last is None
    )


@cache
def place_names() -> tuple[PlaceName, ...]:
    """Return every name of every unit: of its own row, then of the table of other names."""
    own = (
        PlaceName(text, unit.key, kind, unit.valid, unit.source)
        for unit in places()
        for text, kind in (
            (unit.name, NameKind.OFFICIAL),
            (unit.name_ckb, NameKind.KURDISH),
            (unit.name_en, NameKind.ENGLISH),
            (unit.legacy_code, NameKind.CODE),
        )
        if text
    )
    others = (
        PlaceName(row["name"], row["place"], NameKind(row["kind"]), _years(row), row["source"])
        for row in rows("place_aliases", "name", "place", "kind", "valid_from", "valid_to", "source")
    )
    return (*own, *others)
