"""Places of Iraq with their old names and codes: governorates, districts, sub-districts."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from rapidfuzz import fuzz, process

from arabic.letters import fold
from reference.rows import rows

# Below this a likeness says nothing: two unrelated town names of six letters reach about 60.
LEAST_LIKENESS = 72.0


class PlaceKind(StrEnum):
    """The level of a place."""

    GOVERNORATE = "governorate"
    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"


@dataclass(frozen=True, slots=True)
class Governorate:
    """A governorate; `iso` is its ISO 3166-2 code, empty for Halabja, which has none yet."""

    name: str
    name_en: str
    iso: str


@dataclass(frozen=True, slots=True)
class District:
    """A district of a governorate."""

    name: str
    name_en: str
    governorate: str
    source: str


@dataclass(frozen=True, slots=True)
class Place:
    """Any unit. `code` is the legacy code (about 1997-2003), `legacy_era` a name changed after 2003."""

    name: str
    kind: PlaceKind
    district: str
    governorate: str
    code: str = ""
    legacy_era: bool = False


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A place that a text may mean; `likeness` from 0 to 1 on the folded spelling."""

    place: Place
    likeness: float


@cache
def governorates() -> tuple[Governorate, ...]:
    """The 19 governorates."""
    found = {r["governorate_ar"]: r for r in rows("governorates_districts")}
    return tuple(Governorate(name, r["governorate_en"], r["iso"]) for name, r in found.items())


@cache
def districts() -> tuple[District, ...]:
    """The districts, ordered by governorate as in the table."""
    return tuple(
        District(r["district_ar"], r["district_en"], r["governorate_ar"], r["source"])
        for r in rows("governorates_districts")
    )


@cache
def places() -> tuple[Place, ...]:
    """Every place of every level; a name can occur several times."""
    top = tuple(Place(g.name, PlaceKind.GOVERNORATE, "", g.name) for g in governorates())
    middle = tuple(Place(d.name, PlaceKind.DISTRICT, d.name, d.governorate) for d in districts())
    low = tuple(
        Place(
            name=r["subdistrict_ar"],
            kind=PlaceKind.SUBDISTRICT,
            district=r["district_ar"],
            governorate=r["governorate_ar"],
            code=r["subdistrict_code"],
            legacy_era=r["note"] == "legacy-era name",
        )
        for r in rows("subdistricts_legacy_codes")
        if r["kind"] == "sub-district"
    )
    return top + middle + low


def resolve(text: str, *, limit: int = 5) -> tuple[PlaceMatch, ...]:
    """The places that `text` may mean, likeliest first, higher levels before lower; empty if none is near."""
    key = fold(text)
    if not key:
        return ()
    hits = process.extract(key, list(_by_key()), scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS, limit=limit)
    found = [PlaceMatch(place, score / 100) for name, score, _ in hits for place in _by_key()[name]]
    return tuple(found[:limit])


@cache
def _by_key() -> Mapping[str, tuple[Place, ...]]:
    found: dict[str, tuple[Place, ...]] = {}
    for place in places():
        key = fold(place.name)
        found[key] = (*found.get(key, ()), place)
    return MappingProxyType(found)
