"""The header of a table: its line, its captions and the columns that they head."""

from collections.abc import Container, Sequence
from functools import cache
from itertools import pairwise

from ocr.labels.forms import printed_forms
from ocr.layout.sheet import Sheet, in_one_row, lines_of, walls_between
from ocr.text.similarity import label_key, similarity
from reference.documents import FieldSpec

LEAST_COLUMNS = 3
SURELY = 0.75
PERHAPS = 0.45
"""How like a column's label a caption must be, by itself and beside three sure ones."""
PIECE = 4.0
"""Width of the widest piece of a caption that fell apart, in heights of a line."""
COUNTING = frozenset({"ت", "التسلسل"})
"""Captions of the column that counts a table's rows."""
RULED = 0.35
"""Share of the neighbours in a header that upright rules part, from which on every cell is one caption."""
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
