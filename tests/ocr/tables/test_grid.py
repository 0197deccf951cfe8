"""A family's table keeps its rows and columns, also where a stamp lies across."""

import pytest

from ocr.geometry import Rect
from ocr.layout.sheet import Segment, Sheet, said
from ocr.recognition.line_reader import LineReading
from ocr.tables.grid import find_table
from reference.documents import document_types

TABLE = document_types()["record_extract"].table
CAPTIONS = ("الاسم", "الصلة", "تاريخ الولادة", "الجنس")
ROWS = (("علي حسن", "ابن", "2001/02/03", "ذكر"), ("زينب حسن", "ابنة", "2003/04/05", "أنثى"))
WIDTH, HEIGHT = 150.0, 40.0


def cell(row: int, column: int, text: str, sure: float = 0.99) -> Segment:
    right, top = 600 - column * WIDTH, row * HEIGHT
    return Segment(Rect(right - 80, top + 10, right - 20, top + 30), LineReading(text, sure))


def sheet(captions: tuple[str, ...], *others: Segment) -> Sheet:
    lines = [captions, *ROWS]
    cells = [cell(r, c, text) for r, line in enumerate(lines) for c, text in enumerate(line)]
    rules = tuple(Rect(0, r * HEIGHT - 1, 600, r * HEIGHT + 1) for r in range(4))
    walls = tuple(Rect(x * WIDTH - 1, 0, x * WIDTH + 1, 120) for x in range(5))
    return Sheet((*cells, *others), rules, walls, 20.0)


def texts(found: Sheet) -> list[list[str]]:
    assert TABLE is not None
    table = find_table(found, TABLE)
    assert table is not None
    return [[cell.text for cell in row] for row in table.rows]


def test_rows_are_what_stands_between_two_rules() -> None:
    assert texts(sheet(CAPTIONS)) == [list(row) for row in ROWS]


def test_what_a_stamp_leaves_between_two_lines_makes_no_row_of_its_own() -> None:
    stamp = Segment(Rect(0, 118, 40, 126), LineReading("9ال", 0.4))
    assert len(texts(sheet(CAPTIONS, stamp))) == len(ROWS)


def test_a_caption_under_a_stamp_is_guessed_beside_three_sure_ones() -> None:
    assert texts(sheet(("الاسم", "الصلة", "تاريخ الولادة", "الحنس")))[0] == list(ROWS[0])


def number(row: int, text: str, right: float = 690.0) -> Segment:
    return Segment(Rect(right - 12, row * HEIGHT + 10, right, row * HEIGHT + 30), LineReading(text, 0.99))


def test_numbers_under_one_another_right_of_a_table_count_its_rows_though_their_caption_is_lost() -> None:
    counted = texts(sheet(CAPTIONS, number(1, "1"), number(2, "2")))
    assert [row[0] for row in counted] == ["1", "2"]
    assert [row[1:] for row in counted] == [list(row) for row in ROWS]


def test_numbers_that_stand_anywhere_right_of_a_table_count_nothing() -> None:
    assert texts(sheet(CAPTIONS, number(1, "1"), number(2, "2", 760.0))) == [list(row) for row in ROWS]
    assert texts(sheet(CAPTIONS, number(1, "1"))) == [list(row) for row in ROWS]


@pytest.mark.parametrize(
    ("from_the_right", "together"),
    [
        (("4", "2801"), "2801 4"),
        (("/10", "1947/10"), "1947/10 /10"),
        (("علي", "حسن"), "علي حسن"),
        (("سجل", "46", "14", "صحيفة"), "سجل 14 46 صحيفة"),
    ],
)
def test_pieces_of_a_number_follow_one_another_from_the_left(
    from_the_right: tuple[str, ...], together: str
) -> None:
    rects = [Rect(600 - 50 * n, 0, 640 - 50 * n, 20) for n in range(len(from_the_right))]
    pieces = tuple(
        Segment(rect, LineReading(text, 0.99)) for rect, text in zip(rects, from_the_right, strict=True)
    )
    assert said(Sheet(pieces, (), (), 20.0), range(len(pieces))) == together
