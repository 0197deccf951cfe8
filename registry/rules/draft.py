"""What rules look at: a draft of one document, and what the registry knows around it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from arabic.dates import parse_date
from arabic.mrz import MrzFields, parse
from arabic.partial import PartialDate
from reference.documents import DocumentType, FieldSpec


@dataclass(frozen=True, slots=True)
class Draft:
    """One document as it stands: canonical values by path (`rows.2.name`), without sensitive ones.

    `mrz` holds the lines of its machine-readable zone, `mrz_checks` its check digits by name, if it has one.
    `sides` names the sides that are there, `form` describes the type, if the office knows it.
    """

    document_type: str
    values: Mapping[str, str]
    mrz: tuple[str, ...] = ()
    mrz_checks: Mapping[str, bool] = field(default_factory=dict)
    sides: frozenset[str] = frozenset()
    form: DocumentType | None = None

    def spec(self, path: str) -> FieldSpec | None:
        """What the type says of the field, or the column, at `path`; None for what it does not have."""
        if self.form is None:
            return None
        key = path.rsplit(".", 1)[-1]
        if not path.startswith("rows."):
            return self.form.field(key)
        columns = self.form.table.columns if self.form.table else ()
        return next((column for column in columns if column.key == key), None)

    def get(self, path: str) -> str:
        """The value at `path`, empty when the paper does not say."""
        return self.values.get(path, "")

    def date(self, path: str) -> PartialDate | None:
        """The date at `path`, with what is known of it; None when there is none or it is no date."""
        return parse_date(self.get(path)) if self.get(path) else None

    def zone(self) -> MrzFields | None:
        """The machine-readable zone taken apart; None when there is none or its shape is wrong."""
        try:
            return parse(self.mrz) if self.mrz else None
        except ValueError:
            return None

    def rows(self) -> tuple[tuple[int, Mapping[str, str]], ...]:
        """The rows of the document's table with their numbers; a row without any value is left out."""
        found: dict[int, dict[str, str]] = {}
        for path, value in self.values.items():
            if path.startswith("rows.") and value:
                _, number, column = path.split(".", 2)
                found.setdefault(int(number), {})[column] = value
        return tuple(sorted(found.items()))


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of the register, as rules need it: folded keys of names, birth (`YYYY/MM/DD` or less), sex."""

    record: int
    document_type: str
    role: str
    given_key: str
    father_key: str
    grandfather_key: str
    mother_key: str
    birth_year: int | None
    birth_date: str
    sex: str


@dataclass(frozen=True, slots=True)
class Rectified:
    """A rectification of the past: field, the value before it, and whether it changed or corrected."""

    field: str
    old: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Context:
    """What the registry knows around a draft. Without a registry (`sijill read`) only `today` is known.

    `same_number`: people under the same national number. `same_page`: people of the same office, register and
    page. `current_wives`: how many marriages of a husband of this name at this office nothing has ended.
    `rectified`: what was rectified before in the records that a decision speaks of.
    """

    today: date
    same_number: tuple[KnownPerson, ...] = ()
    same_page: tuple[KnownPerson, ...] = ()
    current_wives: int = 0
    rectified: tuple[Rectified, ...] = ()
