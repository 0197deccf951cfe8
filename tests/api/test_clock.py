"""A clock that jumped: the door says so and what to do, and its page lets the office go on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from registry.database.clock import Tick, host_tick
from registry.database.sessions import make_sessions, transaction
from registry.intake.cases import open_case
from registry.vault.crypto import derive, recovery_key
from tests.api.office import PASSWORD, Office

MASTER = bytes(range(32))
KEY = recovery_key(MASTER)


class AheadClock:
    """This host's clocks, the wall clock ahead by `off`."""

    def __init__(self) -> None:
        self.off = timedelta()

    def now(self, session: Session) -> datetime:
        return datetime.now(UTC) + self.off

    def tick(self, session: Session) -> Tick:
        return host_tick()


@pytest.fixture
def clock() -> AheadClock:
    return AheadClock()


@pytest.fixture
def house(any_office: Office, clock: AheadClock) -> Office:
    """An office at work, whose wall clock then jumps a day ahead."""
    sessions = make_sessions(
        any_office.parts.sessions.kw["bind"], clock=clock, recovery=derive(MASTER).recovery
    )
    parts = replace(any_office.parts, sessions=sessions)
    any_office.app.state.parts = parts
    with transaction(sessions) as session:
        open_case(session, any_office.actors["clerk"], "national_card")
    clock.off = timedelta(days=1)
    return replace(any_office, parts=parts)


def signs_in(house: Office) -> int:
    """The status of an officer's signing in."""
    body = {"username": "officer", "password": PASSWORD}
    return house.client().post("/api/v1/login", json=body).status_code


def test_readyz_and_every_refusal_say_what_to_do(house: Office) -> None:
    answer = house.client().get("/readyz", headers={"accept-language": "en"})
    assert answer.status_code == 503
    told = answer.json()
    assert (told["parts"]["database"], told["parts"]["clock"]) == ("ok", "down")
    assert told["clock"]["state"] == "ahead"
    assert told["clock"]["seconds"] == pytest.approx(86_400, abs=300)  # a loaded machine takes its time
    assert "sijill clock accept" in told["clock"]["advice"]
    assert signs_in(house) == 503


def test_the_page_accepts_the_clock_from_two_people_who_cannot_sign_in(house: Office) -> None:
    browser = house.browser()
    assert 'name="password2"' in browser.get("/admin/clock").text
    one = {"name1": "officer", "password1": PASSWORD}
    assert browser.post("/admin/clock", data=one).status_code == 403
    assert signs_in(house) == 503
    two = {**one, "name2": "auditor", "password2": PASSWORD}
    assert browser.post("/admin/clock", data=two).status_code == 303
    assert signs_in(house) == 200
    assert house.client().get("/readyz").json()["parts"]["clock"] == "ok"
    assert 'name="password2"' not in browser.get("/admin/clock").text


def test_the_office_goes_on_after_a_day_ahead_was_set_right(house: Office, clock: AheadClock) -> None:
    browser = house.browser()
    assert browser.post("/admin/clock", data={"recovery_key": KEY}).status_code == 303
    assert signs_in(house) == 200
    clock.off = timedelta()
    assert house.client().get("/readyz").json()["clock"]["state"] == "behind"
    assert signs_in(house) == 503
    assert browser.post("/admin/clock", data={"recovery_key": "guess"}).status_code == 403
    assert browser.post("/admin/clock", data={"recovery_key": KEY}).status_code == 303
    assert signs_in(house) == 200


def test_no_foreign_page_accepts_the_clock(house: Office) -> None:
    foreign = {"sec-fetch-site": "cross-site", "origin": "http://elsewhere.example"}
    answer = house.browser().post("/admin/clock", data={"recovery_key": KEY}, headers=foreign)
    assert answer.status_code == 403
    assert signs_in(house) == 503
