"""The next paper's pictures are named while one is looked at; naming holds nothing and opens nothing."""

from registry.database.sessions import transaction
from registry.review.reviews import hand_over
from tests.api.office import Office
from tests.api.papers import Handed, hand_in


def named(office: Office, paper: Handed, clerk: str = "clerk") -> list[str]:
    """The addresses that a clerk's browser is given while it shows a paper."""
    answer = office.browser(clerk).get(f"/desk/documents/{paper.document}/upcoming")
    assert answer.status_code == 200
    pictures: list[str] = answer.json()["pictures"]
    return pictures


def test_what_comes_next_is_named_with_its_page_and_its_values(any_office: Office) -> None:
    first, second = hand_in(any_office), hand_in(any_office, colour="grey")
    pictures = named(any_office, first)
    assert pictures[0] == f"/api/v1/pages/{second.page}.webp"
    assert f"/api/v1/documents/{second.document}/crops/child_name.webp" in pictures
    clerk = any_office.client("clerk")
    assert [clerk.get(address).status_code for address in pictures] == [200] * len(pictures)


def test_naming_holds_the_paper_for_nobody_and_is_no_event(any_office: Office) -> None:
    first, second = hand_in(any_office), hand_in(any_office, colour="grey")
    auditor = any_office.client("auditor")
    before = auditor.get("/api/v1/audit/events").json()["events"]
    named(any_office, first)
    assert auditor.get("/api/v1/audit/events").json()["events"] == before
    assert any_office.client("clerk").get("/api/v1/reviews/next").json()["id"] == str(first.document)
    assert any_office.client("clerk-two").get("/api/v1/reviews/next").json()["id"] == str(second.document)


def test_what_is_with_somebody_else_or_left_to_an_officer_is_not_named(office: Office) -> None:
    first, second = hand_in(office), hand_in(office, colour="grey")
    with transaction(office.parts.sessions) as session:
        hand_over(session, office.actors["clerk"], second.document, "لا أستطيع البتّ", 1)
    assert named(office, first) == []
    office.client("clerk").get("/api/v1/reviews/next")
    assert named(office, second, "clerk-two") == []
