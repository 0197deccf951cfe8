"""Cards: a list or a grid of fields beside a photograph, corner numbers, and a machine readable zone."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reference.documents import DocumentType
from specimens.filling import Filling, Item
from specimens.fonts import Split
from specimens.layouts.cells import Cell, draw_cell, needs
from specimens.layouts.decor import bars, chip, guilloche, portrait, signature, stamp
from specimens.layouts.header import issuer_lines
from specimens.layouts.plans import Frame, Placing, Plan
from specimens.layouts.style import Style
from specimens.layouts.zone import draw_zone
from specimens.sheet import Sheet

ID1 = (85.6, 54.0)
PAPER_CARD = (105.0, 74.0)
EDGE = 4.0
SQUEEZE = 0.9
# On cards these stand in a corner or beside the title, without a label of their own.
CORNERS = ("document_number", "card_access_number")
BESIDE_TITLE = "national_number"
PALE = ((214, 226, 236), (226, 232, 214), (236, 222, 214), (222, 214, 232), (230, 230, 222), (212, 232, 226))


@dataclass(frozen=True, slots=True)
class CardShape:
    """What differs between cards of one type."""

    plan: Plan
    photo_left: bool
    title_inline: bool
    waves: int
    head_lines: int


def draw_shape(rng: random.Random, plan: Plan) -> CardShape:
    """Draw the arrangement of a card; a card has no room for dots, nor for more than two columns."""
    frame = plan.frame if plan.frame in (Frame.NOTHING, Frame.UNDERLINE) else Frame.NOTHING
    small = replace(plan, frame=frame, columns=min(2, plan.columns), shaded=False)
    return CardShape(
        small, rng.random() < 0.75, rng.random() < 0.5, rng.randrange(14, 34), rng.choice((1, 2, 2))
    )


def draw_card(
    paper: DocumentType,
    side: str,
    filling: Filling,
    plan: Plan,
    style: Style,
    rng: random.Random,
    dpi: float,
    title: str,
) -> Sheet:
    """Draw one side of a card; ID-1 when it has corner numbers or a zone, else a larger paper card."""
    plastic = bool(filling.mrz) or any(item.key in CORNERS for item in filling.items)
    size = ID1 if plastic else PAPER_CARD
    shape = draw_shape(rng, plan)
    sheet = Sheet(*size, dpi, rng.choice(PALE) if plastic else style.tint)
    small = shrink(style, 7.6 if plastic else 8.6, rng)
    shade = tuple(max(0, part - rng.randrange(18, 40)) for part in sheet.tint)
    guilloche(sheet, rng, (shade[0], shade[1], shade[2]), (0, 0, *size), shape.waves)
    top = _head(sheet, paper, filling, shape, small, rng, title) if side != "back" else EDGE
    listed = [item for item in filling.items if item.key not in CORNERS and not _inline(item, shape, side)]
    bottom = _feet(sheet, filling, small, rng)
    _fields(
        sheet, listed, shape, small, rng, side, Cell(size[0] - EDGE, top, size[0] - 2 * EDGE, bottom - top)
    )
    if not plastic:
        _office(sheet, small, rng, side)
    return sheet


def shrink(style: Style, points: float, rng: random.Random) -> Style:
    """The style at card size."""
    value = replace(style.value, points=points * rng.uniform(1.0, 1.18))
    return replace(
        style,
        title=replace(style.title, points=points * 1.25),
        label=replace(style.label, points=points),
        value=value,
        fine=replace(style.fine, points=points * 0.8),
        rule_mm=0.12,
        value_drop=0,
    )


def _inline(item: Item, shape: CardShape, side: str) -> bool:
    return item.key == BESIDE_TITLE and side != "back" and shape.title_inline


def _head(
    sheet: Sheet,
    paper: DocumentType,
    filling: Filling,
    shape: CardShape,
    style: Style,
    rng: random.Random,
    title: str,
) -> float:
    """Issuer, title, and the number beside the title; returns the y below."""
    y = EDGE + 2.4
    step = style.label.points * 0.47
    for line in issuer_lines(paper, rng)[: shape.head_lines]:
        sheet.write(line, style.label, sheet.width / 2, y, align=0.5)
        y += step
    y += 0.9
    number = next((item for item in filling.items if _inline(item, shape, "front")), None)
    twin = f" / {paper.name.ckb}" if style.kurdish and paper.name.ckb else ""
    pen = sheet.fitted(title + twin, style.title, sheet.width * (0.5 if number else 0.8))
    sheet.write(
        title + twin, pen, sheet.width - EDGE if number else sheet.width / 2, y, align=1.0 if number else 0.5
    )
    if number:
        cell = Cell(sheet.width * 0.46, y - 4, sheet.width * 0.42, 6)
        draw_value_only(sheet, number, style, cell, y)
    return y + 1.6


def draw_value_only(sheet: Sheet, item: Item, style: Style, cell: Cell, y: float) -> None:
    """Write a value that has no label."""
    bare = replace(item, label="", label_ckb="")
    plan = Plan("bare", Split.TRAINING, 1, Placing.BESIDE, Frame.NOTHING, cell.height)
    draw_cell(sheet, bare, plan, style, Cell(cell.right, y - cell.height * 0.66, cell.width, cell.height))


def _feet(sheet: Sheet, filling: Filling, style: Style, rng: random.Random) -> float:
    """Corner numbers or the zone at the bottom; returns the y above them."""
    if filling.mrz:
        return draw_zone(sheet, filling.mrz, rng)
    corner = {item.key: item for item in filling.items if item.key in CORNERS}
    y = sheet.height - EDGE
    for key, left in zip(CORNERS, (True, False), strict=True):
        if key in corner:
            right = EDGE + 26 if left else sheet.width - EDGE
            draw_value_only(sheet, corner[key], style, Cell(right, y - 4, 26, 5), y)
    return y - 3.6 if corner else y


def _fields(
    sheet: Sheet,
    items: Sequence[Item],
    shape: CardShape,
    style: Style,
    rng: random.Random,
    side: str,
    area: Cell,
) -> None:
    """The photograph and the fields in what is left of the area."""
    left, right = area.left, area.right
    if side == "front":
        wide = min(24.0, area.height * 0.7)
        x = area.left if shape.photo_left else area.right - wide
        portrait(sheet, rng, (x, area.top + 1, x + wide, area.top + min(area.height - 1, wide * 1.28)))
        left, right = (left + wide + 2, right) if shape.photo_left else (left, right - wide - 2)
    elif sheet.width == ID1[0] and rng.random() < 0.5:
        chip(sheet, EDGE, area.top + 2)
        left += 15
    columns = _columns(sheet, items, shape.plan, style, right - left)
    rows = -(-len(items) // columns)
    height = min(area.height / max(1, rows), 9.5 if shape.plan.placing is Placing.ABOVE else 6.4)
    width = (right - left) / columns
    tight = fit_rows(style, height, shape.plan.placing)
    for index, item in enumerate(items):
        row, column = divmod(index, columns)
        draw_cell(
            sheet,
            item,
            shape.plan,
            tight,
            Cell(right - column * width, area.top + row * height, width, height),
        )


def _columns(sheet: Sheet, items: Sequence[Item], plan: Plan, style: Style, room: float) -> int:
    """Two columns when the labels stand above, or when the plan says so and nothing would be squeezed."""
    if plan.placing is Placing.ABOVE:
        return 2
    widest = max((needs(sheet, item, plan, style) for item in items), default=0.0)
    return plan.columns if len(items) > 5 and widest * SQUEEZE <= room / plan.columns else 1


def fit_rows(style: Style, height: float, placing: Placing) -> Style:
    """The style with pens small enough for rows of `height` mm."""
    most = height * (1.35 if placing is Placing.ABOVE else 1.95)
    return replace(
        style,
        label=replace(style.label, points=min(style.label.points, most)),
        value=replace(style.value, points=min(style.value.points, most * 1.1)),
    )


def _office(sheet: Sheet, style: Style, rng: random.Random, side: str) -> None:
    """Stamp and signature of a paper card."""
    if side == "front":
        stamp(sheet, rng, style.fine, ("دائرة الأحوال", "المدنية"), 26, sheet.height - 24)
        return
    signature(sheet, rng, 26, sheet.height - 12, 22)
    bars(sheet, rng, (sheet.width - 40, sheet.height - 9, sheet.width - 8, sheet.height - 4))
