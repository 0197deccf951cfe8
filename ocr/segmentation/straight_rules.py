"""Ruling lines through a whole page, faint ones too: evened grey in, their common lean and each rule out."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Image

Bands = NDArray[np.float32]
"""How dark each column of pixels is against its surroundings, in each band across the page."""

BAND: Final = 40
"""Pixels of height of one band: over so few a rule that leans stays within its own width."""
THICKEST: Final = 13
"""Pixels: a darker stroke that is wider than this is no rule but a picture or the edge of the paper."""
DARKEST: Final = 60
"""Levels (of 255) by which a pixel counts as darker at most: heavy writing outvotes no faint rule."""
AROUND: Final = 41
"""Pixels of width of the surroundings that a rule is held against."""
STRONGEST: Final = 25.0
"""Levels (of 255) that one band of a rule adds at most, so that a rule is long before it is dark."""
STEEPEST: Final = 0.08
"""Most lean that rules have in common, in pixels across for one down: about 4.5 degrees."""
STEP: Final = 0.002
"""Lean between two that are tried: half a rule's width over the half of a page."""
OWN_LEAN: Final = 0.012
"""Lean by which one rule may differ from the others: the far edge of a page bends away."""
ABOVE_NOISE: Final = 3.0
"""Times the usual unrest of a page by which a band must be darker to show a rule."""
LEAST_DARKER: Final = 3.0
"""Levels (of 255) by which it must be darker on a page without any unrest, as one that was drawn."""
UNBROKEN: Final = 0.75
"""Least share of the bands between a rule's ends that show it: strokes of writing line up by chance."""
APART: Final = 12
"""Pixels within which two rules are one: a double rule, or both sides of a heavy one."""
LONGEST_GAP: Final = 3
"""Most bands that may hide a rule, as under a stamp, before what comes after is another one."""
SHORTEST: Final = 0.1
"""Least length of a rule as a share of the page."""


SPREAD: Final = 1.48
"""Standard deviations in one median deviation, as of normal noise: turns the one into the other."""
DARK: Final = 8
"""Levels (of 255) by which one pixel of a rule is darker than the paper beside it."""
CROSSING: Final = 7
"""Pixels of a gap in a rule, where another crosses it and no longer stands out from what lies beside."""
DRIFT: Final = 4
"""Pixels by which a rule may leave its place and come back: paper is not flat."""


@dataclass(frozen=True, slots=True)
class StraightRule:
    """A rule `at` pixels across the page, from `start` to `end` along it.

    `cover` is the share (0 to 1) of its length that is dark: writing has gaps that a printed rule has not.
    """

    at: float
    start: float
    end: float
    cover: float


def common_lean(level: Image) -> float:
    """How many pixels across the upright rules of an evened grey page (H, W) lean for each pixel down."""
    bands = _bands(_thin(level))
    if not bands.size:
        return 0.0
    leans = np.arange(-STEEPEST, STEEPEST + STEP / 2, STEP)
    gathered = [(np.maximum(_sheared(bands, lean).mean(axis=0), 0) ** 2).sum() for lean in leans]
    return float(leans[int(np.argmax(gathered))])


def upright_rules(level: Image) -> tuple[StraightRule, ...]:
    """The rules of a page whose upright rules stand upright, from the left; transposed, the level ones."""
    thin = _thin(level)
    bands = _bands(thin)
    if not bands.size:
        return ()
    limit = max(ABOVE_NOISE * SPREAD * float(np.median(np.abs(bands))), LEAST_DARKER)
    leans = np.arange(-OWN_LEAN, OWN_LEAN + STEP / 2, STEP).tolist()
    each = np.stack([cv2.dilate(_sheared(bands, lean), np.ones((1, 3))) > limit for lean in leans])
    best = each.mean(axis=1).argmax(axis=0)
    seen = np.take_along_axis(each, best[None, None, :], axis=0)[0]
    dark = np.maximum(bands, 0).mean(axis=0)
    rules = (_rule(seen, dark, thin, x) for x in _places(seen))
    return tuple(rule for rule in rules if rule is not None)


def covered(level: Image, at: float, start: float, end: float) -> float:
    """The share (0 to 1) of an upright stretch of a page that is dark, as a rule's is all along."""
    return _cover(_thin(level), at, start, end)


def _thin(level: Image) -> Image:
    """How much darker thin strokes are than what lies left and right of them."""
    thin = cv2.subtract(cv2.morphologyEx(level, cv2.MORPH_CLOSE, np.ones((1, THICKEST), np.uint8)), level)
    return np.asarray(cv2.min(thin, np.full_like(thin, DARKEST)), np.uint8)


def _cover(thin: Image, at: float, start: float, end: float) -> float:
    strip = thin[int(start) : int(end), max(0, round(at) - DRIFT) : round(at) + DRIFT + 1]
    if not strip.size:
        return 0.0
    shown = np.asarray(strip.max(axis=1, keepdims=True) > DARK, np.uint8)
    return float(cv2.morphologyEx(shown, cv2.MORPH_CLOSE, np.ones((CROSSING, 1), np.uint8)).mean())


def _bands(thin: Image) -> Bands:
    """The thin strokes in bands across the page, each place held against its surroundings."""
    count = len(thin) // BAND
    tall = thin[: count * BAND].reshape(count, BAND, thin.shape[1])
    means = np.asarray(tall.mean(axis=1), np.float32)
    if not means.size:
        return means
    return np.asarray(np.clip(means - cv2.blur(means, (AROUND, 1)), -STRONGEST, STRONGEST), np.float32)


def _sheared(bands: Bands, lean: float) -> Bands:
    """The bands moved sideways so that rules of this lean stand upright; the middle of the page stays."""
    moves = lean * BAND * (np.arange(len(bands)) + 0.5 - len(bands) / 2)
    pairs = zip(bands, moves.tolist(), strict=True)
    return np.stack([np.roll(band, -round(move)) for band, move in pairs])


def _places(seen: NDArray[np.bool_]) -> list[int]:
    """Places across the page that enough bands see, the strongest within its neighbourhood."""
    share = seen.mean(axis=0).astype(np.float32)
    strongest = cv2.dilate(share[None], np.ones((1, 2 * APART + 1)))[0]
    tops = np.flatnonzero((share >= SHORTEST * UNBROKEN) & (share >= strongest))
    groups = np.split(tops, np.flatnonzero(np.diff(tops) > APART) + 1) if len(tops) else []
    return [int(group[len(group) // 2]) for group in groups]


def _rule(seen: NDArray[np.bool_], dark: NDArray[np.float32], thin: Image, x: int) -> StraightRule | None:
    """The rule at a place: its longest stretch without a long gap, None when that is short or broken."""
    shown = np.flatnonzero(seen[:, x])
    pieces = np.split(shown, np.flatnonzero(np.diff(shown) > LONGEST_GAP + 1) + 1)
    piece = max(pieces, key=len)
    length = int(piece[-1] - piece[0]) + 1
    if length < SHORTEST * len(seen) or len(piece) < UNBROKEN * length:
        return None
    first = max(0, x - APART // 2)
    weight = dark[first : x + APART // 2 + 1] + 1e-6
    at = first + float((np.arange(len(weight)) * weight).sum() / weight.sum())
    start, end = float(piece[0] * BAND), float((piece[-1] + 1) * BAND)
    return StraightRule(at, start, end, _cover(thin, at, start, end))
