"""Rows of tables read off the baselines of their columns."""

from hypothesis import given
from hypothesis import strategies as st

from ocr.table_structure.row_starts import row_starts

HEIGHT = 30.0


def test_rows_start_where_the_counting_column_has_a_number() -> None:
    names = [100.0, 140, 180, 220, 260, 300]
    numbers = [100.0, 220, 260]
    fees = [180.0, 220, 300]
    assert row_starts([names, numbers, numbers, fees], HEIGHT).lines == (100, 220, 260)


def test_a_line_that_most_columns_share_is_a_row_whose_number_was_forgotten() -> None:
    full = [100.0, 140, 180, 220]
    numbers = [100.0, 140, 220]
    assert row_starts([full, full, full, numbers], HEIGHT).lines == (100, 140, 180, 220)


def test_a_lone_stroke_in_the_counting_column_is_no_row() -> None:
    assert row_starts([[100.0, 140, 171, 220], [100.0, 140, 220]], HEIGHT).lines == (100, 140, 220)


def test_a_table_without_writing_has_no_rows() -> None:
    assert row_starts([[], []], HEIGHT).lines == ()


@given(st.lists(st.lists(st.floats(0, 2000), max_size=20).map(sorted), max_size=6))
def test_rows_come_from_the_top_and_stand_on_lines_of_writing(columns: list[list[float]]) -> None:
    lines = row_starts(columns, HEIGHT).lines
    assert list(lines) == sorted(lines)
    assert set(lines) <= {line for column in columns for line in column}
