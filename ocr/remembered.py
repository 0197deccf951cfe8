"""Layouts that people have confirmed: where a form's labels stand, and which of its print says nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ocr.geometry import Rect


@dataclass(frozen=True, slots=True)
class Layout:
    """One side of a form as a paper of it showed it, in widths of the paper: no value, no name.

    `labels` are the labels by field, `idle` print that was neither label nor value nor heading.
    """

    document_type: str
    side: str
    labels: tuple[tuple[str, Rect], ...]
    idle: tuple[Rect, ...]


def as_json(layout: Layout) -> dict[str, Any]:
    """The layout as plain data; `from_json` reads it."""
    return {
        "document_type": layout.document_type,
        "side": layout.side,
        "labels": [[key, *_corners(rect)] for key, rect in layout.labels],
        "idle": [list(_corners(rect)) for rect in layout.idle],
    }


def from_json(data: Mapping[str, Any]) -> Layout:
    """The layout that `as_json` wrote. Raises ValueError for anything else."""
    try:
        labels = tuple((str(key), Rect(*map(float, corners))) for key, *corners in data["labels"])
        idle = tuple(Rect(*map(float, corners)) for corners in data["idle"])
        return Layout(str(data["document_type"]), str(data["side"]), labels, idle)
    except (KeyError, TypeError) as error:
        raise ValueError("no layout") from error


def _corners(rect: Rect) -> tuple[float, float, float, float]:
    return round(rect.left, 4), round(rect.top, 4), round(rect.right, 4), round(rect.bottom, 4)
