"""A line finder that was learned (`training/finder.py`), as the rival of the classical one: bench only.

The net says where the cores of lines are; ink, rules and the parts of letters are those of
`ocr/segmentation/text_lines.py`, so
that both finders give boxes that are cut to the ink alike.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Image, Rect
from ocr.runtime import onnxruntime as ort
from ocr.segmentation.text_lines import Found, lettering, segments_in

MODEL: Final = Path(__file__).with_name("data") / "finder.onnx"
SHRINK: Final = 3
"""Pixels of a straight view to one that the net sees."""
MULTIPLE: Final = 8
CORE: Final = 0.5
"""Share of a line's height that is its core, as it was taught."""
LEAST_AREA: Final = 5
LEAST_WIDTH: Final = 2
REACH_DOWN: Final = 0.9
REACH_ACROSS: Final = 0.9
"""How far beyond its core, in heights of the core, ink may belong to a line."""
OWN: Final = 0.3
"""Share of a core's height that a part of ink fills, and of the part's width that the core does, for the part
to belong to it though another core holds more of it."""
CLEAR: Final = 0.3
"""Share of a height that two segments may have in common and stand clear of one another."""
Boxes = NDArray[np.float64]


def open_finder(model: Path = MODEL, *, both: bool = False) -> Callable[[Image], Found]:
    """The learned finder, to take the place of `find_lines`; with `both`, what that one finds where
    it found nothing is added."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    def find(pixels: Image) -> Found:
        seen = lettering(pixels)
        parts = seen.parts.box
        cores = cores_in(_logits(session, seen.level) > 0)
        found = segments_at(cores, parts)
        if both:
            found = besides(found, segments_in(seen))
        return Found(found, seen.rules, seen.text_height)

    return find


def _logits(session: ort.InferenceSession, level: Image) -> NDArray[np.float32]:
    """What the net says of an evened grey view, at a third of its size."""
    height, width = (max(1, round(side / SHRINK)) for side in level.shape)
    page = np.ones([-(-side // MULTIPLE) * MULTIPLE for side in (height, width)], np.float32)
    small = cv2.resize(level, (width, height), interpolation=cv2.INTER_AREA)
    page[:height, :width] = small.astype(np.float32) / 255
    (logits,) = session.run(None, {"pages": page[None, None]})
    return np.asarray(logits[0, 0, :height, :width], np.float32)


def cores_in(mask: NDArray[np.bool_]) -> Boxes:
    """Boxes (n, 4) of the cores in a mask of the shrunk view, in pixels of the view; specks are none.

    A core that slopes is as high as it is thick, not as its box.
    """
    _, _, stats, middles = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    area, width = stats[:, cv2.CC_STAT_AREA], stats[:, cv2.CC_STAT_WIDTH]
    kept = (area >= LEAST_AREA) & (width >= LEAST_WIDTH)
    kept[0] = False
    thick = (area / np.maximum(width, 1))[kept]
    left = stats[kept, cv2.CC_STAT_LEFT].astype(np.float64)
    middle = middles[kept, 1] + 0.5
    boxes = np.column_stack([left, middle - thick / 2, left + width[kept], middle + thick / 2])
    return np.asarray(boxes * SHRINK, np.float64)


def segments_at(cores: Boxes, parts: Boxes) -> tuple[Rect, ...]:
    """Segments of text from cores (n, 4) and the parts of ink (m, 4) around them, from the top.

    Ink that touches a core belongs to its line, as do dots near it; ink of two lines that hang together is
    parted. A core without ink, where a stamp hides it, is a segment as high as the net takes it for.
    """
    thick = cores[:, 3] - cores[:, 1]
    rooms = _rooms(cores)
    owned = _owned(cores, rooms, parts)
    found = []
    for core, room, own, high in zip(cores, rooms, owned, thick, strict=True):
        inside = parts[own]
        if len(inside):
            low, far = np.maximum(inside[:, :2], room[:2]), np.minimum(inside[:, 2:], room[2:])
            found.append(Rect(*map(float, (*low.min(axis=0), *far.max(axis=0)))))
        else:
            found.append(Rect(*map(float, core)).grown(0.0, float(high) * (1 / CORE - 1) / 2))
    return tuple(sorted(found, key=lambda r: (r.middle, -r.right)))


def besides(found: Sequence[Rect], others: Sequence[Rect]) -> tuple[Rect, ...]:
    """The segments found, and the others that none of them stands in, from the top."""
    clear = [other for other in others if not any(_shares(one, other) for one in found)]
    return tuple(sorted([*found, *clear], key=lambda r: (r.middle, -r.right)))


def _shares(one: Rect, other: Rect) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 0 and down > CLEAR * min(one.height, other.height)


def _rooms(cores: Boxes) -> Boxes:
    """Where ink of the lines with these cores may stand."""
    thick = cores[:, 3] - cores[:, 1]
    return cores + np.column_stack([-REACH_ACROSS * thick, -REACH_DOWN * thick] * 2) * (1, 1, -1, -1)


def _owned(cores: Boxes, rooms: Boxes, parts: Boxes) -> NDArray[np.bool_]:
    """Which of the parts (m) belong to which of the cores (n): (n, m)."""
    if not len(cores) or not len(parts):
        return np.zeros((len(cores), len(parts)), np.bool_)
    across, down = _shared(cores, parts)
    touching = (across > 0) & (down > 0)
    owned = touching & (down > OWN * (cores[:, 3] - cores[:, 1])[:, None])
    owned &= across > OWN * (parts[:, 2] - parts[:, 0])
    held = np.where(touching, across * down, 0)
    numbers = np.arange(len(parts))
    most = held.argmax(axis=0)
    owned[most, numbers] |= held[most, numbers] > 0
    middle = (parts[:, :2] + parts[:, 2:]) / 2
    near = ((rooms[:, None, :2] < middle) & (middle < rooms[:, None, 2:])).all(axis=2)
    beyond = np.maximum(cores[:, None, :2] - middle, middle - cores[:, None, 2:]).clip(min=0)
    away = np.where(near, beyond.sum(axis=2), np.inf)
    nearest = away.argmin(axis=0)
    stray = ~owned.any(axis=0) & np.isfinite(away[nearest, numbers])
    owned[nearest[stray], numbers[stray]] = True
    return np.asarray(owned, np.bool_)


def _shared(cores: Boxes, parts: Boxes) -> tuple[Boxes, Boxes]:
    """Width and height of what each core and each part share, less than 0 where they stand apart."""
    low = np.maximum(cores[:, None, :2], parts[:, :2])
    far = np.minimum(cores[:, None, 2:], parts[:, 2:])
    return far[..., 0] - low[..., 0], far[..., 1] - low[..., 1]
