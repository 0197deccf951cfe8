"""Skew of a paper: by how many degrees its lines fall, and whether they run down instead of across."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from ocr.image.components import Inked, Parts

Column = NDArray[np.float32]
WIDEST: Final = 16.0
"""Most degrees by which lines fall either way: a sheet laid down worse is turned by its outline first."""
COARSE: Final = 0.8
"""Degrees between the angles tried first, close enough that no sharp profile falls between two."""
PEAKS: Final = 4
"""Peaks of sharpness that are refined: columns of short lines have false ones beside the right one."""
MOST_POINTS: Final = 8_000
"""Most pixels of ink that a profile counts: more cost time and change no angle."""
MOST_PARTS: Final = 400
"""Most parts whose neighbours are looked for: the table of distances grows with each."""
LONG: Final = 0.25
"""Least length of a level rule or a box, as a share of the page's longer side: words are shorter."""
FROM_EDGE: Final = 0.01
"""Share of the page along its edges where shadows and the edge of the paper look like rules."""
MARKS: Final = 24
"""Places along a rule at which its upper side is measured."""
STRAIGHT: Final = 1.0
"""Most pixels by which such a place is off a straight line."""
MOSTLY: Final = 0.75
"""Least share of such places near the line: text that touches a rule lifts the others."""
ALIKE: Final = 0.2
"""Degrees by which rules of one page may differ and still be level together."""


def text_angle(ink: Inked, parts: Parts) -> tuple[float, bool]:
    """The fall of the lines of an ink mask in degrees (clockwise positive), and True if they run down.

    The mask is given as its pixels and its parts. Sharpest projection profile (Postl, 1986): along the right
    direction, ink gathers in few rows. An empty mask gives (0.0, False).
    """
    letters = _letters(parts)
    if letters.sum() < 8:
        return 0.0, False
    some = np.flatnonzero(letters[ink.part])
    some = some[:: max(1, len(some) // MOST_POINTS)]
    points = np.column_stack([ink.x[some], ink.y[some]]).astype(np.float32)
    down = _runs_down(parts.box[letters].astype(np.float32))
    if down:
        points = np.column_stack([points[:, 1], -points[:, 0]])
    return _sharpest(points), down


def _letters(parts: Parts) -> NDArray[np.bool_]:
    """Which parts have the size of letters or joined words: no rules, no pictures, no dust."""
    width, height, area = parts.width, parts.height, parts.area
    larger, smaller = np.maximum(width, height), np.minimum(width, height)
    good = (larger < parts.longest * 0.12) & (area > 8) & (smaller * 14 > larger) & (smaller > 2)
    if good.any():
        usual = float(np.median(larger[good]))
        good &= (larger >= 0.5 * usual) & (larger <= 4.5 * usual) & (smaller <= 2.2 * usual)
        good &= area < 0.75 * width * height
    return np.asarray(good, np.bool_)


def _runs_down(boxes: NDArray[np.float32]) -> bool:
    """Whether the nearest neighbours of most parts (n, 4) lie above or below them instead of beside them."""
    left, top, right, bottom = boxes.T
    some = np.arange(0, len(left), max(1, len(left) // MOST_PARTS))
    across = np.maximum(left[None, :] - right[some, None], left[some, None] - right[None, :])
    down = np.maximum(top[None, :] - bottom[some, None], top[some, None] - bottom[None, :])
    gap = np.maximum(np.maximum(across, down), -2.0)
    gap[np.arange(len(some)), some] = np.inf
    near = np.argmin(gap + 0.001 * (np.abs(across) + np.abs(down)), axis=1)
    rows = np.arange(len(some))
    return bool((down[rows, near] > across[rows, near]).mean() > 0.5)


def _sharpest(points: NDArray[np.float32]) -> float:
    """The angle in degrees with the sharpest profile.

    Columns of short lines also gather in few rows where each meets the next line's, some steps too steep: of
    the sharpest profiles it is the one in which ink begins and ends most at once.
    """
    x, y = np.ascontiguousarray(points.T)
    angles = np.arange(-WIDEST, WIDEST + COARSE / 2, COARSE)
    sharp = np.array([_sharpness(x, y, angle) for angle in angles.tolist()])
    around = np.pad(sharp, 1, constant_values=-np.inf)
    peaks = np.flatnonzero((sharp >= around[:-2]) & (sharp >= around[2:]))
    highest = peaks[np.argsort(-sharp[peaks])][:PEAKS]
    return max((_refined(x, y, float(angles[peak])) for peak in highest), key=lambda at: _steepness(x, y, at))


def _refined(x: Column, y: Column, angle: float) -> float:
    """The angle near a peak with the sharpest profile."""
    for reach, step in ((COARSE, 0.2), (0.2, 0.05)):
        near = np.arange(angle - reach, angle + reach + step / 2, step)
        angle = float(near[int(np.argmax([_sharpness(x, y, at) for at in near.tolist()]))])
    return angle


def _profile(x: Column, y: Column, degrees: float) -> NDArray[np.intp]:
    """How many points each row holds, two pixels high, when lines fall by so much."""
    angle = np.deg2rad(degrees)
    rows = y * np.float32(np.cos(angle)) - x * np.float32(np.sin(angle))
    return np.bincount(((rows - rows.min()) * np.float32(0.5)).astype(np.intp))


def _steepness(x: Column, y: Column, degrees: float) -> float:
    """How abruptly lines begin and end when they fall by `degrees`."""
    steps = np.diff(_profile(x, y, degrees))
    return float(np.dot(steps, steps))


def _sharpness(x: Column, y: Column, degrees: float) -> float:
    """How unevenly points fill rows when lines fall by `degrees`.

    It is the profile's mean square over the square of its mean, but for the number of points, which is the
    same at every angle.
    """
    counts = _profile(x, y, degrees)
    return float(np.dot(counts, counts)) * len(counts)


def rule_angle(ink: Inked, parts: Parts, *, down: bool) -> float | None:
    """The fall of a page's level rules and boxes in degrees, as of `text_angle`; None when no two agree.

    They tell it better than a column of short lines can. `down` says that lines run down.
    """
    found: list[float] = []
    for number in _long(ink, parts, down=down):
        some = np.flatnonzero(ink.part == number)
        across, fall = (ink.y[some], -ink.x[some]) if down else (ink.x[some], ink.y[some])
        upper, lower = _fall(across, fall), _fall(across, -fall)
        found += [side for side in (upper, None if lower is None else -lower) if side is not None]
    if len(found) < 2:
        return None
    usual = float(np.median(found))
    near = [side for side in found if abs(side - usual) <= ALIKE]
    return float(np.mean(near)) if len(near) >= max(2, len(found) / 2) else None


def _long(ink: Inked, parts: Parts, *, down: bool) -> NDArray[np.intp]:
    """The parts that reach far along the lines of a page, and are neither its edge nor a shadow there."""
    margin = FROM_EDGE * np.array([ink.shape[1], ink.shape[0]])
    inside = (parts.box[:, :2] > margin) & (parts.box[:, 2:] < np.array(ink.shape[::-1]) - margin)
    long = (parts.height if down else parts.width) > LONG * parts.longest
    return np.flatnonzero(inside.all(axis=1) & long)


def _fall(x: NDArray[np.int32], y: NDArray[np.int32]) -> float | None:
    """The fall of the upper side of a part in degrees; None when it isn't straight."""
    length = x.max() - x.min() + 1
    mark = ((x - x.min()) * MARKS // length).astype(np.intp)
    upper = np.full(MARKS, np.inf)
    np.minimum.at(upper, mark, y)
    if not np.isfinite(upper).all():
        return None
    at, apart = np.arange(MARKS), MARKS // 2
    fall = float(np.median(upper[apart:] - upper[:-apart]) / apart)
    off = upper - fall * at
    near = np.abs(off - np.median(off)) <= STRAIGHT
    if near.mean() < MOSTLY:
        return None
    return float(np.rad2deg(np.arctan(np.polyfit(at[near], upper[near], 1)[0] * MARKS / length)))
