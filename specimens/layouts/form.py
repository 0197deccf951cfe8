"""An A4 form of any document type: header, fields by a plan, family table, footer."""

import random

from reference.documents import DocumentType, FieldKind
from specimens.filling import Filling, Item
from specimens.layouts.cells import Cell, draw_cell, needs
from specimens.layouts.decor import guilloche, holes, portrait
from specimens.layouts.header import draw_footer, draw_header
from specimens.layouts.plans import Frame, Plan
from specimens.layouts.style import Style
from specimens.layouts.table import draw_table
from specimens.sheet import Sheet

A4 = (210.0, 297.0)
MARGIN = 15.0
FOOTER_ROOM = 58.0
MOST_UPRIGHT_COLUMNS = 8
LEAST_ROW = 6.5
MOST_STRETCH = 1.35


def draw_form(
    paper: DocumentType,
    filling: Filling,
    plan: Plan,
    style: Style,
    rng: random.Random,
    dpi: float,
    title: str,
) -> Sheet:
    """Draw one A4 page, larger than life only in resolution: `dpi` pixels an inch."""
    wide = filling.table is not None and len(filling.table.columns) > MOST_UPRIGHT_COLUMNS
    short, long = A4
    sheet = Sheet(long if wide else short, short if wide else long, dpi, style.tint)
    if rng.random() < 0.12:
        guilloche(sheet, rng, style.shade, (0, 0, sheet.width, sheet.height), waves=60)
    y = draw_header(sheet, paper, style, rng, title)
    right = sheet.width - MARGIN
    if any(spec.kind is FieldKind.IMAGE for spec in paper.fields):
        portrait(sheet, rng, (MARGIN, 14, MARGIN + 26, 48))
        y = max(y, 52)
    y = _fields(sheet, filling.items, plan, style, right, y, _row_height(sheet, filling, plan, style, y))
    if filling.table and filling.table.rows:
        room = Cell(right, y + 6, sheet.width - 2 * MARGIN, sheet.height - y - footer_room(sheet))
        y = draw_table(sheet, filling.table, style, rng, room)
    office = next((item.canonical for item in filling.items if item.key == "registry_office"), "الدائرة")
    draw_footer(sheet, style, rng, y, office)
    if rng.random() < 0.25:
        holes(sheet)
    return sheet


def rows_of(sheet: Sheet, items: tuple[Item, ...], plan: Plan, style: Style) -> list[list[tuple[Item, int]]]:
    """Break the items into rows of (item, columns it spans); long values span more than one column."""
    column = (sheet.width - 2 * MARGIN) / plan.columns
    rows: list[list[tuple[Item, int]]] = [[]]
    used = 0
    for item in items:
        span = min(
            plan.columns, max(1, -(-round(needs(sheet, item, plan, style)) // max(1, round(column * 1.15))))
        )
        if used + span > plan.columns:
            rows.append([])
            used = 0
        rows[-1].append((item, span))
        used += span
    return [row for row in rows if row]


def _row_height(sheet: Sheet, filling: Filling, plan: Plan, style: Style, top: float) -> float:
    """The plan's row height, less when the page would overflow."""
    count = len(rows_of(sheet, filling.items, plan, style))
    table = LEAST_ROW * (len(filling.table.rows) + 2) if filling.table and filling.table.rows else 0
    room = (sheet.height - top - footer_room(sheet) - table) / max(1, count)
    if room < plan.row:
        return max(LEAST_ROW, room)
    return min(plan.row * MOST_STRETCH, (plan.row + room) / 2)


def footer_room(sheet: Sheet) -> float:
    """Height kept for stamp and signature, mm; a page that lies has less to spare."""
    return FOOTER_ROOM if sheet.height > sheet.width else FOOTER_ROOM * 0.6


def _fields(
    sheet: Sheet, items: tuple[Item, ...], plan: Plan, style: Style, right: float, top: float, height: float
) -> float:
    """Draw the rows of cells; returns the y below the last."""
    total = sheet.width - 2 * MARGIN
    for row in rows_of(sheet, items, plan, style):
        spans = sum(span for _, span in row)
        # A row that is not full is stretched only where cells are framed: an open form leaves white space.
        unit = total / (spans if plan.frame is Frame.GRID else max(spans, plan.columns))
        x = right
        for item, span in row:
            draw_cell(sheet, item, plan, style, Cell(x, top, unit * span, height))
            x -= unit * span
        top += height
    return top
