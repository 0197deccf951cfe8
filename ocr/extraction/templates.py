"""Forms that people have confirmed: what a paper of one doesn't show, its layout knows."""

from collections.abc import Container, Mapping, Sequence
from itertools import combinations
from math import dist
from statistics import median
from typing import Any, Final

from ocr.extraction.label_certainty import GUESSED, Label
from ocr.geometry import Rect
from ocr.layout.sheet import Sheet
from ocr.result.reading import Layout, Place

FEWEST: Final = 4
MOSTLY: Final = 0.75
"""Labels that a paper and a form must have in common, and the share of them that must stand alike."""
NEAR: Final = 0.6
"""Heights of a line by which a label may stand off its place."""


def as_json(layout: Layout) -> dict[str, Any]:
    """The layout as plain data; `from_json` reads it."""
    return {
        "document_type": layout.document_type,
        "side": layout.side,
        "labels": [[key, *place] for key, place in layout.labels],
    }


def from_json(data: Mapping[str, Any]) -> Layout:
    """The layout that `as_json` wrote. Raises ValueError for anything else."""
    try:
        labels = tuple((str(key), _place(corners)) for key, *corners in data["labels"])
        return Layout(str(data["document_type"]), str(data["side"]), labels)
    except (KeyError, TypeError) as error:
        raise ValueError("no layout") from error


def _place(corners: Sequence[Any]) -> Place:
    left, top, right, bottom = map(float, corners)
    return left, top, right, bottom


def layout_of(document_type: str, side: str, labels: Sequence[Label], width: float) -> Layout:
    """Where the labels that were surely read on a paper so wide stand."""
    places = ((label.key, _in_widths(label.rect, width)) for label in labels if label.score > GUESSED)
    return Layout(document_type, side, tuple(places))


def _in_widths(rect: Rect, width: float) -> Place:
    left, top, right, bottom = (
        round(side / width, 4) for side in (rect.left, rect.top, rect.right, rect.bottom)
    )
    return left, top, right, bottom


def lost_labels(
    sheet: Sheet, labels: Sequence[Label], layouts: Sequence[Layout], fields: Container[str]
) -> list[Label]:
    """Labels that nobody could read though there is print where the form, one of these layouts of the paper's
    type, has them: as good as guesses.

    `fields` are those that the type has today: its file may have changed since a layout was kept.
    """
    read = {label.key: label.rect for label in labels}
    forms = (_moved(layout, read, sheet.text_height) for layout in layouts)
    form = max(filter(None, forms), key=len, default=None)
    if form is None:
        return []
    used = {index for label in labels for index in label.segments}
    found: list[Label] = []
    for key, place in form.items():
        there = [
            index
            for index, segment in enumerate(sheet.segments)
            if index not in used and _is_at(segment.rect, place, sheet.text_height)
        ]
        if key in fields and key not in read and len(there) == 1:
            found.append(Label(key, tuple(there), sheet.segments[there[0]].rect, "", GUESSED))
            used.update(there)
    return found


def _moved(layout: Layout, read: Mapping[str, Rect], height: float) -> dict[str, Rect] | None:
    """A layout's places moved onto a paper by the labels that were read there; None when these stand
    otherwise, or are too few."""
    common = [(place, read[key]) for key, place in layout.labels if key in read]
    if len({place for place, _ in common}) < FEWEST:
        return None
    scale = _scale(common)
    across = median(rect.right - scale * right for (_, _, right, _), rect in common)
    down = median(rect.middle - scale * (top + bottom) / 2 for (_, top, _, bottom), rect in common)

    def moved(place: Place) -> Rect:
        left, top, right, bottom = (scale * side for side in place)
        return Rect(left + across, top + down, right + across, bottom + down)

    alike = sum(_is_at(rect, moved(place), height) for place, rect in common)
    places = {key: moved(place) for key, place in layout.labels}
    return places if alike >= MOSTLY * len(common) else None


def _scale(common: Sequence[tuple[Place, Rect]]) -> float:
    """How much larger a paper shows a form than its layout does: by how far apart its labels stand."""
    here = [(right, (top + bottom) / 2) for (_, top, right, bottom), _ in common]
    there = [(rect.right, rect.middle) for _, rect in common]
    apart = zip((dist(*pair) for pair in combinations(here, 2)), combinations(there, 2), strict=True)
    return median(dist(*pair) / far for far, pair in apart if far > 0)


def _is_at(rect: Rect, place: Rect, height: float) -> bool:
    """Whether print begins at the right edge and on the line of other print, where lines are so high."""
    return abs(rect.right - place.right) < NEAR * height and abs(rect.middle - place.middle) < NEAR * height
