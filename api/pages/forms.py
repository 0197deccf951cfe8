"""What the pages' forms share: reading fields, and showing a form again with what went wrong."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Final, TypeVar

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse

from api.faults import VersionNeeded
from arabic.dates import Calendar, PartialDate, Precision, parse_date
from arabic.digits import to_western
from registry.domain.errors import InvalidValue
from registry.review.questions import Absence, Shown

Choice = TypeVar("Choice", bound=StrEnum)
FIELD: Final = "f."
LOOKED: Final = "l."
ABSENT: Final = "a."
# A table of 200 rows sends a value, a tick and an answer for each cell.
MOST_FIELDS: Final = 9000
# Signs of a day with the name of its month in any of our languages, with room to spare.
LONGEST_DAY: Final = 60


async def form_of(request: Request) -> Mapping[str, str]:
    """The fields of a form as text, the last one of each name; files are left out."""
    form = await request.form(max_files=0, max_fields=MOST_FIELDS)
    return {name: value for name, value in form.items() if isinstance(value, str)}


Form = Annotated[Mapping[str, str], Depends(form_of)]


def typed_fields(form: Mapping[str, str]) -> dict[str, str]:
    """The values typed, by path: the form's names are `f.` and the path."""
    return {name[len(FIELD) :]: value for name, value in form.items() if name.startswith(FIELD)}


def looked_at(form: Mapping[str, str]) -> frozenset[str]:
    """The doubtful values that are ticked as looked at: the form's names are `l.` and the path."""
    return frozenset(name[len(LOOKED) :] for name in form if name.startswith(LOOKED))


def absent_in(form: Mapping[str, str]) -> dict[str, Absence]:
    """Why values are empty, by path: the form's names are `a.` and the path. Raises `InvalidValue`."""
    said = {name[len(ABSENT) :]: why for name, why in form.items() if name.startswith(ABSENT) and why}
    for path, why in said.items():
        if why not in set(Absence):
            raise InvalidValue({"field": path, "problem": "unknown"})
    return {path: Absence(why) for path, why in said.items()}


def shown_in(form: Mapping[str, str]) -> frozenset[Shown]:
    """The findings in sight when the reason was given: one a line, the rule and its fields."""
    lines = (line.split() for line in form.get("shown", "").splitlines())
    return frozenset((rule, tuple(fields)) for rule, *fields in (line for line in lines if line))


def version_in(form: Mapping[str, str]) -> int:
    """The version that the page was made of. Raises `VersionNeeded`."""
    version = form.get("version", "")
    if not version.isdecimal():
        raise VersionNeeded
    return int(version)


def go(address: str) -> RedirectResponse:
    """Send the browser on after a change, so that a reload repeats nothing (303, RFC 9110)."""
    return RedirectResponse(address, 303)


def whole(form: Mapping[str, str], name: str, *, optional: bool = False) -> int | None:
    """A whole number in any of the three digit scripts. Raises `InvalidValue`."""
    text = to_western(form.get(name, "")).strip()
    if not text and optional:
        return None
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise InvalidValue({"field": name, "problem": "format"})
    return int(text)


def day_of(form: Mapping[str, str], name: str) -> date | None:
    """The day that somebody typed, as people write one (`١/٣/٢٠٢٤`, `2024-03-01`, `١ آذار ٢٠٢٤`).

    None when nothing was typed. Raises `InvalidValue` for what is no day of the Gregorian calendar.
    """
    text = form.get(name, "").strip()
    if not text:
        return None
    match parse_date(text[:LONGEST_DAY]):
        case PartialDate(int(year), int(month), int(day), precision, Calendar.GREGORIAN) if (
            precision is not Precision.ESTIMATED
        ):
            return date(year, month, day)
    raise InvalidValue({"field": name, "problem": "day"})


def chosen(form: Mapping[str, str], name: str, kind: type[Choice]) -> Choice:
    """A member of a closed list. Raises `InvalidValue`."""
    if form.get(name, "") not in set(kind):
        raise InvalidValue({"field": name, "problem": "unknown"})
    return kind(form[name])
