"""Sides find their card by its numbers; what was put together wrongly is taken apart, and nothing is lost."""

import uuid

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.documents.documents import DocumentView, document_view
from registry.documents.sides import join_sides, others_of, split_sides, swap_sides
from registry.domain.actions import Action
from registry.domain.errors import IllegalMove, InvalidValue, NotFound, OwnEntry, Stale
from registry.domain.states import DocumentState
from registry.intake.cases import NextStep, case_view
from registry.intake.scans import ScanView, scan_view
from registry.models.documents import Document
from registry.models.trail import Event
from registry.review.entries import approve, send_back
from registry.review.reviews import keep_draft
from tests.registry.office import BACK, FRONT, Staff, hand_in, paper, zone_of
from tests.registry.registered import sign

BROTHER = FRONT | {
    "national_number": "198514937424",
    "document_number": "CD7654321",
    "given_name": "عاصم",
    "sex": "ذكر",
}


def documents(session: Session, staff: Staff, *scans: ScanView) -> list[uuid.UUID]:
    """The papers that these scans show, each once, in the order of the scans."""
    seen = (one.id for scan in scans for one in scan_view(session, staff.clerk, scan.id).documents)
    return list(dict.fromkeys(seen))


def view(session: Session, staff: Staff, document: uuid.UUID) -> DocumentView:
    return document_view(session, staff.clerk, document)


def sides(session: Session, staff: Staff, document: uuid.UUID) -> set[str]:
    return {side.side for side in view(session, staff, document).sides}


def two_cards(session: Session, staff: Staff) -> tuple[uuid.UUID, uuid.UUID]:
    """The cards of a sister and her brother in one case, both sides of each."""
    first = hand_in(session, staff.clerk, "front", paper(FRONT))
    second = hand_in(session, staff.clerk, "front-2", paper(BROTHER), case=first)
    hand_in(session, staff.clerk, "back-2", paper(BACK, side="back", mrz=zone_of(BROTHER)), case=first)
    hand_in(session, staff.clerk, "back", paper(BACK, side="back", mrz=zone_of(FRONT)), case=first)
    one, other = documents(session, staff, first, second)
    return one, other


def a_card(session: Session, staff: Staff) -> uuid.UUID:
    return two_cards(session, staff)[0]


def split(session: Session, staff: Staff, document: uuid.UUID) -> uuid.UUID:
    version = view(session, staff, document).version
    (made,) = split_sides(session, staff.clerk, document, version)
    return made


def numbers(session: Session, staff: Staff, document: uuid.UUID) -> set[str]:
    """The national numbers that a paper's front and zone bear."""
    seen = view(session, staff, document)
    printed = {f.value for r in seen.readings for f in r.fields if f.path == "national_number"}
    coded = {r.mrz["lines"][0][15:27] for r in seen.readings if r.mrz}
    return {number for number in printed | coded if number}


def test_each_back_goes_to_the_front_whose_number_its_zone_has(session: Session, staff: Staff) -> None:
    for document, front in zip(two_cards(session, staff), (FRONT, BROTHER), strict=True):
        assert sides(session, staff, document) == {"front", "back"}
        assert numbers(session, staff, document) == {front["national_number"]}


def test_a_back_finds_its_front_also_when_it_came_first(session: Session, staff: Staff) -> None:
    back = hand_in(session, staff.clerk, "back", paper(BACK, side="back", mrz=zone_of(FRONT)))
    front = hand_in(session, staff.clerk, "front", paper(FRONT), case=back)
    assert len(documents(session, staff, back, front)) == 1


def test_the_back_of_somebody_else_stays_a_paper_of_its_own(session: Session, staff: Staff) -> None:
    front = hand_in(session, staff.clerk, "front", paper(FRONT))
    zone = zone_of(BROTHER)
    back = hand_in(session, staff.clerk, "back", paper(BACK, side="back", mrz=zone), case=front)
    assert len(documents(session, staff, front, back)) == 2


def test_a_back_that_tells_no_number_stays_a_paper_of_its_own(session: Session, staff: Staff) -> None:
    front = hand_in(session, staff.clerk, "front", paper(FRONT))
    back = hand_in(session, staff.clerk, "back", paper(BACK, side="back"), case=front)
    assert len(documents(session, staff, front, back)) == 2


def test_a_number_that_a_clerk_typed_for_an_unread_one_pairs_too(session: Session, staff: Staff) -> None:
    unread = {path: value for path, value in FRONT.items() if not path.endswith("number")}
    front = hand_in(session, staff.clerk, "front", paper(unread))
    (document,) = documents(session, staff, front)
    keep_draft(session, staff.clerk, document, {"national_number": FRONT["national_number"]})
    hand_in(session, staff.clerk, "back", paper(BACK, side="back", mrz=zone_of(FRONT)), case=front)
    assert sides(session, staff, document) == {"front", "back"}


def test_a_paper_says_by_what_its_sides_were_put_together(session: Session, staff: Staff) -> None:
    document = a_card(session, staff)
    by = {side.side: side.paired_by for side in view(session, staff, document).sides}
    assert by == {"front": (), "back": ("national_number", "document_number", "names")}


def test_a_card_is_taken_apart_into_two_papers_of_the_case(session: Session, staff: Staff) -> None:
    document = a_card(session, staff)
    back = split(session, staff, document)
    assert sides(session, staff, document) == {"front"}
    assert sides(session, staff, back) == {"back"}
    assert view(session, staff, back).state is DocumentState.review
    assert view(session, staff, back).case == view(session, staff, document).case


def test_what_was_typed_goes_with_its_side(session: Session, staff: Staff) -> None:
    document = a_card(session, staff)
    keep_draft(session, staff.clerk, document, {"given_name": "زهراء", "issue_date": "2020/01/02"})
    back = split(session, staff, document)
    assert dict(view(session, staff, document).draft) == {"given_name": "زهراء"}
    assert dict(view(session, staff, back).draft) == {"issue_date": "2020/01/02"}


def test_what_was_signed_and_sent_back_is_split_too(session: Session, staff: Staff) -> None:
    document = a_card(session, staff)
    signed = session.get_one(Document, document)
    entry = sign(session, staff.clerk, signed, typed={"issue_date": "2020/01/02"})
    send_back(session, staff.officer, entry, "الظهر لشخص آخر", 1)
    back = split(session, staff, document)
    assert view(session, staff, back).draft["issue_date"] == "2020/01/02"
    assert "issue_date" not in view(session, staff, document).draft
    assert view(session, staff, document).sent_back == "الظهر لشخص آخر"


def test_joining_again_leaves_the_card_as_it_was(session: Session, staff: Staff) -> None:
    document = a_card(session, staff)
    keep_draft(session, staff.clerk, document, {"given_name": "زهراء", "issue_date": "2020/01/02"})
    before = dict(view(session, staff, document).draft)
    back = split(session, staff, document)
    join_sides(session, staff.clerk, document, back, view(session, staff, document).version)
    after = view(session, staff, document)
    assert dict(after.draft) == before
    assert {side.side: side.paired_by for side in after.sides} == {"front": (), "back": ("hand",)}
    assert view(session, staff, back).state is DocumentState.withdrawn
    assert case_view(session, staff.clerk, after.case).next_step is NextStep.being_reviewed


def test_a_back_joined_to_by_its_front_is_headed_by_the_front(session: Session, staff: Staff) -> None:
    document = a_card(session, staff)
    back = split(session, staff, document)
    join_sides(session, staff.clerk, back, document, view(session, staff, back).version)
    assert sides(session, staff, back) == {"front", "back"}
    assert split_sides(session, staff.clerk, back, view(session, staff, back).version)
    assert sides(session, staff, back) == {"front"}


def test_two_cards_swap_their_backs_with_what_was_typed_of_them(session: Session, staff: Staff) -> None:
    one, other = two_cards(session, staff)
    keep_draft(session, staff.clerk, one, {"issue_date": "2020/01/02", "given_name": "زهراء"})
    keep_draft(session, staff.clerk, other, {"issue_date": "2019/03/04"})
    swap_sides(session, staff.clerk, one, other, view(session, staff, one).version)
    assert dict(view(session, staff, one).draft) == {"issue_date": "2019/03/04", "given_name": "زهراء"}
    assert dict(view(session, staff, other).draft) == {"issue_date": "2020/01/02"}
    assert numbers(session, staff, one) == {FRONT["national_number"], BROTHER["national_number"]}
    assert "NN-SAME" in {finding.rule for finding in view(session, staff, one).findings}


def test_who_typed_on_a_card_approves_neither_of_its_papers(session: Session, staff: Staff) -> None:
    document = a_card(session, staff)
    keep_draft(session, staff.officer, document, {"issue_date": "2020/01/02"})
    back = split(session, staff, document)
    named = {"given_name": FRONT["given_name"]}
    entry = sign(session, staff.clerk, session.get_one(Document, back), typed=named)
    with pytest.raises(OwnEntry):
        approve(session, staff.officer, entry, 1)


def test_each_act_is_an_event_of_every_paper_it_touches(session: Session, staff: Staff) -> None:
    document = a_card(session, staff)
    back = split(session, staff, document)
    join_sides(session, staff.clerk, document, back, view(session, staff, document).version)
    for action in (Action.sides_split, Action.sides_joined):
        query = select(Event.subject_id, Event.details).where(Event.action == action.value)
        told = {subject: details["with"] for subject, details in session.execute(query)}
        assert told == {str(document): str(back), str(back): str(document)}


def test_a_confirmed_card_is_sent_back_before_it_is_taken_apart(session: Session, staff: Staff) -> None:
    document = a_card(session, staff)
    sign(session, staff.clerk, session.get_one(Document, document))
    with pytest.raises(IllegalMove):
        split_sides(session, staff.clerk, document, view(session, staff, document).version)


def test_who_was_slower_takes_nothing_apart(session: Session, staff: Staff) -> None:
    document = a_card(session, staff)
    version = view(session, staff, document).version
    split_sides(session, staff.clerk, document, version)
    with pytest.raises(Stale):
        split_sides(session, staff.second_clerk, document, version)


def test_a_side_is_not_taken_from_itself(session: Session, staff: Staff) -> None:
    document = a_card(session, staff)
    split(session, staff, document)
    with pytest.raises(InvalidValue):
        split_sides(session, staff.clerk, document, view(session, staff, document).version)


def test_two_backs_are_not_joined(session: Session, staff: Staff) -> None:
    one, other = (split(session, staff, card) for card in two_cards(session, staff))
    with pytest.raises(InvalidValue):
        join_sides(session, staff.clerk, one, other, view(session, staff, one).version)


def test_papers_of_two_cases_are_not_joined(session: Session, staff: Staff) -> None:
    front = hand_in(session, staff.clerk, "front", paper(FRONT))
    back = hand_in(session, staff.clerk, "back", paper(BACK, side="back"))
    one, other = documents(session, staff, front, back)
    with pytest.raises(InvalidValue):
        join_sides(session, staff.clerk, one, other, view(session, staff, one).version)


def test_another_office_takes_nothing_apart(session: Session, staff: Staff) -> None:
    with pytest.raises(NotFound):
        split_sides(session, staff.stranger, a_card(session, staff), 1)


def test_a_paper_names_those_of_its_case_that_it_may_be_joined_or_swapped_with(
    session: Session, staff: Staff
) -> None:
    one, other = two_cards(session, staff)
    assert [(paper.document, paper.joins) for paper in others_of(session, one)] == [(other, False)]
    back = split(session, staff, one)
    assert [(paper.document, paper.joins) for paper in others_of(session, one)] == [(back, True)]
