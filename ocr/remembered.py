"""Forms that people have confirmed: told again by where their labels stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Rect
from ocr.reading import Layout, Place

__all__ = ["Form", "Layout", "as_json", "from_json", "is_at", "is_idle", "placed", "recalled"]

FEWEST: Final = 5
"""Labels from which on a form is told by where they stand."""
MOSTLY: Final = 0.8
"""Share of a form's labels that must have print in their places for a paper to be of that form."""
SHIFT: Final = 0.06
"""How far a form may be shifted on a paper, as a share of its width."""
NEAR: Final = 0.6
"""Heights of a line by which a label may stand off its place."""
Points = NDArray[np.float64]
"""Points (n, 2): across and down."""


@dataclass(frozen=True, slots=True)
class Form:
    """A layout moved onto the paper that has it, in the units of its frame; lines are `height` high."""

    document_type: str
    side: str
    labels: tuple[tuple[str, Rect], ...]
    idle: tuple[Rect, ...]
    height: float


def as_json(layout: Layout) -> dict[str, Any]:
    """The layout as plain data; `from_json` reads it."""
    return {
        "document_type": layout.document_type,
        "side": layout.side,
        "labels": [[key, *place] for key, place in layout.labels],
        "idle": [list(place) for place in layout.idle],
    }


def from_json(data: Mapping[str, Any]) -> Layout:
    """The layout that `as_json` wrote. Raises ValueError for anything else."""
    try:
        labels = tuple((str(key), _place(corners)) for key, *corners in data["labels"])
        idle = tuple(_place(corners) for corners in data["idle"])
        return Layout(str(data["document_type"]), str(data["side"]), labels, idle)
    except (KeyError, TypeError) as error:
        raise ValueError("no layout") from error


def _place(corners: Sequence[Any]) -> Place:
    left, top, right, bottom = map(float, corners)
    return left, top, right, bottom


def placed(rect: Rect, width: float) -> Place:
    """A rectangle of a frame so wide, in widths of it."""
    left, top, right, bottom = (
        round(side / width, 4) for side in (rect.left, rect.top, rect.right, rect.bottom)
    )
    return left, top, right, bottom


def recalled(rects: Sequence[Rect], width: float, height: float, layouts: Sequence[Layout]) -> Form | None:
    """The form that a paper so wide most likely is, whose print stands in these rectangles and whose lines
    are so high; None when it is none of them."""
    points = np.array([(rect.right, rect.middle) for rect in rects]).reshape(-1, 2)
    best, most = None, MOSTLY
    for layout in layouts:
        if len(layout.labels) < FEWEST:
            continue
        labels = width * np.array(
            [(right, (top + bottom) / 2) for _, (_, top, right, bottom) in layout.labels]
        )
        (across, down), share = _shift(labels, points, SHIFT * width, NEAR * height)
        if share >= most:
            best, most = _moved(layout, width, across, down, height), share
    return best


def _shift(labels: Points, points: Points, farthest: float, near: float) -> tuple[tuple[float, float], float]:
    """By how much labels must be moved for most of them to meet a point, and the share that does."""
    apart: Points = points[None] - labels[:, None]
    pairs = np.argwhere((np.abs(apart) < farthest).all(axis=2))
    if not len(pairs):
        return (0.0, 0.0), 0.0
    label = pairs[:, 0]
    shifts = apart[label, pairs[:, 1]]
    close: NDArray[np.bool_] = np.all(np.abs(shifts[:, None] - shifts[None]) < near, axis=2)
    met = np.column_stack([close[:, label == number].any(axis=1) for number in range(len(labels))])
    count = met.sum(axis=1)
    across, down = shifts[close[count.argmax()]].mean(axis=0)
    return (float(across), float(down)), float(count.max() / len(labels))


def _moved(layout: Layout, width: float, across: float, down: float, height: float) -> Form:
    def moved(place: Place) -> Rect:
        left, top, right, bottom = (width * side for side in place)
        return Rect(left + across, top + down, right + across, bottom + down)

    labels = tuple((key, moved(place)) for key, place in layout.labels)
    return Form(layout.document_type, layout.side, labels, tuple(map(moved, layout.idle)), height)


def is_at(rect: Rect, place: Rect, height: float) -> bool:
    """Whether print stands in the place of other print that begins at the same right edge, where lines are so
    high."""
    return abs(rect.right - place.right) < NEAR * height and abs(rect.middle - place.middle) < NEAR * height


def is_idle(rect: Rect, form: Form) -> bool:
    """Whether print stands where that of a form says nothing, and is as long."""
    return any(
        is_at(rect, place, form.height) and abs(rect.left - place.left) < NEAR * form.height
        for place in form.idle
    )
