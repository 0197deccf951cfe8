"""Grouping of parts of ink: dots to letters, letters to words, words to segments of one line."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Rect
from ocr.image.components import Parts
from ocr.segmentation.punctuation import Signs, find_signs
from ocr.segmentation.word_spacing import CRUMBS, WIDEST_SET, WORD_GAP, Boxes, in_pieces, walled, wide_space

ZERO_GAP: Final = 0.95
"""Widest space beside an Arabic zero, in heights of the line: a dot in the middle of its square."""
WHOLE: Final = 1.1
"""Most height of the pieces of one letter together, in heights of the line."""
CORE: Final = 0.3
"""Height of a part, as a share of its line's, under which it is a dot, hamza or comma and can't start a
line."""
SIGN: Final = 0.4
"""Height and width, as shares of the line's height, under which a part is such a sign or an Arabic zero."""
LOWEST_LINE: Final = 14.0
"""Least height of a line in pixels of the view, however large other print on the page is."""
LOWEST: Final = 8.5
"""Least height of a segment in pixels of the view, likewise: lower ones are dust and dots."""
LEAST_WIDTH: Final = 2.0
"""Least width of a segment in pixels of the view: thinner ones are scratches."""
MOST_PARTS: Final = 9_000
"""Parts from which on a picture is noise: the densest newspaper page has half as many."""
BLOCK: Final = 128
"""Parts compared with their neighbours at once: tables of this height stay in the processor's cache."""


def segments_of(parts: Parts, walls: Sequence[Rect], height: float) -> tuple[Rect, ...]:
    """Segments of text, top to bottom; `walls` are upright rules which no segment crosses."""
    if not 0 < len(parts.box) < MOST_PARTS:
        return ()
    line = _line_heights(parts.box, height)
    high = (parts.height >= CORE * line) & (np.maximum(parts.height, parts.width) >= SIGN * line)
    core = high | (parts.width >= 0.9 * line)
    signs = find_signs(parts.box, core, line)
    spaced = partial(_segments, parts, core, line, signs, (*walls, *signs.walls), height)
    found = spaced(WORD_GAP)
    gap = wide_space(found, walls, height)
    if gap is None:
        return found
    found = spaced(gap)
    return spaced(WIDEST_SET * WORD_GAP) if in_pieces(found, CRUMBS * height) else found


def _segments(
    parts: Parts,
    core: NDArray[np.bool_],
    line: NDArray[np.float64],
    signs: Signs,
    walls: Sequence[Rect],
    height: float,
    gap: float,
) -> tuple[Rect, ...]:
    """Segments whose words are at most `gap` heights of a line apart."""
    groups = _linked(parts.box, core, line, signs, walls, gap)
    boxes, heights = _united(parts.box, groups), _highest(line, groups)
    lettered = _highest(core.astype(np.float64), groups) > 0
    boxes = _with_dots(boxes[lettered], boxes[~lettered], heights[lettered])
    found = [Rect(*map(float, box)) for box in _merged(boxes)]
    lowest = min(0.3 * height, LOWEST)
    kept = [r for r in found if r.height >= lowest and r.width >= LEAST_WIDTH]
    return tuple(sorted(kept, key=lambda r: (r.middle, -r.right)))


def _line_heights(boxes: Boxes, height: float) -> NDArray[np.float64]:
    """The height of each part's line: that of the tallest part beside it, pictures and the like left out.

    Parts are taken in order of their height on the page, so that only those of near lines are compared.
    """
    order = np.argsort(boxes[:, 1] + boxes[:, 3])
    left, top, right, bottom = (column.astype(np.float32) for column in boxes[order].T)
    high, middle = bottom - top, (top + bottom) / 2
    tallest = np.zeros(len(boxes), np.float32)
    usual = np.float32(1.15 * height)
    for start in range(0, len(boxes), BLOCK):
        some = slice(start, start + BLOCK)
        reach = 0.5 * height
        first = np.searchsorted(middle, top[some].min() - reach)
        last = np.searchsorted(middle, bottom[some].max() + reach)
        others = slice(int(first), int(last))
        gap = np.maximum(left[some, None] - right[others], left[others] - right[some, None])
        beside = (gap < 3 * height) & (middle[others] > top[some, None] - reach)
        beside &= middle[others] < bottom[some, None] + reach
        usable = beside & (high[others] < np.maximum(usual, 1.5 * high[some, None]))
        tallest[order[some]] = np.where(usable, high[others], 0).max(axis=1, initial=0)
    return np.asarray(np.clip(1.05 * tallest, min(0.5 * height, LOWEST_LINE), None), np.float64)


def _linked(
    boxes: Boxes,
    core: NDArray[np.bool_],
    line: NDArray[np.float64],
    signs: Signs,
    walls: Sequence[Rect],
    word_gap: float,
) -> NDArray[np.intp]:
    """A group number for each box: neighbours on one line with less than a word's space between them."""
    h = boxes[:, 3] - boxes[:, 1]
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    a, b = _on_one_line(boxes, boxes[:, 2] + max(1.4 * word_gap, ZERO_GAP) * line)
    shared = np.minimum(boxes[a, 3], boxes[b, 3]) - np.maximum(boxes[a, 1], boxes[b, 1])
    gap = boxes[b, 0] - boxes[a, 2]
    both_lines = np.minimum(np.maximum(line[a], line[b]), 1.4 * np.minimum(line[a], line[b]))
    near = gap <= word_gap * both_lines
    zero = (signs.zero[a] | signs.zero[b]) & (gap <= ZERO_GAP * both_lines)
    near |= zero & (np.abs(middle[a] - middle[b]) < 0.25 * both_lines)
    together = shared > 0.35 * np.minimum(h[a], h[b])
    # A letter that fell in two at a thin place: one piece lies over the other's end, and both are one high.
    whole = np.maximum(boxes[a, 3], boxes[b, 3]) - np.minimum(boxes[a, 1], boxes[b, 1])
    together |= (gap <= 0) & (whole <= WHOLE * both_lines)
    near &= np.where(core[a] & core[b], together & (shared > 0), shared > 0)
    a, b = a[near], b[near]
    free = ~walled(boxes[a], boxes[b], walls)
    return _joined(len(boxes), a[free].tolist(), b[free].tolist())


def _on_one_line(boxes: Boxes, ends: NDArray[np.float64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Pairs of boxes that share rows, as two lists of numbers.

    The second begins no further left than the first, and before that one's `ends`.
    """
    order = np.argsort(boxes[:, 0])
    starts, top, bottom = boxes[order, 0], boxes[order, 1], boxes[order, 3]
    last = np.searchsorted(starts, ends[order])
    firsts: list[NDArray[np.intp]] = []
    seconds: list[NDArray[np.intp]] = []
    for start in range(0, len(boxes), BLOCK):
        some = np.arange(start, min(start + BLOCK, len(boxes)))
        others = np.arange(start + 1, max(int(last[some].max()), start + 1))
        fits = (others > some[:, None]) & (others < last[some, None])
        fits &= (top[others] < bottom[some, None]) & (bottom[others] > top[some, None])
        one, other = np.nonzero(fits)
        firsts.append(order[some[one]])
        seconds.append(order[others[other]])
    return np.concatenate(firsts), np.concatenate(seconds)


def _joined(count: int, firsts: Sequence[int], seconds: Sequence[int]) -> NDArray[np.intp]:
    """The group of each of `count` boxes, named by its least number, given pairs that belong together."""
    parent = list(range(count))

    def root(index: int) -> int:
        """The number that names the group of a box so far."""
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for first, second in zip(firsts, seconds, strict=True):
        low, high = sorted((root(first), root(second)))
        parent[high] = low
    return np.array([root(index) for index in range(count)])


def _united(boxes: Boxes, groups: NDArray[np.intp]) -> Boxes:
    """The box around each group."""
    _, numbers = np.unique(groups, return_inverse=True)
    count = int(numbers.max()) + 1
    out = np.column_stack([np.full((count, 2), np.inf), np.full((count, 2), -np.inf)])
    np.minimum.at(out[:, 0], numbers, boxes[:, 0])
    np.minimum.at(out[:, 1], numbers, boxes[:, 1])
    np.maximum.at(out[:, 2], numbers, boxes[:, 2])
    np.maximum.at(out[:, 3], numbers, boxes[:, 3])
    return np.asarray(out, np.float64)


def _highest(values: NDArray[np.float64], groups: NDArray[np.intp]) -> NDArray[np.float64]:
    """The largest value of each group."""
    _, numbers = np.unique(groups, return_inverse=True)
    out = np.zeros(int(numbers.max()) + 1)
    np.maximum.at(out, numbers, values)
    return out


def _with_dots(boxes: Boxes, dots: Boxes, heights: NDArray[np.float64]) -> Boxes:
    """The boxes grown by the dots which lie in or close to them; other dots are dust."""
    if not len(dots) or not len(boxes):
        return boxes
    grown = boxes.copy()
    x, y = (dots[:, 0] + dots[:, 2]) / 2, (dots[:, 1] + dots[:, 3]) / 2
    across = np.maximum(boxes[:, 0, None] - x, x - boxes[:, 2, None])
    down = np.maximum(boxes[:, 1, None] - y, y - boxes[:, 3, None])
    away = (
        np.maximum(across, 0)
        + np.maximum(down, 0)
        + 0.02 * np.abs((boxes[:, 1] + boxes[:, 3])[:, None] / 2 - y)
    )
    reach = 0.32 * heights[:, None]
    away[(across > reach) | (down > reach)] = np.inf
    nearest = away.argmin(axis=0)
    for dot, index in enumerate(nearest):
        if np.isfinite(away[index, dot]):
            grown[index, :2] = np.minimum(grown[index, :2], dots[dot, :2])
            grown[index, 2:] = np.maximum(grown[index, 2:], dots[dot, 2:])
    return grown


def _merged(boxes: Boxes) -> Boxes:
    """Boxes of which one lies almost wholly within another's line are one."""
    kept = np.empty_like(boxes)
    count = 0
    for box in boxes[np.argsort(boxes[:, 0] - boxes[:, 2])]:
        others = kept[:count]
        high, highs = box[3] - box[1], others[:, 3] - others[:, 1]
        across = np.minimum(box[2], others[:, 2]) - np.maximum(box[0], others[:, 0])
        down = np.minimum(box[3], others[:, 3]) - np.maximum(box[1], others[:, 1])
        within = (across > 0.6 * (box[2] - box[0])) & (down > 0.55 * np.minimum(high, highs))
        inside = np.flatnonzero(within & (high < 1.3 * highs))
        if len(inside):
            first = kept[inside[0]]
            first[:2], first[2:] = np.minimum(first[:2], box[:2]), np.maximum(first[2:], box[2:])
        else:
            kept[count] = box
            count += 1
    return kept[:count]
