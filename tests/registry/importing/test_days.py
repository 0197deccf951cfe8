"""Dates of lists: which part stands first, moments as days in Baghdad, marks and times beside them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.database.clock import civil_day
from registry.domain.errors import InvalidValue
from registry.importing.days import first_part, read_day
from registry.importing.mapping import Order


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("1968-09-11T21:00:00Z", "1968/09/12"),
        ("1968-09-11T20:59:59Z", "1968/09/11"),
        # Summer time, four hours ahead: a program stored this midnight as the evening before.
        ("1987-05-11T20:00:00.0000000Z", "1987/05/12"),
        ("1987-05-11T20:00Z", "1987/05/12"),
        ("1968-09-11 22:30:00 UTC", "1968/09/12"),
        ("1968-09-12T00:00:00+03:00", "1968/09/12"),
        ("1968-09-12T00:00:00+0500", "1968/09/11"),
        ("1968-09-12T23:30:00", "1968/09/12"),
        ("1968-09-12 00:00:00.000", "1968/09/12"),
        ("12/09/1968 12:00:00 AM", "1968/09/12"),
        ("١٢/٩/١٩٦٨ ١٢:٠٠:٠٠ ص", "1968/09/12"),
        ("12/09/1968", "1968/09/12"),
        ("1968", "1968"),
    ],
)
def test_a_word_is_the_day_that_it_was_in_baghdad(word: str, day: str) -> None:
    assert read_day(word, None) == day


@pytest.mark.parametrize("word", ["1968-13-11T21:00Z", "1968-09-11T25:00Z", "0001-01-01T00:00+14:00"])
def test_a_moment_that_is_none_is_refused(word: str) -> None:
    with pytest.raises(InvalidValue):
        read_day(word, None)


WAYS = {Order.day_month_year: "%d/%m/%Y", Order.month_day_year: "%m/%d/%Y", Order.year_month_day: "%Y-%m-%d"}


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)))
def test_a_date_reads_back_in_the_order_it_was_written_in(day: date) -> None:
    for order, way in WAYS.items():
        said = read_day(day.strftime(way), order)
        assert said == day.strftime("%Y/%m/%d")[: len(said)]


def test_a_list_said_to_be_year_first_has_no_date_with_the_year_last() -> None:
    with pytest.raises(InvalidValue) as refused:
        read_day("03/04/1990", Order.year_month_day)
    assert refused.value.params["problem"] == "date_order"


@pytest.mark.parametrize(
    ("word", "order"),
    [
        ("02/14/1981", Order.month_day_year),
        ("٠٢/١٤/١٩٨١", Order.month_day_year),
        ("2-14-1981 00:00:00", Order.month_day_year),
        ("14\u200f/02\u200f/1981", Order.day_month_year),
        ("02/03/1981", None),
        ("14/15/1981", None),
        ("00/14/1981", None),
        ("1981/02/14", None),
        ("1981", None),
        ("", None),
    ],
)
def test_a_date_proves_an_order_when_one_part_alone_can_be_a_month(word: str, order: Order | None) -> None:
    assert first_part(word) is order


def test_between_midnight_and_three_the_day_is_baghdads() -> None:
    late = datetime(2026, 11, 30, 21, 30, tzinfo=UTC)
    assert civil_day(late).isoformat() == "2026-12-01"
    assert civil_day(late.replace(hour=20)).isoformat() == "2026-11-30"
