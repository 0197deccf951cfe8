"""Advice about a picture while the paper is still at hand: blank, too small, blurred, cut off, badly lit."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import cv2
import numpy as np

from ocr.geometry import Frame, Image, Rect
from ocr.image.histogram import percentiles
from ocr.image.illumination import glaring, shadowed
from ocr.image.pyramid import Picture
from ocr.result.reading import Quality
from ocr.segmentation.text_lines import Found

LEAST_HEIGHT: Final = 16.0
"""Least height of a line of text in pixels of the original: below it readers lose the dots."""
LEAST_USUAL: Final = 15.5
"""Least height of the usual segment in such pixels: small letters run together and pass for larger ones."""
LEAST_PAPER: Final = 520.0
"""Least pixels of the longer side of any paper: with fewer no form has letters of a readable size."""
SOFT: Final = 0.28
"""Steepest edge of a line, in shares of its contrast a pixel of the view, under which it is blurred."""
LOOKED_AT: Final = (12, 24)
"""How many of the widest lines, and of those nearest to the usual height, are looked at."""
LEAST_CONTRAST: Final = 20.0
"""Least contrast of a line in levels of grey (0 to 255) at which the slope of its edges says anything."""
AT_BORDER: Final = 0.3
"""Heights of a line between print and the picture's border under which print was cut off."""
LEAST_PRINT: Final = (0.8, 0.3)
"""Least width and height of what counts as print there, in heights of a line: no rules or specks."""
CODES: Final = ("blank", "too_small", "blur", "glare", "shadow", "cut_edge")


def judge(picture: Picture, view: Image, frame: Frame, found: Found) -> Quality:
    """Advice on a paper of a picture: its straight view (H, W, 3), its frame, and the text found on it."""
    if len(found.segments) < 2:
        return Quality(usable=False, advice=("blank",))
    grey = np.asarray(cv2.cvtColor(view, cv2.COLOR_RGB2GRAY), np.uint8)
    faults = {
        "too_small": _small(frame, found),
        "blur": _blurred(grey, found),
        "glare": glaring(view),
        "shadow": shadowed(grey, found.segments),
        "cut_edge": _cut(picture.pixels.shape, frame, found),
    }
    advice = tuple(code for code in CODES if faults.get(code))
    return Quality(usable=not {"blur", "too_small"} <= set(advice), advice=advice)


def _blurred(grey: Image, found: Found) -> bool:
    """Whether the steepest edges of the text are soft against its contrast, in either direction."""
    widest, usual = LOOKED_AT
    return any(
        slopes and float(np.median(slopes)) < SOFT
        for slopes in (
            list(_slopes(grey, _first(found.segments, widest, lambda rect: -rect.width))),
            list(_slopes(grey, _first(found.segments, usual, lambda r: abs(r.height - found.text_height)))),
        )
    )


def _first(segments: Sequence[Rect], count: int, by: Callable[[Rect], float]) -> list[Rect]:
    return sorted(segments, key=by)[:count]


def _slopes(grey: Image, segments: Sequence[Rect]) -> Iterator[float]:
    """The steepest edge of each segment's text across or down, whichever is softer: motion blurs one way."""
    for rect in segments:
        crop = _crop(grey, rect)
        if crop.size < 60 or min(crop.shape) < 2:
            continue
        low, high = percentiles(crop, 3, 95)
        if high - low > LEAST_CONTRAST:
            slopes = (cv2.absdiff(crop[1:], crop[:-1]), cv2.absdiff(crop[:, 1:], crop[:, :-1]))
            yield min(percentiles(np.asarray(slope, np.uint8), 97)[0] for slope in slopes) / (high - low)


def _crop(grey: Image, rect: Rect) -> Image:
    rows = slice(max(0, int(rect.top)), int(rect.bottom) + 1)
    return grey[rows, max(0, int(rect.left)) : int(rect.right) + 1]


def _small(frame: Frame, found: Found) -> bool:
    """Whether the original has too few pixels, by its lines, their segments, or the size of its paper."""
    scale = frame.local_scale()
    usual = float(np.median([rect.height for rect in found.segments]))
    short = found.text_height * scale < LEAST_HEIGHT or usual * scale < LEAST_USUAL
    return short or max(frame.width, frame.height) * scale < LEAST_PAPER


def _cut(shape: tuple[int, ...], frame: Frame, found: Found) -> bool:
    """Whether print reaches the picture's border or would reach over it."""
    height = found.text_height
    least = AT_BORDER * height * frame.local_scale()
    inside = np.array([shape[1] - 1, shape[0] - 1], np.float64)
    for rect in found.segments:
        if rect.width < LEAST_PRINT[0] * height or not LEAST_PRINT[1] < rect.height / height < 2.5:
            continue
        places = np.array([(point.x, point.y) for point in frame.box(rect).corners])
        if min(places.min(), (inside - places).min()) < least:
            return True
    return False
