"""A page in, readings out: one for each paper found on it."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import numpy as np

from ocr.beyond import painted_over, text_beyond
from ocr.engine import Engines
from ocr.geometry import Frame, Image, from_corners, whole
from ocr.page import find_papers
from ocr.paper import read_paper
from ocr.picture import Picture
from ocr.reading import Reading, Step
from ocr.straight import Straight, has_text, straighten
from reference.documents import UNKNOWN, DocumentType

DARK = 90.0
"""Median luminance under which a page may be a negative."""

Seen = tuple[Picture, Straight]
"""A paper, straightened, and the picture its crops are cut from."""


class Clock:
    """Names the steps of one reading and how long each took."""

    def __init__(self) -> None:
        self.started = time.perf_counter()
        self.steps: list[Step] = []

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time what is done inside."""
        start = time.perf_counter()
        yield
        self.steps.append(Step(name, round(1000 * (time.perf_counter() - start), 1)))

    @property
    def seconds(self) -> float:
        return round(time.perf_counter() - self.started, 3)


def read_page(
    pixels: Image,
    types: Mapping[str, DocumentType],
    engines: Engines,
    *,
    wanted_type: str | None = None,
    page: int = 0,
) -> list[Reading]:
    """Read every paper on a page of RGB pixels (H, W, 3).

    A paper which can't be made out on its own is sought on the whole page; with `wanted_type` the type is
    taken as given. Raises OcrError when a reader fails.
    """
    clock = Clock()
    picture = Picture(pixels)
    tries = _tries(picture, engines, clock)
    readings: list[Reading] = []
    for papers in tries:
        found = [read_paper(view, paper, types, engines, clock, wanted_type) for view, paper in papers]
        known = [reading for reading in found if reading.document_type != UNKNOWN]
        if known:
            readings = known
            break
        readings = readings or found
    return [_numbered(reading, page, part, clock) for part, reading in enumerate(readings)]


def _tries(picture: Picture, engines: Engines, clock: Clock) -> Iterator[list[Seen]]:
    """Ways to look at a page, the likeliest first: its papers, the whole, then light print on dark."""
    with clock.step("find"):
        frames = _frames(picture)
    # Shaded cells and boxes have edges like papers; but no print stands beside real papers on a desk.
    boxed = bool(frames) and text_beyond(picture, frames, engines.main)
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
    small = picture.levels[-1]
    scale = picture.pixels.shape[1] / small.shape[1]
    papers = find_papers(small)
    return [from_corners(paper.corners * scale) for paper in papers]


def _numbered(reading: Reading, page: int, part: int, clock: Clock) -> Reading:
    return Reading(
        page, part, reading.document_type, reading.side, reading.type_confidence, reading.quality,
        reading.fields, reading.rows, reading.mrz, tuple(clock.steps), clock.seconds,
    )  # fmt: skip
