"""A table of people: captions on top, one person a row, the first column at the right."""

import random
from dataclasses import replace

from specimens.filling import Item, Table
from specimens.layouts.cells import PADDING, Cell, write_value
from specimens.layouts.style import Style
from specimens.sheet import Pen, Role, Sheet

LEAST_ROW, MOST_ROW = 7.0, 11.0


def draw_table(sheet: Sheet, table: Table, style: Style, rng: random.Random, area: Cell) -> float:
    """Draw a table into an area, mm; returns the y below it. Columns are as wide as their texts need."""
    row = min(rng.uniform(LEAST_ROW + 1, MOST_ROW), area.height / (len(table.rows) + 2))
    small = replace(style.value, points=min(style.value.points, row * 1.45))
    head = Pen(style.label.face, min(style.label.points, row * 1.35), style.label.ink)
    widths = _widths(sheet, table, head, small, area.width)
    _rules(sheet, style, rng, area, row, len(table.rows) + 1, widths)
    _line(sheet, [caption for _, caption in table.columns], head, area, widths, area.top + row * 0.66)
    for index, items in enumerate(table.rows):
        _row(sheet, items, small, area, widths, area.top + row * (index + 1.66), index)
    return area.top + row * (len(table.rows) + 1)


def _widths(sheet: Sheet, table: Table, head: Pen, small: Pen, room: float) -> list[float]:
    """Share the room out by each column's longest text."""
    needs = []
    for position, (_, caption) in enumerate(table.columns):
        longest = max((items[position].printed for items in table.rows), key=len, default="")
        values = sheet.width_of(longest, small) if longest else 0
        needs.append(max(sheet.width_of(caption, head), values) + 2 * PADDING)
    return [need * room / sum(needs) for need in needs]


def _rules(
    sheet: Sheet, style: Style, rng: random.Random, area: Cell, row: float, rows: int, widths: list[float]
) -> None:
    """Shade the head and draw the lines: all of them, or only the horizontal ones."""
    bottom = area.top + row * rows
    if rng.random() < 0.5:
        sheet.fill(area.left, area.top, area.right, area.top + row, style.shade)
    for index in range(rows + 1):
        y = area.top + row * index
        sheet.rule(area.left, y, area.right, y, style.label.ink, style.rule_mm)
    if rng.random() < 0.8:
        x = area.right
        for width in (0.0, *widths):
            x -= width
            sheet.rule(x, area.top, x, bottom, style.label.ink, style.rule_mm)


def _line(sheet: Sheet, captions: list[str], pen: Pen, area: Cell, widths: list[float], y: float) -> None:
    x = area.right
    for caption, width in zip(captions, widths, strict=True):
        fitted = sheet.fitted(caption, pen, width - PADDING)
        sheet.write(caption, fitted, x - width / 2, y, align=0.5, role=Role.LABEL, path="")
        x -= width


def _row(
    sheet: Sheet, items: tuple[Item, ...], pen: Pen, area: Cell, widths: list[float], y: float, index: int
) -> None:
    x = area.right
    for item, width in zip(items, widths, strict=True):
        room = Cell(x - PADDING / 2, y - 6, width - PADDING, 8)
        write_value(sheet, item, pen, room, y, centred=True, path=f"rows.{index}.{item.key}")
        x -= width
