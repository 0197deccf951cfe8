"""Whether a streak or a fold may have cut a value in two, or swallowed an end of it.

It looks like the wall of a cell, and both readers agree on what is left. What gives it away: it goes from
edge to edge of the paper, as no rule of a form does, or print that nobody claims goes on behind it. A rule
that lies on a value takes its top away.
"""

from collections.abc import Callable, Iterator, Sequence
from math import inf
from typing import Final

import numpy as np

from ocr.geometry import MARGIN_ACROSS, MARGIN_DOWN, Image, Rect, crop_of
from ocr.image.histogram import percentiles
from ocr.layout.sheet import POST, Sheet, in_one_row
from ocr.result.doubt import Doubt

NEAR: Final = 0.8
"""Heights of a line within which a wall stands beside a value."""
BEHIND: Final = (0.35, 1.1)
"""Where behind a wall the rest of a value would stand, in heights of a line."""
AFTER: Final = (0.4, 1.7)
"""Where after a value a word that fell to pieces would stand, in heights of a line."""
UPPER: Final = 0.6
"""How much of the line is looked at there from its top, in heights of it: leaders stand lower."""
ACROSS: Final = 0.85
"""Share of a paper's height from which upright rules in one column are a streak."""
SLANT: Final = 0.012
"""How far a streak may lean, as a share of the paper's height."""
TOUCHING: Final = 0.45
"""Heights of a line within which a wall may have swallowed a stroke."""
TRIM: Final = 0.2
"""Heights of a line that are left out at a wall's ends, where rules meet it."""
STROKE: Final = 0.12
"""Thickness of a stroke in heights of a line."""
HANGING: Final = 0.15
"""Heights of a line by which a value may stand out over a rule that touches its top."""
INK: Final = 0.03
"""Share of that strip that is as dark as print, from which there is print."""


def cuts(
    rect: Rect, sheet: Sheet, height: float, claimed: Sequence[Rect], crop: Callable[[Rect], Image]
) -> frozenset[Doubt]:
    """What may have taken a part of a value on a paper so high.

    A streak through or beside it, a level rule over it, a rule that a stroke has grown onto, or print that is
    no label and no other value and goes on after it or behind a rule beside it.
    """
    told = {
        Doubt.CUT_BY_STREAK: _streaked(rect, sheet, height),
        Doubt.TOP_UNDER_RULE: _hangs(rect, sheet),
        Doubt.STROKE_ON_RULE: any(
            _grown(rect, wall, crop)
            for wall in sheet.vertical
            if _beside(rect, wall) < TOUCHING * rect.height
        ),
        Doubt.GOES_ON: _goes_on(rect, sheet, claimed, crop)
        or any(
            not any(in_one_row(other, strip) and other.overlap_across(strip) > 0 for other in claimed)
            and _printed(crop(strip), crop(rect))
            for strip in _behind(rect, sheet)
        ),
    }
    return frozenset(doubt for doubt, holds in told.items() if holds)


def _streaked(rect: Rect, sheet: Sheet, height: float) -> bool:
    """Whether a streak runs through a value on a paper so high, or beside it."""
    reach = NEAR * rect.height
    return any(rect.left - reach < streak < rect.right + reach for streak in streaks(sheet, height)) or any(
        rect.gap_across(streak) < reach and rect.overlap_down(streak) > 0 for streak in sheet.streaks
    )


def _hangs(rect: Rect, sheet: Sheet) -> bool:
    """Whether a value begins right under a level rule, which may have cut off its top.

    Of a six is left a one.
    """
    near = HANGING * rect.height
    return any(
        rule.top - near < rect.top <= rule.bottom and rule.left < rect.centre < rule.right
        for rule in sheet.horizontal
    )


def _goes_on(rect: Rect, sheet: Sheet, claimed: Sequence[Rect], crop: Callable[[Rect], Image]) -> bool:
    """Whether print that was found to be no text stands right after a value: a word that fell to pieces.

    Rules and dots of leaders stand low on a line, and are not looked at.
    """
    height = rect.height
    first, last = (share * height for share in AFTER)
    strip = Rect(rect.left - last, rect.top, rect.left - first, rect.top + UPPER * height)
    if strip.left < 0 or any(
        in_one_row(other, strip) and other.overlap_across(strip) > 0
        for other in (*claimed, *(segment.rect for segment in sheet.segments))
    ):
        return False
    walled = any(
        strip.left - first < wall.centre < rect.left and wall.top < rect.middle < wall.bottom
        for wall in sheet.vertical
    )
    return not walled and _printed(crop(strip), crop(rect))


def streaks(sheet: Sheet, height: float) -> list[float]:
    """The columns of upright rules that go from edge to edge of a paper so high, in one piece or several."""
    found: list[float] = []
    walls = sorted(sheet.vertical, key=lambda wall: wall.centre)
    while walls:
        group = [wall for wall in walls if wall.centre - walls[0].centre < SLANT * height]
        if sum(wall.height for wall in group) > ACROSS * height and _spread(group) > ACROSS * height:
            found.append(sum(wall.centre for wall in group) / len(group))
        walls = walls[len(group) :]
    return found


def _spread(walls: Sequence[Rect]) -> float:
    return max(wall.bottom for wall in walls) - min(wall.top for wall in walls)


def _beside(rect: Rect, wall: Rect) -> float:
    """How far a wall stands from a value in its rows."""
    within = wall.top < rect.middle < wall.bottom and wall.height > POST * rect.height
    return abs(rect.gap_across(wall)) if within else inf


def _grown(rect: Rect, wall: Rect, crop: Callable[[Rect], Image]) -> bool:
    """Whether a wall beside a value is thicker in its rows than elsewhere: a stroke has grown onto it."""
    trim = TRIM * rect.height
    left = min(rect.right, wall.left) if wall.centre > rect.centre else wall.left
    right = wall.right if wall.centre > rect.centre else max(rect.left, wall.right)
    part = Rect(left, wall.top + trim, right, wall.bottom - trim)
    view = whole = crop(part)
    scale = view.shape[0] / crop_of(part).height
    across, down = round(MARGIN_ACROSS * part.height * scale), round(MARGIN_DOWN * part.height * scale)
    view = view[down : view.shape[0] - down, across : view.shape[1] - across]
    if not view.size:
        return False
    ink, paper = percentiles(whole, 5, 90)
    thick = (view < (ink + paper) / 2).sum(axis=1) / scale
    rows = part.top + (np.arange(len(thick)) + 0.5) * part.height / len(thick)
    inside = (rows > rect.top) & (rows < rect.bottom)
    if not inside.any() or inside.all():
        return False
    return bool(np.percentile(thick[inside], 75) > np.median(thick[~inside]) + STROKE * rect.height)


def _behind(rect: Rect, sheet: Sheet) -> Iterator[Rect]:
    """The strips behind the walls right beside a value."""
    height = rect.height
    first, last = (share * height for share in BEHIND)
    for wall in sheet.vertical:
        if wall.height < POST * height or not wall.top < rect.middle < wall.bottom:
            continue
        if abs(wall.centre - rect.left) < NEAR * height:
            yield Rect(wall.left - last, rect.top, wall.left - first, rect.bottom)
        if abs(wall.centre - rect.right) < NEAR * height:
            yield Rect(wall.right + first, rect.top, wall.right + last, rect.bottom)


def _printed(strip: Image, value: Image) -> bool:
    """Whether a strip is as dark in places as the print of the value beside it."""
    ink, paper = percentiles(value, 5, 90)
    return bool((strip < (ink + paper) / 2).mean() > INK)
