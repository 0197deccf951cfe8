"""Files in, readings out: decoded page by page, read, and looked at by the rules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from PIL import Image

from imaging.decode import PageImage, Pixels, decode
from ocr.geometry import Box, Rect
from ocr.recognition.line_reader import Engine
from ocr.result.reading import Decision, Reading, TextLine
from ocr.table_structure.shape import TableShape, table_shapes
from reference.documents import DocumentType
from workers.assess import Assessment, PageSource, assess
from workers.toolbox import ReadPage


@dataclass(frozen=True, slots=True)
class ReadPart:
    """One paper on one page of a file, with the page's pixels for evidence and all its text.

    `lines` are in pixels of the page as decoded, without those that hold a sensitive value.
    """

    page: PageImage
    assessment: Assessment
    lines: tuple[TextLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A picture of one line as text; `confidence` from 0 to 1."""

    text: str
    confidence: float
    decision: Decision


@dataclass(frozen=True, slots=True)
class PageTables:
    """The tables of one page, from 0, in pixels of the original."""

    page: int
    tables: tuple[TableShape, ...]


@dataclass(frozen=True, slots=True)
class PaperReader:
    """Reads whole pages; `name` tells which reader and version, `wanted` the type if somebody named it."""

    read_page: ReadPage
    name: str
    types: Mapping[str, DocumentType]
    today: date
    wanted: str | None = None

    def parts(self, file: Path) -> Iterator[ReadPart]:
        """Every paper on every page. Raises ImagingError, OcrError, OSError."""
        for page in decode(file):
            source = PageSource(page.index, self.name, page.scale)
            for reading in self.read_page(page.pixels, self.wanted, ()):
                lines = plain_lines(reading, self.types)
                yield ReadPart(page, assess(reading, source, self.types, self.today), lines)


def plain_lines(reading: Reading, types: Mapping[str, DocumentType]) -> tuple[TextLine, ...]:
    """The lines of a reading but those in which the value of a sensitive field stands."""
    kind = types.get(reading.document_type)
    specs = [spec for field in kind.fields for spec in (field, *field.columns)] if kind else []
    hidden = {spec.key for spec in specs if spec.sensitive}
    places = [extent(value.box) for value in reading.values() if value.key in hidden and value.box]
    return tuple(line for line in reading.lines if not any(_meet(extent(line.box), p) for p in places))


def extent(box: Box) -> Rect:
    """The upright rectangle around a box."""
    across, down = [corner.x for corner in box.corners], [corner.y for corner in box.corners]
    return Rect(min(across), min(down), max(across), max(down))


def _meet(a: Rect, b: Rect) -> bool:
    """Whether two rectangles have a place in common."""
    return a.left < b.right and b.left < a.right and a.top < b.bottom and b.top < a.bottom


def read_line(file: Path, engine: Engine) -> ReadLine:
    """A picture of one line. Raises ImagingError, OcrError, OSError."""
    page = next(decode(file))
    line = engine.read_lines([_grey(page.pixels)])[0]
    return ReadLine(line.text, line.confidence, Decision.REVIEW if line.text else Decision.UNREADABLE)


def read_shapes(file: Path) -> Iterator[PageTables]:
    """The tables of every page of a file. Raises ImagingError, OSError."""
    for page in decode(file):
        yield PageTables(page.index, tuple(_on_original(s, page.scale) for s in table_shapes(page.pixels)))


def _on_original(shape: TableShape, scale: tuple[float, float]) -> TableShape:
    """A table of a decoded page in pixels of the original, which may be larger."""
    across, down = scale

    def larger(rect: Rect) -> Rect:
        return Rect(rect.left * across, rect.top * down, rect.right * across, rect.bottom * down)

    return TableShape(
        tuple(larger(column) for column in shape.columns),
        larger(shape.header) if shape.header else None,
        tuple(row * down for row in shape.rows),
    )


def _grey(pixels: Pixels) -> Pixels:
    return np.asarray(Image.fromarray(pixels).convert("L"))
