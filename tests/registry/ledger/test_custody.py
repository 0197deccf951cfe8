"""Custody: two people and two counts for each handover, and a report of the condition in time."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from registry.domain.book_faults import FaultKind
from registry.domain.errors import IllegalMove, InvalidValue, NotAllowed, NotFound
from registry.ledger.condition import DUE, Condition, report_condition, reports_of
from registry.ledger.custody import Batch, colleagues, give, handover_view, handovers, receive
from registry.ledger.looking import book_view
from registry.models.ledger import Binding, Handover, Paper
from tests.registry.ledger.test_books import captured
from tests.registry.office import KARKH, Staff

PURPOSE = "المسح الضوئي في الغرفة ٣"


def given(session: Session, staff: Staff, book: uuid.UUID, pages: int = 3) -> uuid.UUID:
    """The book's pages given by the clerk to the second clerk."""
    batch = Batch(book, 1, 3, pages, Binding.loose, Paper.brittle, "الغلاف منفصل")
    return give(session, staff.clerk, staff.second_clerk.id, PURPOSE, [batch])


def test_the_receiver_confirms_with_an_own_count(session: Session, staff: Staff) -> None:
    book = captured(session, staff)
    handover = given(session, staff, book)
    (batch,) = handover_view(session, staff.clerk, handover).batches
    receive(session, staff.second_clerk, handover, {batch.id: 3})
    view = handover_view(session, staff.auditor, handover)
    assert (view.number, view.batches[0].counted) == (1, 3)
    assert view.received_at is not None
    with pytest.raises(IllegalMove):
        receive(session, staff.second_clerk, handover, {batch.id: 2})


def test_a_different_count_is_a_fault_of_the_book(session: Session, staff: Staff) -> None:
    book = captured(session, staff)
    handover = given(session, staff, book)
    (batch,) = handover_view(session, staff.clerk, handover).batches
    receive(session, staff.second_clerk, handover, {batch.id: 2})
    (fault,) = book_view(session, staff.clerk, book).open_faults
    assert fault.kind is FaultKind.count_differs
    assert dict(fault.params) == {"given": 3, "counted": 2}


def test_nobody_confirms_for_another_and_nobody_gives_to_themselves(session: Session, staff: Staff) -> None:
    book = captured(session, staff)
    handover = given(session, staff, book)
    for actor in (staff.clerk, staff.officer):
        with pytest.raises(NotAllowed):
            receive(session, actor, handover, {})
    with pytest.raises(InvalidValue):
        receive(session, staff.second_clerk, handover, {})
    for receiver in (staff.clerk.id, staff.stranger.id):
        with pytest.raises(NotFound):
            give(session, staff.clerk, receiver, PURPOSE, [Batch(book, 1, 3, 3)])
    assert staff.second_clerk.id in {one.id for one in colleagues(session, staff.clerk)}


@pytest.mark.parametrize("pages", [0, 10_001])
def test_a_count_that_can_not_be_is_refused(session: Session, staff: Staff, pages: int) -> None:
    with pytest.raises(InvalidValue):
        given(session, staff, captured(session, staff), pages)


def test_twenty_days_after_a_handover_a_missing_report_is_a_fault(session: Session, staff: Staff) -> None:
    book = captured(session, staff)
    handover = given(session, staff, book)
    (batch,) = handover_view(session, staff.clerk, handover).batches
    receive(session, staff.second_clerk, handover, {batch.id: 3})
    assert book_view(session, staff.clerk, book).open_faults == ()
    earlier = handover_view(session, staff.clerk, handover).given_at - DUE - timedelta(days=1)
    session.execute(update(Handover).values(given_at=earlier, received_at=earlier))
    session.expire_all()
    (fault,) = book_view(session, staff.clerk, book).open_faults
    assert fault.kind is FaultKind.condition_due
    told = Condition(Binding.loose, Paper.damp, 3, 1, needs_rebinding=True, note="يحتاج إلى تجليد")
    report_condition(session, staff.second_clerk, book, told)
    assert book_view(session, staff.clerk, book).open_faults == ()
    assert [report.condition for report in reports_of(session, book)] == [told]


def test_more_torn_pages_than_pages_are_refused(session: Session, staff: Staff) -> None:
    book = captured(session, staff)
    with pytest.raises(InvalidValue):
        report_condition(session, staff.clerk, book, Condition(Binding.sound, Paper.sound, 3, 4, False))


def test_handovers_of_an_office_are_numbered_and_other_offices_see_none(
    session: Session, staff: Staff
) -> None:
    book = captured(session, staff)
    given(session, staff, book)
    given(session, staff, book)
    assert sorted(one.number for one in handovers(session, staff.clerk, KARKH)) == [1, 2]
    assert handovers(session, staff.stranger, staff.stranger.office) == ()
