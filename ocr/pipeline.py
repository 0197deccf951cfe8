"""A page in, readings out: one for each paper found on it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ocr.document import read_paper
from ocr.engines import Engines
from ocr.geometry import Image
from ocr.hypotheses import Seen, squared_way, ways_to_look
from ocr.image.pyramid import Picture
from ocr.image.stretch import STRETCHED
from ocr.result.reading import Layout, Reading
from ocr.result.steps import Clock
from ocr.selection import (
    FILLED,
    filled_share,
    fuller,
    halves_of_one,
    hardly_sure,
    with_halves_joined,
    without_parts_read_twice,
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

    def read(papers: Sequence[Seen]) -> list[Reading]:
        """Papers of one way to look in, their readings out: those of known types, or else all."""
        found = [
            read_paper(view, paper, types, engines, clock, wanted_type, layouts) for view, paper in papers
        ]
        found = without_parts_read_twice([paper for _, paper in papers], found)
        return [reading for reading in found if reading.document_type != UNKNOWN] or found

    for papers in ways_to_look(picture, engines, clock):
        best = fuller(best, read(papers))
        if any(filled_share(reading, types) > FILLED for reading in best) and not halves_of_one(best):
            break
    if hardly_sure(best) and (square := squared_way(picture, engines, clock)):
        best = [_stretched(reading) for reading in fuller(best, read(square))]
    return [
        _numbered(reading, page, part, clock)
        for part, reading in enumerate(with_halves_joined(best, engines))
    ]


def _stretched(reading: Reading) -> Reading:
    """A reading of a picture of stretched letters: one of which no paper was made out bears the advice."""
    if reading.document_type != UNKNOWN:
        return reading
    return replace(reading, quality=replace(reading.quality, advice=(*reading.quality.advice, STRETCHED)))


def _numbered(reading: Reading, page: int, part: int, clock: Clock) -> Reading:
    return replace(reading, page=page, part=part, steps=tuple(clock.steps), seconds=clock.seconds)
