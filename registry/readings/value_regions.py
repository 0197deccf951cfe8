"""The room a value has on its page: from its label to the next field, wider than the box that was read.

A box may be cut too small or lie a line off. What must not be seen is therefore covered as far as the next
value that was read along its line, half-way to the lines above and below, and never only as far as its box.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from registry.domain.handover import Box, Corner

ACROSS: Final = 2.0
"""How far a room reaches above and below its box where no other line was read, in heights of the text."""
SHARE: Final = 0.5
"""How much of the gap to the next line is covered: the rest is that line's, whose label is higher."""
LEAST: Final = 0.4
"""The same where another value stands close by: boxes are drawn tightly."""
SAME_LINE: Final = 0.6
"""Two values whose middles are less than this many heights apart stand in one line."""
SMALLEST: Final = 0.012
"""The least height of text to reckon with, as a share of the page's width: one box alone may be cut."""


@dataclass(frozen=True, slots=True)
class _Span:
    """A box seen along the lines of its paper: `start` to `end` along them, `top` to `bottom` across."""

    start: float
    end: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def room(box: Box, others: Sequence[Box], width: float, height: float) -> Box:
    """Four corners of the room of `box` among the `others` of its page, `width` by `height` pixels."""
    angle = _angle((box, *others))
    own = _span(box, angle)
    spans = [_span(other, angle) for other in others]
    text = max(_tall([one.bottom - one.top for one in (own, *spans)]), SMALLEST * width)
    # What a box cut across its line may have lost of it.
    lost = max(0.0, text - (own.bottom - own.top))
    near, far = LEAST * text + lost, ACROSS * text + lost
    start, end = _along(own, spans, text, math.hypot(width, height))
    over = [one for one in spans if one.start < end and one.end > start]
    above = [own.top - one.bottom for one in over if own.middle - one.middle > SAME_LINE * text]
    below = [one.top - own.bottom for one in over if one.middle - own.middle > SAME_LINE * text]
    top = own.top - min(far, max(near, min(above, default=far / SHARE) * SHARE))
    bottom = own.bottom + min(far, max(near, min(below, default=far / SHARE) * SHARE))
    return _box(_Span(start, end, top, bottom), angle)


def _tall(heights: Sequence[float]) -> float:
    """The height that three in four boxes don't exceed: some hold low letters or a part of a value alone."""
    return sorted(heights)[math.ceil(0.75 * len(heights)) - 1]


def _along(own: _Span, spans: Sequence[_Span], text: float, furthest: float) -> tuple[float, float]:
    """Where the room begins and ends along its line: at the neighbours there, or beyond the page's edge."""
    line = [one for one in spans if abs(one.middle - own.middle) < SAME_LINE * text]
    # A neighbour that reaches into the box is no end of it.
    before = [one.end for one in line if one.end <= own.start]
    after = [one.start for one in line if one.start >= own.end]
    return max(before, default=own.start - furthest), min(after, default=own.end + furthest)


def _angle(boxes: Sequence[Box]) -> float:
    """How the lines of a paper run: the middle of its boxes' directions, reckoned from the longest box."""
    edges = [(_minus(box[1], box[0]), _minus(box[2], box[3])) for box in boxes]
    across = [(one[0] + two[0], one[1] + two[1]) for one, two in edges]
    longest = max(across, key=lambda side: math.hypot(*side))
    base = math.atan2(longest[1], longest[0])
    turns = [math.remainder(math.atan2(y, x) - base, math.tau) for x, y in across if (x, y) != (0, 0)]
    return base + (median(turns) if turns else 0.0)


def _span(box: Box, angle: float) -> _Span:
    turned = [_turned(corner, -angle) for corner in box]
    along, across = [x for x, _ in turned], [y for _, y in turned]
    return _Span(min(along), max(along), min(across), max(across))


def _box(span: _Span, angle: float) -> Box:
    return (
        _turned((span.start, span.top), angle),
        _turned((span.end, span.top), angle),
        _turned((span.end, span.bottom), angle),
        _turned((span.start, span.bottom), angle),
    )


def _turned(corner: Corner, angle: float) -> Corner:
    (x, y), cosine, sine = corner, math.cos(angle), math.sin(angle)
    return x * cosine - y * sine, x * sine + y * cosine


def _minus(corner: Corner, other: Corner) -> Corner:
    return corner[0] - other[0], corner[1] - other[1]
