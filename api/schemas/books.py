"""Register books: what was said of them, what the ledger holds, and what is wrong."""

from datetime import datetime
from typing import Final, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StrictInt

from messages import Catalogue
from registry.domain.book import BookKind, BookSpan, EntryNumbering, Fault, PageCondition
from registry.domain.book_faults import FaultKind
from registry.ledger.coverage import Cell, Cover
from registry.ledger.looking import BookView, LeafView
from registry.ledger.pages import PageSeen
from registry.sampling.acceptance import SampleView

EXAMPLE: Final[dict[str, JsonValue]] = {
    "number": "125",
    "volume": "أول",
    "kind": "civil",
    "first_page": 1,
    "last_page": 200,
    "first_year": 1957,
    "last_year": 1963,
    "entries_a_page": 25,
    "numbering": "page",
}


class BookRequest(BaseModel):
    """A book as it stands on the shelf. `entries_a_page`: lines of a page, 0 where none are fixed."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    number: str = Field(max_length=64)
    volume: str = Field("", max_length=32)
    kind: BookKind
    first_page: StrictInt = Field(ge=1)
    last_page: StrictInt = Field(ge=1)
    first_year: StrictInt | None = None
    last_year: StrictInt | None = None
    entries_a_page: StrictInt = Field(0, ge=0)
    numbering: EntryNumbering = EntryNumbering.page

    def span(self) -> BookSpan:
        """The description as the ledger takes it."""
        return BookSpan(**self.model_dump())


class CountRequest(BaseModel):
    """A run of whole pages that were counted; `entries` as on each of them: `1-25`."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"first": 1, "last": 200}]})

    first: StrictInt = Field(ge=0)
    last: StrictInt = Field(ge=0)
    entries: str = Field("", max_length=4000)


class PageRequest(BaseModel):
    """What a person sees on one page; `former` is a struck out number."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"number": "١٧", "condition": "torn", "entries": "1-12, 12/1"}]},
    )

    number: str = Field("", max_length=32)
    former: str = Field("", max_length=32)
    condition: PageCondition = PageCondition.whole
    entries: str = Field("", max_length=4000)

    def seen(self) -> PageSeen:
        """The same as the ledger takes it."""
        return PageSeen(**self.model_dump())


class LinkRequest(BaseModel):
    """A case whose scanned pages show the book's pages from `first` on."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"case": "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b", "first": 1}]},
    )

    case: UUID
    first: StrictInt = Field(ge=0)


class SettleRequest(BaseModel):
    """Why a fault stays: what was found, to whom it was reported, how the page is to be cited."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"kind": "page_missing", "place": "17", "reason": "أُبلغت المديرية"}]},
    )

    kind: FaultKind
    place: str = Field(max_length=80)
    reason: str = Field(max_length=2000)


class SampleRequest(BaseModel):
    """A budget (the share of fields that may be wrong), and how many errors the sample may show."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"budget": 0.01, "allowed": 1}]}
    )

    budget: float = Field(gt=0, le=0.2)
    allowed: StrictInt = Field(0, ge=0, le=20)


class FaultAnswer(BaseModel):
    """One fault, with a sentence. `settled`: an officer said why it stays."""

    kind: FaultKind
    place: str
    words: str
    settled: bool

    @classmethod
    def of(cls, fault: Fault, settled: bool, words: Catalogue) -> Self:
        """The answer for a fault."""
        said = words.say(f"fault.{fault.kind}", dict(fault.params))
        return cls(kind=fault.kind, place=fault.place, words=said, settled=settled)


class PageAnswer(BaseModel):
    """A page of a book, and how many captures it has."""

    id: UUID
    position: int
    number: str
    former: str
    condition: PageCondition
    entries: str
    captures: list[UUID]

    @classmethod
    def of(cls, view: LeafView) -> Self:
        """The answer for a page."""
        return cls(
            id=view.id,
            position=view.leaf.position,
            number=view.leaf.number,
            former=view.leaf.former,
            condition=view.leaf.condition,
            entries=view.entries,
            captures=[capture.page for capture in view.captures],
        )


class CellAnswer(BaseModel):
    """One place of the coverage map; `position` 0: the page is not there."""

    position: int
    number: str
    cover: Cover

    @classmethod
    def of(cls, cell: Cell) -> Self:
        """The answer for a cell."""
        return cls(position=cell.position, number=cell.number, cover=cell.cover)


class BookAnswer(BaseModel):
    """A book. The `ETag` of the answer is needed as `If-Match` to change it."""

    id: UUID
    version: int
    office: str
    described: BookRequest
    state: str
    signed_by: UUID | None
    signed_at: datetime | None
    expected: int
    captured: int
    faults: list[FaultAnswer]
    coverage: list[CellAnswer]
    pages: list[PageAnswer]

    @classmethod
    def of(cls, view: BookView, words: Catalogue) -> Self:
        """The answer for a book."""
        span = {field: getattr(view.span, field) for field in BookRequest.model_fields}
        return cls(
            id=view.id,
            version=view.version,
            office=view.office,
            described=BookRequest(**span),
            state=view.state,
            signed_by=view.signed_by,
            signed_at=view.signed_at,
            expected=view.map.expected,
            captured=view.map.captured,
            faults=[FaultAnswer.of(f, (f.kind, f.place) in view.settled, words) for f in view.faults],
            coverage=[
                CellAnswer(position=c.position, number=c.number, cover=c.cover) for c in view.map.cells
            ],
            pages=[PageAnswer.of(leaf) for leaf in view.leaves],
        )


class BookLine(BaseModel):
    """A book in a list."""

    id: UUID
    office: str
    number: str
    volume: str
    kind: BookKind
    state: str
    expected: int
    captured: int
    open_faults: int

    @classmethod
    def of(cls, view: BookView) -> Self:
        """The line of a book."""
        return cls(
            id=view.id,
            office=view.office,
            number=view.span.number,
            volume=view.span.volume,
            kind=view.span.kind,
            state=view.state,
            expected=view.map.expected,
            captured=view.map.captured,
            open_faults=len(view.open_faults),
        )


class SampleAnswer(BaseModel):
    """A sample of a book's fields. `at_most`: wrong fields in the book (95 %), None until all are keyed."""

    id: UUID
    fields: int
    drawn: int
    settled: int
    errors: int
    at_most: int | None
    within: bool
    budget: float
    seed: str
    frame: str
    event: int

    @classmethod
    def of(cls, view: SampleView) -> Self:
        """The answer for a sample."""
        return cls(
            id=view.id,
            fields=view.frame_size,
            drawn=view.sample_size,
            settled=view.settled,
            errors=view.errors,
            at_most=view.at_most,
            within=view.within,
            budget=view.budget,
            seed=view.seed,
            frame=view.frame_digest,
            event=view.event,
        )
