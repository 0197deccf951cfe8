"""A page in, readings out: one for each paper found on it."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from ocr.beyond import text_beyond
from ocr.engine import Engines
from ocr.geometry import Frame, Image, from_corners, whole
from ocr.page import find_papers
from ocr.paper import Straight, has_text, read_paper, straighten
from ocr.picture import Picture
from ocr.reading import Reading, Step
from reference.documents import UNKNOWN, DocumentType


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
    with clock.step("find"):
        frames = _frames(picture)
    if len(frames) == 1 and text_beyond(picture, frames[0], engines.main):
        frames = []
    papers = [paper for frame in frames if has_text(paper := _straight(picture, frame, engines, clock))]
    readings = [read_paper(picture, paper, types, engines, clock, wanted_type) for paper in papers]
    known = [reading for reading in readings if reading.document_type != UNKNOWN]
    if not known:
        all_of_it = _straight(picture, whole(pixels), engines, clock)
        known = [read_paper(picture, all_of_it, types, engines, clock, wanted_type)]
    return [_numbered(reading, page, part, clock) for part, reading in enumerate(known)]


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
