"""Every fault of the list is found, alone and together with others, and a clean book has none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.book import EntryNumbering, Leaf
from registry.domain.book_faults import FaultKind, fault_specs
from registry.domain.numerals import Numeral
from registry.ledger.faults import find_faults
from registry.ledger.order import out_of_order
from tests.registry.ledger.spoiling import ALONE, ON_A_PAGE, ON_THE_BOOK, Found, Shelf, clean_book, unnumber

# Pages that are spoiled stand so far apart that no two faults explain each other.
APART = 5


def found_in(shelf: Shelf) -> Found:
    """What is found in a book: kinds and places."""
    return frozenset((one.kind, one.place) for one in find_faults(shelf.book, shelf.bound(), shelf.outside))


def test_the_list_names_each_kind_once_and_all_of_them() -> None:
    assert list(fault_specs()) == list(FaultKind)


def test_every_fault_of_the_list_is_seeded_by_some_test() -> None:
    assert {*ON_A_PAGE, *ON_THE_BOOK, *ALONE} == set(FaultKind)


@given(first=st.integers(1, 400), pages=st.integers(1, 60), numbering=st.sampled_from(EntryNumbering))
def test_a_clean_book_has_no_fault(first: int, pages: int, numbering: EntryNumbering) -> None:
    assert found_in(clean_book(first, pages, numbering)) == frozenset()


@pytest.mark.parametrize("numbering", EntryNumbering)
@pytest.mark.parametrize("kind", [*ON_A_PAGE, *ON_THE_BOOK])
def test_each_fault_alone_is_found_and_nothing_else(kind: FaultKind, numbering: EntryNumbering) -> None:
    shelf, expected = (ON_A_PAGE.get(kind) or ON_THE_BOOK[kind])(clean_book(3, 30, numbering), 12)
    assert expected
    assert found_in(shelf) == expected


@given(
    first=st.integers(1, 300),
    kinds=st.lists(st.sampled_from(sorted(ON_A_PAGE)), max_size=8),
    whole=st.sets(st.sampled_from(sorted(ON_THE_BOOK))),
    numbering=st.sampled_from(EntryNumbering),
)
def test_any_combination_is_found_whole_and_none_is_invented(
    first: int, kinds: list[FaultKind], whole: set[FaultKind], numbering: EntryNumbering
) -> None:
    shelf = clean_book(first, (len(kinds) + 1) * APART + 1, numbering)
    expected: Found = frozenset()
    for place, kind in enumerate(kinds):
        shelf, more = ON_A_PAGE[kind](shelf, first + (place + 1) * APART - 2)
        expected |= more
    for kind in whole:
        shelf, more = ON_THE_BOOK[kind](shelf, first + 1)
        expected |= more
    assert found_in(shelf) == expected


@pytest.mark.parametrize("kind", [FaultKind.page_misplaced, FaultKind.entry_beyond])
def test_a_moved_page_and_an_entry_without_a_line_are_found(kind: FaultKind) -> None:
    shelf, expected = ALONE[kind](clean_book(1, 30, EntryNumbering.page), 12)
    assert found_in(shelf) == expected


def test_an_entry_too_many_is_found_where_entries_run_on() -> None:
    shelf, expected = ALONE[FaultKind.entry_beyond](clean_book(1, 30, EntryNumbering.book), 30)
    assert found_in(shelf) == expected


@pytest.mark.parametrize("pages", [(12,), (12, 13), (1,), (30,)])
def test_pages_without_a_number_take_the_numbers_that_are_left_between_their_neighbours(
    pages: tuple[int, ...],
) -> None:
    shelf = clean_book(1, 30, EntryNumbering.page)
    for page in pages:
        shelf, _ = unnumber(shelf, page)
    found = find_faults(shelf.book, shelf.bound())
    assert [(one.kind, dict(one.params)["page"]) for one in found] == [
        (FaultKind.page_unnumbered, str(page)) for page in pages
    ]


def test_a_page_without_a_number_does_not_hide_that_two_are_gone() -> None:
    shelf = clean_book(1, 30, EntryNumbering.page)
    shelf, _ = unnumber(shelf, 12)
    shelf, _ = ON_A_PAGE[FaultKind.page_missing](shelf, 13)
    kinds = [one.kind for one in find_faults(shelf.book, shelf.bound())]
    assert kinds == [FaultKind.page_missing, FaultKind.page_missing, FaultKind.page_unnumbered]


def test_a_number_struck_out_and_borne_by_another_page_is_still_a_renumbering() -> None:
    shelf = clean_book(1, 5, EntryNumbering.page)
    shelf = shelf.with_leaf(3, Leaf(0, "٣", former="٤"))
    assert found_in(shelf) == {(FaultKind.page_renumbered, "3")}


@given(st.lists(st.integers(1, 200), unique=True, max_size=40))
def test_a_row_in_order_has_nothing_out_of_order(numbers: list[int]) -> None:
    assert out_of_order([Numeral(number) for number in sorted(numbers)]) == ((), ())


@given(st.permutations(range(1, 14)))
def test_undoing_what_is_out_of_order_puts_a_row_in_order(numbers: list[int]) -> None:
    swapped, moved = out_of_order([Numeral(number) for number in numbers])
    row = list(numbers)
    for here, there in swapped:
        row[here], row[there] = row[there], row[here]
    left = [number for index, number in enumerate(row) if index not in moved]
    assert left == sorted(left)
