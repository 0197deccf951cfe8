"""A page in, readings out: one for each paper found on it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ocr.document import read_paper
from ocr.engines import Engines
from ocr.geometry import Image
from ocr.hypotheses import ways_to_look
from ocr.image.pyramid import Picture
from ocr.result.reading import Layout, Reading
from ocr.result.steps import Clock
from ocr.selection import (
    FILLED,
    filled_share,
    halves_of_one,
    with_halves_joined,
    without_parts_read_twice,
    worth,
)
from reference.documents import UNKNOWN, DocumentType


def read_page(
    pixels: Image,
    types: Mapping[str, DocumentType],
    engines: Engines,
    *,
    wanted_type: str | None = None,
    page: int = 0,
    layouts: Sequence[Layout] = (),
) -> list[Reading]:
    """Read every paper on a page of RGB pixels (H, W, 3).

    A paper which can't be made out on its own is sought on the whole page; with `wanted_type` the type is
    taken as given, `layouts` are those that people have confirmed. Raises OcrError when a reader fails.
    """
    clock = Clock()
    picture = Picture(pixels)
    best: list[Reading] = []
    for papers in ways_to_look(picture, engines, clock):
        found = [
            read_paper(view, paper, types, engines, clock, wanted_type, layouts) for view, paper in papers
        ]
        found = without_parts_read_twice([paper for _, paper in papers], found)
        readings = [reading for reading in found if reading.document_type != UNKNOWN] or found
        if not best or worth(readings) > worth(best):
            best = readings
        if any(filled_share(reading, types) > FILLED for reading in best) and not halves_of_one(best):
            break
    return [
        _numbered(reading, page, part, clock)
        for part, reading in enumerate(with_halves_joined(best, engines))
    ]


def _numbered(reading: Reading, page: int, part: int, clock: Clock) -> Reading:
    return replace(reading, page=page, part=part, steps=tuple(clock.steps), seconds=clock.seconds)
