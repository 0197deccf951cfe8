"""Finds what is wrong with the entries of a book's pages: skipped, doubled, between, beyond, out of order."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from registry.domain.book import BookSpan, EntryNumbering, Fault, Leaf, PageCondition
from registry.domain.book_faults import FaultKind
from registry.domain.numerals import Numeral
from registry.ledger.order import out_of_order

UNSURE: Final = frozenset({PageCondition.torn, PageCondition.illegible})


@dataclass(frozen=True, slots=True)
class _Stood:
    """An entry and the page on which it stands."""

    page: str
    entry: Numeral


def entry_faults(book: BookSpan, leaves: Sequence[Leaf]) -> Iterator[Fault]:
    """Every fault of the entries. A gap that a torn or missing page explains is that page's fault."""
    for leaf in leaves:
        yield from _beyond(book, leaf)
        for entry in leaf.entries:
            if entry.base == 0:
                yield _fault(FaultKind.entry_zero, _Stood(_page(leaf), entry))
            elif entry.tail:
                yield _fault(FaultKind.entry_between, _Stood(_page(leaf), entry))
    for run in _runs(book, leaves):
        yield from _run_faults([leaf for leaf in run if leaf.entries], book.numbering)


def _beyond(book: BookSpan, leaf: Leaf) -> Iterator[Fault]:
    """Entries for which the page has no line: by number where pages count anew, else by count."""
    if not book.entries_a_page:
        return
    plain = [entry for entry in leaf.entries if not entry.tail and entry.base]
    if book.numbering is EntryNumbering.page:
        over = [entry for entry in plain if entry.base > book.entries_a_page]
    else:
        over = list(dict.fromkeys(plain))[book.entries_a_page :]
    for entry in over:
        lines = (("lines", book.entries_a_page),)
        yield _fault(FaultKind.entry_beyond, _Stood(_page(leaf), entry), lines)


def _runs(book: BookSpan, leaves: Sequence[Leaf]) -> Iterator[list[Leaf]]:
    """Pages whose entries are counted together, in the order of their numbers."""
    if book.numbering is EntryNumbering.page:
        yield from ([leaf] for leaf in leaves)
        return
    numbered = sorted(
        (leaf for leaf in leaves if leaf.numeral is not None),
        key=lambda leaf: (leaf.numeral or Numeral(0), leaf.position),
    )
    run: list[Leaf] = []
    for leaf in numbered:
        anew = leaf.entries and leaf.entries[0] == Numeral(1) and any(one.entries for one in run)
        if anew and book.numbering is EntryNumbering.year:
            yield run
            run = []
        run.append(leaf)
    yield run


def _run_faults(leaves: Sequence[Leaf], numbering: EntryNumbering) -> Iterator[Fault]:
    stood = [_Stood(_page(leaf), entry) for leaf in leaves for entry in leaf.entries]
    counted = Counter(one.entry for one in stood)
    first_at = {one.entry: one for one in reversed(stood)}
    for entry, count in counted.items():
        if count > 1 and entry.base:
            yield _fault(FaultKind.entry_doubled, first_at[entry])
    row = [one for one in stood if counted[one.entry] == 1 and one.entry.base]
    swapped, moved = out_of_order([one.entry for one in row])
    for index in (*(place for pair in swapped for place in pair), *moved):
        yield _fault(FaultKind.entry_misplaced, row[index])
    yield from _gaps(leaves, numbering)


def _gaps(leaves: Sequence[Leaf], numbering: EntryNumbering) -> Iterator[Fault]:
    """Numbers skipped on a page, or between two pages that follow each other."""
    present = {entry.base for leaf in leaves for entry in leaf.entries if not entry.tail}
    last: Numeral | None = None
    end = 0
    for leaf in leaves:
        plain = {entry.base for entry in leaf.entries if not entry.tail and entry.base}
        if not plain:
            continue
        follows = last is not None and leaf.numeral is not None and leaf.numeral.base - last.base <= 1
        start = min(plain)
        if numbering is EntryNumbering.page:
            start = 1
        elif follows:
            start = end + 1
        if leaf.condition not in UNSURE:
            for number in range(start, max(plain)):
                if number not in present:
                    yield _fault(FaultKind.entry_missing, _Stood(_page(leaf), Numeral(number)))
        last, end = (None if leaf.condition in UNSURE else leaf.numeral), max(plain)


def _page(leaf: Leaf) -> str:
    return str(leaf.numeral) if leaf.numeral is not None else f"@{leaf.position}"


def _fault(kind: FaultKind, stood: _Stood, more: tuple[tuple[str, str | int], ...] = ()) -> Fault:
    params = (("page", stood.page.lstrip("@")), ("entry", str(stood.entry)), *more)
    return Fault(kind, f"{stood.page}:{stood.entry}", params)
