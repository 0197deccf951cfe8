"""What a worker hands over after reading a scan: frozen values, no rows of the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Corner = tuple[float, float]
Box = tuple[Corner, Corner, Corner, Corner]


@dataclass(frozen=True, slots=True)
class ValueRead:
    """One value read. `path` is `given_name` or `rows.2.name`; `value` is canonical, `raw` as read.

    `box`: four corners clockwise from the text's top left, in pixels of the original page. `decision` is
    `accepted`, `review` or `unreadable`; `doubts` names why it is not accepted. `crop` is the store's digest
    of the picture of the value.
    """

    path: str
    value: str | None
    raw: str
    confidence: float
    decision: str
    box: Box | None
    engine: str
    alternatives: tuple[tuple[str, float], ...] = ()
    crop: str | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MrzRead:
    """A machine-readable zone (ICAO 9303). `verified`: all check digits hold, unrepaired."""

    format: str
    lines: tuple[str, ...]
    checks: Mapping[str, bool]
    verified: bool


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step of the reader and how long it took, in milliseconds."""

    name: str
    ms: float


@dataclass(frozen=True, slots=True)
class PaperRead:
    """One side of one paper found on a page: `page` counts from 0 in the file, `part` from 0 on the page.

    `document_type` is a key of `reference`, or `unknown`. `reader` names the reader and its version.
    `layout` tells where labels stood, as `ocr.extraction.templates` writes it: no value.
    """

    page: int
    part: int
    document_type: str
    side: str
    type_confidence: float
    reader: str
    fields: tuple[ValueRead, ...] = ()
    usable: bool = True
    advice: tuple[str, ...] = ()
    mrz: MrzRead | None = None
    steps: tuple[StepTaken, ...] = ()
    seconds: float = 0.0
    layout: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class PageSeen:
    """A page of the file: sizes in pixels of the original, `picture` the digest of its stored picture."""

    number: int
    width: int
    height: int
    picture: str | None


@dataclass(frozen=True, slots=True)
class PagesRead:
    """All that came of reading one scan."""

    pages: tuple[PageSeen, ...]
    papers: tuple[PaperRead, ...]
