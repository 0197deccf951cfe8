"""One row of a legacy list: made canonical as typed values are, or refused with the reason. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from arabic.digits import to_western
from arabic.forms import reading_order
from arabic.letters import clean
from reference.unknown_words import says_unknown
from registry.domain.errors import InvalidValue
from registry.domain.names_stated import NamedPerson
from registry.importing.days import read_day
from registry.importing.listing import Listing
from registry.importing.mapping import Order
from registry.importing.rows import Row

NAMES: Final = (
    "given_name",
    "father_name",
    "grandfather_name",
    "laqab",
    "mother_name",
    "maternal_grandfather_name",
)
NUMBERS: Final = ("register_number", "page_number")
LONGEST: Final[Mapping[str, int]] = {
    **dict.fromkeys(NAMES, 200),
    "external_id": 64,
    "register_number": 12,
    "page_number": 12,
    "registry_office": 200,
    "national_number": 32,
    "birth_date": 40,
    "sex": 16,
}
SEXES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("ذكر", "ذ", "m", "male", "نێر"), "ذكر"),
    **dict.fromkeys(("أنثى", "انثى", "انثي", "أ", "f", "female", "مێ"), "أنثى"),
    "": "",
}
NATIONAL_DIGITS: Final = 12
"""Digits of a national number."""
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_UNREADABLE: Final = "\ufffd"
# What turns stored letters around on the screen; direction marks don't, and are left out.
_OVERRIDES: Final = re.compile("[\u202d\u202e]")
_TURNS_ALL: Final = "\u202e"
_NAME: Final = re.compile(r"[^\W\d_]")
_DIGIT: Final = re.compile(r"\d")
REMEMBERED: Final = 200_000
"""Values that a process remembers as checked: names recur in a list."""
LONGEST_CELL: Final = 4_096
"""Most characters of a cell: no name, number or date is as long."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a line is not taken: the field and what is wrong with it, never the value."""

    line: int
    field: str
    problem: str


@dataclass(frozen=True, slots=True)
class LegacyPerson:
    """A line that can be taken. `words` are the known columns as they stood in the file."""

    line: int
    person: NamedPerson
    external_id: str | None
    register_number: str | None
    page_number: str | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a list is written: the order of its dates, and whether shaped letters stand in visual order."""

    order: Order | None = None
    visual: bool = False


def read_line(listing: Listing, row: Row, manner: Manner, today: str) -> LegacyPerson | Refusal:
    """Read one row; cells at its end may be missing when they are empty. `today` is `YYYY/MM/DD`."""
    number, cells = row.line, row.cells
    if row.problem:
        return Refusal(number, "line", row.problem)
    if len(cells) > listing.table.width and any(cell.strip() for cell in cells[listing.table.width :]):
        return Refusal(number, "line", "cells")
    cells = listing.table.whole(cells)
    try:
        written = listing.fields(cells)
        values = {name: _value(name, word, manner.visual) for name, word in written.items()}
        if values.get("birth_date"):
            values["birth_date"] = read_day(values["birth_date"], manner.order)
        _check_names(values, written)
        _check_dates(values, today)
    except InvalidValue as error:
        return Refusal(number, str(error.params["field"]), str(error.params["problem"]))
    return LegacyPerson(
        line=number,
        person=_person(values),
        external_id=values.get("external_id") or None,
        register_number=values.get("register_number") or None,
        page_number=values.get("page_number") or None,
        words=tuple(listing.said(cells).values()),
    )


@lru_cache(maxsize=REMEMBERED)
def _value(field: str, word: str, visual: bool) -> str:
    """One cell made canonical. Raises `InvalidValue`."""
    if len(word) > LONGEST_CELL:
        raise InvalidValue({"field": field, "problem": "length"})
    if _UNREADABLE in word:
        raise InvalidValue({"field": field, "problem": "encoding"})
    if _CONTROLS.search(word) or (_OVERRIDES.search(word) if field in NAMES else _TURNS_ALL in word):
        raise InvalidValue({"field": field, "problem": "control_sign"})
    value = clean(reading_order(word, otherwise=visual))
    if len(value) > LONGEST[field]:
        raise InvalidValue({"field": field, "problem": "length"})
    if not value or says_unknown(value):
        return ""
    if field in NAMES:
        return _name(field, value)
    if field in NUMBERS or field == "national_number":
        return _number(field, to_western(value))
    return _sex(value) if field == "sex" else value


def _name(field: str, value: str) -> str:
    if not _NAME.search(value) or _DIGIT.search(value):
        raise InvalidValue({"field": field, "problem": "not_a_name"})
    return value


def _number(field: str, value: str) -> str:
    wrong = not value.isascii() or not value.isdigit() or not value.strip("0")
    if wrong or (field == "national_number" and len(value) != NATIONAL_DIGITS):
        raise InvalidValue({"field": field, "problem": "number"})
    return value if field == "national_number" else value.lstrip("0")


def _sex(value: str) -> str:
    if value.casefold() not in SEXES:
        raise InvalidValue({"field": "sex", "problem": "unknown_value"})
    return SEXES[value.casefold()]


def _check_names(values: Mapping[str, str], written: Mapping[str, str]) -> None:
    """A name alone finds nobody: the father or, where he is not known, the mother must stand beside it.

    Where the list says that both are unknown, that is what is known of the person, and the line is kept.
    """
    if not values["given_name"]:
        raise InvalidValue({"field": "given_name", "problem": "empty"})
    parents = ("father_name", "mother_name")
    if not any(values.get(name) or says_unknown(written.get(name, "")) for name in parents):
        raise InvalidValue({"field": "father_name", "problem": "empty"})


def _check_dates(values: Mapping[str, str], today: str) -> None:
    born = values.get("birth_date", "")
    if born and born > today[: len(born)]:
        raise InvalidValue({"field": "birth_date", "problem": "future"})


def _person(values: Mapping[str, str]) -> NamedPerson:
    return NamedPerson(
        role="subject",
        given_name=values["given_name"],
        father_name=values.get("father_name", ""),
        grandfather_name=values.get("grandfather_name", ""),
        laqab=values.get("laqab", ""),
        mother_name=values.get("mother_name", ""),
        maternal_grandfather_name=values.get("maternal_grandfather_name", ""),
        sex=values.get("sex", ""),
        birth_date=values.get("birth_date", ""),
        national_number=values.get("national_number", ""),
    )
