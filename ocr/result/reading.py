"""What comes out of reading a paper: frozen values, each of which points back at pixels of the original."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from arabic.mrz import MrzFormat
from ocr.geometry import Box
from ocr.result.doubt import Doubt
from ocr.result.evidence import Evidence
from ocr.result.steps import Step


class Decision(StrEnum):
    """What a person still has to do about one value; it speaks of the reading alone, not of plausibility."""

    ACCEPTED = "accepted"
    REVIEW = "review"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another value that a reader held possible, with its confidence (0 to 1)."""

    value: str
    confidence: float


@dataclass(frozen=True, slots=True)
class FieldReading:
    """One value as it was read, and what a person has still to do about it.

    `value` is canonical ('' when unreadable), `raw` is what the first reader saw in logical order, `evidence`
    what `confidence` (0 to 1) was made of, `doubts` why it is not accepted (empty when it is).
    """

    key: str
    value: str
    raw: str
    confidence: float
    decision: Decision
    box: Box | None
    engine: str
    alternatives: tuple[Alternative, ...] = ()
    evidence: Evidence | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class RowReading:
    """One row of a table: its cells in the order of the document type's columns."""

    cells: tuple[FieldReading, ...]


Contents = tuple[Sequence[FieldReading], Sequence[RowReading]]
"""The fields of a paper and the rows of its table."""


@dataclass(frozen=True, slots=True)
class Mrz:
    """A machine-readable zone; `checks` names each check digit (with the composite) and whether it holds."""

    format: MrzFormat
    lines: tuple[str, ...]
    checks: tuple[tuple[str, bool], ...]
    verified: bool


@dataclass(frozen=True, slots=True)
class Quality:
    """Whether the picture can be used, and codes of advice for a better one (words live in messages/)."""

    usable: bool
    advice: tuple[str, ...] = ()


Place = tuple[float, float, float, float]
"""Left, top, right and bottom of a rectangle on a straight paper, in widths of the paper."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the labels of one side of a form stand, by field, as a paper showed it: no value, no name."""

    document_type: str
    side: str
    labels: tuple[tuple[str, Place], ...]


@dataclass(frozen=True, slots=True)
class TextLine:
    """A run of text as the main reader saw it, in logical order, with its place in the picture's pixels."""

    text: str
    confidence: float
    box: Box


@dataclass(frozen=True, slots=True)
class Reading:
    """One side of one paper; `part` counts the papers found on a page, `document_type` may be 'unknown'.

    `layout` is where its labels stand, to be remembered once people have confirmed what was read. `lines`
    are all that was read, labels and values alike, from the top; the zone's are not among them.
    """

    page: int
    part: int
    document_type: str
    side: str
    type_confidence: float
    quality: Quality
    fields: tuple[FieldReading, ...]
    rows: tuple[RowReading, ...]
    mrz: Mrz | None
    steps: tuple[Step, ...]
    seconds: float
    layout: Layout | None = None
    lines: tuple[TextLine, ...] = ()

    def values(self) -> Iterator[FieldReading]:
        """Every value: the fields, then the cells of the rows."""
        yield from self.fields
        for row in self.rows:
            yield from row.cells
