"""A mapping file: which column of somebody else's list is which of ours, and how its words are to be read.

TOML, one line a column of theirs, under its name as it stands in their header:

    [columns]
    "الاسم الأول" = "given_name"
    "الاسم الرباعي واللقب" = { split = ["given_name", "father_name", "grandfather_name", "laqab"] }
    "الجنس" = { field = "sex", values = { "1" = "ذكر", "2" = "أنثى" } }
    "تاريخ التولد" = { field = "birth_date", order = "month-day-year" }

What is not named in it is left out, and every word stays kept as it stands in the list.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from arabic.digits import to_western
from arabic.letters import clean
from arabic.names import parse_chain
from registry.domain.errors import InvalidValue
from registry.domain.interchange_fields import FIELDS, PERSON

SPLITS: Final = frozenset(PERSON[:6])
_DATE: Final = re.compile(r"(\d{1,4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,4})")


class Order(StrEnum):
    """In which order a date in figures is written: the place of the year alone does not tell 03/04/1990."""

    year_month_day = "year-month-day"
    day_month_year = "day-month-year"
    month_day_year = "month-day-year"


SHORT: Final[Mapping[str, Order]] = {
    "dmy": Order.day_month_year,
    "mdy": Order.month_day_year,
    "ymd": Order.year_month_day,
}
ORDERS: Final[Mapping[Order, tuple[int, int, int]]] = {
    Order.year_month_day: (0, 1, 2),
    Order.day_month_year: (2, 1, 0),
    Order.month_day_year: (2, 0, 1),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of theirs: the field it is, or the fields that its chain of names is split into."""

    name: str
    fields: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    order: Order | None = None

    def read(self, word: str) -> dict[str, str]:
        """What the word of one cell says of our fields. Words without a translation stay as they are."""
        if len(self.fields) > 1:
            return split(word, self.fields)
        told = self.values.get(clean(word), word) if self.values else word
        return {self.fields[0]: reordered(told, self.order) if self.order else told}


class _Rule(BaseModel):
    model_config = ConfigDict(extra="forbid")

    field: str = ""
    split: Annotated[tuple[str, ...], Field(max_length=6)] = ()
    values: dict[str, str] = {}
    order: Order | None = None


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    columns: dict[str, str | _Rule]


def read_mapping(path: Path) -> tuple[Column, ...]:
    """The columns of a mapping file. Raises `InvalidValue`, naming the column that can't be understood."""
    try:
        told = _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InvalidValue({"field": "mapping", "problem": "mapping_unreadable"}) from error
    except ValidationError as error:
        # The name of the column is the second step of the way, behind `columns`.
        place = [str(part) for part in error.errors()[0]["loc"][:2]]
        raise InvalidValue({"field": place[-1] if place else "mapping", "problem": "mapping_rule"}) from None
    columns = tuple(_column(name, rule) for name, rule in told.columns.items())
    taken = [one for column in columns for one in column.fields]
    twice = next((one for one in taken if taken.count(one) > 1), None)
    if twice is not None:
        raise InvalidValue({"field": twice, "problem": "column_twice"})
    return columns


def split(chain: str, fields: Sequence[str]) -> dict[str, str]:
    """A chain of names by part. The laqab is told from a name by its form, the others by their places.

    Names beyond the last place stay with it: nothing that is written is dropped.
    """
    told = dict.fromkeys(fields, "")
    places = [name for name in fields if name != "laqab"]
    parsed = parse_chain(chain)
    names, laqab = list(parsed.names), parsed.laqab or ""
    if "laqab" in told and not laqab and len(names) > len(places):
        laqab = names.pop()
    if "laqab" not in told and laqab:
        names.append(laqab)
    if len(names) > len(places):
        names[len(places) - 1 :] = [" ".join(names[len(places) - 1 :])]
    told.update(zip(places, names, strict=False))
    return {**told, "laqab": laqab} if "laqab" in told else told


def reordered(word: str, order: Order) -> str:
    """A date in figures with its year first; anything else stays as it is, and is judged as a date is."""
    found = _DATE.fullmatch(to_western(clean(word)))
    if found is None:
        return word
    year, month, day = (found.groups()[place] for place in ORDERS[order])
    return f"{year}/{int(month):02d}/{int(day):02d}" if len(year) == 4 else word


def _column(name: str, rule: str | _Rule) -> Column:
    made = _Rule(field=rule) if isinstance(rule, str) else rule
    fields = made.split or (made.field,)
    unknown = [one for one in fields if one not in FIELDS]
    split_wrongly = bool(made.split) and (bool(made.field) or not set(made.split) <= SPLITS)
    if unknown or split_wrongly or (made.order is not None and fields != ("birth_date",)):
        raise InvalidValue({"field": name, "problem": "mapping_rule"})
    return Column(clean(name), fields, {clean(k): v for k, v in made.values.items()}, made.order)
