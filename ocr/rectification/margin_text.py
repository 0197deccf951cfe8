"""Print outside what was taken for the paper: it shows that a box on the paper was taken for it."""

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from ocr.geometry import Frame, Image, crop_of, whole
from ocr.image.binarize import dark, even
from ocr.image.components import inked, measured
from ocr.image.histogram import percentiles
from ocr.image.pyramid import Picture
from ocr.image.skew import text_angle
from ocr.recognition.line_reader import Engine
from ocr.recognition.orientation import judge_stand, sample
from ocr.segmentation.text_lines import find_lines, like_letters

LOOK: Final = 900
"""Pixels of the longer side of the view of the picture in which print is sought."""
CROP_HEIGHT: Final = 40
"""Height in pixels of the crops that are read for sense."""
PLAIN: Final = 0.12
"""Share of pixels with an edge above which the surroundings are a desk's grain and no paper."""
LEAST_SENSE: Final = 0.8
"""Least sense (0 to 1) of what is read outside: a desk's grain reads as letters now and then."""
LEAST_CHARACTERS: Final = 9
"""Least characters read there: fewer are a maker's mark or a sticker on the desk."""
FEWEST_LETTERS: Final = 5
"""Parts like letters that so many characters make up at least, however they are joined."""
GRAIN: Final = 0.04
"""Share of all parts of ink under which those like letters are a desk's grain; a copy full of specks has half
as many again."""


def text_beyond(picture: Picture, papers: Sequence[Frame], engine: Engine) -> bool:
    """Whether there is readable text outside all the papers' frames, on plain surroundings."""
    frame = whole(picture.pixels).scaled(LOOK / max(picture.pixels.shape[:2]))
    # Grey is enough: there is no stamp to leave out, and looking for one takes as long as all the rest.
    view = picture.grey(frame)
    outside = _outside(papers, frame, view)
    if not _plain(view, outside):
        return False
    blank = int(percentiles(view, 50, within=outside)[0])
    view = np.asarray(cv2.copyTo(view, outside, np.full_like(view, blank)), np.uint8)
    pixels = inked(dark(even(view)))
    parts = measured(pixels)
    letters = int(like_letters(parts).sum())
    if letters < max(FEWEST_LETTERS, GRAIN * len(parts.area)):
        return False
    angle, down = text_angle(pixels, parts)
    level = frame.turned(int(down)).straightened(angle)
    view = _moved(view, frame, level, blank)
    segments = find_lines(np.asarray(cv2.cvtColor(view, cv2.COLOR_GRAY2RGB), np.uint8)).segments
    crops = [picture.cut(level, crop_of(rect), CROP_HEIGHT) for rect in sample(segments)]
    stand = judge_stand(crops, engine)
    return stand.sense >= LEAST_SENSE and stand.characters >= LEAST_CHARACTERS


def _moved(view: Image, frame: Frame, to: Frame, blank: int) -> Image:
    """A view of one frame as one of another, `blank` where it shows nothing."""
    matrix = np.linalg.inv(frame.to_source) @ to.to_source
    size = (max(1, round(to.width)), max(1, round(to.height)))
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpPerspective(view, matrix, size, flags=flags, borderValue=blank), np.uint8)


def painted_over(pixels: Image, paper: Frame) -> Image:
    """The page with one paper covered in the colour of its surroundings."""
    corners = paper.outline()
    mask = np.zeros(pixels.shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, corners.astype(np.int32), 255)
    mask = np.asarray(cv2.dilate(mask, np.ones((15, 15), np.uint8)), np.uint8)
    covered = pixels.copy()
    around = pixels[::8, ::8][mask[::8, ::8] == 0]
    covered[mask > 0] = np.median(around, axis=0).astype(np.uint8) if len(around) else 255
    return covered


def _outside(papers: Sequence[Frame], frame: Frame, view: Image) -> Image:
    """Mask (0 or 255) of the view outside the papers, their edges and shadows left out."""
    mask = np.full(view.shape[:2], 255, np.uint8)
    for paper in papers:
        shown = paper.outline() / frame.local_scale()
        cv2.fillConvexPoly(mask, shown.astype(np.int32), 0)
    return np.asarray(cv2.erode(mask, np.ones((9, 9), np.uint8)), np.uint8)


def _plain(view: Image, outside: Image) -> bool:
    """Whether there is enough outside, and few edges in it."""
    if cv2.countNonZero(outside) < 0.04 * outside.size:
        return False
    edges = cv2.Canny(view, 40, 120)
    return cv2.countNonZero(cv2.bitwise_and(edges, outside)) < PLAIN * cv2.countNonZero(outside)
