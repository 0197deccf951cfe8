"""Handing in: a case needs no paper, the same bytes are one scan, and no office learns what another holds."""

import uuid

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.documents.page_masking import page_picture
from registry.domain.actions import Action
from registry.domain.errors import InvalidValue, NotAllowed, NotFound, ReasonNeeded
from registry.domain.receipts import parsed
from registry.domain.states import DocumentState
from registry.intake.cases import NextStep, case_view, open_case
from registry.intake.scans import NewScan, receive, scan_view
from registry.models.scans import Scan
from registry.models.trail import Event
from registry.reporting.reconciliation import balance
from tests.registry.office import BACK, FRONT, Staff, hand_in, paper, scan_of


def _events(session: Session, action: Action) -> int:
    query = select(func.count()).select_from(Event).where(Event.action == action.value)
    return session.scalar(query) or 0


def test_a_case_has_a_receipt_before_any_paper(session: Session, staff: Staff) -> None:
    case = open_case(session, staff.clerk, "national_card", "أم زينب", "4711")
    assert parsed(case.receipt) is not None
    assert case.next_step is NextStep.bring_papers
    assert case.missing == case.expected != ()


def test_an_unknown_service_is_refused(session: Session, staff: Staff) -> None:
    with pytest.raises(InvalidValue):
        open_case(session, staff.clerk, "a favour")


@pytest.mark.parametrize("who", ["admin", "auditor", "supervisor"])
def test_only_the_counter_opens_cases(session: Session, staff: Staff, who: str) -> None:
    with pytest.raises(NotAllowed):
        open_case(session, getattr(staff, who), "national_card")


def test_a_scan_without_a_case_opens_one(session: Session, staff: Staff) -> None:
    scan = receive(session, staff.clerk, None, scan_of("a"))
    case = case_view(session, staff.clerk, scan.case)
    assert case.receipt == scan.receipt
    assert case.scans == (scan.id,)
    assert case.next_step is NextStep.being_read


def test_the_same_bytes_in_the_same_case_are_the_same_scan(session: Session, staff: Staff) -> None:
    first = receive(session, staff.clerk, None, scan_of("a"))
    again = receive(session, staff.clerk, first.case, scan_of("a"))
    assert again.id == first.id
    assert _events(session, Action.scan_received) == 1


def test_the_same_bytes_in_another_case_tell_nothing(session: Session, staff: Staff) -> None:
    ours = receive(session, staff.clerk, None, scan_of("a"))
    theirs = receive(session, staff.stranger, None, scan_of("a"))
    assert theirs.id != ours.id
    assert theirs.case != ours.case
    assert theirs.documents == ()


def test_the_same_upload_again_gets_the_same_receipt(session: Session, staff: Staff) -> None:
    first = receive(session, staff.clerk, None, scan_of("a"), "upload-1")
    second = receive(session, staff.clerk, None, scan_of("b"), "upload-1")
    again = receive(session, staff.clerk, None, scan_of("a"), "upload-1")
    assert first.receipt == second.receipt == again.receipt
    assert again.id == first.id


def test_an_idempotency_key_is_the_accounts_own(session: Session, staff: Staff) -> None:
    first = receive(session, staff.clerk, None, scan_of("a"), "upload-1")
    other = receive(session, staff.second_clerk, None, scan_of("a"), "upload-1")
    assert other.case != first.case


def test_another_offices_scan_is_not_there(session: Session, staff: Staff) -> None:
    scan = hand_in(session, staff.clerk, "a", paper(FRONT))
    for call in (scan_view, case_view):
        with pytest.raises(NotFound):
            call(session, staff.stranger, scan.id if call is scan_view else scan.case)
    with pytest.raises(NotFound):
        receive(session, staff.stranger, scan.case, scan_of("b"))
    with pytest.raises(NotFound):
        scan_view(session, staff.stranger, uuid.uuid4())


def test_an_auditor_needs_a_reason_and_leaves_it_behind(session: Session, staff: Staff) -> None:
    scan = receive(session, staff.clerk, None, scan_of("a"))
    with pytest.raises(ReasonNeeded):
        scan_view(session, staff.auditor, scan.id, "  ")
    assert scan_view(session, staff.auditor, scan.id, "شكوى رقم ١٢").id == scan.id
    assert _events(session, Action.scan_viewed) == 1


def test_an_unknown_document_type_is_refused(session: Session, staff: Staff) -> None:
    new = NewScan("0" * 64, 10, "jpeg", 1, "a.jpg", "driving_licence")
    with pytest.raises(InvalidValue):
        receive(session, staff.clerk, None, new)
    assert session.scalar(select(func.count()).select_from(Scan)) == 0


def test_front_and_back_of_one_card_become_one_document(session: Session, staff: Staff) -> None:
    front = hand_in(session, staff.clerk, "front", paper(FRONT))
    back_values = {**BACK, "document_number": FRONT["document_number"]}
    back = hand_in(session, staff.clerk, "back", paper(back_values, side="back"), case=front)
    (one,) = scan_view(session, staff.clerk, front.id).documents
    (same,) = scan_view(session, staff.clerk, back.id).documents
    assert one.id == same.id


def test_sides_with_different_numbers_stay_two_documents(session: Session, staff: Staff) -> None:
    front = hand_in(session, staff.clerk, "front", paper(FRONT))
    back_values = {**BACK, "document_number": "ZZ7654321"}
    back = hand_in(session, staff.clerk, "back", paper(back_values, side="back"), case=front)
    ids = {
        document.id
        for scan in (front, back)
        for document in scan_view(session, staff.clerk, scan.id).documents
    }
    assert len(ids) == 2


def test_each_back_finds_its_own_front(session: Session, staff: Staff) -> None:
    numbers = ("AA1111111", "BB2222222")
    fronts = [paper(FRONT | {"document_number": n}, part=part) for part, n in enumerate(numbers)]
    backs = [
        paper(BACK | {"document_number": n}, side="back", part=part)
        for part, n in enumerate(reversed(numbers))
    ]
    scan = hand_in(session, staff.clerk, "fronts", *fronts)
    other = hand_in(session, staff.clerk, "backs", *backs, case=scan)
    assert len(scan_view(session, staff.clerk, scan.id).documents) == 2
    shown = {document.id for document in scan_view(session, staff.clerk, other.id).documents}
    assert shown == {document.id for document in scan_view(session, staff.clerk, scan.id).documents}


def test_two_fronts_are_two_documents(session: Session, staff: Staff) -> None:
    scan = hand_in(session, staff.clerk, "a", paper(FRONT), paper(FRONT, part=1))
    assert len(scan_view(session, staff.clerk, scan.id).documents) == 2


def test_a_page_on_which_nothing_was_found_waits_for_a_person(session: Session, staff: Staff) -> None:
    scan = hand_in(session, staff.clerk, "empty page")
    (document,) = scan_view(session, staff.clerk, scan.id).documents
    assert (document.document_type, document.state) == ("unknown", DocumentState.review)


def test_pages_nobody_knows_of_one_file_belong_together(session: Session, staff: Staff) -> None:
    pages = [paper({}, document_type="unknown", side="page", page=number) for number in range(3)]
    scan = hand_in(session, staff.clerk, "book", *pages)
    assert len(scan_view(session, staff.clerk, scan.id).documents) == 1


def test_opening_a_page_is_an_event(session: Session, staff: Staff) -> None:
    scan = hand_in(session, staff.clerk, "a", paper(FRONT))
    page = session.scalars(select(Scan.id)).one()
    assert page == scan.id
    with pytest.raises(NotFound):
        page_picture(session, staff.clerk, uuid.uuid4())


def test_the_books_balance_whatever_happens(session: Session, staff: Staff) -> None:
    open_case(session, staff.clerk, "record_extract")
    hand_in(session, staff.clerk, "a", paper(FRONT))
    receive(session, staff.clerk, None, scan_of("b"))
    found = balance(session)
    assert found.even
    assert (found.receipts, found.accepted, found.done, found.waiting) == (3, 2, 1, 1)
