"""The data page of a passport: trilingual captions above the values, photograph, TD3 zone."""

import random
from dataclasses import replace

from specimens.filling import Filling, Item
from specimens.layouts.card import EDGE, fit_rows, shrink
from specimens.layouts.decor import guilloche, portrait
from specimens.layouts.plans import Placing
from specimens.layouts.style import Style
from specimens.layouts.zone import draw_zone
from specimens.sheet import Role, Sheet

ID3 = (125.0, 88.0)
LATIN_TITLE = "PASSPORT"
PHOTO = (32.0, 41.0)
COLUMNS = 2


def draw_passport(filling: Filling, style: Style, rng: random.Random, dpi: float, title: str) -> Sheet:
    """Draw a passport's data page at `dpi` pixels an inch."""
    sheet = Sheet(*ID3, dpi, rng.choice(((226, 236, 228), (232, 226, 238), (236, 232, 218))))
    ink = (max(0, sheet.tint[0] - 26), max(0, sheet.tint[1] - 22), max(0, sheet.tint[2] - 24))
    guilloche(sheet, rng, ink, (0, 0, *ID3), 40)
    small = shrink(style, 7.4, rng)
    sheet.write(f"{title}  {LATIN_TITLE}", small.title, sheet.width / 2, EDGE + 3, align=0.5)
    sheet.write("جمهورية العراق  REPUBLIC OF IRAQ", small.label, sheet.width / 2, EDGE + 7, align=0.5)
    bottom = draw_zone(sheet, filling.mrz, rng)
    top = EDGE + 9
    left = rng.random() < 0.7
    x = EDGE if left else sheet.width - EDGE - PHOTO[0]
    portrait(sheet, rng, (x, top + 3, x + PHOTO[0], top + 3 + PHOTO[1]))
    right_edge = sheet.width - EDGE if left else sheet.width - EDGE - PHOTO[0] - 3
    width = (sheet.width - 2 * EDGE - PHOTO[0] - 3) / COLUMNS
    rows = -(-len(filling.items) // COLUMNS)
    height = (bottom - top) / rows
    tight = fit_rows(small, height, Placing.ABOVE)
    for index, item in enumerate(filling.items):
        row, column = divmod(index, COLUMNS)
        _field(sheet, item, tight, right_edge - column * width, top + row * height, width, height)
    return sheet


def _field(
    sheet: Sheet, item: Item, style: Style, right: float, top: float, width: float, height: float
) -> None:
    """A caption in two languages, the Arabic one at the right, with the value under it."""
    pen = replace(style.label, points=style.label.points * 0.72)
    caption = item.label
    used = sheet.write(
        caption,
        sheet.fitted(caption, pen, width * 0.5),
        right - 1,
        top + height * 0.34,
        role=Role.LABEL,
        path=item.key,
    )
    english = item.label_en.split("(")[0].strip()
    room = width - used - 4
    if english and room > 6:
        sheet.write(
            english, sheet.fitted(english, pen, room, 0.3), right - width + 1, top + height * 0.34, align=0
        )
    if item.printed:
        value = sheet.fitted(item.printed, style.value, width - 3)
        sheet.write(item.printed, value, right - 1, top + height * 0.82, role=Role.VALUE, path=item.key)
