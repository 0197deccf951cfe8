"""Rows of a list: whatever bytes come, every line is in a row or is told, and nothing is swallowed."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.errors import InvalidValue
from registry.importing.lines import LegacyPerson, Manner, read_line
from registry.importing.listing import Listing, open_listing
from registry.importing.rows import LONGEST_LINE, Row, Shape, lines_of, read_rows
from registry.importing.survey import survey

HEADER = "external_id,given_name,father_name,grandfather_name,mother_name,birth_date"
GOOD = "ز-{0},نادية,قاسم,رحيم,سلوى,1971/02/{1:02}"
CELLS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12)


def listing_of(content: bytes) -> Listing:
    """A list that lies in memory."""
    return open_listing(lambda: io.BytesIO(content))


def rows_of(text: str, shape: Shape) -> Iterator[Row]:
    """The rows of a text without a header."""
    return read_rows(iter(enumerate(lines_of(io.StringIO(text, newline=None)), 1)), shape)


def sorted_out(content: str | bytes) -> tuple[list[int], dict[int, str]]:
    """The lines kept, and the problem of each refused one."""
    listing = listing_of(content if isinstance(content, bytes) else content.encode())
    manner = Manner(None, survey(listing).visual)
    read = [read_line(listing, row, manner, "2026/12/01") for row in listing.table.rows()]
    kept = [one.line for one in read if isinstance(one, LegacyPerson)]
    return kept, {one.line: one.problem for one in read if not isinstance(one, LegacyPerson)}


def people(count: int) -> list[str]:
    """Lines of that many people."""
    return [GOOD.format(number, 1 + number % 28) for number in range(count)]


@pytest.mark.parametrize("length", [12, 5_000])
@pytest.mark.parametrize(
    ("stray", "partner"),
    [
        ('ز,"نادية,قاسم,رحيم,سلوى,1971', None),
        ('ز,"نادية,قاسم,رحيم,سلوى,1971', 'ز,نادية,قاسم,"رحيم",سلوى,1971'),
        ('ز,"نادية,قاسم,رحيم,سلوى,1971', '"ز",نادية,قاسم,رحيم,سلوى,1971'),
        ('"ز,نادية,قاسم,رحيم,سلوى,1971', 'ز",نادية,قاسم,رحيم,سلوى,1971'),
        ('ز,نادية,قاسم,رحيم,"سلوى', 'ز,نادية,قاسم,رحيم,سلوى,1971"'),
    ],
)
def test_a_stray_quotation_mark_costs_its_own_line_alone(
    length: int, stray: str, partner: str | None
) -> None:
    lines = people(length)
    lines[3] = stray
    told = {4}
    if partner is not None:
        lines[4] = partner
        if partner.count('"') % 2:
            told.add(5)
    kept, refused = sorted_out("\n".join([HEADER, *lines]))
    assert refused == dict.fromkeys(told, "quote")
    assert len(kept) + len(refused) == length


def test_a_cell_over_several_lines_is_one_row() -> None:
    text = f'{HEADER},remarks\n{GOOD.format(1, 1)},"نقل من\nسجل, آخر ""قديم"""\n{GOOD.format(2, 2)},\n'
    assert sorted_out(text) == ([1, 3], {})


@given(st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=8))
def test_what_the_csv_module_writes_reads_back_cell_by_cell(table: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(table)
    found = list(rows_of(written.getvalue(), Shape(",", 4, 3)))
    assert [row.cells for row in found] == table
    assert [row.line for row in found] == list(range(1, len(table) + 1))


@given(st.lists(st.text(st.sampled_from('ab",; \n'), max_size=20), max_size=12), st.integers(1, 4))
def test_no_line_disappears_wherever_quotation_marks_stand(lines: list[str], reach: int) -> None:
    """A line is in the row that begins with it, or inside a cell of one, where nothing looks like a row."""
    text = "\n".join(lines)
    whole = text.split("\n") if text else []
    whole = whole[:-1] if whole and not whole[-1] else whole
    shape = Shape(",", 4, reach)
    begun = {row.line: row for row in rows_of(text, shape)}
    within = 0
    for number, line in enumerate(whole, 1):
        if number in begun:
            within = sum(cell.count("\n") for cell in begun[number].cells)
        else:
            within -= 1
            assert within >= 0
            assert not shape.may_be_row(line.partition('"')[0])


@given(st.binary(max_size=400))
def test_whatever_bytes_come_behind_a_header_each_line_is_kept_or_told(noise: bytes) -> None:
    content = HEADER.encode() + b"\n" + noise
    try:
        listing = listing_of(content)
    except InvalidValue:
        # Noise may be in no encoding at all, or look like UTF-16; then nothing of it is taken.
        return
    kept, refused = sorted_out(content)
    lines = [row.line for row in listing.table.rows()]
    assert sorted([*kept, *refused]) == lines == sorted(set(lines))


@given(st.permutations(["good", "short", "long", "stray", "bytes"]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_kept_and_refused_make_the_rows_of_the_file(kinds: list[str], end: str) -> None:
    written = {
        "good": GOOD.format(1, 1).encode(),
        "short": "ز-2,نادية,قاسم".encode(),
        "long": GOOD.format(3, 3).encode() + b",x",
        "stray": 'ز-4,"نادية,قاسم'.encode(),
        "bytes": GOOD.format(5, 5).encode() + b"\xff",
    }
    problems = {"long": "cells", "stray": "quote", "bytes": "encoding"}
    kept, refused = sorted_out(end.encode().join([HEADER.encode(), *(written[kind] for kind in kinds)]))
    assert kept == sorted(kinds.index(kind) + 1 for kind in ("good", "short"))
    assert refused == {kinds.index(kind) + 1: problem for kind, problem in problems.items()}


def test_a_line_without_end_is_told_and_the_next_is_read() -> None:
    lines = [GOOD.format(1, 1), "ز-2," + "ن" * (3 * LONGEST_LINE), GOOD.format(3, 3)]
    assert sorted_out("\n".join([HEADER, *lines])) == ([1, 3], {2: "length"})


def test_a_long_cell_of_no_column_of_ours_does_no_harm() -> None:
    text = f"{HEADER},remarks\n{GOOD.format(1, 1)},{'ملاحظة ' * 40_000}\n{GOOD.format(2, 2)},"
    assert sorted_out(text) == ([1, 2], {})


@pytest.mark.parametrize(
    "above", ["", "\n", "\n\n", "sep=;\n", '"sep=;"\n', "\nSEP=;\n", "\ufeffsep=;\n", ";;;\n"]
)
def test_what_spreadsheets_put_above_the_header_is_no_header(above: str) -> None:
    text = above + "\n".join((HEADER, *people(2))).replace(",", ";")
    assert sorted_out(text) == ([1, 2], {})


def test_a_separator_that_was_said_counts_before_the_one_that_is_seen() -> None:
    assert listing_of("sep=|\ngiven_name|father_name;x,y\nنادية|قاسم".encode()).table.separator == "|"


def test_cells_missing_at_the_end_are_empty_ones(tmp_path: Path) -> None:
    path = tmp_path / "short.csv"
    path.write_text(f"{HEADER}\nز-1,نادية,قاسم\nز-2,نادية,قاسم,,,,,,\nز-3,نادية\n,,,\n\n", encoding="utf-8")
    kept, refused = sorted_out(path.read_bytes())
    assert (kept, refused) == ([1, 2], {3: "empty"})
