"""What rules look at: a draft of one document, and what the registry knows around it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Draft:
    """One document as it stands: canonical values by path (`rows.2.name`), without sensitive ones.

    `mrz` holds the lines of its machine-readable zone, `mrz_checks` its check digits by name, if it has one.
    `sides` names the sides that are there.
    """

    document_type: str
    values: Mapping[str, str]
    mrz: tuple[str, ...] = ()
    mrz_checks: Mapping[str, bool] = field(default_factory=dict)
    sides: frozenset[str] = frozenset()

    def get(self, path: str) -> str:
        """The value at `path`, empty when the paper does not say."""
        return self.values.get(path, "")

    def rows(self) -> tuple[Mapping[str, str], ...]:
        """The rows of the document's table in order; a row that has no value is left out."""
        found: dict[int, dict[str, str]] = {}
        for path, value in self.values.items():
            if path.startswith("rows.") and value:
                _, number, column = path.split(".", 2)
                found.setdefault(int(number), {})[column] = value
        return tuple(found[number] for number in sorted(found))


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of the register, as rules need it: folded keys of names, the year of birth, the sex."""

    record: int
    document_type: str
    role: str
    given_key: str
    father_key: str
    grandfather_key: str
    mother_key: str
    birth_year: int | None
    birth_date: str
    birth_precision: str
    sex: str


@dataclass(frozen=True, slots=True)
class Context:
    """What the registry knows around a draft. Without a registry (`sijill read`) only `today` is known.

    `same_number`: people under the same national number. `same_page`: people of the same office, register and
    page. `office_place`: governorate and district of the office where the paper was handed in.
    """

    today: date
    same_number: tuple[KnownPerson, ...] = ()
    same_page: tuple[KnownPerson, ...] = ()
    office_place: tuple[str, str | None] | None = None
    rectified_before: frozenset[str] = frozenset()
