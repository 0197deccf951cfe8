"""Rectification: a paper's frame turned and scaled until its lines run level and upright."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

import cv2
import numpy as np

from ocr.geometry import Frame, Image, Rect
from ocr.image import binarize
from ocr.image.components import Inked, Parts, inked, measured, parts_of
from ocr.image.photocopy import restored
from ocr.image.pyramid import Picture, cut
from ocr.image.skew import rule_angle, text_angle
from ocr.recognition.line_reader import Engine, LineReading
from ocr.recognition.orientation import Stand, judge_stand, sample
from ocr.segmentation.text_lines import Found, like_letters, text_height

FIRST_LOOK: Final = 900
"""Pixels on the longer side of the view in which slant and size of the text are measured."""
FINER: Final = 1.8
"""Least pixels of the picture to one of the first look at which that takes the darkest of four of them."""
FINE: Final = 1.4
"""The same for the view in which the text of a copy is sought."""
SPECK: Final = 0.8
"""Spread in pixels by which specks are smoothed before, so that dust stays dust."""
ENOUGH: Final = 0.8
"""Least share of the parts like letters that the darkest ink holds where it is all the type."""
ASKEW: Final = 1.5
"""Most degrees between rules and lines of text that are level together: else the rules are no form's."""
APART: Final = 3.0
"""Least degrees between the lines of two masks that do not lie alike."""
SWOLLEN: Final = 1.6
"""Pixels that taking the darkest of four adds to the height of a line."""
LEAST_ANGLE: Final = 0.15
"""Least degrees by which a frame is straightened: over a page's width less is under a stroke's height."""
LINE_IN_VIEW: Final = 24.0
"""Pixels of a line's height in the view in which text is sought; readers get crops of the original."""
LARGEST_VIEW: Final = 1900
"""Most pixels of that view's longer side: its work grows with the square."""
TOO_SMALL: Final = 1.3
"""Least factor by which smaller print asks for a larger view and a second search."""
MANY: Final = 8
"""Least segments whose heights tell that some print is smaller."""
LOW_LINE: Final = 0.7
"""Height of the lowest quarter of segments where all print is of one size, in heights of a line."""
LEAST_SEGMENTS: Final = 4
"""Least segments of text on a paper: a portrait's edges make a few."""
LEAST_CHARACTERS: Final = 14
"""Least characters of the lines that were read of a paper: those of one or two of its labels."""
LEAST_SENSE: Final = 0.5
"""Least sense (0 to 1) of those lines."""
DOUBTFUL: Final = 0.75
"""Sense (0 to 1) below which lines may run the other way than they seem to."""
CLEARLY: Final = 0.1
"""Least gain in sense by which lines do run the other way: either way is read with some luck."""


@dataclass(frozen=True, slots=True)
class Straight:
    """A paper's straight and upright frame, its view, the text on it and what a first look at that gave.

    `known` are the lines which that look has read already, as they stand in the frame.
    """

    frame: Frame
    view: Image
    found: Found
    stand: Stand
    known: Mapping[Rect, LineReading]


class Finders(Protocol):
    """The engines that straightening takes: the main reader and the finder of lines of text."""

    @property
    def main(self) -> Engine: ...

    @property
    def finder(self) -> Callable[[Image], Found]: ...


def straighten(picture: Picture, frame: Frame, engines: Finders) -> Straight:
    """Make lines level and upright: by up to 16 degrees and by quarters of a circle."""
    level, height = _levelled(picture, frame)
    level = level.scaled(_zoom(level, height))
    view = _view(picture, level)
    found = engines.finder(view)
    if _zoom(level, smaller_print(found)) > TOO_SMALL:
        # The first look loses small letters and takes the large ones for all.
        level = level.scaled(_zoom(level, smaller_print(found)))
        view = _view(picture, level)
        found = engines.finder(view)
    looked_at, stand = _looked_at(picture, level, found, engines)
    if stand.sense < DOUBTFUL:
        # Few words that stand apart may seem to run the other way.
        aside = level.turned(1)
        turned = _view(picture, aside)
        seen = engines.finder(turned)
        rects, other = _looked_at(picture, aside, seen, engines)
        if other.sense > stand.sense + CLEARLY:
            level, view, found, looked_at, stand = aside, turned, seen, rects, other
    if stand.on_head:
        level = level.turned(2)
        view = _view(picture, level)
        return Straight(level, view, engines.finder(view), stand, {})
    return Straight(level, view, found, stand, dict(zip(looked_at, stand.readings, strict=True)))


def _looked_at(picture: Picture, level: Frame, found: Found, engines: Finders) -> tuple[list[Rect], Stand]:
    """A few lines of a frame, and whether they stand on their head."""
    some = sample(found.segments)
    return some, judge_stand([cut(picture, level, rect) for rect in some], engines.main)


def has_text(paper: Straight) -> bool:
    """Whether a paper holds lines of text: the portrait on a card has four edges too."""
    enough = len(paper.found.segments) >= LEAST_SEGMENTS and paper.stand.characters >= LEAST_CHARACTERS
    return enough and paper.stand.sense >= LEAST_SENSE


def _levelled(picture: Picture, frame: Frame) -> tuple[Frame, float]:
    """The frame turned so that lines run across it, and the height of its text in its units."""
    frame = frame.scaled(FIRST_LOOK / max(frame.width, frame.height))
    level = binarize.even(_first_look(picture, frame))
    mask = binarize.dark(level)
    pixels = inked(mask)
    parts = measured(pixels)
    angle, down = _lie(level, pixels, parts)
    ruled = rule_angle(pixels, parts, down=down)
    if ruled is not None and abs(ruled - angle) < ASKEW:
        angle = ruled
    if down:
        frame = frame.turned(1)
        parts = parts_of(np.ascontiguousarray(np.rot90(mask)))
    if abs(angle) > LEAST_ANGLE:
        frame = frame.straightened(angle)
    swollen = SWOLLEN if frame.local_scale() >= FINER else 0.0
    return frame, max(10.0, text_height(parts) - swollen)


def _lie(level: Image, pixels: Inked, parts: Parts) -> tuple[float, bool]:
    """The angle of the lines of ink of these pixels and parts, and whether they run down.

    Where the darkest ink alone, if it is as much, lies otherwise, that is type, and waves of guilloche slope.
    """
    angle, down = text_angle(pixels, parts)
    dark = inked(binarize.dark(level, binarize.INKED))
    darkest = measured(dark)
    if like_letters(darkest).sum() < ENOUGH * like_letters(parts).sum():
        return angle, down
    other, falls = text_angle(dark, darkest)
    return (other, falls) if falls != down or abs(other - angle) > APART else (angle, down)


def smaller_print(found: Found) -> float:
    """The height of a line of the smaller print of a page.

    Where values are set much smaller than labels, the usual height is that of the labels.
    """
    if len(found.segments) < MANY:
        return found.text_height
    low = float(np.percentile([segment.height for segment in found.segments], 25))
    return min(found.text_height, low / LOW_LINE)


def _view(picture: Picture, frame: Frame) -> Image:
    """The view in which text is sought; thin strokes of a copy are kept as dark as they are in it."""
    view = picture.view(frame)
    return view if frame.local_scale() < FINE else restored(view, lambda: _darkest(picture, frame))


def _first_look(picture: Picture, frame: Frame) -> Image:
    """The frame in luminance, thin strokes kept as dark as they are where the picture has pixels to spare."""
    return picture.grey(frame) if frame.local_scale() < FINER else _darkest(picture, frame)


def _darkest(picture: Picture, frame: Frame) -> Image:
    """The frame in luminance, each pixel the darkest of four of a view twice as fine."""
    fine = cv2.GaussianBlur(picture.grey(frame.scaled(2)), (0, 0), SPECK)
    return np.ascontiguousarray(cv2.erode(fine, np.ones((2, 2), np.uint8))[::2, ::2], np.uint8)


def _zoom(frame: Frame, height: float) -> float:
    """How much larger the view must be to show text of `height` well, as far as there are pixels."""
    wanted = LINE_IN_VIEW / height
    largest = LARGEST_VIEW / max(frame.width, frame.height)
    sharpest = 1.15 * frame.local_scale()
    return max(FIRST_LOOK / max(frame.width, frame.height), min(wanted, largest, sharpest))
