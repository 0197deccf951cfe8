"""Dates of which only a part may be known: the value, its precision and the days it may mean."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from arabic.calendars import Calendar, hijri_month_length, hijri_span, rumi_span


class Precision(StrEnum):
    """How much of a date is known. A date never gains precision on its way through Sijill."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    ESTIMATED = "estimated"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as printed: `year` always, `month` and `day` when printed, each in its own `calendar`.

    `precision` speaks of what is known and not of what is printed: 1 July stands for "day and month
    unknown" for a large share of older Iraqis, so such a date keeps its printed day and month and has
    precision YEAR. `last_year` closes an INTERVAL. `text` is what the paper says, cleaned.
    Raises ValueError for a date that no calendar has.
    """

    year: int
    month: int | None
    day: int | None
    precision: Precision
    calendar: Calendar = Calendar.GREGORIAN
    text: str = ""
    last_year: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a day without a month")
        if self.last_year is not None and self.last_year < self.year:
            raise ValueError("an interval that ends before it starts")
        if self.month is not None and not 1 <= self.month <= 12:
            raise ValueError("no such month")
        if self.month is not None and self.day is not None and not 1 <= self.day <= self._days(self.month):
            raise ValueError("no such day")

    def _days(self, month: int) -> int:
        if self.calendar is Calendar.HIJRI:
            # A sighted month may have 30 days where the tables give 29.
            return max(30, hijri_month_length(self.year, month))
        return monthrange(self.year, month)[1] if self.calendar is Calendar.GREGORIAN else 31

    @property
    def is_conventional(self) -> bool:
        """Whether this is the 1 July that stands for an unknown day and month."""
        return self.calendar is Calendar.GREGORIAN and (self.month, self.day) == (7, 1)

    @property
    def iso(self) -> str:
        """The canonical form, `YYYY/MM/DD`, `YYYY/MM`, `YYYY` or `YYYY-YYYY`, in its own calendar."""
        if self.last_year is not None:
            return f"{self.year:04}-{self.last_year:04}"
        return "/".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)])

    @property
    def span(self) -> tuple[date, date]:
        """The first and the last Gregorian day that this date may mean, both included."""
        month = None if self.precision is not Precision.DAY and self.is_conventional else self.month
        day = None if month is None else self.day
        if self.calendar is Calendar.RUMI:
            first, last = rumi_span(self.year)[0], rumi_span(self.last_year or self.year)[1]
        elif self.calendar is Calendar.HIJRI:
            first = hijri_span(self.year, month, day)[0]
            last = hijri_span(self.last_year or self.year, month, day)[1]
        else:
            first = date(self.year, month or 1, day or 1)
            final = self.last_year or self.year
            last = date(final, month or 12, day or monthrange(final, month or 12)[1])
        return first, last

    def may_equal(self, other: "PartialDate") -> bool:
        """Whether both may speak of the same day: their spans meet."""
        return self.span[0] <= other.span[1] and other.span[0] <= self.span[1]


def partial_date(year: int, month: int | None = None, day: int | None = None) -> PartialDate:
    """Build a Gregorian date of what is known, its precision settled by the parts given.

    1 July becomes precision YEAR. Raises ValueError for a date that no calendar has.
    """
    if day is not None and (month, day) != (7, 1):
        precision = Precision.DAY
    elif month is not None and day is None:
        precision = Precision.MONTH
    else:
        precision = Precision.YEAR
    built = PartialDate(year, month, day, precision)
    return PartialDate(year, month, day, precision, text=built.iso)
