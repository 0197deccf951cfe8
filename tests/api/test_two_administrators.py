"""One administrator is never two persons: over the programming interface and the pages alike."""

import re
from dataclasses import replace

import pytest

from registry.accounts.account_requests import approve_request
from registry.accounts.accounts import NewAccount, create_account
from registry.accounts.sign_in import start_session
from registry.database.sessions import make_sessions, transaction
from registry.domain.access import Actor, Role
from registry.vault.crypto import derive, recovery_key
from tests.api.office import HERE, PASSWORD, Office

MASTER = bytes(range(32))
KEY = recovery_key(MASTER)
OFFICER = {"name": "mole", "role": "officer", "office": HERE}
NEW_PASSWORD = "كلمة جديدة طويلة"


@pytest.fixture
def house(any_office: Office) -> Office:
    """The office with its recovery key and one administrator."""
    engine = any_office.parts.sessions.kw["bind"]
    sessions = make_sessions(engine, types=any_office.parts.types, recovery=derive(MASTER).recovery)
    parts = replace(any_office.parts, sessions=sessions)
    any_office.app.state.parts = parts
    return replace(any_office, parts=parts)


@pytest.fixture
def pair(house: Office) -> Office:
    """The same with a second administrator, `admin-two`."""
    with transaction(house.parts.sessions) as session:
        made = create_account(session, house.actors["admin"], NewAccount("admin-two", Role.admin), PASSWORD)
    assert made.request is not None
    approve_request(house.parts.sessions, house.actors["admin"], made.request, KEY)
    with transaction(house.parts.sessions) as session:
        token = start_session(session, Actor(made.account, "admin-two", Role.admin, None))
    return replace(house, tokens={**house.tokens, "admin-two": token})


def activated(house: Office, code: str) -> bool:
    """Whether a code opens its account."""
    page = house.browser().post("/activate", data={"code": code, "password": NEW_PASSWORD})
    return page.status_code == 303


def test_an_administrator_alone_gets_no_officer(house: Office) -> None:
    admin = house.client("admin")
    made = admin.post("/api/v1/admin/accounts", json=OFFICER).json()
    assert made["waits"]
    assert made["code"] is None
    where = f"/api/v1/admin/requests/{made['waits']}/approve"
    refused = admin.post(where)
    assert (refused.status_code, refused.json()["code"]) == (403, "second_administrator_needed")
    wrong = admin.post(where, json={"recovery_key": recovery_key(bytes(32))})
    assert (wrong.status_code, wrong.json()["code"]) == (403, "recovery_key_wrong")
    assert len(admin.get("/api/v1/admin/requests").json()) == 1


def test_an_administrator_alone_takes_no_officer_over(house: Office) -> None:
    officer = house.actors["officer"].id
    made = house.client("admin").post(f"/api/v1/admin/accounts/{officer}/activation").json()
    assert made["code"] is None
    assert house.client("officer").get("/api/v1/entries/next").status_code != 401


def test_a_lone_administrator_with_the_recovery_key_gets_the_account_open(house: Office) -> None:
    admin = house.client("admin")
    made = admin.post("/api/v1/admin/accounts", json=OFFICER).json()
    where = f"/api/v1/admin/requests/{made['waits']}/approve"
    approved = admin.post(where, json={"recovery_key": KEY})
    assert approved.status_code == 200
    assert activated(house, approved.json()["code"])


def test_a_second_administrator_sees_what_waits_and_approving_it_gets_the_code(pair: Office) -> None:
    pair.client("admin").post("/api/v1/admin/accounts", json=OFFICER).json()
    other = pair.client("admin-two")
    (waiting,) = other.get("/api/v1/admin/requests").json()
    assert (waiting["name"], waiting["asked"], waiting["asked_by"]) == ("mole", "creation", "admin")
    approved = other.post(f"/api/v1/admin/requests/{waiting['id']}/approve")
    assert approved.status_code == 200
    assert activated(pair, approved.json()["code"])


def test_with_the_other_administrator_disabled_the_key_opens_nothing_for_three_days(pair: Office) -> None:
    admin = pair.client("admin")
    made = admin.post("/api/v1/admin/accounts", json=OFFICER).json()
    (other,) = [one for one in admin.get("/api/v1/admin/accounts").json() if one["name"] == "admin-two"]
    assert admin.delete(f"/api/v1/admin/accounts/{other['id']}").status_code == 204
    told = admin.post(f"/api/v1/admin/requests/{made['waits']}/approve", json={"recovery_key": KEY})
    assert (told.status_code, told.json()["code"]) == (403, "recovery_key_rests")
    assert "72" in pair.browser("admin").get("/admin", headers={"accept-language": "en"}).text


def test_nobody_but_administrators_sees_or_decides_what_waits(house: Office) -> None:
    made = house.client("admin").post("/api/v1/admin/accounts", json=OFFICER).json()
    for name in ("clerk", "officer", "supervisor", "auditor"):
        asked = house.client(name)
        assert asked.get("/api/v1/admin/requests").status_code == 403
        for verb in ("approve", "refuse"):
            assert asked.post(f"/api/v1/admin/requests/{made['waits']}/{verb}").status_code == 403
    assert house.client().get("/api/v1/admin/requests").status_code == 401


def test_a_change_to_officer_and_a_return_wait(pair: Office) -> None:
    admin, other = pair.client("admin"), pair.client("admin-two")
    clerk = f"/api/v1/admin/accounts/{pair.actors['clerk'].id}"
    made = admin.patch(clerk, json={"role": "officer", "office": HERE}).json()
    assert pair.client("clerk").get("/api/v1/entries/next").status_code == 403
    code = other.post(f"/api/v1/admin/requests/{made['waits']}/approve").json()["code"]
    # What opened the clerk's account opens the officer's no more: an administrator had it in hand.
    assert pair.client("clerk").get("/api/v1/entries/next").status_code == 401
    assert activated(pair, code)
    assert admin.delete(clerk).status_code == 204
    again = admin.post(f"{clerk}/enable").json()
    assert again["waits"]
    assert admin.post(f"/api/v1/admin/requests/{again['waits']}/approve").status_code == 403


def form_of(page: str) -> tuple[str, str]:
    """The address of the first request's form and the page's token."""
    where = re.search(r'action="(/admin/requests/[^"]+)"', page)
    token = re.search(r'name="csrf" value="([^"]+)"', page)
    assert where is not None
    assert token is not None
    return where[1], token[1]


def code_shown(page: str) -> str:
    """The one-time code that a page shows."""
    found = re.search(r'class="code"><bdi[^>]*>([^<]+)<', page)
    assert found is not None
    return found[1]


def test_the_page_asks_a_lone_administrator_for_the_recovery_key(house: Office) -> None:
    house.client("admin").post("/api/v1/admin/accounts", json=OFFICER)
    browser = house.browser("admin")
    where, token = form_of(browser.get("/admin").text)
    wrong = browser.post(where, data={"csrf": token, "do": "approve", "recovery_key": "guess"})
    assert wrong.status_code == 403
    right = browser.post(where, data={"csrf": token, "do": "approve", "recovery_key": KEY})
    assert right.status_code == 200
    assert activated(house, code_shown(right.text))


def test_the_page_offers_no_approval_of_the_own_request_beside_a_second(pair: Office) -> None:
    pair.client("admin").post("/api/v1/admin/accounts", json=OFFICER)
    where, _ = form_of(pair.browser("admin").get("/admin").text)
    assert 'value="approve"' not in pair.browser("admin").get("/admin").text
    browser = pair.browser("admin-two")
    _, token = form_of(browser.get("/admin").text)
    assert browser.post(where, data={"csrf": token, "do": "refuse"}).status_code == 303
    assert pair.client("admin").get("/api/v1/admin/requests").json() == []
