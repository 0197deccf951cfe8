"""What the ledger knows of a book: its description, its pages as they are bound, and their captures."""

from dataclasses import dataclass
from enum import StrEnum

from registry.domain.book_faults import FaultKind
from registry.domain.numerals import Numeral, parse_numeral


class BookKind(StrEnum):
    """Kinds of registers (Law 65/1972 with its amendments; drafts: Civil Status Instructions 1/1975)."""

    civil = "civil"
    events = "events"
    nationality_gained = "nationality_gained"
    nationality_lost = "nationality_lost"
    foundlings = "foundlings"
    decisions = "decisions"
    draft = "draft"


class EntryNumbering(StrEnum):
    """How entries are numbered: anew on each page, through the book, or through it and anew with a year."""

    page = "page"
    book = "book"
    year = "year"


class PageCondition(StrEnum):
    """The state of a page: `worn` can still be read whole."""

    whole = "whole"
    worn = "worn"
    torn = "torn"
    illegible = "illegible"


class CaptureState(StrEnum):
    """What a capture is good for; `aside`: a second one of the same page, put aside."""

    good = "good"
    rescan = "rescan"
    aside = "aside"


@dataclass(frozen=True, slots=True)
class BookSpan:
    """A book as described on taking it in. Page numbers as written; years None where nothing says them.

    `entries_a_page` is the number of lines of a page, 0 where pages have none fixed.
    """

    number: str
    volume: str
    kind: BookKind
    first_page: int
    last_page: int
    first_year: int | None = None
    last_year: int | None = None
    entries_a_page: int = 0
    numbering: EntryNumbering = EntryNumbering.page

    @property
    def expected(self) -> int:
        """How many pages the book should have."""
        return self.last_page - self.first_page + 1

    def meets(self, other: "BookSpan") -> bool:
        """Whether a page cited by kind, number and year could be in both books."""
        same = self.kind is other.kind and self.number == other.number
        pages = self.first_page <= other.last_page and other.first_page <= self.last_page
        return same and pages and self._years_meet(other)

    def _years_meet(self, other: "BookSpan") -> bool:
        known = (self.first_year, self.last_year, other.first_year, other.last_year)
        if None in known:
            return True
        first, last, from_year, to_year = (year or 0 for year in known)
        return first <= to_year and from_year <= last


@dataclass(frozen=True, slots=True)
class Leaf:
    """One written page where it is bound: `position` counts from 1, `number` and `former` as written.

    `former` is a struck out number; `captures` are the states of its captures.
    """

    position: int
    number: str
    former: str = ""
    condition: PageCondition = PageCondition.whole
    entries: tuple[Numeral, ...] = ()
    captures: tuple[CaptureState, ...] = (CaptureState.good,)

    @property
    def numeral(self) -> Numeral | None:
        """The number as understood, None when it can't be."""
        return parse_numeral(self.number)


@dataclass(frozen=True, slots=True)
class Outside:
    """What others know of a book: same-numbered books, pages that records cite, counts, days overdue."""

    others: tuple[BookSpan, ...] = ()
    cited: tuple[str, ...] = ()
    counts: tuple[tuple[str, int, int], ...] = ()
    overdue_since: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `place` names where (page, page:entry, handover); `params` fill its sentence."""

    kind: FaultKind
    place: str
    params: tuple[tuple[str, str | int], ...] = ()
