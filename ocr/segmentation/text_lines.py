"""Segments of text, runs of letters that belong together, found in a straight view of a paper."""

from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Image, Rect
from ocr.image.binarize import colour, even, grey, writing
from ocr.image.components import Parts, parts_of
from ocr.segmentation.grouping import segments_of
from ocr.segmentation.punctuation import lone_dots
from ocr.segmentation.ruling_lines import (
    Rules,
    box_sides,
    dotted,
    find_rules,
    mended,
    painted,
    told_apart,
    without,
)
from ocr.segmentation.stamps import stamped
from ocr.segmentation.touching_lines import part_lines

MOSTLY_COLOURED: Final = 0.6
"""Share of a part's ink that is pale and coloured from which on it is a stamp's: type is dark in the
middle."""
HOLE: Final = 0.7
"""Least width of a punched hole, in heights of a line: full stops and zeros are far smaller."""
LOW: Final = 4.5
"""Least ratio of width to height of the frame around a value: words are higher."""
HOLLOW: Final = 0.3
"""Most share of such a frame's box that is ink: words have more."""
POST: Final = 1.05
"""Heights of a line from which a thin upright stroke is the side of a box: an alef is half as high."""


@dataclass(frozen=True, slots=True)
class Found:
    """Segments of text in reading order, rules, the usual height of a line, and dots near no text.

    All are in frame units.
    """

    segments: tuple[Rect, ...]
    rules: Rules
    text_height: float
    dots: tuple[Rect, ...] = ()


@dataclass(frozen=True, slots=True)
class Lettering:
    """The print of a view: evened grey, ink without rules, parts of letters, rules, height of a line."""

    level: Image
    letters: Image
    parts: Parts
    rules: Rules
    text_height: float


def find_lines(pixels: Image) -> Found:
    """Segments of text in RGB pixels of a frame.

    The picture is made black and white only to find the text: readers get grey pixels.
    """
    seen = lettering(pixels)
    segments = segments_in(seen)
    return Found(segments, seen.rules, seen.text_height, lone_dots(seen.parts, segments, seen.text_height))


def segments_in(seen: Lettering) -> tuple[Rect, ...]:
    """Segments of text made of the parts of letters, from the top."""
    height = seen.text_height
    return part_lines(segments_of(seen.parts, seen.rules.vertical, height), seen.letters, height)


def lettering(pixels: Image) -> Lettering:
    """What is print in RGB pixels of a frame: without stamps, rules, dots of leaders, pictures and dust."""
    level = even(grey(pixels))
    ink = writing(level)
    height = text_height(parts_of(ink))
    stamps = stamped(colour(pixels, level), level, height)
    ink = np.asarray(cv2.bitwise_and(ink, cv2.bitwise_not(stamps)), np.uint8)
    rules = find_rules(ink, height)
    sides = box_sides(ink, rules.horizontal, height)
    rules = replace(rules, down=painted(rules.down, sides))
    letters = without(ink, rules)
    parts = parts_of(letters, stamps)
    posts = _posts(parts, height)
    kept = _letters(parts.only(~posts), height)
    kept = kept.only(~dotted(kept, height, ink.shape[:2]))
    upright, streaks = told_apart(mended(rules.vertical, height), height, ink.shape[0])
    walls = (*upright, *sides, *(Rect(*map(float, box)) for box in parts.box[posts]))
    rules = Rules(rules.across, rules.down, rules.horizontal, walls, streaks)
    return Lettering(level, letters, kept, rules, height)


def _posts(parts: Parts, height: float) -> NDArray[np.bool_]:
    """Which parts are upright borders of single boxes: taller than any letter, and thin."""
    thickness = parts.area / np.maximum(parts.height, 1)
    thin = thickness < np.maximum(3.5, 0.2 * height)
    straight = parts.width <= thickness + 0.05 * parts.height + 1.5
    return np.asarray(thin & straight & (parts.height > POST * height), np.bool_)


def like_letters(parts: Parts) -> NDArray[np.bool_]:
    """Which parts have the size and the shape of letters."""
    tall = (parts.height >= 5) & (parts.height < 0.12 * parts.longest) & (parts.width < 12 * parts.height)
    return np.asarray(tall & (parts.area > 10) & (parts.height < 3.5 * parts.width), np.bool_)


def _hollow(parts: Parts) -> NDArray[np.bool_]:
    """Which parts are low boxes around values, of which a form may have as many as words."""
    wide = parts.width > LOW * parts.height
    return np.asarray(wide & (parts.area < HOLLOW * parts.width * parts.height), np.bool_)


def text_height(parts: Parts) -> float:
    """Height of a line of the commonest text: 1.7 times the usual height of a part of letters, 10 to 90."""
    tall = like_letters(parts) & ~_hollow(parts)
    if tall.sum() < 5:
        return 24.0
    heights = parts.height[tall]
    main = heights[heights > 0.5 * np.percentile(heights, 80)]
    return float(np.clip(1.7 * np.median(main), 10, 90))


def _letters(parts: Parts, height: float) -> Parts:
    """The parts without pictures, frames, dust, and stamps, whose ink is pale and coloured all over."""
    w, h = parts.width, parts.height
    keep = (h < 4.5 * height) & (w < 25 * height) & (parts.area >= 3)
    keep &= ~((h > 1.8 * height) & (w > 1.8 * height) & (parts.area < 0.12 * w * h))
    keep &= ~((h > 2.5 * height) & (w < 0.5 * height))
    keep &= ~_punched(parts, height)
    keep &= parts.coloured < MOSTLY_COLOURED
    return parts.only(keep)


def _punched(parts: Parts, height: float) -> NDArray[np.bool_]:
    """Which parts are holes of a punch, dark on a scan: round, solid and as large as letters at least."""
    w, h = parts.width, parts.height
    larger, smaller = np.maximum(w, h), np.minimum(w, h)
    full = parts.area / np.maximum(1, w * h)
    return np.asarray((smaller >= HOLE * height) & (larger < 1.25 * smaller) & (abs(full - np.pi / 4) < 0.07))
