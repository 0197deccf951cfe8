"""Finds all that is wrong with a book: description and pages in, faults out. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from registry.domain.book import BookSpan, CaptureState, Fault, Leaf, Outside, PageCondition
from registry.domain.book_faults import FaultKind
from registry.domain.numerals import Numeral, parse_numeral
from registry.ledger.entry_faults import entry_faults
from registry.ledger.order import out_of_order

NOTHING_OUTSIDE = Outside()


def find_faults(
    book: BookSpan, leaves: Sequence[Leaf], outside: Outside = NOTHING_OUTSIDE
) -> tuple[Fault, ...]:
    """Every fault of a book, in the order of the list of faults; none in a clean one.

    `leaves` are the pages in the order in which they are bound.
    """
    bound = sorted(leaves, key=lambda leaf: leaf.position)
    found = chain(
        _book_faults(book, outside),
        _numbers(book, bound),
        _order(book, bound),
        chain.from_iterable(_leaf_faults(book, leaf) for leaf in bound),
        _cited(book, bound, outside),
        entry_faults(book, bound),
    )
    order = {kind: place for place, kind in enumerate(FaultKind)}
    return tuple(sorted(dict.fromkeys(found), key=lambda fault: order[fault.kind]))


def _book_faults(book: BookSpan, outside: Outside) -> Iterator[Fault]:
    for other in outside.others:
        if book.meets(other):
            volume = other.volume or "-"
            yield Fault(FaultKind.number_taken, volume, (("volume", volume),))
    for handover, given, counted in outside.counts:
        if given != counted:
            yield Fault(FaultKind.count_differs, handover, (("given", given), ("counted", counted)))
    if outside.overdue_since:
        yield Fault(FaultKind.condition_due, outside.overdue_since, (("since", outside.overdue_since),))


def _numbers(book: BookSpan, leaves: Sequence[Leaf]) -> Iterator[Fault]:
    """Numbers that stand on no page, on two, or on none that can be read."""
    borne = Counter(leaf.numeral for leaf in leaves if leaf.numeral is not None)
    for numeral, count in borne.items():
        if count > 1:
            positions = "، ".join(str(leaf.position) for leaf in leaves if leaf.numeral == numeral)
            yield Fault(FaultKind.page_doubled, str(numeral), (("page", str(numeral)), ("at", positions)))
    explained = dict(_unnumbered(leaves))
    for position, number in explained.items():
        params = (("position", position), ("page", number or "?"))
        yield Fault(FaultKind.page_unnumbered, f"@{position}", params)
    present = {numeral.base for numeral in borne if not numeral.tail}
    present |= {int(number) for number in explained.values() if number}
    for number_ in range(book.first_page, book.last_page + 1):
        if number_ not in present:
            yield Fault(FaultKind.page_missing, str(number_), (("page", number_),))


def _unnumbered(leaves: Sequence[Leaf]) -> Iterator[tuple[int, str]]:
    """Pages without a number, by position, each with the number that its neighbours leave it, else ""."""
    start = 0
    while start < len(leaves):
        if leaves[start].numeral is not None:
            start += 1
            continue
        end = start
        while end < len(leaves) and leaves[end].numeral is None:
            end += 1
        before = leaves[start - 1].numeral if start else None
        after = leaves[end].numeral if end < len(leaves) else None
        first = before.base + 1 if before else (after.base - (end - start) if after else None)
        fits = first is not None and (before is None or after is None or after.base - first == end - start)
        for offset in range(end - start):
            yield leaves[start + offset].position, str(first + offset) if fits and first is not None else ""
        start = end


def _order(book: BookSpan, leaves: Sequence[Leaf]) -> Iterator[Fault]:
    """Pages bound elsewhere than their numbers say. Doubled numbers and those beyond are faults anyway."""
    borne = Counter(leaf.numeral for leaf in leaves)
    row = [
        leaf.numeral
        for leaf in leaves
        if leaf.numeral is not None
        and borne[leaf.numeral] == 1
        and book.first_page <= leaf.numeral.base <= book.last_page
    ]
    swapped, moved = out_of_order(row)
    for here, there in swapped:
        low, high = sorted((row[here], row[there]))
        yield Fault(FaultKind.page_swapped, f"{low},{high}", (("page", str(low)), ("other", str(high))))
    for index in moved:
        yield Fault(FaultKind.page_misplaced, str(row[index]), (("page", str(row[index])),))


def _leaf_faults(book: BookSpan, leaf: Leaf) -> Iterator[Fault]:
    """What is wrong with one page by itself."""
    place = str(leaf.numeral) if leaf.numeral is not None else f"@{leaf.position}"
    page = (("page", place.lstrip("@")),)
    if leaf.numeral is not None:
        yield from _number_faults(book, leaf.numeral, page)
    former = parse_numeral(leaf.former)
    if leaf.former and former != leaf.numeral:
        struck = str(former) if former is not None else leaf.former
        yield Fault(FaultKind.page_renumbered, place, (*page, ("former", struck)))
    match leaf.condition:
        case PageCondition.torn:
            yield Fault(FaultKind.page_torn, place, page)
        case PageCondition.illegible:
            yield Fault(FaultKind.page_illegible, place, page)
    kind = _capture_fault(leaf.captures)
    if kind is not None:
        yield Fault(kind, place, page)


def _number_faults(book: BookSpan, number: Numeral, page: tuple[tuple[str, str], ...]) -> Iterator[Fault]:
    if number.base == 0:
        yield Fault(FaultKind.page_zero, str(number), page)
    elif not book.first_page <= number.base <= book.last_page:
        span = (("first", book.first_page), ("last", book.last_page))
        yield Fault(FaultKind.page_beyond, str(number), (*page, *span))
    elif number.tail:
        yield Fault(FaultKind.page_inserted, str(number), page)


def _capture_fault(captures: Sequence[CaptureState]) -> FaultKind | None:
    good = captures.count(CaptureState.good)
    if good > 1:
        return FaultKind.page_captured_twice
    if good == 1:
        return None
    return FaultKind.page_rescan if CaptureState.rescan in captures else FaultKind.page_uncaptured


def _cited(book: BookSpan, leaves: Sequence[Leaf], outside: Outside) -> Iterator[Fault]:
    """Pages that records cite and that this book can't have."""
    borne = {leaf.numeral for leaf in leaves} | {parse_numeral(leaf.former) for leaf in leaves if leaf.former}
    for text in outside.cited:
        cited = parse_numeral(text)
        if cited in borne:
            continue
        if cited is None or cited.tail or not book.first_page <= cited.base <= book.last_page:
            shown = str(cited) if cited is not None else text
            yield Fault(FaultKind.page_cited_beyond, shown, (("page", shown),))
