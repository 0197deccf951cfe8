"""What runs across the columns of a table is cut where they end, in the header and under it."""

from dataclasses import replace

import pytest

from ocr.geometry import Rect, crop_of
from ocr.layout.sheet import Segment, Sheet
from ocr.layout.spans import cut_apart
from ocr.recognition.line_reader import Glyph, LineReading
from ocr.tables.cell_split import part_cells
from ocr.tables.grid import find_table
from ocr.tables.header import header_cells
from reference.documents import document_types

TABLE = document_types()["register_page"].table
WORD, SPACE, HEIGHT = 12.0, 30.0, 20.0


def printed(right: float, top: float, text: str) -> Segment:
    """A text whose words stand far apart, as the reader saw it: a glyph a letter, from the left."""
    spans: list[tuple[str, float, float]] = []
    x = right
    for character in text:
        width = SPACE if character == " " else WORD
        spans.append((character, x - width, x))
        x -= width
    rect = Rect(x, top, right, top + HEIGHT)
    crop = crop_of(rect)
    glyphs = tuple(
        Glyph(sign, (left - crop.left) / crop.width, (end - crop.left) / crop.width, 0.99)
        for sign, left, end in reversed(spans)
    )
    return Segment(rect, LineReading(text, 0.99, glyphs))


def sheet(*lines: tuple[tuple[float, str], ...]) -> Sheet:
    """Lines of segments, each given by its right end and its text."""
    segments = [printed(right, 60.0 * n, text) for n, line in enumerate(lines) for right, text in line]
    rules = tuple(Rect(0, 60.0 * n - 20, 1000, 60.0 * n - 18) for n in range(len(lines) + 1))
    return Sheet(tuple(segments), rules, (), HEIGHT)


def rows(found: Sheet) -> list[dict[str, str]]:
    assert TABLE is not None
    table = find_table(part_cells(found, TABLE), TABLE)
    assert table is not None
    return [{cell.field.key: cell.text for cell in row} for row in table.rows]


HEADER = ((980.0, "الاسم"), (840.0, "الأب"), (700.0, "الجد"), (560.0, "اللقب"))
PERSON = ((980.0, "حسن"), (840.0, "علي"), (700.0, "كريم"), (560.0, "الدليمي"))


def test_captions_that_stand_close_together_head_a_column_each() -> None:
    together = (*HEADER, (400.0, "الجنس المهنة"))
    (row,) = rows(sheet(together, (*PERSON, (400.0, "ذكر"), (300.0, "معلم"))))
    assert (row["laqab"], row["sex"], row["occupation"]) == ("الدليمي", "ذكر", "معلم")


def test_values_that_run_together_belong_to_the_column_each_stands_under() -> None:
    header = (*HEADER, (400.0, "الجنس"), (300.0, "المهنة"))
    (row,) = rows(sheet(header, (*PERSON, (400.0, "ذكر معلم"))))
    assert (row["sex"], row["occupation"]) == ("ذكر", "معلم")


def test_a_caption_nobody_could_read_is_named_by_its_place() -> None:
    (row,) = rows(sheet((HEADER[0], HEADER[1], (700.0, "صصص"), HEADER[3]), PERSON))
    assert row["grandfather_name"] == "كريم"


def test_a_column_nobody_knows_keeps_its_values_from_its_neighbours() -> None:
    strange = (HEADER[0], HEADER[1], (700.0, "صصص"), (560.0, "غغغ"), (400.0, "اللقب"))
    (row,) = rows(sheet(strange, (*PERSON[:3], (560.0, "شيء"), (400.0, "الدليمي"))))
    assert "شيء" not in " ".join(row.values())
    assert row["laqab"] == "الدليمي"


def test_captions_far_apart_are_two_though_together_they_would_be_one() -> None:
    header = ((980.0, "ت"), (900.0, "اسم"), (700.0, "الأب"), (560.0, "الجد"), (400.0, "اللقب"))
    line = sheet(header, ((980.0, "١"), (900.0, "حسن"), (700.0, "علي"), (560.0, "كريم"), (400.0, "الدليمي")))
    (row,) = rows(line)
    assert (row["name"], row["father_name"]) == ("حسن", "علي")


def test_a_letter_seen_in_the_margin_of_a_crop_belongs_to_the_piece_it_stands_next_to() -> None:
    whole = printed(500, 0, "حسن علي كريم")
    first, *others = whole.reading.glyphs
    before = replace(first, left=-0.04, right=0.0)
    edge = replace(whole, reading=replace(whole.reading, glyphs=(before, *others)))
    right, rest = cut_apart(edge, "حسن", "علي كريم")
    middle, left = cut_apart(rest, "علي", "كريم")
    letters = [
        sum(not glyph.character.isspace() for glyph in piece.reading.glyphs)
        for piece in (right, middle, left)
    ]
    assert letters == [3, 3, 4]
    assert middle.rect.left == pytest.approx(left.rect.right)
    assert abs(middle.rect.left - (500 - 6 * WORD - 1.5 * SPACE)) < WORD / 2


def test_words_of_a_header_are_one_caption_a_cell_though_rules_part_few_of_them() -> None:
    words = tuple((1000.0 - 100 * place, "كلمة") for place in range(10))
    walls = tuple(Rect(825.0 - 200 * n, -20, 827.0 - 200 * n, 100) for n in range(4))
    header = replace(sheet(words), vertical=walls)
    assert header_cells(header, range(10)) == [[0, 1], [2, 3], [4, 5], [6, 7], [8, 9]]
    assert header_cells(replace(header, vertical=walls[:2]), range(10)) == [[place] for place in range(10)]
