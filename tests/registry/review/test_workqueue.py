"""What waits on the desks of an office, what is left to an officer, and how a case's files fare."""

import uuid

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.accounts.accounts import display_names
from registry.documents.documents import document_view
from registry.domain.actions import Action, Subject
from registry.domain.errors import NotAllowed, NotFound, ReasonNeeded, Stale
from registry.intake.scans import receive
from registry.models.documents import Document
from registry.models.trail import Event
from registry.review.entries import approve, entry_of
from registry.review.reviews import hand_over, next_review
from registry.review.workqueue import case_of_receipt, files_of, newest_cases, waiting
from registry.trail.events import events
from tests.registry import registered
from tests.registry.office import FRONT, Staff, hand_in, paper, scan_of

REASON = "تم التحقق من الأصل"


@pytest.fixture
def document(session: Session, staff: Staff) -> uuid.UUID:
    """A card that waits for review."""
    hand_in(session, staff.clerk, "front", paper(FRONT))
    view = next_review(session, staff.clerk)
    assert view is not None
    return view.id


def sign(session: Session, staff: Staff, document: uuid.UUID) -> uuid.UUID:
    """The clerk confirms; the answer is the entry."""
    return registered.sign(session, staff.clerk, session.get_one(Document, document))


def test_a_file_is_being_read_then_its_paper_waits_for_review(session: Session, staff: Staff) -> None:
    receive(session, staff.clerk, None, scan_of("front"))
    assert (waiting(session, staff.clerk).reading, waiting(session, staff.clerk).review) == (1, 0)


def test_no_office_counts_what_another_holds(session: Session, staff: Staff, document: uuid.UUID) -> None:
    assert waiting(session, staff.clerk).review == 1
    assert waiting(session, staff.stranger).review == 0


def test_an_entry_waits_for_a_second_officer_only(
    session: Session, staff: Staff, document: uuid.UUID
) -> None:
    registered.sign(session, staff.officer, session.get_one(Document, document))
    own, other = waiting(session, staff.officer), waiting(session, staff.second_officer)
    assert (own.approval, own.own, other.approval, other.own) == (0, 1, 1, 0)


def test_a_paper_left_to_an_officer_is_given_to_officers_alone(
    session: Session, staff: Staff, document: uuid.UUID
) -> None:
    version = document_view(session, staff.clerk, document).version
    hand_over(session, staff.clerk, document, "ختم غير واضح", version)
    assert next_review(session, staff.second_clerk) is None
    assert waiting(session, staff.clerk).review == 0
    given = next_review(session, staff.officer)
    assert given is not None
    assert (given.id, given.reason) == (document, "ختم غير واضح")


def test_leaving_a_paper_needs_a_reason_and_the_newest_version(
    session: Session, staff: Staff, document: uuid.UUID
) -> None:
    version = document_view(session, staff.clerk, document).version
    with pytest.raises(ReasonNeeded):
        hand_over(session, staff.clerk, document, " ", version)
    with pytest.raises(Stale):
        hand_over(session, staff.clerk, document, "سبب", version + 1)


def test_a_case_is_found_by_its_receipt_however_it_is_typed(session: Session, staff: Staff) -> None:
    scan = receive(session, staff.clerk, None, scan_of("front"))
    assert case_of_receipt(session, staff.clerk, scan.receipt.lower().replace("-", " ")) == scan.case


def test_another_offices_receipt_and_an_unknown_one_look_alike(session: Session, staff: Staff) -> None:
    scan = receive(session, staff.clerk, None, scan_of("front"))
    for receipt in (scan.receipt, "7K3D-9QXM-2B4H-R"):
        with pytest.raises(NotFound):
            case_of_receipt(session, staff.stranger, receipt)


def test_the_newest_cases_are_those_of_the_own_office(session: Session, staff: Staff) -> None:
    scan = receive(session, staff.clerk, None, scan_of("front"))
    assert [line.id for line in newest_cases(session, staff.clerk)] == [scan.case]
    assert newest_cases(session, staff.stranger) == ()
    with pytest.raises(NotAllowed):
        newest_cases(session, staff.auditor)


def test_asking_how_files_fare_is_no_event(session: Session, staff: Staff) -> None:
    scan = receive(session, staff.clerk, None, scan_of("front"))
    before = session.scalar(select(func.count()).select_from(Event))
    assert [one.state for one in files_of(session, staff.clerk, scan.case)] == ["reading"]
    assert session.scalar(select(func.count()).select_from(Event)) == before


def test_the_newest_entry_of_a_document_is_found(session: Session, staff: Staff, document: uuid.UUID) -> None:
    assert entry_of(session, staff.clerk, document) is None
    entry = sign(session, staff, document)
    found = entry_of(session, staff.clerk, document)
    assert found is not None
    assert found.id == entry
    with pytest.raises(NotFound):
        entry_of(session, staff.stranger, document)


def test_the_trail_is_filtered_by_kind_and_act(session: Session, staff: Staff, document: uuid.UUID) -> None:
    approve(session, staff.officer, sign(session, staff, document), 1)
    approved = events(session, staff.auditor, action=Action.entry_approved)
    assert [event.action for event in approved] == ["entry.approved"]
    kinds = {event.subject_kind for event in events(session, staff.auditor, kind=Subject.entry)}
    assert kinds == {"entry"}


def test_accounts_are_shown_by_name(session: Session, staff: Staff) -> None:
    assert display_names(session, [staff.clerk.id, uuid.uuid4()]) == {staff.clerk.id: "zahra"}
