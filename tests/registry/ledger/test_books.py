"""Books in the ledger: pages counted, scans linked, faults settled or mended, a second person's signature."""

import uuid

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.access import Actor
from registry.domain.actions import Action, Subject
from registry.domain.book import BookKind, BookSpan, CaptureState, PageCondition
from registry.domain.book_faults import FaultKind
from registry.domain.errors import (
    AlreadyThere,
    FaultsOpen,
    IllegalMove,
    InvalidValue,
    NotAllowed,
    NotFound,
    OwnHand,
    ReasonNeeded,
    Stale,
)
from registry.domain.handover import PageSeen as ScannedPage
from registry.domain.handover import PagesRead
from registry.intake.scans import receive
from registry.ledger.books import correct_description, describe_book
from registry.ledger.captures import judge_capture, link_case, link_page, split_capture
from registry.ledger.looking import BookView, book_view, books_of, unlisted_books
from registry.ledger.pages import PageSeen, add_page, correct_page, count_pages, move_page, remove_page
from registry.ledger.signing import may_sign, reopen_book, settle_fault, sign_book
from registry.models.scans import Page
from registry.tasks.tasks import complete
from registry.trail.events import events
from tests.registry.office import KARKH, Staff, scan_of, start
from tests.registry.registered import EXTRACT, registered

SPAN = BookSpan("١٢٥", "", BookKind.civil, 1, 3, 1957, 1960, 10)
REASON = "أُبلغت المديرية بكتابها ٤٤ في ٢٠٢٦/١/٥"


def taken_in(session: Session, actor: Actor, span: BookSpan = SPAN) -> uuid.UUID:
    """A book in the ledger, none of whose pages is counted."""
    return describe_book(session, actor, span)


def captured(session: Session, staff: Staff, pages: int = 3, span: BookSpan = SPAN) -> uuid.UUID:
    """A book whose pages from 1 on were scanned in one file and linked."""
    book = taken_in(session, staff.clerk, span)
    case = scanned(session, staff, pages)
    link_case(session, staff.clerk, book, case, 1, version(session, staff, book))
    return book


def scanned(session: Session, staff: Staff, pages: int) -> uuid.UUID:
    """A case with one file of so many pages, read."""
    scan = receive(session, staff.clerk, None, scan_of(uuid.uuid4().hex[:20], pages))
    seen = tuple(ScannedPage(number, 1000, 700, f"{number:064d}") for number in range(pages))
    complete(session, start(session), PagesRead(seen, ()))
    return scan.case


def version(session: Session, staff: Staff, book: uuid.UUID) -> int:
    """The newest version of a book."""
    return book_view(session, staff.clerk, book).version


def kinds(view: BookView) -> list[FaultKind]:
    """The kinds of a book's open faults."""
    return [fault.kind for fault in view.open_faults]


def test_a_book_is_described_once_under_its_number_and_volume(session: Session, staff: Staff) -> None:
    book = taken_in(session, staff.clerk)
    assert book_view(session, staff.clerk, book).span.number == "125"
    with pytest.raises(AlreadyThere):
        taken_in(session, staff.second_clerk)


@pytest.mark.parametrize(
    "span",
    [
        BookSpan("", "", BookKind.civil, 1, 3),
        BookSpan("١٢٥\u202e", "", BookKind.civil, 1, 3),
        BookSpan("125", "", BookKind.civil, 0, 3),
        BookSpan("125", "", BookKind.civil, 5, 3),
        BookSpan("125", "", BookKind.civil, 1, 9999),
        BookSpan("125", "", BookKind.civil, 1, 3, 1960, 1957),
        BookSpan("125", "", BookKind.civil, 1, 3, entries_a_page=-1),
    ],
)
def test_a_book_that_can_not_be_is_refused(session: Session, staff: Staff, span: BookSpan) -> None:
    with pytest.raises(InvalidValue):
        taken_in(session, staff.clerk, span)


def test_a_book_nobody_counted_misses_every_page(session: Session, staff: Staff) -> None:
    view = book_view(session, staff.clerk, taken_in(session, staff.clerk))
    assert kinds(view) == [FaultKind.page_missing] * 3


def test_a_scanned_file_covers_a_book_page_by_page(session: Session, staff: Staff) -> None:
    view = book_view(session, staff.clerk, captured(session, staff))
    assert [leaf.leaf.number for leaf in view.leaves] == ["1", "2", "3"]
    assert kinds(view) == []
    assert view.map.captured == view.map.expected == 3


def test_linking_a_case_again_links_nothing_twice(session: Session, staff: Staff) -> None:
    book = taken_in(session, staff.clerk)
    case = scanned(session, staff, 2)
    assert link_case(session, staff.clerk, book, case, 1, 1) == 2
    assert link_case(session, staff.clerk, book, case, 1, 2) == 0


def test_a_page_scanned_later_is_put_where_its_number_belongs(session: Session, staff: Staff) -> None:
    book = taken_in(session, staff.clerk)
    count_pages(session, staff.clerk, book, 1, 1, 1)
    count_pages(session, staff.clerk, book, 3, 3, 2)
    link_case(session, staff.clerk, book, scanned(session, staff, 2), 2, 3)
    view = book_view(session, staff.clerk, book)
    assert [(leaf.leaf.number, len(leaf.captures)) for leaf in view.leaves] == [("1", 0), ("2", 1), ("3", 1)]
    assert kinds(view) == [FaultKind.page_uncaptured]


def test_a_second_capture_is_a_fault_until_one_is_put_aside(session: Session, staff: Staff) -> None:
    book = captured(session, staff)
    link_case(session, staff.clerk, book, scanned(session, staff, 1), 2, version(session, staff, book))
    view = book_view(session, staff.clerk, book)
    assert kinds(view) == [FaultKind.page_captured_twice]
    aside = view.leaves[1].captures[0].id
    judge_capture(session, staff.clerk, book, aside, CaptureState.aside, view.version)
    assert kinds(book_view(session, staff.clerk, book)) == []


def test_a_second_capture_may_show_another_page_of_the_same_number(session: Session, staff: Staff) -> None:
    book = captured(session, staff)
    link_case(session, staff.clerk, book, scanned(session, staff, 1), 2, version(session, staff, book))
    view = book_view(session, staff.clerk, book)
    split_capture(session, staff.clerk, book, view.leaves[1].captures[1].id, view.version)
    after = book_view(session, staff.clerk, book)
    assert [leaf.leaf.number for leaf in after.leaves] == ["1", "2", "2", "3"]
    assert kinds(after) == [FaultKind.page_doubled]


def test_a_bad_capture_is_mended_by_a_new_one(session: Session, staff: Staff) -> None:
    book = captured(session, staff)
    view = book_view(session, staff.clerk, book)
    judge_capture(
        session, staff.clerk, book, view.leaves[0].captures[0].id, CaptureState.rescan, view.version
    )
    assert kinds(book_view(session, staff.clerk, book)) == [FaultKind.page_rescan]
    page = session.scalars(select(Page).where(Page.id != view.leaves[0].captures[0].page)).first()
    assert page is not None
    link_page(session, staff.clerk, book, view.leaves[0].id, page.id, version(session, staff, book))
    assert kinds(book_view(session, staff.clerk, book)) == []


def test_what_a_person_sees_on_a_page_is_kept_and_checked(session: Session, staff: Staff) -> None:
    book = captured(session, staff)
    view = book_view(session, staff.clerk, book)
    seen = PageSeen("٢", "٢٠", PageCondition.torn, "١-٤، ٤/١، ٥-١١")
    correct_page(session, staff.clerk, book, view.leaves[1].id, seen, view.version)
    after = book_view(session, staff.clerk, book)
    assert after.leaves[1].entries == "1-4, 4/1, 5-11"
    assert kinds(after) == [
        FaultKind.page_torn,
        FaultKind.page_renumbered,
        FaultKind.entry_between,
        FaultKind.entry_beyond,
    ]


@pytest.mark.parametrize("seen", [PageSeen("سبعة"), PageSeen("2", "x-y"), PageSeen("2", entries="9-1")])
def test_what_is_no_number_is_refused(session: Session, staff: Staff, seen: PageSeen) -> None:
    book = taken_in(session, staff.clerk)
    with pytest.raises(InvalidValue):
        add_page(session, staff.clerk, book, 0, seen, 1)


def test_pages_are_moved_and_removed_as_they_are_bound(session: Session, staff: Staff) -> None:
    book = captured(session, staff)
    view = book_view(session, staff.clerk, book)
    move_page(session, staff.clerk, book, view.leaves[0].id, 3, view.version)
    moved = book_view(session, staff.clerk, book)
    assert [leaf.leaf.number for leaf in moved.leaves] == ["2", "3", "1"]
    assert kinds(moved) == [FaultKind.page_misplaced]
    remove_page(session, staff.clerk, book, moved.leaves[1].id, moved.version)
    left = book_view(session, staff.clerk, book)
    assert [(leaf.leaf.position, leaf.leaf.number) for leaf in left.leaves] == [(1, "2"), (2, "1")]
    assert kinds(left) == [FaultKind.page_missing, FaultKind.page_swapped]


def test_two_volumes_of_one_number_are_a_fault_where_they_meet(session: Session, staff: Staff) -> None:
    first = captured(session, staff)
    taken_in(session, staff.clerk, BookSpan("125", "ثان", BookKind.civil, 3, 8, 1960, 1970))
    assert kinds(book_view(session, staff.clerk, first)) == [FaultKind.number_taken]
    taken_in(session, staff.clerk, BookSpan("125", "ثالث", BookKind.civil, 9, 12, 1960, 1970))
    assert len(books_of(session, staff.clerk, KARKH)) == 3
    assert len(book_view(session, staff.clerk, first).open_faults) == 1


def test_a_record_that_cites_a_page_beyond_the_book_is_a_fault_of_the_book(
    session: Session, staff: Staff
) -> None:
    registered(session, staff, "record_extract", EXTRACT)
    assert unlisted_books(session, staff.clerk, KARKH) == ("125",)
    book = captured(session, staff)
    assert unlisted_books(session, staff.clerk, KARKH) == ()
    (fault,) = book_view(session, staff.clerk, book).open_faults
    assert (fault.kind, fault.place) == (FaultKind.page_cited_beyond, "17")


def test_nobody_signs_a_book_with_an_open_fault(session: Session, staff: Staff) -> None:
    book = taken_in(session, staff.clerk)
    with pytest.raises(FaultsOpen):
        sign_book(session, staff.officer, book, 1)


def test_a_second_person_signs_and_the_book_is_closed(session: Session, staff: Staff) -> None:
    book = captured(session, staff)
    sign_book(session, staff.officer, book, version(session, staff, book))
    view = book_view(session, staff.clerk, book)
    assert view.signed_by == staff.officer.id
    with pytest.raises(IllegalMove):
        count_pages(session, staff.clerk, book, 4, 4, view.version)
    with pytest.raises(ReasonNeeded):
        reopen_book(session, staff.officer, book, " ", view.version)
    reopen_book(session, staff.officer, book, "وُجدت صفحة ضائعة", view.version)
    count_pages(session, staff.clerk, book, 4, 4, view.version + 1)


def test_whoever_wrote_of_a_book_never_signs_it(session: Session, staff: Staff) -> None:
    book = captured(session, staff)
    with pytest.raises(NotAllowed):
        sign_book(session, staff.clerk, book, version(session, staff, book))
    view = book_view(session, staff.officer, book)
    correct_page(session, staff.officer, book, view.leaves[0].id, PageSeen("1"), view.version)
    assert not may_sign(session, staff.officer, book)
    with pytest.raises(OwnHand):
        sign_book(session, staff.officer, book, version(session, staff, book))
    sign_book(session, staff.second_officer, book, version(session, staff, book))


def test_an_officer_says_why_a_lost_page_stays_lost_and_another_signs(session: Session, staff: Staff) -> None:
    book = captured(session, staff, pages=2)
    now = version(session, staff, book)
    with pytest.raises(ReasonNeeded):
        settle_fault(session, staff.officer, book, FaultKind.page_missing, "3", "", now)
    settle_fault(session, staff.officer, book, FaultKind.page_missing, "3", REASON, now)
    with pytest.raises(OwnHand):
        sign_book(session, staff.officer, book, now + 1)
    sign_book(session, staff.second_officer, book, now + 1)
    subject = (Subject.book, book)
    (told,) = events(session, staff.auditor, subject=subject, action=Action.fault_settled)
    assert told.reason == REASON


def test_words_end_no_fault_that_a_scan_would_end(session: Session, staff: Staff) -> None:
    book = taken_in(session, staff.clerk, BookSpan("9", "", BookKind.civil, 1, 1))
    count_pages(session, staff.clerk, book, 1, 1, 1)
    with pytest.raises(NotAllowed):
        settle_fault(session, staff.officer, book, FaultKind.page_uncaptured, "1", REASON, 2)
    with pytest.raises(NotFound):
        settle_fault(session, staff.officer, book, FaultKind.page_torn, "1", REASON, 2)


def test_a_settled_fault_comes_back_for_another_page(session: Session, staff: Staff) -> None:
    book = captured(session, staff, pages=2)
    now = version(session, staff, book)
    settle_fault(session, staff.officer, book, FaultKind.page_missing, "3", REASON, now)
    wider = BookSpan("125", "", BookKind.civil, 1, 4, 1957, 1960, 10)
    correct_description(session, staff.clerk, book, wider, now + 1)
    assert [fault.place for fault in book_view(session, staff.clerk, book).open_faults] == ["4"]


def test_two_people_at_one_book_do_not_overwrite_each_other(session: Session, staff: Staff) -> None:
    book = taken_in(session, staff.clerk)
    count_pages(session, staff.clerk, book, 1, 2, 1)
    with pytest.raises(Stale):
        count_pages(session, staff.second_clerk, book, 1, 3, 1)


def test_another_office_learns_nothing_of_a_book(session: Session, staff: Staff) -> None:
    book = taken_in(session, staff.clerk)
    with pytest.raises(NotFound):
        book_view(session, staff.stranger, book)
    assert books_of(session, staff.stranger, staff.stranger.office) == ()
