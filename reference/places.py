"""Administrative units of Iraq as they were and are: values of the gazetteer."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PlaceLevel(StrEnum):
    """Governorate (محافظة, before 1969 لواء), district (قضاء), sub-district (ناحية)."""

    GOVERNORATE = "governorate"
    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"


class NameKind(StrEnum):
    """How a name came to stand for a unit."""

    OFFICIAL = "official"
    KURDISH = "kurdish"
    ENGLISH = "english"
    CODE = "code"
    FORMER = "former"
    SPELLING = "spelling"
    COLLOQUIAL = "colloquial"


@dataclass(frozen=True, slots=True)
class Years:
    """A span of years, both included; an open end is not known or not over."""

    first: int | None = None
    last: int | None = None

    def hold(self, day: date | None) -> bool:
        """Whether a day lies in the span; every span holds an unknown day."""
        if day is None:
            return True
        return (self.first is None or self.first <= day.year) and (self.last is None or day.year <= self.last)


@dataclass(frozen=True, slots=True)
class Place:
    """One unit. `parent` is the key of the unit above, `legacy_code` its number in the list of 1997-2003.

    `disputed`: two administrations claim it, or papers of one person may name either. `name_ckb` and
    `name_en` are empty where no source gave them.
    """

    key: str
    level: PlaceLevel
    parent: str | None
    name: str
    name_ckb: str
    name_en: str
    iso: str
    legacy_code: str
    valid: Years
    disputed: bool
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class PlaceName:
    """One name of a unit, and the years in which papers use it."""

    text: str
    place: str
    kind: NameKind
    valid: Years
    source: str


@dataclass(frozen=True, slots=True)
class Governorate:
    """A governorate; `iso` is its ISO 3166-2 code, empty for Halabja, which had none when looked up."""

    key: str
    name: str
    name_en: str
    iso: str


@dataclass(frozen=True, slots=True)
class District:
    """A district, its governorate by its Arabic name."""

    key: str
    name: str
    name_en: str
    governorate: str
    source: str


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A unit that a printed text may mean: by which of its names, and how like (0 to 1) they are.

    `fits_date` tells whether that name and unit were in use on the day asked for.
    """

    place: Place
    likeness: float
    by: PlaceName
    fits_date: bool = True
