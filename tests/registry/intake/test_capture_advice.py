"""What the citizen may still be asked at the counter: the other side, another paper, a better picture."""

import uuid
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from registry.documents.documents import document_view
from registry.domain.services import Service
from registry.intake.capture_advice import is_wrong, lacks_side
from registry.intake.cases import open_case
from registry.intake.scans import receive
from registry.review.workqueue import files_of
from registry.tasks.tasks import complete
from tests.registry.office import BACK, FRONT, Staff, hand_in, pages_read, paper, scan_of, start, zone_of

BIRTH = (("birth_certificate", "birth_proof"), ("marriage_contract",))


@pytest.mark.parametrize(
    ("sides", "shown", "lacking"),
    [
        (("front", "back"), {"front"}, True),
        (("front", "back"), {"front", "back"}, False),
        (("page",), {"page"}, False),
        (("front", "back"), set(), False),
    ],
)
def test_a_side_is_lacking_once_the_paper_was_captured_but_not_all_round(
    sides: tuple[str, ...], shown: set[str], *, lacking: bool
) -> None:
    assert lacks_side(sides, shown) is lacking


@pytest.mark.parametrize(
    ("document_type", "lacking", "wrong"),
    [
        ("death_certificate", (("marriage_contract",),), True),
        ("birth_proof", (("marriage_contract",),), False),
        ("death_certificate", (), False),
        ("unknown", (("marriage_contract",),), False),
    ],
)
def test_a_paper_is_wrong_when_another_one_is_still_lacking(
    document_type: str, lacking: tuple[tuple[str, ...], ...], *, wrong: bool
) -> None:
    assert is_wrong(document_type, BIRTH, lacking) is wrong


def advice(session: Session, staff: Staff, case: uuid.UUID) -> list[tuple[str, ...]]:
    """The advice on every paper of a case, as the clerk's list of files shows it."""
    return [p.advice for scan in files_of(session, staff.clerk, case) for p in scan.documents]


def test_a_clerk_hears_of_a_blurred_front_without_a_back_until_the_back_is_there(
    session: Session, staff: Staff
) -> None:
    front = hand_in(session, staff.clerk, "front", replace(paper(FRONT), advice=("blur",)))
    assert advice(session, staff, front.case) == [("blur", "missing_side")]
    document = files_of(session, staff.clerk, front.case)[0].documents[0].id
    assert document_view(session, staff.clerk, document).advice == ("blur", "missing_side")
    hand_in(session, staff.clerk, "back", paper(BACK, side="back", mrz=zone_of(FRONT)), case=front)
    assert advice(session, staff, front.case) == [("blur",), ("blur",)]


def test_while_a_file_is_being_read_nothing_is_said_to_be_missing(session: Session, staff: Staff) -> None:
    front = hand_in(session, staff.clerk, "front", paper(FRONT))
    receive(session, staff.clerk, front.case, scan_of("back, not read yet"))
    assert advice(session, staff, front.case) == [()]


def test_a_paper_that_the_service_never_asks_for_is_told(session: Session, staff: Staff) -> None:
    case = open_case(session, staff.clerk, Service.death_registration)
    receive(session, staff.clerk, case.id, scan_of("marriage"))
    complete(session, start(session), pages_read(paper({}, document_type="marriage_contract", side="page")))
    assert advice(session, staff, case.id) == [("wrong_document",)]
    receive(session, staff.clerk, case.id, scan_of("death"))
    complete(session, start(session), pages_read(paper({}, document_type="death_certificate", side="page")))
    assert advice(session, staff, case.id) == [(), ()]
