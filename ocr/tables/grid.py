"""Tables: the header names the columns, rules or gaps part the rows."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ocr.geometry import Rect
from ocr.layout.sheet import Sheet, in_one_row, reading_order, said
from ocr.tables.header import COUNTING, Caption, find_header
from reference.documents import FieldKind, FieldSpec

LEAST_NUMBERS = 2
WIDEST_NUMBER = 2.0
"""Numbers under one another that make such a column, and the width of the widest, in heights of a line."""
MARGIN = 2.0
"""How far the first column reaches beyond its caption, in heights of a line."""
LEAST_RULES = 3
"""Level rules below which a table's rows are told by their lines of print."""
FIGURES = frozenset(
    {
        FieldKind.DIGITS,
        FieldKind.DATE,
        FieldKind.CODE,
        FieldKind.NUMBER,
        FieldKind.TIME,
        FieldKind.MONEY,
        FieldKind.DATE_PLACE,
    }
)
"""Columns of figures; in the others a cell without letters holds a stamp's dots."""
SURE = 0.8
"""Confidence of one cell at least in a row of few."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's field, None when nobody knows its caption, and its span in the frame."""

    field: FieldSpec | None
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell of one row: segments from the right, their text and rectangle."""

    field: FieldSpec
    segments: tuple[int, ...]
    text: str
    rect: Rect


@dataclass(frozen=True, slots=True)
class Table:
    """A table's rows of cells, and every segment it uses, its header too."""

    rows: tuple[tuple[Cell, ...], ...]
    used: frozenset[int]


def find_table(sheet: Sheet, table: FieldSpec) -> Table | None:
    """The table whose header row shows at least three of the field's columns; None when there is none."""
    header = find_header(sheet, table.columns)
    if header is None:
        return None
    bottom_of_header = max(sheet.segments[index].rect.bottom for index, _ in header)
    columns = _with_counter(sheet, table.columns[0], columns_of(sheet, header), bottom_of_header)
    floor = _floor(sheet, columns, bottom_of_header)
    body = [
        index
        for index, segment in enumerate(sheet.segments)
        if bottom_of_header - 0.3 * sheet.text_height < segment.rect.middle < floor
        and index not in {i for i, _ in header}
        and columns[-1].left - sheet.text_height < segment.rect.centre < columns[0].right + sheet.text_height
    ]
    rows = _rows(sheet, body, columns)
    used = frozenset(index for index, _ in header) | frozenset(body)
    return Table(tuple(rows), used)


def columns_of(sheet: Sheet, header: Sequence[Caption]) -> list[Column]:
    """Spans of the columns from the right: up to the walls where there are any, else half way to the next
    header."""
    rects = [sheet.segments[index].rect for index, _ in header]
    middle = sum(rect.middle for rect in rects) / len(rects)
    walls = sorted(w.centre for w in sheet.vertical if w.top - 4 < middle < w.bottom + 4)
    edges = [rects[0].right + MARGIN * sheet.text_height]
    for right, left in pairwise(rects):
        between = [wall for wall in walls if left.right - 2 <= wall <= right.left + 2]
        edges.append(between[0] if between else (left.right + right.left) / 2)
    beyond = [wall for wall in walls if wall <= rects[-1].left + 2]
    edges.append(beyond[-1] if beyond else rects[-1].left - 3 * sheet.text_height)
    return [Column(field, edges[n + 1], edges[n]) for n, (_, field) in enumerate(header)]


def _with_counter(sheet: Sheet, first: FieldSpec, columns: list[Column], top: float) -> list[Column]:
    """The columns with the one that counts the rows, whose caption, a single letter, nobody could read: right
    of them all numbers stand under one another."""
    if COUNTING.isdisjoint(first.labels_ar) or any(column.field is first for column in columns):
        return columns
    edge = columns[0].right - MARGIN * sheet.text_height
    numbers = [
        segment.rect
        for segment in sheet.segments
        if segment.rect.top > top
        and edge < segment.rect.left
        and segment.rect.width < WIDEST_NUMBER * sheet.text_height
        and segment.text.isdigit()
    ]
    if len(numbers) < LEAST_NUMBERS or max(n.left for n in numbers) > min(n.right for n in numbers):
        return columns
    border = (edge + min(number.left for number in numbers)) / 2
    right = max(number.right for number in numbers) + sheet.text_height
    last = columns[0]
    return [Column(first, border, right), Column(last.field, last.left, border), *columns[1:]]


def _floor(sheet: Sheet, columns: Sequence[Column], top: float) -> float:
    """Where the table ends: its lowest level rule, else a wide empty band."""
    left, right = columns[-1].left, columns[0].right
    rules = sorted(
        rule.middle
        for rule in sheet.horizontal
        if rule.middle > top - 4 and min(rule.right, right) - max(rule.left, left) > 0.3 * (right - left)
    )
    end = top
    for rule in rules:
        if rule - end > 8 * sheet.text_height:
            break
        end = rule
    if len(rules) >= 2 and end > top + sheet.text_height:
        return end + 2
    inside = sorted(
        (s.rect for s in sheet.segments if s.rect.top > top - 2 and left < s.rect.centre < right),
        key=lambda r: r.top,
    )
    end = top
    for rect in inside:
        if rect.top - end > 3.5 * sheet.text_height:
            break
        end = max(end, rect.bottom)
    return end + 1


def _rows(sheet: Sheet, body: Sequence[int], columns: Sequence[Column]) -> list[tuple[Cell, ...]]:
    """Segments gathered into rows, each into cells: between level rules where there are any, else by lines
    of print."""
    bands = _bands(sheet, columns)
    lines = _ruled(sheet, body, bands) if len(bands) >= LEAST_RULES else _printed(sheet, body)
    rows = []
    for line in lines:
        cells = tuple(cell for column in columns if (cell := _cell(sheet, line, column)) is not None)
        if len(cells) >= 2 and _says_something(sheet, cells, len(columns)):
            rows.append(cells)
    return rows


def _says_something(sheet: Sheet, cells: Sequence[Cell], columns: int) -> bool:
    """Whether a row is more than what a stamp left in a few cells."""
    sure = [sheet.segments[i].reading.confidence for cell in cells for i in cell.segments]
    return len(cells) > 0.4 * columns or max(sure) > SURE


def _bands(sheet: Sheet, columns: Sequence[Column]) -> list[float]:
    """Heights of the level rules that cross most of a table, from the top; pieces of one rule are put
    together."""
    left, right = columns[-1].left, columns[0].right
    inside = sorted(
        (r for r in sheet.horizontal if r.right > left and r.left < right), key=lambda r: r.middle
    )
    groups: list[list[Rect]] = []
    for rule in inside:
        if groups and rule.middle - groups[-1][-1].middle < 0.35 * sheet.text_height:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    long = [group for group in groups if sum(r.width for r in group) > 0.6 * (right - left)]
    return [sum(rule.middle for rule in group) / len(group) for group in long]


def _ruled(sheet: Sheet, body: Sequence[int], bands: Sequence[float]) -> list[list[int]]:
    """The segments between each two neighbouring rules."""
    rows: list[list[int]] = [[] for _ in range(len(bands) + 1)]
    for index in body:
        rows[bisect(bands, sheet.segments[index].rect.middle)].append(index)
    return rows


def _printed(sheet: Sheet, body: Sequence[int]) -> list[list[int]]:
    """The segments of each line of print."""
    lines: list[list[int]] = []
    for index in sorted(body, key=lambda index: sheet.segments[index].rect.middle):
        middle = sheet.segments[index].rect.middle
        if lines and middle - _middle(sheet, lines[-1]) < 0.75 * sheet.text_height:
            lines[-1].append(index)
        else:
            lines.append([index])
    return lines


def _middle(sheet: Sheet, line: Sequence[int]) -> float:
    return sum(sheet.segments[index].rect.middle for index in line) / len(line)


def _cell(sheet: Sheet, line: Sequence[int], column: Column) -> Cell | None:
    inside = [i for i in line if column.left <= sheet.segments[i].rect.centre <= column.right]
    if column.field is not None and column.field.kind not in FIGURES:
        inside = [i for i in inside if any(map(str.isalpha, sheet.segments[i].text))]
    if column.field is None or not inside:
        return None
    inside = [inside[place] for place in reading_order([sheet.segments[i].rect for i in inside])]
    rect = sheet.segments[inside[0]].rect
    for index in inside[1:]:
        rect = rect.union(sheet.segments[index].rect)
    return Cell(column.field, tuple(inside), _cell_text(sheet, inside), rect)


def _cell_text(sheet: Sheet, inside: Sequence[int]) -> str:
    """What stands in a cell, line by line."""
    lines: list[list[int]] = []
    for index in inside:
        if lines and in_one_row(sheet.segments[lines[-1][0]].rect, sheet.segments[index].rect):
            lines[-1].append(index)
        else:
            lines.append([index])
    return " ".join(said(sheet, line) for line in lines)
