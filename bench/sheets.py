"""Pictures of one sheet taken again, and of other papers on the same form with like values."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.likeness import Corners
from reference.documents import DocumentType, document_types
from specimens.capture import Shot, Wear, capture, pressed, turned
from specimens.documents import Household, Specimen, Wish, draw_document, draw_household
from specimens.fonts import Split
from specimens.sheet import Pixels

SCAN_DPI: Final = 200.0
SMALL: Final = 0.5
POOR_QUALITY: Final = 30
BORDER: Final = 2


class Again(StrEnum):
    """How the same sheet came in a second time."""

    SKEWED = "skewed"
    RESCAN = "100 dpi, JPEG 30"
    PHOTOCOPY = "photocopy"
    PHOTO = "photo"


class Other(StrEnum):
    """Another paper on the same form: in how much it differs."""

    STRANGER = "a stranger's"
    SIBLING = "a sibling's"
    ONE_VALUE = "one value differs"
    ONE_DIGIT = "one digit differs"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (H x W x 3 RGB) and the corners of its values, in its own pixels."""

    pixels: Pixels
    places: tuple[Corners, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """One sheet as it came in first, the same sheet again, and other papers that could be taken for it."""

    name: str
    first: Picture
    again: dict[Again, Picture]
    others: dict[Other, Picture]


def trials(count: int, seed: int) -> Iterator[Trial]:
    """So many sheets, every type and side in turn, in faces that no reader was trained on."""
    sides = [(kind, side) for kind in document_types().values() for side in kind.sides]
    for number in range(count):
        kind, side = sides[number % len(sides)]
        yield trial(kind, side, random.Random(f"twins {seed} {number}"))


def trial(kind: DocumentType, side: str, rng: random.Random) -> Trial:
    """All pictures of one sheet and of its like."""
    seed = rng.randrange(10**9)
    household = draw_household(seed, kind.key)
    wish = Wish(Split.JUDGEMENT, dpi=SCAN_DPI)
    sheet = draw_document(kind, side, seed, household, wish)
    stranger = draw_document(kind, side, seed, draw_household(seed + 1, kind.key), wish)
    sibling = draw_document(kind, side, seed, _sibling(household, rng), wish)
    differing = _differing(sheet, stranger)
    papers = {
        Other.STRANGER: refilled(sheet, stranger, differing),
        Other.SIBLING: refilled(sheet, sibling, _differing(sheet, sibling)),
        Other.ONE_VALUE: refilled(sheet, stranger, rng.sample(differing, min(1, len(differing)))),
        Other.ONE_DIGIT: _one_digit_changed(sheet, rng),
    }
    return Trial(
        name=f"{kind.key} {side}",
        first=_picture(sheet, capture(sheet.image, Wear.FLATBED, rng)),
        again={way: _picture(sheet, _taken(sheet, way, rng)) for way in Again},
        others={
            way: _picture(paper, _taken(paper, rng.choice(list(Again)), rng))
            for way, paper in papers.items()
            if not np.array_equal(paper.image, sheet.image)
        },
    )


def refilled(sheet: Specimen, other: Specimen, fields: list[str]) -> Specimen:
    """The same sheet of paper with the ink of another's values in these fields."""
    image = sheet.image.copy()
    for field in fields:
        place = _window(sheet, field)
        height, width = image[place].shape[:2]
        ink = cv2.resize(other.image[_window(other, field)], (width, height), interpolation=cv2.INTER_AREA)
        paper = np.percentile(image[place].reshape(-1, 3), 80, axis=0)
        image[place] = np.minimum(paper.astype(np.uint8), ink)
    return Specimen(image, sheet.truth, sheet.name)


def _one_digit_changed(sheet: Specimen, rng: random.Random) -> Specimen:
    """The sheet with one digit of its longest number written over by another digit of it."""
    numbers = [key for key in sheet.truth.boxes if len(set(_number(sheet, key))) > 1]
    if not numbers:
        return sheet
    field = max(numbers, key=lambda key: len(_number(sheet, key)))
    number, image = _number(sheet, field), sheet.image.copy()
    here, there = rng.choice(
        [(a, b) for a in range(len(number)) for b in range(len(number)) if number[a] != number[b]]
    )
    rows, columns = _window(sheet, field)
    step = (columns.stop - columns.start) / len(number)
    cells = [
        slice(columns.start + int(at * step), columns.start + int((at + 1) * step)) for at in (here, there)
    ]
    cells = [slice(cell.start, cell.start + int(step)) for cell in cells]
    image[rows, cells[0]] = sheet.image[rows, cells[1]]
    return Specimen(image, sheet.truth, sheet.name)


def _number(sheet: Specimen, field: str) -> str:
    text = sheet.truth.fields.get(field, "")
    return text if text.isdigit() else ""


def _sibling(household: Household, rng: random.Random) -> Household:
    """Somebody else of the same family: a child where there is one."""
    others = [one for one in household.family.children if one != household.person]
    others = others or [one for one in household.family.members if one != household.person]
    return Household(household.family, rng.choice(others))


def _differing(sheet: Specimen, other: Specimen) -> list[str]:
    """Fields that stand on both and say something else."""
    shared = [key for key in sheet.truth.boxes if key in other.truth.boxes]
    return [key for key in shared if sheet.truth.fields.get(key) != other.truth.fields.get(key)]


def _taken(sheet: Specimen, way: Again, rng: random.Random) -> Shot:
    if way is not Again.RESCAN:
        return turned(capture(sheet.image, Wear(way.value), rng), rng.choice((0, 0, 0, 1, 2, 3)))
    shot = capture(sheet.image, Wear.FLATBED, rng)
    small = cv2.resize(shot.pixels, None, fx=SMALL, fy=SMALL, interpolation=cv2.INTER_AREA)
    return Shot(
        pressed(np.asarray(small, np.uint8), POOR_QUALITY), np.diag([SMALL, SMALL, 1.0]) @ shot.matrix
    )


def _picture(sheet: Specimen, shot: Shot) -> Picture:
    corners = (np.array(box, np.float64).reshape(-1, 1, 2) for box in sheet.truth.boxes.values())
    places = (cv2.perspectiveTransform(one, shot.matrix).reshape(4, 2) for one in corners)
    return Picture(shot.pixels, tuple(np.asarray(place, np.float64) for place in places))


def _window(sheet: Specimen, field: str) -> tuple[slice, slice]:
    corners: NDArray[np.float64] = np.array(sheet.truth.boxes[field])
    left, top = np.maximum(corners.min(axis=0).astype(int) - BORDER, 0)
    right, bottom = corners.max(axis=0).astype(int) + BORDER + 1
    height, width = sheet.image.shape[:2]
    return slice(top, min(bottom, height)), slice(left, min(right, width))
