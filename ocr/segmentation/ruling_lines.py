"""Printed rules, box borders and dotted lines: found, so that they part cells, and taken out of the ink."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Image, Rect
from ocr.image.components import Parts, boxes_of, filling

LEAST_DOTS: Final = 8
"""Least dots of a dotted line: numbers end in fewer zeros."""
LEAN: Final = 0.03
"""Most lean of an upright rule, as a share of its length: a copier's streak leans more."""
STREAK: Final = 12
"""Length in heights of a line above which lean tells a streak from a rule: shorter ones lean by chance."""
THICKEST: Final = 0.45
"""Most thickness of a level rule, in heights of a line: letters in a row are thicker."""
THICKEST_PAIR: Final = 0.7
"""The same of a rule longer than `LONGER`: it may be the sides of two boxes at once."""
LONGER: Final = 10.0
"""Length in heights of a line above which a level stroke is no letter."""
TURN: Final = 0.3
"""Most distance from its end at which a stroke of letters turns up or down, in heights of a line."""
TALLEST_TURN: Final = 1.1
"""Height, in heights of a line, from which ink at a stroke's end is the side of a box and no letter."""
LOW_BOX = (0.9, 3.2)
"""Least and most height of a box whose sides are too short for rules, in heights of a line."""
FLUSH: Final = 0.25
"""Most distance of such a side from the ends of its level rules, in heights of a line."""
UNBROKEN: Final = 0.9
"""Least share of such a side that is ink: a letter between two rules has gaps."""
EDGE: Final = 0.03
"""Share of a picture's height within which a rule reaches its edge, as a copier's streak does."""
LEAST_DASHES: Final = 2.5
"""Least ink of a dashed line with fewer parts than `LEAST_DOTS`, in heights of a line."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Masks (H, W; 0 or 255) of rules across and down, the rules as thin rectangles, and streaks.

    A copier's streaks part nothing and may have hidden strokes.
    """

    across: Image
    down: Image
    horizontal: tuple[Rect, ...]
    vertical: tuple[Rect, ...]
    streaks: tuple[Rect, ...] = ()


def find_rules(mask: Image, text_height: float) -> Rules:
    """Long thin strokes in an ink mask, at least about three lines of text long."""
    across, level = _strokes(mask, text_height, written=True)
    down, upright = _strokes(np.asarray(cv2.transpose(mask), np.uint8), text_height)
    posts = sorted((Rect(r.top, r.left, r.bottom, r.right) for r in upright), key=lambda r: (r.top, r.left))
    return Rules(across, np.asarray(cv2.transpose(down), np.uint8), level, tuple(posts))


def box_sides(mask: Image, level: Sequence[Rect], text_height: float) -> tuple[Rect, ...]:
    """The sides of low boxes in an ink mask: strokes from one level rule to the next where one of them ends.

    They are too short for upright rules, and letters touch them.
    """
    reach = FLUSH * text_height
    found: set[Rect] = set()
    for upper, lower in product(level, level):
        if not LOW_BOX[0] * text_height < lower.top - upper.bottom < LOW_BOX[1] * text_height:
            continue
        first, last = max(upper.left, lower.left) - reach, min(upper.right, lower.right) + reach
        for end in {upper.left, lower.left, upper.right, lower.right}:
            if not first <= end <= last:
                continue
            left, right = max(0, int(end - reach)), int(end + reach) + 1
            strip = mask[int(upper.bottom) : int(lower.top), left:right]
            inked = np.flatnonzero((strip > 0).mean(axis=0) > UNBROKEN)
            if len(inked):
                found.add(Rect(left + float(inked[0]), upper.top, left + inked[-1] + 1.0, lower.bottom))
    return tuple(sorted(found, key=lambda side: (side.top, side.left)))


def painted(mask: Image, rects: Sequence[Rect]) -> Image:
    """The mask with rectangles filled."""
    out = mask.copy()
    for rect in rects:
        out[int(rect.top) : int(rect.bottom), int(rect.left) : int(rect.right)] = 255
    return out


def without(mask: Image, rules: Rules) -> Image:
    """The ink mask without the rules; strokes of letters which cross a rule are kept together."""
    gone = cv2.bitwise_and(mask, cv2.bitwise_not(cv2.bitwise_or(rules.across, rules.down)))
    mended = cv2.morphologyEx(gone, cv2.MORPH_CLOSE, np.ones((3, 1), np.uint8))
    return np.asarray(cv2.bitwise_or(gone, cv2.bitwise_and(mended, mask)), np.uint8)


def mended(posts: Sequence[Rect], text_height: float) -> tuple[Rect, ...]:
    """Upright rules whose pieces, broken by stamps and letters, are one again."""
    done: list[Rect] = []
    for post in sorted(posts, key=lambda r: r.top):
        for index, other in enumerate(done):
            gap = post.top - other.bottom
            if abs(post.centre - other.centre) < 0.4 * text_height and gap < 4 * text_height:
                done[index] = other.union(post)
                break
        else:
            done.append(post)
    return tuple(done)


def told_apart(
    posts: Sequence[Rect], text_height: float, height: int
) -> tuple[tuple[Rect, ...], tuple[Rect, ...]]:
    """Upright rules that part columns, and a copier's streaks, in a picture `height` pixels high.

    A streak leans where print is upright, or runs over the paper from edge to edge, and parts nothing.
    """
    streaks = tuple(post for post in posts if _is_streak(post, text_height, height))
    return tuple(post for post in posts if post not in streaks), streaks


def _is_streak(post: Rect, text_height: float, height: int) -> bool:
    leans = post.height > STREAK * text_height and post.width > LEAN * post.height + 0.2 * text_height
    return leans or (post.top < EDGE * height and post.bottom > (1 - EDGE) * height)


def dotted(parts: Parts, text_height: float, shape: tuple[int, int]) -> NDArray[np.bool_]:
    """Which parts belong to dotted or dashed lines: many small ones in a row; i'jam dots are never so many.

    `shape` is that of the picture (height, width).
    """
    found = np.zeros(len(parts.area), np.bool_)
    letters = parts.height[parts.height >= 5]
    # Beside a machine-readable zone the usual text is small: dots are measured by the smaller print.
    text_height = min(text_height, 2.2 * float(np.median(letters)) if len(letters) else text_height)
    small = parts.height <= max(3.0, 0.16 * text_height)
    if not small.any():
        return found
    half = (parts.box / 2).astype(np.int32)
    canvas = np.zeros((shape[0] // 2 + 2, shape[1] // 2 + 2), np.uint8)
    for x0, y0, x1, y1 in half[small]:
        canvas[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)] = 255
    reach = max(3, round(0.28 * text_height)) | 1
    joined = cv2.dilate(canvas, np.ones((1, reach), np.uint8))
    _, runs, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    long = 2 * stats[:, cv2.CC_STAT_WIDTH] > 3.0 * text_height
    long[0] = False
    run = runs[half[:, 1], half[:, 0]]
    for number in np.flatnonzero(long):
        members = np.flatnonzero(small & (run == number))
        found[members[_in_line(parts.box[members], text_height)]] = True
    return found


def _in_line(boxes: NDArray[np.float64], text_height: float) -> NDArray[np.bool_]:
    """Which of a run's dots lie on its one straight line; dots of letters that touch it lie off it."""
    across, down = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    slack = max(1.5, 0.1 * text_height)
    line = np.full(len(boxes), np.median(down))
    near = np.abs(down - line) < 2 * slack
    if near.sum() >= LEAST_DOTS:
        slope, start = np.polyfit(across[near], down[near], 1)
        line = slope * across + start
    near = np.abs(down - line) < slack
    # In a soft picture dots run together into dashes: few, and long ones.
    inked = float((boxes[near, 2] - boxes[near, 0]).sum())
    return np.asarray(near & (near.sum() >= LEAST_DOTS or inked > LEAST_DASHES * text_height), np.bool_)


def _in_word(mask: Image, stroke: Rect, text_height: float) -> bool:
    """Whether a level stroke joins the letters of a word: a kashida, a flat baseline.

    At both its ends ink turns up or down from it, as low as letters are. A rule ends free, or at the side of
    a box.
    """
    reach, tall = round(TURN * text_height), round(TALLEST_TURN * text_height)
    top, bottom = max(0, int(stroke.top) - tall - 1), int(stroke.bottom) + tall + 1
    for end in (stroke.left, stroke.right):
        around = mask[top:bottom, max(0, int(end) - reach) : int(end) + reach] > 0
        above, below = around[: int(stroke.top) - top], around[int(stroke.bottom) - top :]
        # The nearest rows belong to the stroke where it is thicker than its middle.
        rises, falls = above[:-1][-2:].any(axis=0), below[1:][:2].any(axis=0)
        if not (rises.any() or falls.any()) or _run(above[::-1], below) >= tall:
            return False
    return True


def _run(above: NDArray[np.bool_], below: NDArray[np.bool_]) -> int:
    """The longest unbroken ink in a column away from a stroke, in pixels; rows go away from it."""
    runs = [np.logical_and.accumulate(side, axis=0).sum(axis=0).max(initial=0) for side in (above, below)]
    return int(max(runs))


def _strokes(mask: Image, text_height: float, *, written: bool = False) -> tuple[Image, tuple[Rect, ...]]:
    """Horizontal strokes and the boxes around them: thin, straight, several lines of text long.

    They may slope by a degree or two. `written` says that text runs along them, whose own strokes are told
    apart.
    """
    length = max(20, round(1.6 * text_height)) | 1
    thick = np.asarray(cv2.dilate(mask, np.ones((3, 1), np.uint8)), np.uint8)
    long = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    strokes = np.zeros_like(thick)
    found: list[Rect] = []
    # Few parts are as long as a rule: only these are looked at more closely.
    for x, y, w, h in boxes_of(np.asarray(long, np.uint8)):
        if w <= 3.2 * text_height or h >= 0.3 * text_height + 0.06 * w:
            continue
        stroke = filling(np.asarray(long[y : y + h, x : x + w], np.uint8))
        thickest = THICKEST if w < LONGER * text_height else THICKEST_PAIR
        rect = Rect(float(x), float(y), float(x + w), float(y + h))
        if written and w < LONGER * text_height and _in_word(mask, rect, text_height):
            continue
        if cv2.countNonZero(stroke) / w < thickest * text_height:
            strokes[y : y + h, x : x + w] |= stroke
            found.append(rect)
    return strokes, tuple(sorted(found, key=lambda r: (r.top, r.left)))
