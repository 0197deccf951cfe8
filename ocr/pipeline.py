"""A page in, readings out: one for each paper found on it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from ocr.detection.papers import find_papers
from ocr.detection.quad import parted, shared
from ocr.extraction.find_values import NO_VALUE
from ocr.geometry import Frame, Image, from_corners, whole
from ocr.image.pyramid import Picture
from ocr.paper import read_paper
from ocr.recognition.line_reader import Engines
from ocr.rectification.margin_text import painted_over, text_beyond
from ocr.rectification.rectify import Straight, has_text, straighten
from ocr.result.reading import Layout, Reading
from ocr.result.steps import Clock
from ocr.verification.document_checks import all_doubted
from reference.documents import UNKNOWN, DocumentType

DARK = 90.0
"""Median luminance under which a page may be a negative."""

SAME_PAPER = 0.5
"""Share of the smaller of two papers that lies in the other, from which they are one."""
LEAST_FRAME = 400.0
"""Pixels of the longer side under which no paper can be read: such a frame is a portrait's."""
FILLED = 0.4
"""Share of a side's fields from which on a paper was made out well enough to look no further."""

Seen = tuple[Picture, Straight]
"""A paper, straightened, and the picture its crops are cut from."""


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
    for papers in _tries(picture, engines, clock):
        found = [
            read_paper(view, paper, types, engines, clock, wanted_type, layouts) for view, paper in papers
        ]
        found = _once([paper for _, paper in papers], found)
        readings = [reading for reading in found if reading.document_type != UNKNOWN] or found
        if not best or _worth(readings) > _worth(best):
            best = readings
        if any(_filled(reading, types) > FILLED for reading in best) and not _halves(best):
            break
    return [_numbered(reading, page, part, clock) for part, reading in enumerate(_joined(best, engines))]


def _once(papers: Sequence[Straight], readings: Sequence[Reading]) -> list[Reading]:
    """The readings without those of a part of a paper that was read whole, too: the fuller one stays."""
    outlines = [paper.frame.outline() for paper in papers]
    kept: list[int] = []
    for number in sorted(range(len(readings)), key=lambda n: -_worth([readings[n]])):
        if all(shared(outlines[number], outlines[other]) < SAME_PAPER for other in kept):
            kept.append(number)
    return [readings[number] for number in sorted(kept)]


def _worth(readings: Sequence[Reading]) -> float:
    """How much was read: every value by how sure it is; a paper of no known type is worth nothing."""
    values = (field for reading in readings for field in reading.values() if field.value)
    known = sum(reading.document_type != UNKNOWN for reading in readings) - len(_halves(readings))
    return known + sum(0.2 + field.confidence for field in values)


def _halves(readings: Sequence[Reading]) -> list[tuple[Reading, Reading]]:
    """Pairs of one type and side that share no field: head and table of a form, taken for two papers."""
    return [
        (one, other)
        for one, other in combinations(readings, 2)
        if one.document_type == other.document_type != UNKNOWN
        and one.side == other.side
        and not {field.key for field in one.fields} & {field.key for field in other.fields}
        and not (one.rows and other.rows)
    ]


def _joined(readings: Sequence[Reading], engines: Engines) -> list[Reading]:
    """The readings, two halves of one paper as one of which every value is doubted."""
    halves = _halves(readings)
    if not halves:
        return list(readings)
    one, other = halves[0]
    contents = ((*one.fields, *other.fields), (*one.rows, *other.rows))
    fields, rows = all_doubted(contents, engines.calibration)
    whole_paper = replace(one, fields=tuple(fields), rows=tuple(rows), mrz=one.mrz or other.mrz)
    rest = [reading for reading in readings if reading is not one and reading is not other]
    return _joined([whole_paper, *rest], engines)


def _filled(reading: Reading, types: Mapping[str, DocumentType]) -> float:
    """The share (0 to 1) of a side's fields that have a value; a column of a form looks like a paper, and
    holds few."""
    if reading.document_type == UNKNOWN:
        return 0.0
    fields = [f for f in types[reading.document_type].on_side(reading.side) if f.kind not in NO_VALUE]
    found = sum(bool(field.value) for field in reading.values())
    return min(1.0, found / len(fields)) if fields else 1.0


def _tries(picture: Picture, engines: Engines, clock: Clock) -> Iterator[list[Seen]]:
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


def _numbered(reading: Reading, page: int, part: int, clock: Clock) -> Reading:
    return replace(reading, page=page, part=part, steps=tuple(clock.steps), seconds=clock.seconds)
