"""One line of a legacy list: made canonical as typed values are, or refused with the reason. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from arabic.dates import parse_date
from arabic.digits import to_western
from arabic.letters import clean, has_bidi_control
from registry.errors import InvalidValue
from registry.importing.listing import LONGEST_CELL, Listing
from registry.naming import NamedPerson

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
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffd]")
_NAME: Final = re.compile(r"[^\W\d_]")
_DIGIT: Final = re.compile(r"\d")
REMEMBERED: Final = 200_000


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


def read_line(listing: Listing, number: int, cells: Sequence[str], today: date) -> LegacyPerson | Refusal:
    """Read one line; `number` counts from 1 behind the header."""
    if len(cells) != listing.width:
        return Refusal(number, "line", "cells")
    try:
        values = {name: _value(name, word) for name, word in listing.fields(cells).items()}
        _check_names(values)
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
def _value(field: str, word: str) -> str:
    """One cell made canonical. Raises `InvalidValue`."""
    if len(word) > LONGEST_CELL:
        raise InvalidValue({"field": field, "problem": "length"})
    if has_bidi_control(word) or _CONTROLS.search(word):
        raise InvalidValue({"field": field, "problem": "control_sign"})
    value = clean(word)
    if len(value) > LONGEST[field]:
        raise InvalidValue({"field": field, "problem": "length"})
    if not value:
        return value
    if field in NAMES:
        return _name(field, value)
    if field in NUMBERS or field == "national_number":
        return _number(field, to_western(value))
    if field == "sex":
        return _sex(value)
    return _date(value) if field == "birth_date" else value


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


def _date(value: str) -> str:
    day = parse_date(value)
    if day is None or day.calendar != "gregorian":
        raise InvalidValue({"field": "birth_date", "problem": "date"})
    return day.iso


def _check_names(values: Mapping[str, str]) -> None:
    """A name alone finds nobody: the father or, where he is not known, the mother must stand beside it."""
    if not values["given_name"]:
        raise InvalidValue({"field": "given_name", "problem": "empty"})
    if not values.get("father_name") and not values.get("mother_name"):
        raise InvalidValue({"field": "father_name", "problem": "empty"})


def _check_dates(values: Mapping[str, str], today: date) -> None:
    born = values.get("birth_date", "")
    if born and born > today.strftime("%Y/%m/%d")[: len(born)]:
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
