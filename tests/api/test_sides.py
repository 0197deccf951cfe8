"""The door takes the sides of a paper apart and puts them together, and what is typed goes along."""

import re
from html import unescape
from uuid import UUID

import pytest

from messages import Language, catalogue
from registry.database.sessions import transaction
from registry.intake.scans import scan_view
from tests.api.office import Office
from tests.registry.office import BACK, FRONT, hand_in, paper, zone_of

Answer = dict[str, object]


def a_card(office: Office) -> UUID:
    """A card of which both sides were read in one case."""
    clerk = office.actors["clerk"]
    with transaction(office.parts.sessions) as session:
        front = hand_in(session, clerk, "front", paper(FRONT))
        hand_in(session, clerk, "back", paper(BACK, side="back", mrz=zone_of(FRONT)), case=front)
        (document,) = scan_view(session, clerk, front.id).documents
    return document.id


def arrange(
    office: Office, document: object, version: int | None, body: Answer, who: str = "clerk"
) -> tuple[int, Answer]:
    """Ask the door; the answer's status and body."""
    headers = {} if version is None else {"if-match": f'"{version}"'}
    answer = office.client(who).post(f"/api/v1/documents/{document}/sides", json=body, headers=headers)
    return answer.status_code, answer.json()


def shown(office: Office, document: object) -> Answer:
    told: Answer = office.client("clerk").get(f"/api/v1/documents/{document}").json()
    return told


def others(answer: Answer) -> list[str]:
    found = answer["others"]
    assert isinstance(found, list)
    return found


def sides(office: Office, document: object) -> list[str]:
    found = shown(office, document)["sides"]
    assert isinstance(found, list)
    return sorted(side["side"] for side in found)


def test_a_card_is_split_and_joined_again(office: Office) -> None:
    card = a_card(office)
    status, answer = arrange(office, card, 2, {"split": True})
    (back,) = others(answer)
    assert (status, sides(office, card), sides(office, back)) == (200, ["front"], ["back"])
    status, _ = arrange(office, card, 3, {"join": back})
    assert (status, sides(office, card), shown(office, back)["state"]) == (
        200,
        ["back", "front"],
        "withdrawn",
    )


def test_a_document_tells_by_what_its_sides_were_paired(office: Office) -> None:
    found = shown(office, a_card(office))["sides"]
    assert isinstance(found, list)
    by = {side["side"]: side["paired_by"] for side in found}
    assert by == {"front": [], "back": ["national_number", "document_number", "names"]}


def test_who_has_an_older_version_takes_nothing_apart(office: Office) -> None:
    card = a_card(office)
    assert arrange(office, card, 1, {"split": True})[0] == 412
    assert arrange(office, card, None, {"split": True})[0] == 428
    assert sides(office, card) == ["back", "front"]


@pytest.mark.parametrize(
    "body", [{}, {"split": False}, {"split": True, "join": str(UUID(int=1))}, {"rotate": 90}, {"join": "abc"}]
)
def test_what_is_not_one_of_the_three_acts_is_refused(office: Office, body: Answer) -> None:
    card = a_card(office)
    assert arrange(office, card, 2, body)[0] == 422
    assert sides(office, card) == ["back", "front"]


def test_a_refusal_names_the_paper_that_does_not_fit(office: Office) -> None:
    status, answer = arrange(office, a_card(office), 2, {"join": str(a_card(office))})
    assert status == 422
    assert answer["errors"] == [
        {
            "pointer": "/join",
            "code": "other_paper",
            "detail": catalogue(Language.ar).say("invalid.other_paper"),
        }
    ]


def test_another_office_and_an_auditor_take_nothing_apart(office: Office) -> None:
    card = a_card(office)
    assert arrange(office, card, 2, {"split": True}, "clerk-there")[0] == 404
    assert arrange(office, card, 2, {"split": True}, "auditor")[0] == 403


@pytest.mark.parametrize("language", Language)
def test_the_review_says_by_what_two_sides_were_put_together(office: Office, language: Language) -> None:
    words = catalogue(language)
    page = office.browser("clerk").get(f"/desk/documents/{a_card(office)}", params={"lang": language.value})
    control = re.search(r'<div class="sides".+?</div>', page.text, re.DOTALL)
    assert control is not None
    for code in ("sides.paired", "sides.by.national_number", "sides.by.names", "sides.split"):
        assert words.say(code) in unescape(control.group())


def test_what_stands_in_the_form_goes_with_its_side_and_doubt_stays_doubt(office: Office) -> None:
    card = a_card(office)
    browser = office.browser("clerk")
    page = browser.get(f"/desk/documents/{card}").text
    token = re.search(r'name="csrf" value="([^"]+)"', page)
    assert token is not None
    form = {
        "csrf": token.group(1),
        "version": "2",
        "sides": "split",
        "f.given_name": FRONT["given_name"],
        "f.issue_date": "2020/01/02",
    }
    assert browser.post(f"/desk/documents/{card}/sides", data=form).status_code == 303
    (other,) = re.findall(r'value="join:([^"]+)"', browser.get(f"/desk/documents/{card}").text)
    assert (shown(office, card)["draft"], shown(office, other)["draft"]) == ({}, {"issue_date": "2020/01/02"})


def test_a_page_that_somebody_else_changed_splits_nothing_and_loses_nothing(office: Office) -> None:
    card = a_card(office)
    browser = office.browser("clerk")
    token = re.search(r'name="csrf" value="([^"]+)"', browser.get(f"/desk/documents/{card}").text)
    assert token is not None
    form = {"csrf": token.group(1), "version": "1", "sides": "split", "f.given_name": "زهراء"}
    answer = browser.post(f"/desk/documents/{card}/sides", data=form)
    assert answer.status_code == 412
    assert "زهراء" in answer.text
    assert sides(office, card) == ["back", "front"]
