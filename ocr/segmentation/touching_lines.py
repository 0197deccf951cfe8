"""Lines of print so close that their letters touch, parted: a small label right over its value."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from ocr.geometry import Image, Rect

TALL: Final = 1.6
"""Height, in heights of a line, from which a segment may be two lines."""
VALLEY: Final = 0.3
"""Most ink of the row between two lines, as a share of the row with most: descenders cross it."""


def part_lines(segments: Sequence[Rect], letters: Image, height: float) -> tuple[Rect, ...]:
    """The segments, those parted that hold two lines; `letters` is the ink they were found in."""
    parted = [piece for segment in segments for piece in _pieces(segment, letters, height)]
    return tuple(sorted(parted, key=lambda r: (r.middle, -r.right)))


def _pieces(segment: Rect, letters: Image, height: float) -> Iterator[Rect]:
    """The segment, or the two lines it is made of."""
    if segment.height < TALL * height or segment.width < 0.8 * height:
        yield segment
        return
    left, top, right, bottom = (int(v) for v in (segment.left, segment.top, segment.right, segment.bottom))
    ink = letters[top:bottom, left:right] > 0
    rows = np.convolve(ink.sum(axis=1), np.ones(3) / 3, mode="same")
    start, end = int(0.28 * len(rows)), int(0.75 * len(rows))
    if end - start < 3:
        yield segment
        return
    valley = start + int(np.argmin(rows[start:end]))
    if rows[valley] > VALLEY * min(rows[:valley].max(), rows[valley:].max()):
        yield segment
        return
    for first, last in ((0, valley), (valley, len(rows))):
        found = _trimmed(ink[first:last])
        if found is not None:
            x0, y0, x1, y1 = found
            yield Rect(float(left + x0), float(top + first + y0), float(left + x1), float(top + first + y1))


def _trimmed(ink: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> tuple[int, int, int, int] | None:
    """Left, top, right and bottom of what ink there is."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
