"""What a citizen learns: the stage, and nothing personal; who guesses learns nothing at all."""

import pytest

from registry.cases import NextStep, open_case, set_pin
from registry.db import Sessions, transaction
from registry.errors import InvalidValue, StatusUnknown, TooManyAttempts
from registry.status import status_for
from tests.registry.office import FRONT, Staff, hand_in, open_offices, paper


@pytest.fixture
def people(sessions: Sessions) -> Staff:
    with transaction(sessions) as session:
        return open_offices(session)


def _receipt(sessions: Sessions, people: Staff) -> str:
    with transaction(sessions) as session:
        return open_case(session, people.clerk, "national_card", "أم زينب", "4711").receipt


def test_a_citizen_sees_the_stage_and_what_is_missing(sessions: Sessions, people: Staff) -> None:
    status = status_for(sessions, _receipt(sessions, people), "4711")
    assert status.stage is NextStep.bring_papers
    assert status.missing
    assert (status.ahead, status.days) == (None, None)


def test_the_place_in_the_queue_counts_the_papers_before(sessions: Sessions, people: Staff) -> None:
    with transaction(sessions) as session:
        hand_in(session, people.clerk, "before", paper(FRONT))
        mine = hand_in(session, people.clerk, "mine", paper(FRONT))
        set_pin(session, people.clerk, mine.case, "4711")
        hand_in(session, people.clerk, "after", paper(FRONT))
    status = status_for(sessions, mine.receipt, "4711")
    assert (status.stage, status.ahead) == (NextStep.being_reviewed, 1)


@pytest.mark.parametrize("pin", ["", "0000", "47111", "٤٧١١"])
def test_a_wrong_pin_and_an_unknown_receipt_look_alike(sessions: Sessions, people: Staff, pin: str) -> None:
    for receipt in (_receipt(sessions, people), "0000-0000-0000-0", "nonsense"):
        with pytest.raises(StatusUnknown) as refused:
            status_for(sessions, receipt, pin)
        assert refused.value.params == {}


def test_a_case_without_a_pin_is_closed_to_the_web(sessions: Sessions, people: Staff) -> None:
    with transaction(sessions) as session:
        receipt = open_case(session, people.clerk, "national_card").receipt
    with pytest.raises(StatusUnknown):
        status_for(sessions, receipt, "")


def test_tries_on_one_receipt_are_few_and_right_ones_count(sessions: Sessions, people: Staff) -> None:
    receipt = _receipt(sessions, people)
    for pin in ("1111", "4711", "2222", "4711", "3333"):
        if pin == "4711":
            status_for(sessions, receipt, pin)
            continue
        with pytest.raises(StatusUnknown):
            status_for(sessions, receipt, pin)
    with pytest.raises(TooManyAttempts):
        status_for(sessions, receipt, "4711")


def test_tries_from_one_address_are_few(sessions: Sessions, people: Staff) -> None:
    for number in range(10):
        with pytest.raises(StatusUnknown):
            status_for(sessions, f"guess {number}", "4711", "198.51.100.7")
    with pytest.raises(TooManyAttempts):
        status_for(sessions, "guess", "4711", "198.51.100.7")
    with pytest.raises(StatusUnknown):
        status_for(sessions, "guess", "4711", "198.51.100.8")


@pytest.mark.parametrize("pin", ["123", "1" * 13])
def test_a_pin_has_four_to_twelve_signs(sessions: Sessions, people: Staff, pin: str) -> None:
    with transaction(sessions) as session, pytest.raises(InvalidValue):
        open_case(session, people.clerk, "national_card", None, pin)
