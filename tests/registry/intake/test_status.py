"""What a citizen learns: the stage, and nothing personal; who guesses learns nothing at all."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from messages import Language, catalogue
from registry.accounts.throttle import (
    STATUS_BY_NETWORK,
    Brake,
    network_of,
    refund,
    spend,
    throttle_key,
    too_many,
)
from registry.database.sessions import Sessions, snapshot, surroundings, transaction
from registry.domain.errors import InvalidValue, StatusUnknown, TooManyAttempts
from registry.domain.receipts import printed
from registry.intake.cases import NextStep, open_case, set_pin
from registry.intake.status import status_for
from registry.models.accounts import Throttle
from registry.models.cases import Case
from registry.vault.passwords import hash_secret
from tests.registry.office import FRONT, Staff, hand_in, open_offices, paper


@pytest.fixture
def people(sessions: Sessions) -> Staff:
    with transaction(sessions) as session:
        return open_offices(session)


# Two tries in an hour from the first.
NARROW = Brake(free=2, base=600, longest=3600, window=3600, from_first=True)


def _guess(sessions: Sessions, receipt: str, times: int, address: str | None = None) -> None:
    """Ask so often with a wrong PIN."""
    for _ in range(times):
        with pytest.raises(StatusUnknown):
            status_for(sessions, receipt, "0000", address)


def _failures(sessions: Sessions, address: str) -> int:
    with snapshot(sessions) as session:
        return session.get_one(Throttle, throttle_key("address", address)).failures


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


@pytest.mark.parametrize("pin", ["", "0000", "47111", "٤٧١٢"])
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


@pytest.mark.parametrize("set_as", ["4711", "٤٧١١", "۴۷۱۱", "४७११", " 47 11\u200f"])
@pytest.mark.parametrize("asked_as", ["4711", "٤٧١١", "۴۷۱۱", "४७११", "٤711 "])
def test_a_pin_is_the_same_in_the_digits_of_any_script(
    sessions: Sessions, people: Staff, set_as: str, asked_as: str
) -> None:
    with transaction(sessions) as session:
        receipt = open_case(session, people.clerk, "national_card", None, set_as).receipt
    assert status_for(sessions, receipt, asked_as).stage is NextStep.bring_papers


@pytest.mark.parametrize("kept_as", ["٤٧١١", "۴۷۱۱", "4711"])
@pytest.mark.parametrize("asked_as", ["4711", "٤٧١١", "۴۷۱۱"])
def test_a_pin_that_an_earlier_version_kept_unfolded_still_opens(
    sessions: Sessions, people: Staff, kept_as: str, asked_as: str
) -> None:
    receipt = _receipt(sessions, people)
    with transaction(sessions) as session:
        session.scalars(select(Case)).one().pin_hash = hash_secret(kept_as)
    assert status_for(sessions, receipt, asked_as).stage is NextStep.bring_papers


def test_wrong_pins_on_one_receipt_lock_it_for_ten_minutes(sessions: Sessions, people: Staff) -> None:
    receipt = _receipt(sessions, people)
    _guess(sessions, receipt, 5)
    with pytest.raises(TooManyAttempts) as locked:
        status_for(sessions, receipt, "4711")
    assert locked.value.params["count"] == 10
    words = catalogue(Language.ar)
    assert words.say("error.too_many_attempts.advice", locked.value.params) == "حاول بعد ١٠ دقائق."


def test_a_long_lock_is_told_in_hours() -> None:
    assert (too_many(5400).code, too_many(5401).code) == ("too_many_attempts", "locked_for_hours")
    assert (
        catalogue(Language.ar).say("error.locked_for_hours.advice", too_many(7200).params)
        == "حاول بعد ساعتين."
    )


def test_an_unknown_receipt_is_locked_as_a_known_one(sessions: Sessions, people: Staff) -> None:
    refused = []
    for receipt in (_receipt(sessions, people), printed("0" * 12)):
        _guess(sessions, receipt, 5)
        with pytest.raises(TooManyAttempts) as locked:
            status_for(sessions, receipt, "0000")
        refused.append((locked.value.code, locked.value.params))
    assert refused[0] == refused[1]


def test_right_look_ups_cost_nothing(sessions: Sessions, people: Staff) -> None:
    receipt = _receipt(sessions, people)
    for _ in range(12):
        status_for(sessions, receipt, "4711", "198.51.100.7")
    _guess(sessions, receipt, 4, "198.51.100.7")
    status_for(sessions, receipt, "4711", "198.51.100.7")
    _guess(sessions, receipt, 4, "198.51.100.7")
    assert _failures(sessions, "198.51.100.7") == 8


def test_one_network_may_err_a_hundred_times_an_hour(sessions: Sessions, people: Staff) -> None:
    receipt = _receipt(sessions, people)
    _guess(sessions, "guess", 1, "198.51.100.7")
    with transaction(sessions) as session:
        row = session.get_one(Throttle, throttle_key("address", "198.51.100.7"))
        row.failures = STATUS_BY_NETWORK.free - 1
    _guess(sessions, "another guess", 1, "198.51.100.7")
    with pytest.raises(TooManyAttempts):
        status_for(sessions, receipt, "4711", "198.51.100.7")
    status_for(sessions, receipt, "4711", "198.51.100.8")


def test_addresses_of_one_ipv6_network_are_one() -> None:
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff:2") != network_of("2001:db8:0:1::1")
    assert network_of("198.51.100.7") != network_of("198.51.100.8")


def test_a_right_look_up_does_not_open_what_a_wrong_one_locked_meanwhile(session: Session) -> None:
    right = spend(session, "address:x", NARROW)
    spend(session, "address:x", NARROW)
    refund(session, right)
    with pytest.raises(TooManyAttempts):
        spend(session, "address:x", NARROW)


def test_errors_of_a_busy_network_are_forgotten_an_hour_after_the_first(session: Session) -> None:
    key, start = "address:x", surroundings(session).clock.now(session)
    spend(session, key, NARROW)
    row = session.get_one(Throttle, key)
    row.first_at = start - timedelta(seconds=NARROW.window + 1)
    spend(session, key, NARROW)
    assert row.failures == 1


@pytest.mark.parametrize("pin", ["123", "1" * 13, "12a4", "رقمي", ""])
def test_a_pin_has_four_to_twelve_digits(sessions: Sessions, people: Staff, pin: str) -> None:
    with transaction(sessions) as session, pytest.raises(InvalidValue):
        open_case(session, people.clerk, "national_card", None, pin)
