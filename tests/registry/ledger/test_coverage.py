"""The coverage map shows each page once, bound ones in their order, missing ones where they should stand."""

from hypothesis import given
from hypothesis import strategies as st

from registry.domain.book import EntryNumbering
from registry.ledger.coverage import Cover, CoverageMap, coverage
from registry.ledger.faults import find_faults
from tests.registry.ledger.spoiling import (
    Shelf,
    blur,
    capture_again,
    clean_book,
    lose,
    renumber,
    skip_camera,
    tear,
)


def map_of(shelf: Shelf) -> CoverageMap:
    """The map of a book with the faults found in it."""
    leaves = shelf.bound()
    return coverage(shelf.book, leaves, find_faults(shelf.book, leaves))


def test_each_state_of_a_page_has_its_own_cover() -> None:
    shelf = clean_book(1, 8, EntryNumbering.page)
    for page, spoil in enumerate((lose, tear, blur, skip_camera, capture_again, renumber), 2):
        shelf, _ = spoil(shelf, page)
    covers = [cell.cover for cell in map_of(shelf).cells]
    assert covers == [
        Cover.captured, Cover.missing, Cover.torn, Cover.rescan, Cover.uncaptured, Cover.twice, Cover.odd,
        Cover.captured,
    ]  # fmt: skip


@given(st.sets(st.integers(1, 30)))
def test_missing_pages_fill_the_map_up_to_what_the_book_should_have(lost: set[int]) -> None:
    shelf = clean_book(1, 30, EntryNumbering.page)
    for page in lost:
        shelf, _ = lose(shelf, page)
    found = map_of(shelf)
    assert [cell.number for cell in found.cells] == [str(number) for number in range(1, 31)]
    assert found.counts[Cover.missing] == len(lost)
    assert found.captured == 30 - len(lost) == found.expected - len(lost)
