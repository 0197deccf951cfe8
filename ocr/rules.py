"""Printed rules, box borders and dotted lines: found, so that they part cells, and taken out of the ink."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Image, Rect
from ocr.parts import Parts


@dataclass(frozen=True, slots=True)
class Rules:
    """Masks (H, W; 0 or 255) of rules that run across and down, and the rules themselves as thin
    rectangles."""

    across: Image
    down: Image
    horizontal: tuple[Rect, ...]
    vertical: tuple[Rect, ...]


def find_rules(mask: Image, text_height: float) -> Rules:
    """Long thin strokes in an ink mask, at least about three lines of text long."""
    across = _strokes(mask, text_height)
    down = np.ascontiguousarray(_strokes(np.ascontiguousarray(mask.T), text_height).T)
    return Rules(across, down, _rectangles(across), _rectangles(down))


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


def dotted(parts: Parts, text_height: float, shape: tuple[int, int]) -> NDArray[np.bool_]:
    """Which parts belong to dotted or dashed lines: many small ones in a row; i'jam dots are never so many.

    `shape` is that of the picture (height, width).
    """
    limit = max(3.0, 0.2 * text_height)
    small = (parts.height <= limit) & (parts.width <= 2.5 * limit)
    if small.sum() < 10:
        return np.zeros(len(parts.area), np.bool_)
    half = (parts.box / 2).astype(np.int32)
    canvas = np.zeros((shape[0] // 2 + 2, shape[1] // 2 + 2), np.uint8)
    for x0, y0, x1, y1 in half[small]:
        canvas[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)] = 255
    reach = max(3, round(0.28 * text_height))
    joined = cv2.morphologyEx(canvas, cv2.MORPH_CLOSE, np.ones((2, reach), np.uint8))
    _, runs, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    width, height = 2 * stats[:, cv2.CC_STAT_WIDTH], 2 * stats[:, cv2.CC_STAT_HEIGHT]
    line = (width > 3.0 * text_height) & (height < np.maximum(2.5 * limit, 0.03 * width))
    line[0] = False
    return np.asarray(small & line[runs[half[:, 1], half[:, 0]]], np.bool_)


def _strokes(mask: Image, text_height: float) -> Image:
    """Horizontal strokes: thin, straight, several lines of text long, tolerant of a slope of one degree or
    two."""
    length = max(20, round(1.6 * text_height))
    thick = np.asarray(cv2.dilate(mask, np.ones((3, 1), np.uint8)), np.uint8)
    long = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(np.asarray(long, np.uint8), connectivity=8)
    width, height, area = (stats[:, i] for i in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    thickness = area / np.maximum(width, 1)
    rule = (
        (width > 3.2 * text_height)
        & (thickness < 0.45 * text_height)
        & (height < 0.3 * text_height + 0.06 * width)
    )
    rule[0] = False
    return np.asarray(cv2.bitwise_and(rule[labels].astype(np.uint8) * 255, thick), np.uint8)


def _rectangles(strokes: Image) -> tuple[Rect, ...]:
    """The boxes around the strokes of a mask."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    return tuple(Rect(float(x), float(y), float(x + w), float(y + h)) for x, y, w, h, _ in stats[1:])
