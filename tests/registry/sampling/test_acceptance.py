"""A sample of a book is drawn by what nobody can choose, keyed blindly, and bounds the book's errors."""

import uuid

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.book import BookKind, BookSpan
from registry.domain.errors import InvalidValue, NotAllowed, NothingToSample
from registry.ledger.books import describe_book
from registry.ledger.captures import link_case
from registry.models.sampling import Purpose, SecondKey, Verdict
from registry.sampling.acceptance import draw_sample, recompute, samples_of
from registry.sampling.adjudication import settle_key
from registry.sampling.keying import give_key
from tests.registry.office import Staff
from tests.registry.sampling.papers import VALUES, signed


def entered_book(session: Session, staff: Staff, papers: int) -> uuid.UUID:
    """A book whose pages were scanned one by one, read, and signed by the clerk."""
    book = describe_book(session, staff.clerk, BookSpan("125", "", BookKind.civil, 1, papers))
    for page in range(1, papers + 1):
        document = signed(session, staff)
        link_case(session, staff.clerk, book, document.case_id, page, page)
    return book


def drawn(session: Session) -> list[SecondKey]:
    """The fields drawn from the book."""
    query = select(SecondKey).where(SecondKey.purpose == Purpose.book).order_by(SecondKey.id)
    return list(session.scalars(query))


def test_a_sample_is_as_large_as_the_budget_needs_and_can_be_drawn_again(
    session: Session, staff: Staff
) -> None:
    book = entered_book(session, staff, 4)
    draw_sample(session, staff.officer, book, 0.1)
    (sample,) = samples_of(session, staff.auditor, book)
    assert sample.frame_size == 4 * len(VALUES)
    assert 0 < sample.sample_size < sample.frame_size
    assert len(drawn(session)) == sample.sample_size
    again = recompute(session, staff.auditor, sample.id)
    assert (again.frame, again.seed, again.fields) == (True, True, True)


def test_a_field_taken_out_of_the_sample_is_noticed(session: Session, staff: Staff) -> None:
    book = entered_book(session, staff, 2)
    draw = draw_sample(session, staff.officer, book, 0.2)
    session.delete(drawn(session)[0])
    session.flush()
    assert not recompute(session, staff.auditor, draw).fields


def test_fields_entered_later_do_not_disturb_what_can_be_drawn_again(session: Session, staff: Staff) -> None:
    book = entered_book(session, staff, 2)
    draw = draw_sample(session, staff.officer, book, 0.2)
    document = signed(session, staff)
    link_case(session, staff.clerk, book, document.case_id, 3, 3)
    again = recompute(session, staff.auditor, draw)
    assert (again.frame, again.fields) == (True, True)


def test_a_book_is_bounded_when_every_drawn_field_is_settled(session: Session, staff: Staff) -> None:
    book = entered_book(session, staff, 3)
    draw_sample(session, staff.officer, book, 0.15)
    rows = drawn(session)
    for row in rows[1:]:
        give_key(session, staff.second_clerk, row.id, row.first_value)
    assert samples_of(session, staff.auditor, book)[0].at_most is None
    give_key(session, staff.second_clerk, rows[0].id, rows[0].first_value)
    (sample,) = samples_of(session, staff.auditor, book)
    assert sample.within
    assert sample.at_most is not None
    assert sample.at_most <= 0.15 * sample.frame_size


def test_a_wrong_field_takes_a_book_out_of_its_budget(session: Session, staff: Staff) -> None:
    book = entered_book(session, staff, 3)
    draw_sample(session, staff.officer, book, 0.15)
    first, *rest = drawn(session)
    give_key(session, staff.second_clerk, first.id, "")
    settle_key(session, staff.officer, first.id, Verdict.second)
    for row in rest:
        give_key(session, staff.second_clerk, row.id, row.first_value)
    (sample,) = samples_of(session, staff.auditor, book)
    assert (sample.errors, sample.within) == (1, False)


def test_a_book_without_enough_entered_fields_shows_nothing(session: Session, staff: Staff) -> None:
    book = describe_book(session, staff.clerk, BookSpan("125", "", BookKind.civil, 1, 3))
    with pytest.raises(NothingToSample):
        draw_sample(session, staff.officer, book, 0.01)


def test_only_an_officer_draws_and_within_reason(session: Session, staff: Staff) -> None:
    book = entered_book(session, staff, 1)
    with pytest.raises(NotAllowed):
        draw_sample(session, staff.clerk, book, 0.1)
    for budget in (0, 0.5):
        with pytest.raises(InvalidValue):
            draw_sample(session, staff.officer, book, budget)


def test_sensitive_fields_are_never_drawn(session: Session, staff: Staff) -> None:
    book = entered_book(session, staff, 1)
    draw_sample(session, staff.officer, book, 0.0001)
    assert {row.path for row in drawn(session)} == set(VALUES)
