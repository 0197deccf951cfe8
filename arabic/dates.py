"""Reads printed dates: three digit scripts, both orders, month names, Hijri, years alone, intervals."""

import re
from collections.abc import Iterator
from dataclasses import replace

from arabic.calendars import Calendar
from arabic.digits import to_western
from arabic.letters import clean, fold
from arabic.months import GREGORIAN_MONTHS, HIJRI_MONTHS
from arabic.partial import PartialDate, Precision, partial_date

__all__ = ["Calendar", "PartialDate", "Precision", "parse_date", "parse_dates", "partial_date"]

_GREGORIAN_YEARS = range(1700, 2200)
_HIJRI_YEARS = range(1150, 1500)

_GAP = r"\s*[/\\.\-–—_٫،,:]\s*"
_NUMBERS = re.compile(rf"(?<!\d)\d{{1,4}}(?:{_GAP}\d{{1,4}}){{0,2}}(?!\d)")
_PLACEHOLDER = re.compile(rf"{_GAP}(?:[-–—_xX?؟…]+)(?={_GAP}|\s|$)")
_INTERVAL = re.compile(r"(?<!\d)(\d{4})\s*(?:[-–—]|الي|و|او|لغايه)\s*(\d{4})(?!\d)")


def _alternatives(names: dict[str, int]) -> re.Pattern[str]:
    ordered = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(rf"(?<!\w)({ordered})(?!\w)")


_GREGORIAN_NAME = _alternatives(GREGORIAN_MONTHS)
_HIJRI_NAME = _alternatives(HIJRI_MONTHS)
_HIJRI_MARK = re.compile(r"(?<!\w)(?:هجريه?|هجري|ه|هـ)(?!\w)|(?<=\d)ه(?!\w)")
_RUMI_MARK = re.compile(r"(?<!\w)(?:رومي|روميه|مالي|ماليه)(?!\w)")
_ABOUT = re.compile(r"(?<!\w)(?:حوالي|تقريبا|نحو|قرابه|تقديرا|تقديري|مقدر|بحدود|في حدود)(?!\w)|~")
_BESIDE = re.compile(r"الموافق ?ل?|المصادف|(?<=ه)\s*[/=-]\s*(?=\d)|[=()]")


def parse_dates(text: str) -> tuple[PartialDate, ...]:
    """Return every date printed in the text, in its order: `12 رجب 1400 هـ الموافق 26 أيار 1980` has two."""
    keyed = to_western(fold(text))
    found = (_parse_one(part) for part in _BESIDE.split(keyed) if part.strip())
    printed = clean(text)
    return tuple(replace(date, text=printed) for date in found if date is not None)


def parse_date(text: str) -> PartialDate | None:
    """Return the date that the text prints, the Gregorian one where a Hijri stands beside it.

    None when the text holds no date, one that no calendar has, a year of two digits (its century would be
    invented), or several Gregorian dates. Day and month are never swapped to make a date real. A dash
    where a day or month should be, or `00`, means that the part is unknown.
    """
    dates = parse_dates(text)
    gregorian = [date for date in dates if date.calendar is Calendar.GREGORIAN]
    if len(gregorian) == 1:
        return gregorian[0]
    return dates[0] if len(dates) == 1 else None


def _parse_one(keyed: str) -> PartialDate | None:
    """Parse one date out of a folded text in Western digits."""
    try:
        return _interval(keyed) or _named(keyed) or _numeric(keyed)
    except ValueError:
        return None


def _interval(keyed: str) -> PartialDate | None:
    match = _INTERVAL.search(keyed)
    if match is None:
        return None
    first, last = sorted(map(int, match.groups()))
    return PartialDate(first, None, None, Precision.INTERVAL, _calendar(keyed, first), last_year=last)


def _named(keyed: str) -> PartialDate | None:
    """A date with the name of its month: `3 آذار 1957`, `1957 آذار 3`, `آذار 1957`."""
    for pattern, months, calendar in (
        (_HIJRI_NAME, HIJRI_MONTHS, Calendar.HIJRI),
        (_GREGORIAN_NAME, GREGORIAN_MONTHS, Calendar.GREGORIAN),
    ):
        match = pattern.search(keyed)
        if match is None:
            continue
        rest = f"{keyed[: match.start()]} {keyed[match.end() :]}"
        numbers = [int(number) for number in re.findall(r"\d+", rest)]
        years = [number for number in numbers if number in _GREGORIAN_YEARS or number in _HIJRI_YEARS]
        days = [number for number in numbers if number <= 31]
        if len(years) != 1 or len(days) > 1 or len(years) + len(days) != len(numbers):
            return None
        if calendar is Calendar.GREGORIAN and years[0] not in _GREGORIAN_YEARS:
            return None
        return _build(keyed, years[0], months[match.group()], days[0] if days else None, calendar)
    return None


def _numeric(keyed: str) -> PartialDate | None:
    """A date in figures: year first or last, a month beside it, or a year alone."""
    candidates = list(_readings(_PLACEHOLDER.sub("/0", keyed)))
    return candidates[0] if len(candidates) == 1 else None


def _readings(keyed: str) -> Iterator[PartialDate]:
    for match in _NUMBERS.finditer(keyed):
        parts = re.findall(r"\d+", match.group())
        if len(parts[0]) == 4:
            year, rest = parts[0], parts[1:]
        elif len(parts[-1]) == 4:
            year, rest = parts[-1], parts[-2::-1]
        else:
            continue
        if any(len(part) > 2 for part in rest):
            continue
        calendar = _calendar(keyed, int(year))
        month, day = (int(part) or None for part in [*rest, "0", "0"][:2])
        yield _build(keyed, int(year), month, day if month else None, calendar)


def _build(keyed: str, year: int, month: int | None, day: int | None, calendar: Calendar) -> PartialDate:
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    if calendar is Calendar.RUMI:
        precision = Precision.YEAR
    built = PartialDate(year, month, day, precision, calendar)
    if _ABOUT.search(keyed):
        return replace(built, precision=Precision.ESTIMATED)
    return replace(built, precision=Precision.YEAR) if built.is_conventional else built


def _calendar(keyed: str, year: int) -> Calendar:
    """Settle the calendar of a year in figures; raises ValueError for a year that no paper prints."""
    if _RUMI_MARK.search(keyed) and year in _HIJRI_YEARS:
        return Calendar.RUMI
    if year in _HIJRI_YEARS:
        return Calendar.HIJRI
    if year in _GREGORIAN_YEARS and not _HIJRI_MARK.search(keyed):
        return Calendar.GREGORIAN
    raise ValueError("a year that no paper prints")
