"""What became of each line of a paper in the hands of a finder: found whole, cut, joined, short or lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ocr.geometry import Rect

CORE: Final = 0.5
"""Share of a line's height, in its middle, of which a segment must hold half to hold the line."""
HELD: Final = 0.5
WIDE: Final = 0.8
"""Least shared width over the width of both together."""
NEAR: Final = 0.2
"""Ends no further apart than this, in heights of the line, are the same: a digit is a few pixels wide."""


class Fate(StrEnum):
    """What a finder made of a line."""

    WHOLE = "whole"
    CUT = "cut"
    JOINED = "joined"
    SHORT = "short or long"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Fates:
    """The fate of each line in turn, and the segments that hold none of them."""

    lines: tuple[Fate, ...]
    false: tuple[Rect, ...]


def fates(lines: Sequence[Rect], segments: Sequence[Rect]) -> Fates:
    """Set the segments of a finder beside the true boxes of the lines, in one frame.

    Joined is told before cut: of a line that was cut and one piece of which went to a neighbour, that harms
    more.
    """
    holding = [[number for number, line in enumerate(lines) if holds(one, line)] for one in segments]
    by_line: list[list[int]] = [[] for _ in lines]
    for place, held in enumerate(holding):
        for number in held:
            by_line[number].append(place)

    def fate(number: int) -> Fate:
        places = by_line[number]
        if not places:
            return Fate.LOST
        if any(len(holding[place]) > 1 for place in places):
            return Fate.JOINED
        if len(places) > 1:
            return Fate.CUT
        return Fate.WHOLE if covers(segments[places[0]], lines[number]) else Fate.SHORT

    false = [one for one, held in zip(segments, holding, strict=True) if not held]
    return Fates(tuple(fate(number) for number in range(len(lines))), tuple(false))


def holds(segment: Rect, line: Rect) -> bool:
    """Whether a segment holds ink of a line: half of its core, along half a letter or more."""
    across = min(segment.right, line.right) - max(segment.left, line.left)
    core = line.grown(0.0, -line.height * (1 - CORE) / 2)
    down = min(segment.bottom, core.bottom) - max(segment.top, core.top)
    return across > HELD * min(line.width, line.height) and down >= HELD * core.height


def covers(segment: Rect, line: Rect) -> bool:
    """Whether a segment is as wide as a line."""
    together = max(segment.right, line.right) - min(segment.left, line.left)
    shared = min(segment.right, line.right) - max(segment.left, line.left)
    ends = max(abs(segment.left - line.left), abs(segment.right - line.right))
    return shared >= WIDE * together or ends <= NEAR * line.height
