"""Blocks of abstract pages: labelled lines and captions over or under their values."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from training.pairing.canvas import Canvas, Role
from training.pairing.texts import Label, value

EMPTY: Final = 0.07
"""Share of labels without a value."""
TAILS: Final = (
    "(الاسم والرقم)",
    "(الاسم)",
    "(رقما وكتابة)",
    "(بالأرقام)",
    "(إن وجد)",
    "(اللواء)",
    "(يوم/شهر/سنة)",
)


@dataclass(frozen=True, slots=True)
class Style:
    """How a page sets its labels and values; `second` says whether labels stand there in two languages."""

    mark: str
    second: bool
    label_scale: float
    value_scale: float
    step: float
    left: float
    right: float


Block = Callable[[Canvas, Style, Sequence[Label], float], float]


def style_of(canvas: Canvas) -> Style:
    """A way to set labels, for a whole page."""
    rng = canvas.rng
    mark = rng.choices((":", " :", "", "/", " /", " -"), (6, 2, 7, 1.5, 2, 0.5))[0]
    margin = rng.uniform(0.03, 0.12) * canvas.width
    scale = rng.choice((1.0, 1.0, rng.uniform(0.75, 1.3)))
    return Style(
        mark,
        rng.random() < 0.2,
        rng.choice((1.0, rng.uniform(0.7, 1.1))),
        scale,
        rng.uniform(1.35, 3.4) * max(1.0, scale),
        margin,
        canvas.width - margin,
    )


def filled(label: Label, rng: random.Random) -> str:
    """A value of a label, sometimes none."""
    return "" if rng.random() < EMPTY else value(label, rng)


def _leader(canvas: Canvas, right: float, left: float, y: float, line: int) -> None:
    """A dotted line, as a reader may see it: nothing, dots, zeros."""
    rng = canvas.rng
    draw = rng.random()
    if draw < 0.5 or right - left < 2:
        return
    text = rng.choice(("....", "......", "٠٠٠٠٠", "٠٠٠", "---", "0000", "."))
    if draw < 0.8:
        canvas.write(text, rng.uniform(left + 1.5, right), y, line=line)


def _after(
    canvas: Canvas, item: int, text: str, spot: float, y: float, style: Style, line: int, end: float
) -> float:
    """Write a value leftwards from a spot, its last words on a second line where it is too long; returns the
    y of its last line."""
    rng, scale = canvas.rng, style.value_scale
    words, room = text.split(), spot - end
    if canvas.extent(text, scale) > room and len(words) > 2:
        count = next(
            (n for n in range(len(words), 0, -1) if canvas.extent(" ".join(words[:n]), scale) < room), 1
        )
        canvas.write(" ".join(words[:count]), spot, y, Role.VALUE, item, scale=scale, line=line)
        below = y + 1.35 * max(1.0, scale)
        start = spot if rng.random() < 0.7 else spot + rng.uniform(0, 3)
        canvas.write(" ".join(words[count:]), start, below, Role.VALUE, item, scale=scale)
        return below
    canvas.write(text, spot, y, Role.VALUE, item, scale=scale, line=line)
    return y


def beside(canvas: Canvas, style: Style, labels: Sequence[Label], y: float) -> float:
    """Values left of their labels, one or several to a line."""
    rng = canvas.rng
    columns = rng.choices((1, 2, 3, 4), (6, 3, 1, 0.6))[0]
    span = (style.right - style.left) / columns
    where = rng.choices(("near", "tab", "far", "middle"), (4, 3, 1.5, 1))[0]
    widest = max((canvas.extent(one.text, style.label_scale) for one in labels), default=1.0)
    tab = min(0.6 * span, widest + rng.uniform(1, 4))
    numbered, tails = rng.random() < 0.12, rng.random() < 0.1
    leaders, ruled, boxed = rng.random() < 0.2, rng.random() < 0.2, rng.random() < 0.15
    top = y
    for start in range(0, len(labels), columns):
        line, lowest = canvas.line(), y
        for column, label in enumerate(labels[start : start + columns]):
            right = style.right - column * span
            end = right - span + 0.6
            item, at = canvas.item(), right
            if numbered:
                at = canvas.write(f"{start + column + 1}-", at, y, scale=style.label_scale, line=line) - 0.4
            at = label_at(canvas, style, label, item, at, y, line, tail=tails and rng.random() < 0.6)
            text = filled(label, rng)
            if style.second and rng.random() < 0.85 and label.twin:
                end = _opposite(canvas, style, label, end, y, line)
            if leaders:
                _leader(canvas, at, end, y, line)
            if text:
                spot = _spot(canvas, where, text, at, right - tab, end, style)
                lowest = max(lowest, _after(canvas, item, text, spot, y, style, line, end))
        y = lowest + style.step
        if ruled:
            canvas.floor(y - 0.45 * style.step, style.left, style.right)
    if boxed:
        for column in range(columns + 1):
            canvas.wall(style.right + 0.4 - column * span, top - 1, y - 0.5)
            if where == "tab" and column < columns and rng.random() < 0.5:
                canvas.wall(style.right - column * span - tab + 0.5, top - 1, y - 0.5)
    return y


def _spot(canvas: Canvas, where: str, text: str, at: float, tab: float, end: float, style: Style) -> float:
    """The right end of a value."""
    rng, wide = canvas.rng, canvas.extent(text, style.value_scale)
    nearest = at - rng.uniform(0.35, 1.2)
    if where == "near":
        return nearest
    if where == "tab":
        return min(nearest, tab + rng.uniform(-0.3, 0.3))
    if where == "far":
        return min(nearest, end + wide + rng.uniform(0, 0.6))
    return min(nearest, (at + end + wide) / 2)


def label_at(
    canvas: Canvas,
    style: Style,
    label: Label,
    item: int,
    at: float,
    y: float,
    line: int,
    *,
    tail: bool = False,
) -> float:
    """Write a label with its mark, perhaps a bracketed tail and its twin; returns where it ends."""
    rng, scale = canvas.rng, style.label_scale
    bracket = rng.choice(TAILS) if tail else ""
    mark = style.mark if rng.random() < 0.95 else ""
    twin = label.twin if not style.second and label.twin and rng.random() < 0.06 else ""
    if twin:
        at = canvas.write(f"{label.text} /", at, y, Role.LABEL, item, scale=scale, line=line) - canvas.space
        return canvas.write(f"{twin}{mark}", at, y, Role.LABEL, item, scale=scale, line=line)
    text = f"{label.text} {bracket}".strip()
    return canvas.write(f"{text}{mark}", at, y, Role.LABEL, item, scale=scale, line=line)


def _opposite(canvas: Canvas, style: Style, label: Label, end: float, y: float, line: int) -> float:
    """The label's twin at the other end of its line; returns the right end of it."""
    item, wide = canvas.item(), canvas.extent(label.twin, style.label_scale)
    canvas.write(label.twin, end + wide, y, Role.LABEL, item, scale=style.label_scale, line=line)
    return end + wide + 0.6


def stacked(canvas: Canvas, style: Style, labels: Sequence[Label], y: float) -> float:
    """Captions over or under their values, several to a line, in boxes or free."""
    rng = canvas.rng
    columns = rng.choices((1, 2, 3, 4, 5), (1, 4, 4, 3, 1))[0]
    span = (style.right - style.left) / columns
    over, ruled = rng.random() < 0.62, rng.random() < 0.5
    align = rng.choice(("right", "right", "centre", "other"))
    caption = align if rng.random() < 0.6 else rng.choice(("right", "centre", "left"))
    bracketed = rng.random() < 0.2
    apart = rng.uniform(1.0, 1.9)
    for start in range(0, len(labels), columns):
        row = labels[start : start + columns]
        first, second = canvas.line(), canvas.line()
        top = y
        for column, label in enumerate(row):
            right, left = style.right - column * span - 0.4, style.right - (column + 1) * span + 0.4
            item, text = canvas.item(), filled(label, rng)
            upper, lower = (first, second) if over else (second, first)
            label_y, value_y = (y, y + apart) if over else (y + apart, y)
            wide, long = canvas.extent(label.text, style.label_scale), canvas.extent(text, style.value_scale)
            latin = label.text.isascii()
            at = {
                "right": right,
                "centre": (right + left + wide) / 2,
                "other": left + wide if latin else right,
                "left": left + wide,
            }
            said = f"({label.text})" if bracketed else label.text + (style.mark if rng.random() < 0.3 else "")
            canvas.write(said, max(left + wide, at[caption]), label_y, Role.LABEL, item,
                         scale=style.label_scale, line=upper)  # fmt: skip
            if style.second and label.twin and wide + canvas.extent(label.twin) < right - left - 1:
                end = left + canvas.extent(label.twin, style.label_scale)
                canvas.write(
                    label.twin, end, label_y, Role.LABEL, canvas.item(), scale=style.label_scale, line=upper
                )
            if text:
                spot = {"right": right, "centre": (right + left + long) / 2, "other": left + long}
                _after(canvas, item, text, min(right, spot[align]), value_y, style, lower, left - 1.0)
            if not over and ruled:
                canvas.floor(y + 0.5 * apart + 0.1, left, right)
        y += apart + max(1.5, style.step)
        if over and ruled:
            for column in range(columns + 1):
                canvas.wall(style.right - column * span, top - 0.8, y - 0.7)
            canvas.floor(top - 0.8, style.left, style.right)
            canvas.floor(y - 0.7, style.left, style.right)
    return y
