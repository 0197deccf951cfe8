"""Ways to look at a page: its papers, the whole, light print on dark."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from ocr.detection.papers import find_papers
from ocr.detection.quad import parted
from ocr.engines import Engines
from ocr.geometry import Frame, from_corners, whole
from ocr.image.pyramid import Picture
from ocr.image.stretch import squared
from ocr.rectification.margin_text import painted_over, text_beyond
from ocr.rectification.rectify import Straight, has_text, straighten
from ocr.result.steps import Clock

DARK: Final = 90.0
"""Median luminance (0 to 255) under which a page may be light print on dark."""
LEAST_FRAME: Final = 400.0
"""Pixels of the longer side under which no paper can be read: such a frame is a portrait's."""
Seen = tuple[Picture, Straight]
"""A paper, straightened, and the picture its crops are cut from."""


def ways_to_look(picture: Picture, engines: Engines, clock: Clock) -> Iterator[list[Seen]]:
    """Ways to look at a page, the likeliest first: its papers, the whole, then light print on dark."""
    with clock.step("find"):
        frames = _frames(picture)
    # Shaded cells and boxes have edges like papers; but no print stands beside real papers on a desk.
    # A rule from edge to edge of a page looks like the border of two papers.
    boxed = parted([frame.outline() for frame in frames])
    boxed = boxed or (bool(frames) and text_beyond(picture, frames, engines.main))
    if not boxed:
        yield _with_text(picture, frames, engines, clock)
    yield [_whole(picture, engines, clock)]
    if boxed and len(frames) > 1:
        yield _with_text(picture, frames, engines, clock)
    elif boxed:
        # Print stands beside the one paper found, and both are no paper together: there is a second one.
        rest = _whole(Picture(painted_over(picture.pixels, frames[0])), engines, clock)
        yield [*_with_text(picture, frames, engines, clock), rest]
    if float(np.median(picture.grey_levels[-1])) < DARK:
        yield [_whole(Picture(np.asarray(255 - picture.pixels, np.uint8)), engines, clock)]


def squared_way(picture: Picture, engines: Engines, clock: Clock) -> list[Seen]:
    """A picture whose letters are stretched in, its whole page with square pixels out; nothing for others."""
    with clock.step("find"):
        square = squared(picture)
    return [(picture, _straight(picture, square, engines, clock))] if square is not None else []


def _with_text(picture: Picture, frames: Sequence[Frame], engines: Engines, clock: Clock) -> list[Seen]:
    """The papers among the frames: those that hold lines of text."""
    papers = [_straight(picture, frame, engines, clock) for frame in frames]
    return [(picture, paper) for paper in papers if has_text(paper)]


def _whole(picture: Picture, engines: Engines, clock: Clock) -> Seen:
    return picture, _straight(picture, whole(picture.pixels), engines, clock)


def _straight(picture: Picture, frame: Frame, engines: Engines, clock: Clock) -> Straight:
    with clock.step("straighten"):
        return straighten(picture, frame, engines)


def _frames(picture: Picture) -> list[Frame]:
    """The papers' frames; none when the picture itself is the paper."""
    scale = 2.0 ** (len(picture.levels) - 1)
    frames = [from_corners(paper.corners * scale) for paper in find_papers(picture.levels[-1])]
    return [frame for frame in frames if max(frame.width, frame.height) >= LEAST_FRAME]
