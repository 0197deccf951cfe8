"""Numbers as written on pages: three digit scripts, strokes, repeats, letters; runs of entries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.errors import InvalidValue
from registry.domain.numerals import Numeral, entries_text, parse_entries, parse_numeral


@pytest.mark.parametrize(
    ("text", "numeral"),
    [
        ("١٧", Numeral(17)),
        ("۱۷", Numeral(17)),
        (" 17 ", Numeral(17)),
        ("٠", Numeral(0)),
        ("١٧/١", Numeral(17, "1")),
        ("١٧ مكرر", Numeral(17, "مكرر")),
        ("١٧ أ", Numeral(17, "أ")),
        ("17b", Numeral(17, "b")),
        ("", None),
        ("بلا", None),
        ("17-18", None),
        ("-3", None),
    ],
)
def test_a_number_is_understood_as_it_is_written(text: str, numeral: Numeral | None) -> None:
    assert parse_numeral(text) == numeral


def test_what_is_put_between_sorts_between() -> None:
    assert Numeral(17) < Numeral(17, "1") < Numeral(18)


def test_entries_are_typed_as_runs_with_their_exceptions() -> None:
    assert parse_entries("١-٣، ٣/١، ٤") == (Numeral(1), Numeral(2), Numeral(3), Numeral(3, "1"), Numeral(4))


@pytest.mark.parametrize("text", ["5-1", "1-9999", "x", "1-3-5", "1," * 2001])
def test_what_is_no_run_of_entries_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        parse_entries(text)


@given(st.lists(st.builds(Numeral, st.integers(0, 60), st.sampled_from(["", "", "1", "أ"])), max_size=40))
def test_entries_survive_being_written_and_typed_again(entries: list[Numeral]) -> None:
    assert parse_entries(entries_text(tuple(entries))) == tuple(entries)
