"""The calendars of Iraqi papers brought to the Gregorian one: Hijri by day, Rumi by year."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from hijridate import Hijri

# The printed Hijri day rests on a local sighting of the moon: one day off is normal.
SIGHTING = timedelta(days=1)
_TABLES = range(1343, 1501)  # years of the Umm al-Qura tables in hijridate
_EPOCH = date(622, 7, 19)  # 1 Muharram 1 of the tabular (civil) calendar, proleptic Gregorian
_RUMI_OFFSET: Final = 584
"""Years from a Rumi (Ottoman financial) year to the Gregorian year in which most of it lies."""


class Calendar(StrEnum):
    """Which calendar a printed date counts in."""

    GREGORIAN = "gregorian"
    HIJRI = "hijri"
    RUMI = "rumi"


def hijri_month_start(year: int, month: int) -> date:
    """Return the Gregorian day on which a Hijri month begins; years 1 to 1600.

    Within 1343 to 1500 AH by the Umm al-Qura tables, else by the arithmetic of the tabular calendar
    (30-year cycle, 11 leap years), which may be two days off a sighting.
    """
    if year in _TABLES:
        return Hijri(year, month, 1).to_gregorian()
    leap_days = (3 + 11 * year) // 30
    days = (year - 1) * 354 + leap_days + -(-59 * (month - 1) // 2)
    return _EPOCH + timedelta(days=days)


def hijri_month_length(year: int, month: int) -> int:
    """Return 29 or 30, the days of a Hijri month by the tables or the arithmetic."""
    following = (year, month + 1) if month < 12 else (year + 1, 1)
    return (hijri_month_start(*following) - hijri_month_start(year, month)).days


def hijri_span(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    """Return the first and the last Gregorian day that a Hijri date may mean."""
    first = hijri_month_start(year, month or 1)
    if month is None:
        last = hijri_month_start(year + 1, 1) - timedelta(days=1)
    elif day is None:
        last = first + timedelta(days=hijri_month_length(year, month) - 1)
    else:
        first = last = first + timedelta(days=day - 1)
    return first - SIGHTING, last + SIGHTING


def rumi_span(year: int) -> tuple[date, date]:
    """Return the first and the last Gregorian day of a Rumi year (March to February)."""
    return date(year + _RUMI_OFFSET, 3, 1), date(year + _RUMI_OFFSET + 1, 3, 14)
