"""Edges of a paper: lines fitted to the steepest change of colour across each side of a rough outline."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Image

Quad = NDArray[np.float64]
SAMPLES: Final = 48
"""Places along a side at which its edge is measured: enough for a line through two fifths of them."""
REACH: Final = 7
"""Pixels of the small picture on either side of a rough outline in which its edge is sought."""
LEAST_STEP: Final = 5.0
"""Least change of a Lab colour (0 to 255 a channel) that is an edge: below it are shadows and noise."""
FAR_WEIGHT: Final = 1.8
"""How much more the change far from a side counts than the change at it: shading makes it smaller."""


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours of a picture (H, W, 3), smoothed for fitting lines and, less, for comparing sides."""

    fitting: NDArray[np.float32]
    comparing: NDArray[np.float32]

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width."""
        return self.fitting.shape[0], self.fitting.shape[1]


def smoothed(lab: Image) -> Colours:
    """The colours of a small Lab picture, once for all the outlines in it."""
    fitting, comparing = (cv2.GaussianBlur(lab, (0, 0), reach).astype(np.float32) for reach in (1.0, 0.8))
    return Colours(fitting, comparing)


def refined(colours: Colours, quad: Quad) -> Quad | None:
    """The quad (4, 2) with each side moved onto the edge near it; None when the sides no longer meet.

    A side that shows no edge (it lies on the picture's rim, or the paper is cut off there) stays where it is.
    """
    lines = [_fitted(colours.fitting, quad[i], quad[(i + 1) % 4]) for i in range(4)]
    corners = [_meeting(lines[i - 1], lines[i]) for i in range(4)]
    if any(corner is None for corner in corners):
        return None
    moved = np.array(corners, np.float64)
    size = max(colours.shape)
    if np.abs(moved - quad).max() > 0.08 * size or not cv2.isContourConvex(moved.astype(np.float32)):
        return None
    return moved


def support(colours: Colours, quad: Quad) -> float:
    """Share (0 to 1) of a quad's outline along which colour changes and stays changed further off.

    A frame printed on the paper has the same colour on both sides. The picture's rim counts half.
    """
    shares: list[float] = []
    for i in range(4):
        start, end = quad[i], quad[(i + 1) % 4]
        if _on_rim(start, end, colours.shape):
            shares.append(0.5)
            continue
        across = _profile(colours.comparing, start, end, REACH)
        near = np.abs(
            across[:, REACH + 1 : REACH + 4].mean(axis=1) - across[:, REACH - 3 : REACH].mean(axis=1)
        )
        far = np.abs(across[:, -4:].mean(axis=1) - across[:, :4].mean(axis=1))
        change = np.minimum(near.max(axis=1), far.max(axis=1) * FAR_WEIGHT)
        shares.append(float((change > LEAST_STEP).mean()))
    return min(sum(shares) / 4, 0.3 + 0.8 * min(shares))


def _fitted(
    smooth: NDArray[np.float32], start: NDArray[np.float64], end: NDArray[np.float64]
) -> NDArray[np.float64]:
    """A line (x, y, dx, dy) through the steepest places across the side from `start` to `end`."""
    direction = (end - start) / max(1e-6, float(np.hypot(*(end - start))))
    rough = np.array([*start, *direction])
    if _on_rim(start, end, smooth.shape[:2]):
        return rough
    profile = _profile(smooth, start, end, REACH)
    change = np.abs(profile[:, 2:] - profile[:, :-2]).max(axis=2)
    best = change.argmax(axis=1)
    strong = change.max(axis=1) > LEAST_STEP
    if strong.sum() < SAMPLES * 0.4:
        return rough
    normal = np.array([-direction[1], direction[0]])
    along = np.linspace(0.04, 0.96, SAMPLES)[:, None]
    places = start + along * (end - start) + (best[:, None] + 1 - REACH) * normal
    fitted = cv2.fitLine(places[strong].astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel()
    return np.asarray(fitted[[2, 3, 0, 1]], np.float64)


def _profile(
    smooth: NDArray[np.float32], start: NDArray[np.float64], end: NDArray[np.float64], reach: int
) -> NDArray[np.float32]:
    """Colours (SAMPLES, 2 * reach + 1, 3) across a side, sampled along it."""
    direction = (end - start) / max(1e-6, float(np.hypot(*(end - start))))
    normal = np.array([-direction[1], direction[0]])
    along = np.linspace(0.04, 0.96, SAMPLES)[:, None, None]
    across = np.arange(-reach, reach + 1)[None, :, None]
    places = (start + along * (end - start) + across * normal).astype(np.float32)
    return np.asarray(
        cv2.remap(
            smooth, places[:, :, 0], places[:, :, 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        ),
        np.float32,
    )


def _on_rim(start: NDArray[np.float64], end: NDArray[np.float64], shape: tuple[int, ...]) -> bool:
    """Whether a side lies along the picture's rim."""
    height, width = shape[:2]
    for axis, size in ((0, width), (1, height)):
        for rim in (0.0, size - 1.0):
            if abs(start[axis] - rim) < 3.5 and abs(end[axis] - rim) < 3.5:
                return True
    return False


def _meeting(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """Where two lines (x, y, dx, dy) cross."""
    cross = a[2] * b[3] - a[3] * b[2]
    if abs(cross) < 0.2:
        return None
    t = ((b[0] - a[0]) * b[3] - (b[1] - a[1]) * b[2]) / cross
    return np.array([a[0] + t * a[2], a[1] + t * a[3]], np.float64)
