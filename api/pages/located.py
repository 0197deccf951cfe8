"""Which unit of the gazetteer a place of a record is, as it was on the day of the event."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from arabic.dates import parse_date
from messages import Catalogue, Language
from reference.documents import DocumentType, FieldKind
from reference.gazetteer import Place, PlaceMatch, ancestors_on, resolve
from registry.domain.values import known_field
from registry.records.records import RecordedValue

# The day of what happened there; of every other place the first day that the paper itself tells of counts.
DAY_OF: Final = {"place_of_birth": "birth_date", "place_of_death": "death_date"}
PAPERS_OWN: Final = ("registration_date", "document_date", "contract_date", "extract_date", "issue_date")
MOST: Final = 3


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in words, up to its governorate; `code`: its number in the old list, or of ISO, or our key."""

    name: str
    code: str
    disputed: bool


@dataclass(frozen=True, slots=True)
class Located:
    """The units that a value may mean, several when the name alone leaves it open, none when nobody knows it.

    `sure`: the value is written as the gazetteer writes one of their names.
    """

    units: tuple[Unit, ...]
    sure: bool

    @property
    def disputed(self) -> bool:
        """Whether two administrations claim one of them."""
        return any(unit.disputed for unit in self.units)


def located_of(
    values: Iterable[RecordedValue], kind: DocumentType | None, words: Catalogue
) -> Mapping[str, Located]:
    """By path the units of every value that is a place and may be seen."""
    seen = {value.path: value.value for value in values if not value.masked and value.value}
    return {
        path: _located(text, _day(path, seen), words) for path, text in seen.items() if _is_place(kind, path)
    }


def _is_place(kind: DocumentType | None, path: str) -> bool:
    field = known_field(kind, path)
    return field is not None and field.kind is FieldKind.PLACE


def _day(path: str, seen: Mapping[str, str]) -> date | None:
    """The day that decides where a place lay: of the event there, else the paper's; None when not told."""
    row, _, key = path.rpartition(".")
    named = DAY_OF.get(key)
    paths = [f"{row}.{named}" if row else named] if named else PAPERS_OWN
    told = [parse_date(seen[path]) for path in paths if path in seen]
    days = [known.span[0] for known in told if known is not None]
    return min(days, default=None)


def _located(text: str, day: date | None, words: Catalogue) -> Located:
    found = resolve(text, on=day, limit=MOST)
    best = [one for one in found if (one.fits_date, one.likeness) == (found[0].fits_date, found[0].likeness)]
    return Located(tuple(_unit(one, day, words) for one in best), bool(best) and best[0].likeness == 1)


def _unit(match: PlaceMatch, day: date | None, words: Catalogue) -> Unit:
    chain = (match.place, *ancestors_on(match.place, day))
    named = [words.say(f"place.{unit.level}", {"name": _name(unit, words.language)}) for unit in chain]
    code = match.place.legacy_code or match.place.iso or match.place.key
    return Unit(f"{words.say('word.comma')} ".join(named), code, any(unit.disputed for unit in chain))


def _name(unit: Place, language: Language) -> str:
    own = {Language.ckb: unit.name_ckb, Language.en: unit.name_en}.get(language)
    return own or unit.name
