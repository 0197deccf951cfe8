"""Tables: the header names the columns, rules or gaps part the rows."""

from bisect import bisect
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ocr.geometry import Rect
from ocr.labels.forms import label_key, printed_forms, similarity
from ocr.layout.sheet import Sheet, in_one_row, lines_of, reading_order, said, walls_between
from reference.documents import FieldKind, FieldSpec

LEAST_COLUMNS = 3
SURELY = 0.75
PERHAPS = 0.45
"""How like a column's label a caption must be, by itself and beside three sure ones."""
PIECE = 4.0
"""Width of the widest piece of a caption that fell apart, in heights of a line."""
COUNTING = frozenset({"ت", "التسلسل"})
"""Captions of the column that counts a table's rows."""
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
RULED = 0.35
"""Share of the neighbours in a header that upright rules part, from which on every cell is one caption."""
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


Caption = tuple[int, FieldSpec | None]
"""A segment of the header and the column that it names, None when it is like no column's label."""


def find_header(sheet: Sheet, columns: Sequence[FieldSpec]) -> list[Caption] | None:
    """The line of print with the most column labels, as (segment, column) from the right."""
    best, across = _header_line(sheet, columns)
    if len(best) < LEAST_COLUMNS:
        return None
    known = dict(best)
    captions: list[Caption] = [
        (index, known.get(index))
        for index in (next((i for i in cell if i in known), cell[0]) for cell in header_cells(sheet, across))
        if index in known or _heads_column(sheet, index, known)
    ]
    return _by_order(captions, columns)


def header_cells(sheet: Sheet, across: Sequence[int]) -> list[list[int]]:
    """The segments of a header from the right, those together that stand between the same two upright rules,
    where rules part most of them; else each on its own."""
    order = sorted(across, key=lambda index: -sheet.segments[index].rect.right)
    rects = [sheet.segments[index].rect for index in order]
    walled = [walls_between(sheet, right, left) > 0 for right, left in pairwise(rects)]
    if sum(walled) <= RULED * len(walled):
        return [[index] for index in order]
    cells = [order[:1]]
    for index, wall in zip(order[1:], walled, strict=True):
        if wall:
            cells.append([index])
        else:
            cells[-1].append(index)
    return cells


def _header_line(
    sheet: Sheet, columns: Sequence[FieldSpec]
) -> tuple[list[tuple[int, FieldSpec]], Sequence[int]]:
    """The segments of a line that are captions, for the line with most of them, and all its segments."""
    best: list[tuple[int, FieldSpec]] = []
    across: Sequence[int] = ()
    for line in lines_of(sheet):
        found = _named(sheet, line, columns, SURELY)
        if len(found) > len(best):
            best, across = found, line
            if len(found) >= LEAST_COLUMNS:
                # Once a line is the header, what a stamp hides of its captions may be guessed.
                rest = [index for index in line if index not in [i for i, _ in found]]
                left = [column for column in columns if column not in [c for _, c in found]]
                best = [*found, *_named(sheet, rest, left, PERHAPS)]
    return best, across


def _heads_column(sheet: Sheet, index: int, known: Container[int]) -> bool:
    """Whether a segment of the header that is like no label heads a column, and is no piece of a caption
    beside it."""
    rect = sheet.segments[index].rect
    if rect.width > PIECE * sheet.text_height:
        return True
    return bool(label_key(sheet.segments[index].text)) and not any(
        rect.gap_across(other.rect) < sheet.text_height
        and in_one_row(other.rect, rect)
        and not walls_between(sheet, *sorted((other.rect, rect), key=lambda r: -r.right))
        for place, other in enumerate(sheet.segments)
        if place in known
    )


def _by_order(captions: Sequence[Caption], columns: Sequence[FieldSpec]) -> list[Caption]:
    """The captions, with those between two known ones named too when just as many columns belong there.

    What stands outside the outermost known captions is no part of the table.
    """
    known = [place for place, (_, column) in enumerate(captions) if column is not None]
    named = list(captions[known[0] : known[-1] + 1])
    for right, left in pairwise(place - known[0] for place in known):
        first, last = (columns.index(column) for _, column in (named[right], named[left]) if column)
        between = range(right + 1, left)
        if last - first == left - right:
            for step, place in enumerate(between, start=1):
                named[place] = (named[place][0], columns[first + step])
    return named


def _named(
    sheet: Sheet, line: Sequence[int], columns: Sequence[FieldSpec], least: float
) -> list[tuple[int, FieldSpec]]:
    """The segments of a line that are captions of columns, each column once."""
    found: list[tuple[int, FieldSpec]] = []
    for index in line:
        key = label_key(sheet.segments[index].text)
        left = [column for column in columns if column not in [c for _, c in found]]
        scored = [(similarity(key, form), column) for column in left for form in captions_of(column)]
        score, column = max(scored, key=lambda pair: pair[0], default=(0.0, None))
        if column is not None and score >= least:
            found.append((index, column))
    return found


@cache
def captions_of(column: FieldSpec) -> tuple[str, ...]:
    """What may stand over a column: its labels, a single letter for its number among them."""
    letters = (label_key(label) for label in (*column.labels_ar, *column.labels_ckb))
    return (*printed_forms(column), *(key for key in letters if len(key) == 1))


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
