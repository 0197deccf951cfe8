"""Blocks of abstract pages: labelled lines, boxes, captions, tables, prose, letterheads, what is no form."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from training.pairing.canvas import NONE, Canvas, Role
from training.pairing.texts import (
    CHOICE,
    FILLERS,
    LETTERHEADS,
    NAME,
    NOTHING,
    NUMBER,
    STAMPS,
    VALUES,
    Label,
    name_word,
    prose,
    value,
)

EMPTY: Final = 0.07
"""Share of labels without a value."""
TAILS: Final = ("(الاسم والرقم)", "(الاسم)", "(رقما وكتابة)", "(بالأرقام)", "(إن وجد)", "(اللواء)", "(يوم/شهر/سنة)")


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


def _after(canvas: Canvas, item: int, text: str, spot: float, y: float, style: Style, line: int, end: float) -> float:
    """Write a value leftwards from a spot, its last words on a second line where it is too long; returns the
    y of its last line."""
    rng, scale = canvas.rng, style.value_scale
    words, room = text.split(), spot - end
    if canvas.extent(text, scale) > room and len(words) > 2:
        count = next((n for n in range(len(words), 0, -1) if canvas.extent(" ".join(words[:n]), scale) < room), 1)
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
            at = _label(canvas, style, label, item, at, y, line, tail=tails and rng.random() < 0.6)
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


def _label(
    canvas: Canvas, style: Style, label: Label, item: int, at: float, y: float, line: int, *, tail: bool = False
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
            at = {"right": right, "centre": (right + left + wide) / 2, "other": left + wide if latin else right}
            canvas.write(label.text + (style.mark if rng.random() < 0.3 else ""), max(left + wide, at[align]),
                         label_y, Role.LABEL, item, scale=style.label_scale, line=upper)  # fmt: skip
            if style.second and label.twin and wide + canvas.extent(label.twin) < right - left - 1:
                end = left + canvas.extent(label.twin, style.label_scale)
                canvas.write(label.twin, end, label_y, Role.LABEL, canvas.item(), scale=style.label_scale, line=upper)
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


def table(canvas: Canvas, style: Style, labels: Sequence[Label], y: float) -> float:
    """A header of captions and rows under it, of one or several lines, ruled or not."""
    rng = canvas.rng
    columns = [label for label in labels if label.kind != NOTHING][: rng.randrange(3, 14)]
    if len(columns) < 3:
        return y
    counted = rng.random() < 0.6
    if counted:
        columns = [Label(rng.choice(("ت", "التسلسل", "No.", "رقم")), NUMBER), *columns]
    share = [rng.uniform(0.6, 1.6) for _ in columns]
    if counted:
        share[0] = 0.35
    span = style.right - style.left
    needed = sum(share) * 4.0
    scale = min(1.0, max(0.55, span / needed))
    edges = [style.right]
    for part in share:
        edges.append(edges[-1] - part * span / sum(share))
    blank = [rng.random() < 0.12 for _ in columns]
    repeats = [rng.random() < 0.3 for _ in columns]
    lists = [value(column, rng) for column in columns]
    align = rng.choice(("right", "centre", "centre"))
    top, line = y - 0.9, canvas.line()
    items, depth = [canvas.item() for _ in columns], 1
    for place, column in enumerate(columns):
        depth = max(depth, _cell(canvas, column.text, edges[place], edges[place + 1], y, align, scale, line,
                                 Role.HEADER, items[place], NONE))  # fmt: skip
    y += (depth - 1) * 1.2 * scale + rng.uniform(1.4, 2.4) * scale
    ruled_down, ruled_across = rng.random() < 0.65, rng.random() < 0.6
    rules = [top, y - 0.9 * scale]
    rows, step = rng.randrange(1, 16), rng.uniform(1.25, 2.8) * scale
    for number in range(rows):
        row, line, depth = canvas.row(), canvas.line(), 1
        for place, column in enumerate(columns):
            if rng.random() < (0.92 if blank[place] else 0.06):
                continue
            text = _cell_text(rng, column, lists[place] if repeats[place] else "", number, counted and place == 0)
            depth = max(depth, _cell(canvas, text, edges[place], edges[place + 1], y, align, scale, line, Role.CELL,
                                     items[place], row))  # fmt: skip
        y += (depth - 1) * 1.2 * scale + step
        rules.append(y - 0.5 * step - 0.35 * scale)
    if rng.random() < 0.25:
        extra = rng.randrange(1, 5)
        rules += [rules[-1] + step * (more + 1) for more in range(extra)]
        y += extra * step
    if ruled_across:
        for height in rules:
            canvas.floor(height, style.left, style.right)
    if ruled_down:
        for edge in edges:
            canvas.wall(edge, top, rules[-1])
    return y + 1.0


def _cell_text(rng: random.Random, column: Label, repeated: str, number: int, counts: bool) -> str:
    """What stands in a cell."""
    if counts:
        return str(number + 1)
    if repeated and rng.random() < 0.85:
        return repeated
    if column.kind == NAME and rng.random() < 0.7:
        return name_word(rng)
    return VALUES[column.kind](rng) if column.kind != CHOICE else value(column, rng)


def _cell(
    canvas: Canvas, text: str, right: float, left: float, y: float, align: str, scale: float, line: int, role: Role,
    item: int, row: int,
) -> int:  # fmt: skip
    """Write what stands in a cell, broken into lines where the cell is narrow; returns how many."""
    rng, room = canvas.rng, right - left - 0.5
    lines: list[list[str]] = [[]]
    for word in text.split():
        if lines[-1] and canvas.extent(" ".join([*lines[-1], word]), scale) > room and len(lines) < 4:
            lines.append([])
        lines[-1].append(word)
    for number, words in enumerate(lines):
        said = " ".join(words)
        wide = canvas.extent(said, scale)
        spot = (right + left + wide) / 2 if align == "centre" else right - rng.uniform(0.2, 0.6)
        at = y + 1.2 * scale * number
        canvas.write(said, spot, at, role, item, row=row, scale=scale, line=line if number == 0 else NONE)
    return len(lines)


def sentences(canvas: Canvas, style: Style, labels: Sequence[Label], y: float) -> float:
    """Running text in which phrases announce values; it breaks over lines anywhere."""
    rng = canvas.rng
    run: list[tuple[str, Role, int]] = []
    for label in labels:
        for _ in range(rng.randrange(0, 4)):
            run += [(word, Role.OTHER, NONE) for word in prose(rng).split()]
        item = canvas.item()
        run += [(word, Role.LABEL, item) for word in f"{label.text}{rng.choice(('', '', '', ':', ' /'))}".split()]
        run += [(word, Role.VALUE, item) for word in filled(label, rng).split()]
    run += [(word, Role.OTHER, NONE) for word in rng.choice(FILLERS).split()]
    at, line = style.right - rng.choice((0.0, 3.0)), canvas.line()
    for word, role, item in run:
        wide = canvas.extent(word)
        if at - wide < style.left:
            at, y, line = style.right, y + style.step * 0.7 + 0.4, canvas.line()
        at = canvas.write(word, at, y, role, item, line=line) - canvas.space * rng.uniform(0.7, 1.4)
    return y + style.step


def letterhead(canvas: Canvas, style: Style, labels: Sequence[Label], y: float) -> float:
    """The office's lines on the right, perhaps in a second language on the left, and the title; labels stand
    opposite, on the same lines."""
    rng = canvas.rng
    rest = list(labels)
    for _ in range(rng.randrange(0, 5)):
        line = canvas.line()
        canvas.write(rng.choice(LETTERHEADS), style.right, y, scale=rng.uniform(0.8, 1.2), line=line)
        if rng.random() < 0.3:
            text = rng.choice(LETTERHEADS)
            canvas.write(text, style.left + canvas.extent(text), y, line=line)
        elif rest and rng.random() < 0.4:
            label, item = rest.pop(), canvas.item()
            text = filled(label, rng)
            spot = style.left + canvas.extent(f"{label.text} {text}") + 1.5
            at = _label(canvas, style, label, item, spot, y, line)
            if text:
                canvas.write(text, at - rng.uniform(0.3, 1.0), y, Role.VALUE, item, scale=style.value_scale, line=line)
        y += rng.uniform(1.2, 1.9)
    if rng.random() < 0.85:
        text, scale = prose(rng) if rng.random() < 0.3 else rng.choice(TITLES), rng.uniform(1.0, 1.9)
        wide = canvas.extent(text, scale)
        line = canvas.line()
        end = canvas.write(text, (canvas.width + wide) / 2, y + 0.5, scale=scale, line=line)
        if rng.random() < 0.12:
            # A number beside the title, which nothing announces.
            canvas.write(str(rng.randrange(10**12)), end - rng.uniform(1, 6), y + 0.5, Role.VALUE, line=line)
        y += 1.0 + 1.2 * scale
    return y + rng.uniform(0.3, 2.0)


def foot(canvas: Canvas, style: Style, labels: Sequence[Label], y: float) -> float:
    """Signatures with their holders' names over or under them, small print, a list that heads no column."""
    rng = canvas.rng
    del labels
    y += rng.uniform(0.5, 4.0)
    if rng.random() < 0.25:
        for number in range(rng.randrange(1, 7)):
            line, who = canvas.line(), f"{number + 1} {name_word(rng)} {name_word(rng)}"
            canvas.write(who, style.right - 0.5, y, line=line)
            canvas.write(rng.choice(("ابن", "ابنة", "زوجة", "أخ")), style.left + 0.3 * canvas.width, y, line=line)
            y += style.step * 0.7 + 0.4
    for spot in rng.sample((0.25, 0.5, 0.8), rng.randrange(0, 3)):
        texts = [rng.choice(("التوقيع", "أمين السجل المدني", "مدير الدائرة", "القاضي", "الختم", "واژۆ", "الشاهد"))]
        if rng.random() < 0.6:
            texts.insert(rng.randrange(2), f"{name_word(rng)} {name_word(rng)} {name_word(rng)}")
        for number, text in enumerate(texts):
            at = spot * canvas.width + canvas.extent(text) / 2
            canvas.write(text, at, y + 1.4 * number)
    return y + 3.0


def litter(canvas: Canvas, left: float, top: float, right: float, bottom: float) -> None:
    """A stamp's words, somewhere."""
    rng = canvas.rng
    x, y = rng.uniform(left, right), rng.uniform(top, bottom)
    for _ in range(rng.randrange(1, 5)):
        text = rng.choice(STAMPS) if rng.random() < 0.6 else "".join(rng.choices("اهـوم٠٥:.|", k=rng.randrange(1, 4)))
        canvas.write(text, x + rng.uniform(-3, 3), y, scale=rng.uniform(0.5, 1.3))
        y += rng.uniform(0.8, 1.5)


TITLES: Final = (
    "شهادة ولادة", "شهادة وفاة", "عقد زواج", "حجة طلاق", "صورة قيد", "هوية الأحوال المدنية", "البطاقة التموينية",
    "شهادة الجنسية العراقية", "بطاقة السكن", "تأييد سكن", "صحيفة السجل المدني", "قرار", "البطاقة الوطنية",
    "جواز سفر", "PASSPORT", "بڕوانامەی لەدایک بوون", "کارتی نیشتمانی", "إخبار عن ولادة", "قسام شرعي", "سجل النفوس",
)  # fmt: skip
