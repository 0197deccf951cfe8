"""Spoils a clean book: one function a fault of the list, each with the faults that must then be found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from registry.domain.book import (
    BookKind,
    BookSpan,
    CaptureState,
    EntryNumbering,
    Leaf,
    Outside,
    PageCondition,
)
from registry.domain.book_faults import FaultKind
from registry.domain.numerals import Numeral

LINES = 10
NOTHING_OUTSIDE = Outside()


@dataclass(frozen=True, slots=True)
class Shelf:
    """A book, its pages by number as bound, and what others know of it."""

    book: BookSpan
    leaves: tuple[Leaf, ...]
    outside: Outside = NOTHING_OUTSIDE

    def bound(self) -> tuple[Leaf, ...]:
        """The pages with their positions counted anew."""
        return tuple(replace(leaf, position=place) for place, leaf in enumerate(self.leaves, 1))

    def at(self, number: int) -> int:
        """Where the page of a number is bound."""
        return next(place for place, leaf in enumerate(self.leaves) if leaf.number == str(number))

    def with_leaf(self, number: int, leaf: Leaf) -> "Shelf":
        """The same with another page at a number's place."""
        place = self.at(number)
        return replace(self, leaves=(*self.leaves[:place], leaf, *self.leaves[place + 1 :]))


Found = frozenset[tuple[FaultKind, str]]
Spoiled = tuple[Shelf, Found]


def clean_book(first: int, pages: int, numbering: EntryNumbering) -> Shelf:
    """A book without a fault: every page whole, captured once, with all of its entries."""
    book = BookSpan("125", "", BookKind.civil, first, first + pages - 1, 1957, 1960, LINES, numbering)
    leaves = []
    for place in range(pages):
        start = 1 if numbering is EntryNumbering.page else place * LINES + 1
        entries = tuple(Numeral(number) for number in range(start, start + LINES))
        leaves.append(Leaf(place + 1, str(first + place), entries=entries))
    return Shelf(book, tuple(leaves))


def _one(kind: FaultKind, place: object) -> Found:
    return frozenset({(kind, str(place))})


def _page(shelf: Shelf, page: int) -> Leaf:
    return shelf.leaves[shelf.at(page)]


def _entries(shelf: Shelf, page: int, entries: tuple[Numeral, ...]) -> Shelf:
    return shelf.with_leaf(page, replace(_page(shelf, page), entries=entries))


def lose(shelf: Shelf, page: int) -> Spoiled:
    place = shelf.at(page)
    leaves = (*shelf.leaves[:place], *shelf.leaves[place + 1 :])
    return replace(shelf, leaves=leaves), _one(FaultKind.page_missing, page)


def double(shelf: Shelf, page: int) -> Spoiled:
    place = shelf.at(page)
    twin = replace(shelf.leaves[place], entries=())
    leaves = (*shelf.leaves[: place + 1], twin, *shelf.leaves[place + 1 :])
    return replace(shelf, leaves=leaves), _one(FaultKind.page_doubled, page)


def swap(shelf: Shelf, page: int) -> Spoiled:
    here, there = shelf.at(page), shelf.at(page + 1)
    leaves = list(shelf.leaves)
    leaves[here], leaves[there] = leaves[there], leaves[here]
    return replace(shelf, leaves=tuple(leaves)), _one(FaultKind.page_swapped, f"{page},{page + 1}")


def insert(shelf: Shelf, page: int) -> Spoiled:
    place = shelf.at(page)
    leaf = Leaf(0, f"{page}/1", entries=())
    leaves = (*shelf.leaves[: place + 1], leaf, *shelf.leaves[place + 1 :])
    return replace(shelf, leaves=leaves), _one(FaultKind.page_inserted, f"{page}/1")


def tear(shelf: Shelf, page: int) -> Spoiled:
    leaf = _page(shelf, page)
    torn = replace(leaf, condition=PageCondition.torn, entries=leaf.entries[:3] + leaf.entries[6:])
    return shelf.with_leaf(page, torn), _one(FaultKind.page_torn, page)


def fade(shelf: Shelf, page: int) -> Spoiled:
    faded = replace(_page(shelf, page), condition=PageCondition.illegible, entries=())
    return shelf.with_leaf(page, faded), _one(FaultKind.page_illegible, page)


def renumber(shelf: Shelf, page: int) -> Spoiled:
    leaf = replace(_page(shelf, page), former=str(page + 300))
    return shelf.with_leaf(page, leaf), _one(FaultKind.page_renumbered, page)


def unnumber(shelf: Shelf, page: int) -> Spoiled:
    leaf = replace(_page(shelf, page), number="", entries=())
    return shelf.with_leaf(page, leaf), frozenset()


def zero(shelf: Shelf, page: int) -> Spoiled:
    leaves = (Leaf(0, "٠"), *shelf.leaves)
    return replace(shelf, leaves=leaves), _one(FaultKind.page_zero, 0)


def exceed(shelf: Shelf, page: int) -> Spoiled:
    beyond = shelf.book.last_page + page
    return replace(shelf, leaves=(*shelf.leaves, Leaf(0, str(beyond)))), _one(FaultKind.page_beyond, beyond)


def cite(shelf: Shelf, page: int) -> Spoiled:
    cited = shelf.book.last_page + page + 500
    outside = replace(shelf.outside, cited=(*shelf.outside.cited, str(cited), str(page)))
    return replace(shelf, outside=outside), _one(FaultKind.page_cited_beyond, cited)


def skip_camera(shelf: Shelf, page: int) -> Spoiled:
    leaf = replace(_page(shelf, page), captures=())
    return shelf.with_leaf(page, leaf), _one(FaultKind.page_uncaptured, page)


def capture_again(shelf: Shelf, page: int) -> Spoiled:
    leaf = replace(_page(shelf, page), captures=(CaptureState.good, CaptureState.aside, CaptureState.good))
    return shelf.with_leaf(page, leaf), _one(FaultKind.page_captured_twice, page)


def blur(shelf: Shelf, page: int) -> Spoiled:
    leaf = replace(_page(shelf, page), captures=(CaptureState.rescan,))
    return shelf.with_leaf(page, leaf), _one(FaultKind.page_rescan, page)


def skip_entry(shelf: Shelf, page: int) -> Spoiled:
    entries = _page(shelf, page).entries
    kept = entries[:4] + entries[5:]
    return _entries(shelf, page, kept), _one(FaultKind.entry_missing, f"{page}:{entries[4]}")


def double_entry(shelf: Shelf, page: int) -> Spoiled:
    entries = _page(shelf, page).entries
    both = (*entries[:4], entries[3], *entries[4:])
    return _entries(shelf, page, both), _one(FaultKind.entry_doubled, f"{page}:{entries[3]}")


def squeeze_entry(shelf: Shelf, page: int) -> Spoiled:
    entries = _page(shelf, page).entries
    between = Numeral(entries[5].base, "1")
    more = (*entries[:6], between, *entries[6:])
    return _entries(shelf, page, more), _one(FaultKind.entry_between, f"{page}:{between}")


def swap_entries(shelf: Shelf, page: int) -> Spoiled:
    entries = list(_page(shelf, page).entries)
    entries[2], entries[6] = entries[6], entries[2]
    places = {(FaultKind.entry_misplaced, f"{page}:{entries[place]}") for place in (2, 6)}
    return _entries(shelf, page, tuple(entries)), frozenset(places)


def zero_entry(shelf: Shelf, page: int) -> Spoiled:
    entries = (Numeral(0), *_page(shelf, page).entries)
    return _entries(shelf, page, entries), _one(FaultKind.entry_zero, f"{page}:0")


def exceed_entry(shelf: Shelf, page: int) -> Spoiled:
    entries = _page(shelf, page).entries
    beyond = Numeral(entries[-1].base + 1)
    longer = _entries(shelf, page, (*entries, beyond))
    return longer, _one(FaultKind.entry_beyond, f"{page}:{beyond}")


def share_number(shelf: Shelf, page: int) -> Spoiled:
    other = replace(shelf.book, volume="ثان", first_page=page, first_year=None)
    outside = replace(shelf.outside, others=(other, replace(other, number="126")))
    return replace(shelf, outside=outside), _one(FaultKind.number_taken, "ثان")


def miscount(shelf: Shelf, page: int) -> Spoiled:
    outside = replace(shelf.outside, counts=(("7", page + 5, page + 4), ("8", 5, 5)))
    return replace(shelf, outside=outside), _one(FaultKind.count_differs, "7")


def forget_report(shelf: Shelf, page: int) -> Spoiled:
    outside = replace(shelf.outside, overdue_since="2026/01/05")
    return replace(shelf, outside=outside), _one(FaultKind.condition_due, "2026/01/05")


def move(shelf: Shelf, page: int) -> Spoiled:
    leaves = list(shelf.leaves)
    leaves.append(leaves.pop(shelf.at(page)))
    return replace(shelf, leaves=tuple(leaves)), _one(FaultKind.page_misplaced, page)


Spoil = Callable[[Shelf, int], Spoiled]
# Those that touch one page alone; they can be combined freely on pages of their own.
ON_A_PAGE: Mapping[FaultKind, Spoil] = {
    FaultKind.page_missing: lose,
    FaultKind.page_doubled: double,
    FaultKind.page_swapped: swap,
    FaultKind.page_torn: tear,
    FaultKind.page_illegible: fade,
    FaultKind.page_renumbered: renumber,
    FaultKind.page_inserted: insert,
    FaultKind.page_cited_beyond: cite,
    FaultKind.page_uncaptured: skip_camera,
    FaultKind.page_captured_twice: capture_again,
    FaultKind.page_rescan: blur,
    FaultKind.entry_missing: skip_entry,
    FaultKind.entry_doubled: double_entry,
    FaultKind.entry_misplaced: swap_entries,
    FaultKind.entry_between: squeeze_entry,
    FaultKind.entry_zero: zero_entry,
}
# Those that touch the whole book, or its ends: at most one of each.
ON_THE_BOOK: Mapping[FaultKind, Spoil] = {
    FaultKind.number_taken: share_number,
    FaultKind.condition_due: forget_report,
    FaultKind.count_differs: miscount,
    FaultKind.page_zero: zero,
    FaultKind.page_beyond: exceed,
}
# A page without a number names itself by its position, and an entry too many is the next page's number where
# entries run through the book: these are tested by themselves.
ALONE: Mapping[FaultKind, Spoil] = {
    FaultKind.page_unnumbered: unnumber,
    FaultKind.page_misplaced: move,
    FaultKind.entry_beyond: exceed_entry,
}
