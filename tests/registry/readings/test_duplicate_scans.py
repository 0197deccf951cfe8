"""The registry names the few sides worth comparing, within an office, and keeps the pairs that were found."""

import uuid

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from reference.documents import document_types
from registry.documents.documents import document_view
from registry.domain.actions import Action, Subject
from registry.domain.errors import NotFound
from registry.intake.scans import ScanView, withdraw_scan
from registry.models.documents import DocumentSide
from registry.models.scans import Page
from registry.models.twins import TwinVerdict
from registry.readings.duplicate_scans import (
    Comparison,
    comparison,
    judge_twins,
    link,
    marks_of,
    sides_read,
    twins_of,
)
from registry.trail.events import events
from tests.registry.office import BACK, BASRA, FRONT, KARKH, Staff, hand_in, paper, zone_of

TYPES = document_types()
OTHER = FRONT | {
    "national_number": "198511112222",
    "given_name": "نور",
    "father_name": "كريم",
    "grandfather_name": "عباس",
    "laqab": "الساعدي",
    "mother_name": "هدى",
    "maternal_grandfather_name": "صالح",
    "document_number": "CD7654321",
}


def comparisons(session: Session, scan: uuid.UUID) -> tuple[Comparison, ...]:
    """What is worth comparing with the sides of a scan."""
    return tuple(one for side in sides_read(session, scan) if (one := comparison(session, side)) is not None)


def side_of(session: Session, scan: ScanView) -> uuid.UUID:
    """The one side that a scan shows."""
    return session.scalars(select(DocumentSide.id).join(Page).where(Page.scan_id == scan.id)).one()


def document_of(session: Session, scan: ScanView) -> uuid.UUID:
    return session.get_one(DocumentSide, side_of(session, scan)).document_id


def others(found: tuple[Comparison, ...]) -> list[uuid.UUID]:
    """The sides to compare with, in order."""
    return [face.side for one in found for face in one.others]


def test_what_tells_papers_apart_makes_marks_and_what_many_share_does_not() -> None:
    marks = marks_of(KARKH, paper(FRONT), TYPES)
    assert len(marks) == len(FRONT) - 1
    assert marks_of(KARKH, paper(FRONT | {"sex": "ذكر"}), TYPES) == marks
    assert all(-(2**63) <= mark < 2**63 for mark in marks)


def test_marks_mean_nothing_outside_of_their_office_and_form() -> None:
    here = marks_of(KARKH, paper(FRONT), TYPES)
    assert not here & marks_of(BASRA, paper(FRONT), TYPES)
    assert not here & marks_of(KARKH, paper(FRONT, document_type="residence_card"), TYPES)
    assert not here & marks_of(KARKH, paper(OTHER), TYPES)


def test_sensitive_and_unread_values_make_no_mark() -> None:
    sensitive = {field.key for kind in TYPES.values() for field in kind.fields if field.sensitive}
    kind = next(kind for kind in TYPES.values() if any(field.sensitive for field in kind.fields))
    words = {field.key: "كلمة سرية" for field in kind.fields if field.key in sensitive}
    assert not marks_of(KARKH, paper(words, document_type=kind.key), TYPES)
    assert not marks_of(KARKH, paper({"given_name": ""}), TYPES)


def test_the_sheet_handed_in_again_is_worth_comparing(session: Session, staff: Staff) -> None:
    first = hand_in(session, staff.clerk, "first", paper(FRONT))
    hand_in(session, staff.clerk, "somebody else", paper(OTHER))
    again = hand_in(session, staff.second_clerk, "again", paper(FRONT | {"given_name": "زيتب"}))
    (only,) = comparisons(session, again.id)
    assert only.face.side == side_of(session, again)
    assert others((only,)) == [side_of(session, first)]
    assert only.face.boxes[0] == ((10.0, 20.0), (110.0, 20.0), (110.0, 50.0), (10.0, 50.0))
    assert (only.face.width, only.face.height) == (1000, 700)


def test_another_office_is_never_looked_into(session: Session, staff: Staff) -> None:
    hand_in(session, staff.stranger, "there", paper(FRONT))
    here = hand_in(session, staff.clerk, "here", paper(FRONT))
    assert not comparisons(session, here.id)


def test_like_papers_of_one_case_are_compared_though_nothing_was_read_alike(
    session: Session, staff: Staff
) -> None:
    first = hand_in(session, staff.clerk, "first", paper({"given_name": "زينب"}))
    again = hand_in(session, staff.clerk, "again", paper({"laqab": "الجبوري"}), case=first)
    assert others(comparisons(session, again.id)) == [side_of(session, first)]


def test_the_other_side_of_a_card_is_not_compared(session: Session, staff: Staff) -> None:
    front = hand_in(session, staff.clerk, "front", paper(FRONT))
    back = hand_in(session, staff.clerk, "back", paper(BACK, side="back", mrz=zone_of(FRONT)), case=front)
    assert not comparisons(session, back.id)


def test_no_more_than_five_are_compared_for_their_marks(session: Session, staff: Staff) -> None:
    for number in range(8):
        hand_in(session, staff.clerk, f"copy {number}", paper(FRONT))
    last = hand_in(session, staff.clerk, "last", paper(FRONT))
    assert len(others(comparisons(session, last.id))) == 5


def test_a_withdrawn_scan_is_no_twin(session: Session, staff: Staff) -> None:
    wrong = hand_in(session, staff.clerk, "wrong", paper(FRONT))
    right = hand_in(session, staff.clerk, "right", paper(FRONT))
    link(session, side_of(session, right), side_of(session, wrong), 0.9)
    withdraw_scan(session, staff.clerk, wrong.id, "الملف الخطأ")
    assert not twins_of(session, document_of(session, right))
    assert not comparisons(session, right.id)


def test_a_pair_is_seen_from_both_papers_and_told_once(session: Session, staff: Staff) -> None:
    first = hand_in(session, staff.clerk, "first", paper(FRONT))
    again = hand_in(session, staff.clerk, "again", paper(FRONT))
    for _ in range(2):
        link(session, side_of(session, again), side_of(session, first), 0.93)
        link(session, side_of(session, first), side_of(session, again), 0.93)
    (twin,) = twins_of(session, document_of(session, again))
    assert (twin.document, twin.scan, twin.likeness) == (document_of(session, first), first.id, 0.93)
    (other,) = document_view(session, staff.clerk, document_of(session, first)).twins
    assert other.document == document_of(session, again)
    told = events(session, staff.auditor, subject=(Subject.document, document_of(session, again)))
    assert [event.action for event in told].count(Action.twin_found.value) == 1


def test_a_clerk_says_what_two_pictures_show_and_may_take_it_back(session: Session, staff: Staff) -> None:
    first = document_of(session, hand_in(session, staff.clerk, "first", paper(FRONT)))
    scan = hand_in(session, staff.second_clerk, "again", paper(FRONT))
    again = document_of(session, scan)
    with pytest.raises(NotFound):
        judge_twins(session, staff.clerk, again, first, TwinVerdict.one_sheet)
    one, other = session.scalars(select(DocumentSide.id)).all()
    link(session, one, other, 0.93)
    assert "seen_before" in document_view(session, staff.clerk, again).advice
    for verdict in (TwinVerdict.two_sheets, None, TwinVerdict.one_sheet):
        judge_twins(session, staff.clerk, again, first, verdict)
        assert [twin.verdict for twin in twins_of(session, again)] == [verdict]
        assert [twin.verdict for twin in twins_of(session, first)] == [verdict]
        assert ("seen_before" in document_view(session, staff.clerk, first).advice) is (verdict is None)
    told = events(session, staff.auditor, subject=(Subject.document, again))
    assert [event.action for event in told].count(Action.twin_judged.value) == 3
    with pytest.raises(NotFound):
        judge_twins(session, staff.stranger, again, first, None)


@pytest.mark.parametrize("times", [1, 2])
def test_a_second_reading_brings_its_own_marks(session: Session, staff: Staff, times: int) -> None:
    scan = hand_in(session, staff.clerk, "one", *[paper(FRONT, part=part) for part in range(times)])
    assert not comparisons(session, scan.id)
