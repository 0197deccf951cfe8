"""Draws whole papers with their truth: `draw_document` for ours, `draw_foreign` for everything else."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from arabic.digits import DigitScript
from reference.documents import DocumentType
from specimens.capture import Shot, Wear, capture, turned
from specimens.families import draw_family
from specimens.filling import Filling, Item, fill
from specimens.fonts import Face, Split
from specimens.foreign import Foreign, draw_foreign_paper, letters_of
from specimens.layouts.card import draw_card
from specimens.layouts.form import draw_form
from specimens.layouts.header import FOOTNOTES, STATE, issuer_lines, paper_title
from specimens.layouts.passport import LATIN_TITLE, draw_passport
from specimens.layouts.plans import draw_plan
from specimens.layouts.style import Style, draw_style, written
from specimens.occasion import Occasion
from specimens.people import Family, Person
from specimens.sheet import Corners, Line, Pixels, Role, Sheet
from specimens.writing import draw_hand

UNKNOWN = "unknown"
PAGE = "page"
PRINT_DPI = 300.0
KURDISH_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Wish:
    """What the caller wants fixed; what is None is drawn. `turns` are quarter turns clockwise.

    `by_hand`: the values are written with a pen.
    """

    split: Split = Split.TRAINING
    plan: str | None = None
    face: Face | None = None
    digits: DigitScript | None = None
    wear: Wear = Wear.CLEAN
    turns: int = 0
    dpi: float = PRINT_DPI
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Household:
    """Whose paper it is: a person and the family page that person stands on."""

    family: Family
    person: Person


@dataclass(frozen=True, slots=True)
class Truth:
    """What a perfect reader would answer.

    `fields` are canonical (Western digits, `YYYY/MM/DD`), blank fields absent; `boxes` are values' corners,
    clockwise from the top left of the text, in the picture's pixels; a table's cell is `rows.2.name` there.
    `lines` is every line of text on the paper, labels and decoration too.
    """

    document_type: str
    side: str
    fields: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...]
    boxes: Mapping[str, Corners]
    lines: tuple[Line, ...]
    mrz: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Specimen:
    """One picture, (H, W, 3) RGB, and what it says; `name` is a file name without an ending."""

    image: Pixels
    truth: Truth
    name: str


def draw_household(seed: int, document_type: str = "") -> Household:
    """A family and the member whose paper of this type it is; a birth needs a child."""
    rng = random.Random(f"household {seed}")
    family = draw_family(rng)
    while document_type in ("birth_certificate", "birth_proof", "record_extract") and not family.children:
        family = draw_family(rng)
    if document_type in ("birth_certificate", "birth_proof"):
        return Household(family, rng.choice(family.children))
    if document_type in ("marriage_contract", "divorce_deed", "death_certificate", "record_extract"):
        return Household(family, family.husband)
    return Household(family, rng.choice(family.members))


def draw_document(
    paper: DocumentType, side: str, seed: int, household: Household | None = None, wish: Wish | None = None
) -> Specimen:
    """Draw one side of a paper; the same arguments give the same bytes.

    Two sides of one card agree when they share the household. Raises NoFont when no installed face of the
    split has the letters the paper needs.
    """
    wish = wish or Wish()
    household = household or draw_household(seed, paper.key)
    rng = random.Random(f"document {paper.key} {side} {seed}")
    filling = fill(
        paper, side, Occasion(household.family, household.person, rng), draw_hand(rng, wish.digits)
    )
    title = paper_title(paper, rng)
    kurdish = rng.random() < KURDISH_SHARE
    texts = _texts(paper, filling, title, kurdish=kurdish)
    style = draw_style(rng, wish.split, texts, wish.face, kurdish=kurdish)
    if wish.by_hand:
        style = written(style, wish.split, [item.printed for item in values_of(filling)], rng)
    sheet = _sheet(paper, side, filling, style, rng, wish, title)
    rows = (
        tuple({item.key: item.canonical for item in row} for row in filling.table.rows)
        if filling.table
        else ()
    )
    shot = _shot(sheet, rng, wish)
    truth = _truth(paper.key, side, filling.fields, rows, filling.mrz, sheet, shot)
    return Specimen(shot.pixels, truth, f"{paper.key}-{side}-{seed:05d}-{wish.wear}")


def draw_foreign(kind: Foreign, seed: int, wish: Wish | None = None) -> Specimen:
    """Draw a paper that must be answered with `unknown`."""
    wish = wish or Wish()
    rng = random.Random(f"foreign {kind} {seed}")
    style = draw_style(rng, wish.split, [letters_of(kind)], wish.face)
    sheet, zone = draw_foreign_paper(kind, style, rng, wish.dpi)
    shot = _shot(sheet, rng, wish)
    truth = _truth(UNKNOWN, PAGE, {}, (), zone, sheet, shot)
    return Specimen(shot.pixels, truth, f"{UNKNOWN}-{kind}-{seed:05d}-{wish.wear}")


def _sheet(
    paper: DocumentType, side: str, filling: Filling, style: Style, rng: random.Random, wish: Wish, title: str
) -> Sheet:
    plan = draw_plan(rng, wish.split, wish.plan)
    if paper.key == "passport":
        return draw_passport(filling, style, rng, wish.dpi, title)
    if side != PAGE:
        return draw_card(paper, side, filling, plan, style, rng, wish.dpi, title)
    return draw_form(paper, filling, plan, style, rng, wish.dpi, title)


def values_of(filling: Filling) -> list[Item]:
    """Everything that is filled in."""
    return [*filling.items, *(item for row in (filling.table.rows if filling.table else ()) for item in row)]


def _texts(paper: DocumentType, filling: Filling, title: str, *, kurdish: bool) -> list[str]:
    """Everything that the faces must be able to draw."""
    texts = [title, *STATE, *issuer_lines(paper, random.Random(0)), *FOOTNOTES[:2], "123-"]
    if kurdish:
        texts += [paper.name.ckb, "/", *(item.label_ckb for item in filling.items)]
    if paper.key == "passport":
        texts.append(LATIN_TITLE)
    for item in filling.items:
        texts += [item.label, item.printed]
    if filling.table:
        texts += [caption for _, caption in filling.table.columns]
        texts += [item.printed for row in filling.table.rows for item in row]
    return texts


def _shot(sheet: Sheet, rng: random.Random, wish: Wish) -> Shot:
    return turned(capture(sheet.paper, wish.wear, rng), wish.turns)


def _truth(
    document_type: str,
    side: str,
    fields: Mapping[str, str],
    rows: tuple[Mapping[str, str], ...],
    mrz: tuple[str, ...],
    sheet: Sheet,
    shot: Shot,
) -> Truth:
    lines = tuple(Line(line.text, line.role, line.path, _moved(line.corners, shot)) for line in sheet.lines)
    boxes = {line.path: line.corners for line in lines if line.role is Role.VALUE}
    return Truth(document_type, side, fields, rows, boxes, lines, mrz)


def _moved(corners: Corners, shot: Shot) -> Corners:
    """Corners on the paper as corners in the picture."""
    points = cv2.perspectiveTransform(np.array([corners], np.float64), shot.matrix)[0]
    a, b, c, d = ((float(x), float(y)) for x, y in points)
    return (a, b, c, d)
