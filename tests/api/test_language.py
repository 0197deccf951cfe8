"""The language of pages: chosen by a link, kept by browser and account, and never lost by a click."""

import re

import pytest

from messages import Language, catalogue
from registry.accounts.preferences import language_of_account
from registry.database.sessions import transaction
from tests.api.office import PASSWORD, Office


def language(page: object) -> str:
    """The language that a page says it is written in."""
    found = re.search(r'<html lang="(\w+)"', getattr(page, "text", ""))
    assert found, page
    return found[1]


def links(text: str) -> dict[str, str]:
    """By language: where the page's own links to other languages lead."""
    return {name: target for target, name in re.findall(r'<a href="([^"]*)" lang="(\w+)"', text)}


def test_a_language_chosen_by_a_link_stays_for_the_next_pages(office: Office) -> None:
    browser = office.browser()
    assert language(browser.get("/login?lang=ckb")) == "ckb"
    assert language(browser.get("/")) == language(browser.get("/nothing-here")) == "ckb"
    assert language(browser.get("/?lang=en")) == language(browser.get("/login")) == "en"


@pytest.mark.parametrize("wish", ["fr", "", "EN", "ckb,en", "__members__"])
def test_a_language_that_is_none_of_ours_is_not_kept(office: Office, wish: str) -> None:
    browser = office.browser()
    browser.get("/", params={"lang": wish})
    assert language(browser.get("/")) == "ar"
    assert "lang" not in browser.cookies


def test_a_language_chosen_at_work_is_the_accounts_on_any_computer(office: Office) -> None:
    office.browser("clerk").get("/desk?lang=ckb")
    another = office.browser()
    another.post("/login", data={"username": "clerk", "password": PASSWORD})
    assert language(another.get("/desk")) == "ckb"


def test_a_language_chosen_before_signing_in_becomes_the_accounts(office: Office) -> None:
    browser = office.browser()
    page = browser.get("/login?lang=en")
    (chosen,) = re.findall(r'name="lang" value="(\w+)"', page.text)
    browser.post("/login", data={"username": "clerk", "password": PASSWORD, "lang": chosen})
    assert language(browser.get("/desk")) == "en"
    with transaction(office.parts.sessions) as session:
        assert language_of_account(session, office.actors["clerk"].id) == "en"


def test_whoever_signs_in_next_at_the_same_computer_gets_their_own_language(office: Office) -> None:
    office.browser("officer").get("/desk?lang=ar")
    browser = office.browser()
    browser.post("/login", data={"username": "clerk", "password": PASSWORD, "lang": "ckb"})
    browser.post("/login", data={"username": "officer", "password": PASSWORD})
    assert language(browser.get("/desk")) == "ar"


def test_a_refused_sign_in_keeps_the_choice(office: Office) -> None:
    browser = office.browser()
    page = browser.post("/login", data={"username": "clerk", "password": "wrong", "lang": "en"})
    assert re.findall(r'name="lang" value="(\w+)"', page.text) == ["en"]


def test_an_answer_to_a_form_leads_to_the_page_of_the_form_in_another_language(office: Office) -> None:
    browser = office.browser()
    refused = browser.post("/login", data={"username": "clerk", "password": "wrong"})
    assert links(refused.text)["en"] == "/login?lang=en"
    assert language(browser.get("/login?lang=en")) == "en"


def test_an_answer_at_an_address_without_a_page_leads_to_the_nearest_one(office: Office) -> None:
    browser = office.browser("admin")
    refused = browser.post("/admin/accounts", data={"csrf": csrf_of(browser.get("/admin").text), "name": "x"})
    assert refused.status_code == 422
    assert links(refused.text)["ckb"] == "/admin?lang=ckb"


@pytest.mark.parametrize("wanted", [Language.ckb, Language.en])
def test_what_was_searched_is_asked_again_in_another_language(office: Office, wanted: Language) -> None:
    browser = office.browser("clerk")
    token = csrf_of(browser.get("/records").text)
    asked = {"csrf": token, "name": "زينب كريم حسن", "reason": "طلب صاحبة القيد"}
    found = browser.post("/records", data=asked)
    (form,) = re.findall(r'<form method="post" action="/records" id="again">(.*?)</form>', found.text)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    assert fields == asked
    (target,) = re.findall(rf'formaction="([^"]*)" lang="{wanted}"', found.text)
    again = browser.post(target, data=fields)
    assert (again.status_code, language(again)) == (200, wanted)
    assert 'value="زينب كريم حسن"' in again.text


@pytest.mark.parametrize("who", ["clerk", "auditor", "admin"])
def test_a_page_that_is_not_there_keeps_the_places_of_whoever_is_signed_in(office: Office, who: str) -> None:
    browser = office.browser(who)
    home = {"clerk": "/desk", "auditor": "/audit", "admin": "/admin"}[who]
    for where in ("/nothing-here", "/admin" if who != "admin" else "/desk"):
        page = browser.get(where)
        assert page.status_code in {403, 404}
        assert 'action="/logout"' in page.text
        assert f'<a class="button" href="{home}">' in page.text


def csrf_of(text: str) -> str:
    """The token that a page's forms bear."""
    found = re.search(r'name="csrf" value="(\w+)"', text)
    assert found
    return found[1]


def test_a_citizen_reads_the_same_answer_in_another_language(office: Office) -> None:
    wanted = {"service": "national_card", "pin": "4711"}
    receipt = office.client("clerk").post("/api/v1/cases", json=wanted).json()["receipt"]
    browser = office.browser()
    answer = browser.post("/", data={"receipt": receipt, "pin": "٤٧١١"})
    (form,) = re.findall(r'<form method="post" action="/" id="again">(.*?)</form>', answer.text)
    again = browser.post("/?lang=en", data=dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)))
    assert (again.status_code, language(again)) == (200, "en")
    assert catalogue(Language.en).say("step.bring_papers.citizen") in again.text
