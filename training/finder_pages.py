"""Whole papers as the line finder sees them, and what it is to find: the core of every line of text.

A page is drawn worn, found on its desk, straightened and evened as the service does it, then shrunk until a
line of print is about eight pixels high. `aimed` draws the answer from the corners that the drawing kept.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.straightened import straightened
from ocr import Engines
from ocr.geometry import Image
from ocr.image.binarize import even, grey
from reference.documents import document_types
from specimens.capture import Wear
from specimens.documents import PAGE, Specimen, Wish, draw_document
from specimens.fonts import Split

SHRINK: Final = 3
"""Pixels of a straight view to one that the finder sees."""
CORE: Final = 0.5
"""Share of a line's height that is its core: lines whose letters touch have cores that do not."""
TIP: Final = 0.1
"""How much shorter than its line a core is at each end, in heights of it."""
NARROWEST: Final = 3
"""Pixels that a core is wide though its line is a lone digit."""
BESIDE: Final = 0.8
ABOVE: Final = 0.6
"""How far around it a line looks for neighbours from which it must be kept apart, in heights of it."""
DEAR: Final = 5.0
"""How much more than elsewhere an error counts between two such neighbours, and on a lone digit."""
BY_HAND: Final = 0.15
WORN: Final = dict(zip(Wear, (2, 4, 3, 4, 4, 2), strict=True))
"""How often papers come in each wear."""
Quad = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A grey page (H, W), its cores (H, W; 0 or 1), and how dear an error is at each place (H, W; 1 to
    DEAR)."""

    seen: Image
    core: Image
    cost: Image


def sheets(split: Split, seed: int, engines: Engines) -> Iterator[Sheet]:
    """Pages without end: every type and side in turn. Those whose paper is not found are left out."""
    sides = [(kind, side) for kind in document_types().values() for side in kind.sides]
    number = 0
    while True:
        rng = random.Random(f"finder {split} {seed} {number}")
        kind, side = sides[number % len(sides)]
        (wear,) = rng.choices(list(WORN), list(WORN.values()))
        dpi = rng.choice((150, 200, 200, 300)) if side == PAGE else 300
        wish = Wish(split, wear=wear, dpi=dpi, by_hand=rng.random() < BY_HAND)
        number += 1
        found = sheet_of(draw_document(kind, side, rng.randrange(10**9), None, wish), engines)
        if found is not None:
            yield found


def sheet_of(specimen: Specimen, engines: Engines) -> Sheet | None:
    """A drawn paper as the finder sees it; None when no frame was found that holds its lines."""
    found = straightened(specimen, engines)
    if found is None:
        return None
    paper, lines = found
    seen = shrunk(even(grey(paper.view)))
    return Sheet(seen, *aimed([placed.corners / SHRINK for placed in lines], seen.shape))


def shrunk(view: Image) -> Image:
    """A view in evened grey (H, W) as small as the finder gets it."""
    size = (max(1, round(view.shape[1] / SHRINK)), max(1, round(view.shape[0] / SHRINK)))
    return np.asarray(cv2.resize(view, size, interpolation=cv2.INTER_AREA), np.uint8)


def aimed(quads: Sequence[Quad], shape: Sequence[int]) -> tuple[Image, Image]:
    """The cores of lines (4, 2; clockwise from their top left) on a page of this shape, and what errors
    cost."""
    core, lone, near = (np.zeros(shape[:2], np.uint8) for _ in range(3))
    for quad in quads:
        height = float(np.hypot(*(quad[3] - quad[0])))
        width = float(np.hypot(*(quad[1] - quad[0])))
        own = [_fixed(_drawn_in(quad, max(-TIP * height, (NARROWEST - width) / 2), CORE))]
        cv2.fillPoly(core, own, 1, lineType=cv2.LINE_8, shift=4)
        if width < height:
            cv2.fillPoly(lone, own, 1, lineType=cv2.LINE_8, shift=4)
        around = np.zeros_like(near)
        reach = _drawn_in(quad, BESIDE * height, 1 + ABOVE)
        cv2.fillPoly(around, [_fixed(reach)], 1, lineType=cv2.LINE_8, shift=4)
        near += around
    cost = np.where(((near > 1) & (core == 0)) | (lone > 0), np.uint8(DEAR), np.uint8(1))
    return core, np.asarray(cost, np.uint8)


def _drawn_in(quad: Quad, longer: float, height: float) -> Quad:
    """A line's corners, each end `longer` pixels further out, its height times `height`."""
    along = quad[1] - quad[0]
    along = along / max(1e-6, float(np.hypot(*along)))
    ends = quad + longer * np.array([-along, along, along, -along])
    middle = (ends + ends[::-1]) / 2
    return np.asarray(middle + height * (ends - middle), np.float64)


def _fixed(quad: Quad) -> NDArray[np.int32]:
    """Corners in sixteenths of a pixel, pixel centres on whole numbers."""
    return np.rint((quad - 0.5) * 16).astype(np.int32)
