"""Tables of abstract pages: a header of captions and rows under it, of one or several lines, ruled or not."""

import random
from collections.abc import Sequence

from training.pairing.blocks import Style
from training.pairing.canvas import NONE, Canvas, Role
from training.pairing.texts import CHOICE, NAME, NOTHING, NUMBER, VALUES, Label, name_word, value


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
            text = _cell_text(
                rng, column, lists[place] if repeats[place] else "", number, counted and place == 0
            )
            depth = max(depth, _cell(canvas, text, edges[place], edges[place + 1], y, align, scale, line,
                                     Role.CELL, items[place], row))  # fmt: skip
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
    canvas: Canvas, text: str, right: float, left: float, y: float, align: str, scale: float, line: int,
    role: Role, item: int, row: int,
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
