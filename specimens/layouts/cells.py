"""One field on a form: its label, what frames its value, and the value."""

from dataclasses import dataclass, replace

from specimens.filling import Item
from specimens.layouts.plans import Frame, Placing, Plan
from specimens.layouts.style import Style
from specimens.sheet import Pen, Role, Sheet

GAP = 1.6
PADDING = 1.4
LABEL_COLUMN = 0.42


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of one field, mm: right edge, top, width and height."""

    right: float
    top: float
    width: float
    height: float

    @property
    def left(self) -> float:
        """Left edge, mm."""
        return self.right - self.width

    @property
    def bottom(self) -> float:
        """Bottom edge, mm."""
        return self.top + self.height


def caption(item: Item, plan: Plan, style: Style) -> str:
    """The label as printed, with its Kurdish twin or its colon."""
    twin = f" / {item.label_ckb}" if style.kurdish and item.label_ckb else ""
    return f"{item.label}{twin}{plan.colon}" if item.label else ""


def needs(sheet: Sheet, item: Item, plan: Plan, style: Style) -> float:
    """The width in mm at which label and value stand at full size."""
    label = sheet.width_of(caption(item, plan, style), style.label) if item.label else 0.0
    value = sheet.width_of(item.printed, style.value) if item.printed else 24.0
    if plan.placing is Placing.BESIDE:
        return label + value + 2 * PADDING + 2 * GAP
    if plan.placing is Placing.COLUMN:
        return max(label / LABEL_COLUMN, value / (1 - LABEL_COLUMN)) + 4 * PADDING
    return max(label, value) + 2 * PADDING


def draw_cell(sheet: Sheet, item: Item, plan: Plan, style: Style, cell: Cell) -> None:
    """Draw one field into its cell."""
    if plan.frame is Frame.GRID:
        sheet.frame(cell.left, cell.top, cell.right, cell.bottom, style.label.ink, style.rule_mm)
    match plan.placing:
        case Placing.BESIDE:
            _beside(sheet, item, plan, style, cell)
        case Placing.ABOVE:
            _above(sheet, item, plan, style, cell)
        case Placing.COLUMN:
            _column(sheet, item, plan, style, cell)


def _beside(sheet: Sheet, item: Item, plan: Plan, style: Style, cell: Cell) -> None:
    baseline = cell.top + cell.height * 0.66
    label = caption(item, plan, style)
    pen = sheet.fitted(label, style.label, cell.width * 0.6) if label else style.label
    used = sheet.write(label, pen, cell.right - PADDING, baseline, role=Role.LABEL, path=item.key)
    _value(
        sheet,
        item,
        plan,
        style,
        Cell(cell.right - PADDING - used - GAP, cell.top, cell.width - used - GAP - 2 * PADDING, cell.height),
        baseline,
    )


def _above(sheet: Sheet, item: Item, plan: Plan, style: Style, cell: Cell) -> None:
    pen = replace(style.label, points=style.label.points * 0.82)
    label = caption(item, plan, style)
    split = cell.top + cell.height * 0.42
    if plan.shaded:
        inset = style.rule_mm
        sheet.fill(cell.left + inset, cell.top + inset, cell.right - inset, split, style.shade)
    if label:
        pen = sheet.fitted(label, pen, cell.width - 2 * PADDING)
        sheet.write(
            label, pen, cell.right - PADDING, cell.top + cell.height * 0.3, role=Role.LABEL, path=item.key
        )
    room = Cell(cell.right - PADDING, split, cell.width - 2 * PADDING, cell.bottom - split)
    _value(sheet, item, plan, style, room, cell.top + cell.height * 0.82)


def _column(sheet: Sheet, item: Item, plan: Plan, style: Style, cell: Cell) -> None:
    wide = cell.width * LABEL_COLUMN
    baseline = cell.top + cell.height * 0.66
    if plan.shaded:
        inset = style.rule_mm
        sheet.fill(cell.right - wide, cell.top + inset, cell.right - inset, cell.bottom - inset, style.shade)
    if plan.frame is Frame.GRID:
        sheet.rule(
            cell.right - wide, cell.top, cell.right - wide, cell.bottom, style.label.ink, style.rule_mm
        )
    label = caption(item, plan, style)
    if label:
        pen = sheet.fitted(label, style.label, wide - 2 * PADDING)
        sheet.write(label, pen, cell.right - PADDING, baseline, role=Role.LABEL, path=item.key)
    room = Cell(cell.right - wide - PADDING, cell.top, cell.width - wide - 2 * PADDING, cell.height)
    _value(sheet, item, plan, style, room, baseline)


def _value(sheet: Sheet, item: Item, plan: Plan, style: Style, room: Cell, baseline: float) -> None:
    """Draw what the value stands on, then the value itself."""
    ink = style.label.ink
    match plan.frame:
        case Frame.DOTS:
            sheet.dots(room.left, room.right, baseline + 0.9, ink)
        case Frame.UNDERLINE:
            sheet.rule(room.left, baseline + 1.3, room.right, baseline + 1.3, ink, style.rule_mm)
        case Frame.BOX:
            top = max(room.top + 0.8, baseline - 6.4)
            sheet.frame(room.left, top, room.right, baseline + 2.6, ink, style.rule_mm)
        case _:
            pass
    write_value(sheet, item, style.value, room, baseline + style.value_drop, centred=style.centred)


def write_value(
    sheet: Sheet, item: Item, pen: Pen, room: Cell, baseline: float, *, centred: bool, path: str = ""
) -> None:
    """Write a value into its room, smaller when it would not fit."""
    if not item.printed:
        return
    fitted = sheet.fitted(item.printed, pen, room.width - PADDING)
    align, x = (0.5, (room.left + room.right) / 2) if centred else (1.0, room.right - 0.5)
    sheet.write(item.printed, fitted, x, baseline, align=align, role=Role.VALUE, path=path or item.key)
