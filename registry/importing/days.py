"""Words of dates in, days out: their order by the list's own evidence, moments as days in Baghdad."""

import re
from datetime import datetime
from functools import lru_cache
from typing import Final

from arabic.dates import parse_date
from arabic.digits import to_western
from arabic.letters import clean
from registry.database.clock import civil_day
from registry.domain.errors import InvalidValue
from registry.importing.mapping import Order, reordered

_YEAR_LAST: Final = re.compile(r"(\d{1,2})\D{1,3}(\d{1,2})\D{1,3}\d{4}")
# What programs write behind a day: the time, with the halves of the day in Latin or Arabic.
_TIME: Final = re.compile(r"(?:[ tT]+)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[aApP]\.?[mM]\.?|ص|م)?")
_MOMENT: Final = re.compile(
    r"(\d{4}-\d{2}-\d{2})[ tT](\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*([zZ]|UTC|GMT|[+-]\d{2}:?\d{2})"
)
MONTHS: Final = 12
"""Months of a year: a greater number is no month."""
DAYS: Final = 31
"""Most days of a month: a greater number is no day."""
REMEMBERED: Final = 100_000
"""Dates that a process remembers: those of a list recur."""


@lru_cache(maxsize=REMEMBERED)
def read_day(word: str, order: Order | None) -> str:
    """A cell as a date, `YYYY/MM/DD` as far as it is known. Raises `InvalidValue`.

    `order` is what was said of dates in figures with the year last; without it the day stands first.
    """
    written = to_western(word)
    moment = _MOMENT.fullmatch(written)
    if moment is not None:
        written = _in_baghdad(*moment.groups())
    else:
        written = _without_time(written)
        if order is Order.year_month_day and _YEAR_LAST.fullmatch(written):
            raise InvalidValue({"field": "birth_date", "problem": "date_order"})
        written = reordered(written, order) if order is not None else written
    day = parse_date(written)
    if day is None or day.calendar != "gregorian":
        raise InvalidValue({"field": "birth_date", "problem": "date"})
    return day.iso


@lru_cache(maxsize=REMEMBERED)
def first_part(word: str) -> Order | None:
    """Which order a date in figures proves by itself: only one of its parts can be a month."""
    found = _YEAR_LAST.fullmatch(_without_time(to_western(clean(word))))
    if found is None:
        return None
    first, second = map(int, found.groups())
    if 1 <= first <= MONTHS < second <= DAYS:
        return Order.month_day_year
    return Order.day_month_year if 1 <= second <= MONTHS < first <= DAYS else None


def _without_time(word: str) -> str:
    found = _TIME.search(word)
    return word[: found.start()] if found is not None and found.end() == len(word) else word


def _in_baghdad(day: str, time: str, zone: str) -> str:
    """The day that a moment was in Baghdad: programs store a midnight there as an evening in UTC."""
    offset = zone if zone[0] in "+-" else "+00:00"
    try:
        return civil_day(datetime.fromisoformat(f"{day}T{time}{offset}")).strftime("%Y/%m/%d")
    except (ValueError, OverflowError) as error:
        raise InvalidValue({"field": "birth_date", "problem": "date"}) from error
