"""Papers that are none of ours: letters, book pages, newspapers, bills, other states' cards. All invented."""

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum

from specimens.layouts.card import EDGE, ID1, PALE
from specimens.layouts.decor import bars, emblem, guilloche, portrait, signature, stamp
from specimens.layouts.form import A4
from specimens.layouts.style import Style
from specimens.layouts.zone import draw_zone
from specimens.names import Strain, draw_given
from specimens.pseudo import NameKind
from specimens.sayings import LINKS, WORDS
from specimens.sheet import Sheet
from specimens.zones import stranger_zone

LATIN = (
    "the", "a", "of", "in", "on", "market", "river", "letter", "school", "road", "paper", "morning",
    "office", "water", "bridge", "report", "people", "year",
)  # fmt: skip
# Labels other states' cards carry: near to ours, so that a classifier must look closer.
CARD_LABELS = (
    ("Name", "الاسم الكامل"), ("Nationality", "الجنسية"), ("Date of Birth", "تاريخ الميلاد"),
    ("ID Number", "رقم الهوية"), ("Expiry", "تاريخ الانتهاء"), ("Sex", "الجنس"),
    ("Occupation", "المهنة"), ("Employer", "صاحب العمل"),
)  # fmt: skip
CARD_TITLES = (
    "بطاقة إقامة",
    "بطاقة شخصية",
    "رخصة قيادة",
    "RESIDENT CARD",
    "IDENTITY CARD",
    "بطاقة طالب",
    "بطاقة موظف",
)


class Foreign(StrEnum):
    """Kinds of paper that must be told apart from every document type."""

    LETTER = "letter"
    BOOK = "book"
    NEWSPAPER = "newspaper"
    BILL = "bill"
    CARD = "card"


def sentence(rng: random.Random, words: int, *, latin: bool = False) -> str:
    """So many words that make no sense."""
    if latin:
        return " ".join(rng.choice(LATIN) for _ in range(words)).capitalize()
    return " ".join(rng.choice(LINKS if index % 3 == 1 else WORDS) for index in range(words))


def letters_of(kind: Foreign) -> str:
    """Every character a paper of this kind may need from a face."""
    latin = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" if kind is Foreign.CARD else ""
    return "".join(sorted(set("".join(WORDS + LINKS)))) + "٠١٢٣٤٥٦٧٨٩/:-" + latin


def draw_foreign_paper(
    kind: Foreign, style: Style, rng: random.Random, dpi: float
) -> tuple[Sheet, tuple[str, ...]]:
    """Draw one; returns the sheet and the lines of its machine readable zone, none for most."""
    if kind is Foreign.CARD:
        return _card(style, rng, dpi)
    sheet = Sheet(*A4, dpi, style.tint)
    PAPERS[kind](sheet, style, rng)
    return sheet, ()


def _paragraph(
    sheet: Sheet, style: Style, rng: random.Random, right: float, top: float, width: float, lines: int
) -> float:
    """Lines of prose, filled to the width; returns the y below."""
    step = style.label.points * 0.62
    for line in range(lines):
        words = max(3, round(width / (style.label.points * 0.95)))
        text = sentence(rng, words if line < lines - 1 else max(2, words // 2))
        pen = sheet.fitted(text, style.label, width, 0.5)
        sheet.write(text, pen, right, top + step * line)
    return top + step * lines + step * 0.6


def _letter(sheet: Sheet, style: Style, rng: random.Random) -> None:
    """An office letter: number and date, subject, prose, a stamp; no field of ours is on it."""
    emblem(sheet, 105, 24, 16, style.label.ink)
    for index, line in enumerate(("شركة الرافدين", "قسم الشؤون الإدارية")):
        sheet.write(line, style.label, 194, 20 + 7 * index)
    sheet.write(f"العدد: {rng.randrange(100, 9000)}", style.label, 50, 20)
    sheet.write(f"م/ {sentence(rng, 3)}", style.title, 105, 62, align=0.5)
    y = 80.0
    for _ in range(rng.randrange(2, 5)):
        y = _paragraph(sheet, style, rng, 190, y, 170, rng.randrange(3, 7))
    signature(sheet, rng, 50, y + 18)
    stamp(sheet, rng, replace(style.label, points=9), ("شركة", "الرافدين"), 80, y + 20)


def _book(sheet: Sheet, style: Style, rng: random.Random) -> None:
    """A page of a book: a running head, justified prose, a page number."""
    sheet.write(sentence(rng, 3), style.fine, 105, 22, align=0.5)
    sheet.rule(25, 26, 185, 26, style.label.ink, 0.2)
    y = 38.0
    while y < 255:
        y = _paragraph(sheet, style, rng, 182, y, 154, rng.randrange(3, 9))
    sheet.write(f"- {rng.randrange(9, 400)} -", style.label, 105, 284, align=0.5)


def _newspaper(sheet: Sheet, style: Style, rng: random.Random) -> None:
    """A front page: a name, a date line, headlines, three or four columns, a picture."""
    sheet.write(sentence(rng, 1), replace(style.title, points=44), 105, 34, align=0.5)
    sheet.rule(12, 42, 198, 42, style.label.ink, 0.8)
    sheet.write("السنة الثالثة / الثمن دينار واحد", style.fine, 105, 48, align=0.5)
    small = replace(style, label=replace(style.label, points=9.5))
    columns = rng.choice((3, 4))
    width = 186 / columns
    for column in range(columns):
        right, y = 198 - column * width, 60.0
        while y < 262:
            headline = sentence(rng, 3)
            sheet.write(headline, sheet.fitted(headline, style.title, width - 6, 0.3), right - 2, y)
            y = _paragraph(sheet, small, rng, right - 2, y + 8, width - 6, rng.randrange(6, 16))
            if rng.random() < 0.3 and y < 215:
                portrait(sheet, rng, (right - width + 6, y, right - 6, y + 34))
                y += 42


def _bill(sheet: Sheet, style: Style, rng: random.Random) -> None:
    """A bill of goods: a table of numbers that is no family's."""
    sheet.write("قائمة حساب", style.title, 105, 40, align=0.5)
    sheet.write(f"السيد {draw_given(rng, NameKind.MALE, Strain.ARABIC)} المحترم", style.label, 190, 58)
    captions = ("المادة", "العدد", "السعر", "المبلغ")
    rows = rng.randrange(6, 16)
    for row in range(rows + 1):
        y = 70 + 9 * row
        sheet.rule(18, y, 192, y, style.label.ink, style.rule_mm)
        count, price = rng.randrange(1, 40), rng.randrange(1, 90) * 250
        texts = captions if row == 0 else (sentence(rng, 1), str(count), str(price), str(count * price))
        for column, text in enumerate(texts):
            sheet.write(text, style.label, 182 - 44 * column, y + 6.4, align=0.5)
    sheet.rule(18, 79 + 9 * rows, 192, 79 + 9 * rows, style.label.ink, style.rule_mm)
    signature(sheet, rng, 50, 110 + 9 * rows)


def _card(style: Style, rng: random.Random, dpi: float) -> tuple[Sheet, tuple[str, ...]]:
    """A card of another state, in two languages; half of them with a zone."""
    sheet = Sheet(*ID1, dpi, rng.choice(PALE))
    guilloche(sheet, rng, (200, 206, 214), (0, 0, *ID1), 22)
    title = replace(style.title, points=9)
    sheet.write(rng.choice(CARD_TITLES), title, ID1[0] / 2, EDGE + 4, align=0.5)
    lines = stranger_zone(rng) if rng.random() < 0.5 else ()
    bottom = draw_zone(sheet, lines, rng) if lines else ID1[1] - EDGE
    portrait(sheet, rng, (EDGE, 12, EDGE + 18, min(bottom, 36)))
    pen = replace(style.label, points=6.4)
    labels = rng.sample(CARD_LABELS, 5)
    step = min(6.0, (bottom - 12) / len(labels))
    for index, (english, arabic) in enumerate(labels):
        y = 14 + step * index
        sheet.write(english, pen, EDGE + 21, y, align=0)
        sheet.write(arabic, pen, ID1[0] - EDGE, y)
        value = str(rng.randrange(10**8)) if index % 2 else draw_given(rng, NameKind.MALE, Strain.ARABIC)
        sheet.write(value, pen, ID1[0] / 2 + 8, y, align=0.5)
    if not lines:
        bars(sheet, rng, (EDGE + 22, 44, 74, 50))
    return sheet, lines


PAPERS: Mapping[Foreign, Callable[[Sheet, Style, random.Random], None]] = {
    Foreign.LETTER: _letter,
    Foreign.BOOK: _book,
    Foreign.NEWSPAPER: _newspaper,
    Foreign.BILL: _bill,
}
