"""The shape of a page's tables, known or not: RGB pixels in, columns, header and first lines of rows out."""

from collections.abc import Sequence
from dataclasses import dataclass

from ocr.geometry import Image, Rect
from ocr.segmentation.straight_page import StraightPage, straight_pages
from ocr.table_structure.ink import Ink, ink_of
from ocr.table_structure.row_starts import row_starts
from ocr.table_structure.ruled import ruled_tables
from ocr.table_structure.spans import Span, Spans
from ocr.table_structure.unruled import unruled_table


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table's columns from the left, its header if it has one, and the baseline each row starts on.

    In pixels of the page; `rows` from the top, each where the column stands that counts or names the rows.
    """

    columns: tuple[Rect, ...]
    header: Rect | None
    rows: tuple[float, ...]


def table_shapes(pixels: Image) -> tuple[TableShape, ...]:
    """The tables of an upright page (H, W, 3) from the top; a page without rules has one at most."""
    sheared, turned = straight_pages(pixels)
    ink = ink_of(sheared.level)
    ruled = [_shape(sheared, ink, spans) for spans in ruled_tables(sheared, ink)]
    if ruled:
        return tuple(sorted(ruled, key=lambda shape: shape.columns[0].top))
    ink = ink_of(turned.level)
    spans = unruled_table(ink)
    return () if spans is None else (_shape(turned, ink, spans),)


def _shape(page: StraightPage, ink: Ink, spans: Spans) -> TableShape:
    """A table found on a straight page, in pixels of the page."""
    rows = row_starts([ink.lines(column, spans.body, spans.bottom) for column in spans.columns], ink.height)
    key = spans.columns[rows.key]
    header = None
    if spans.body > spans.top:
        header = page.box(Rect(spans.columns[0].left, spans.top, spans.columns[-1].right, spans.body))
    return TableShape(
        _boxes(page, spans.columns, spans.body, spans.bottom),
        header,
        tuple(page.height_of((key.left + key.right) / 2, line) for line in rows.lines),
    )


def _boxes(page: StraightPage, columns: Sequence[Span], top: float, bottom: float) -> tuple[Rect, ...]:
    return tuple(page.box(Rect(column.left, top, column.right, bottom)) for column in columns)
