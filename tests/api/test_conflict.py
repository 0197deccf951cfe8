"""A faster hand: what was typed and what stands there now are shown field by field, and nothing is lost."""

from api.csrf import csrf_token
from tests.api.office import Office
from tests.api.papers import answers, hand_in


def test_who_comes_second_sees_both_values_of_each_field(any_office: Office) -> None:
    paper = hand_in(any_office)
    officer = any_office.client("officer")
    officer.post(
        f"/api/v1/documents/{paper.document}/review",
        json={"fields": {"child_name": "زينا"}, "decision": "confirm", "reason": "دُقق"}
        | answers(any_office, paper.document),
        headers={"if-match": '"1"'},
    )
    form = {
        "csrf": csrf_token(any_office.tokens["clerk"]),
        "version": "1",
        "decision": "confirm",
        "f.child_name": "زينب",
        "f.sex": "أنثى",
    }
    answer = any_office.browser("clerk").post(f"/desk/documents/{paper.document}", data=form)
    assert answer.status_code == 412
    assert "زينب" in answer.text
    assert "زينا" in answer.text
    assert "جنس المولود" not in answer.text


def test_a_warning_without_a_reason_keeps_what_was_typed(office: Office) -> None:
    paper = hand_in(office)
    form = {
        "csrf": csrf_token(office.tokens["clerk"]),
        "version": "1",
        "decision": "return",
        "f.child_name": "زينا",
    }
    answer = office.browser("clerk").post(f"/desk/documents/{paper.document}", data=form)
    assert answer.status_code == 422
    assert "اذكر السبب" in answer.text
    draft = office.client("clerk").get(f"/api/v1/documents/{paper.document}").json()["draft"]
    assert draft["child_name"] == "زينا"


def test_a_paper_left_to_an_officer_is_not_given_to_a_clerk_again(office: Office) -> None:
    paper = hand_in(office)
    form = {"csrf": csrf_token(office.tokens["clerk"]), "version": "1", "reason.hand_over": "ختم غير واضح"}
    answer = office.browser("clerk").post(f"/desk/documents/{paper.document}/hand-over", data=form)
    assert answer.headers["location"] == "/desk/review"
    assert office.client("clerk").get("/api/v1/reviews/next").status_code == 204
    assert office.client("officer").get("/api/v1/reviews/next").json()["reason"] == "ختم غير واضح"
