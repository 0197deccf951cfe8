"""What browsers are told, who may ask on whose behalf, and what no answer gives away."""

import pytest

from tests.api.office import PASSWORD, Office
from tests.api.papers import hand_in

FOREIGN = (
    "https://elsewhere.example",
    "//elsewhere.example",
    "/\\elsewhere.example",
    "/\t/elsewhere.example",
    "/.//elsewhere.example",
    "/..//elsewhere.example",
    "/desk//elsewhere.example",
    "/\u202edesk",
)


def test_every_answer_forbids_foreign_scripts_and_caching(office: Office) -> None:
    for where in ("/", "/login", "/api/v1/cases/x", "/nothing", "/healthz"):
        headers = office.client().get(where).headers
        assert "unsafe-inline" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


def test_static_files_are_kept_for_a_year(office: Office) -> None:
    assert "immutable" in office.client().get("/static/sijill.css").headers["cache-control"]


def test_signing_in_sets_a_cookie_that_scripts_cannot_read(office: Office) -> None:
    answer = office.client().post("/api/v1/login", json={"username": "clerk", "password": PASSWORD})
    cookie = answer.headers["set-cookie"]
    assert answer.json()["role"] == "clerk"
    assert ("HttpOnly" in cookie, "SameSite=lax" in cookie, "Path=/" in cookie) == (True, True, True)


def test_over_tls_the_cookie_is_bound_to_the_host(office: Office) -> None:
    client = office.client()
    client.base_url = "https://testserver"
    cookie = client.post("/api/v1/login", json={"username": "clerk", "password": PASSWORD}).headers[
        "set-cookie"
    ]
    assert cookie.startswith("__Host-sijill=")
    assert "Secure" in cookie


def test_a_wrong_password_and_an_unknown_name_look_alike(office: Office) -> None:
    answers = [
        office.client().post("/api/v1/login", json={"username": name, "password": "خطأ خطأ خطأ"})
        for name in ("clerk", "nobody-here")
    ]
    assert answers[0].status_code == answers[1].status_code == 401
    assert answers[0].json() == answers[1].json()


def test_guessing_is_slowed_down(office: Office) -> None:
    tries = [
        office.client().post("/api/v1/login", json={"username": "clerk", "password": f"guess {n}"})
        for n in range(10)
    ]
    assert tries[-1].status_code == 429
    assert int(tries[-1].headers["retry-after"]) > 0


def test_a_token_is_dead_after_signing_out(office: Office) -> None:
    clerk = office.client("clerk")
    assert clerk.post("/api/v1/logout").status_code == 204
    assert clerk.get("/api/v1/reviews/next").status_code == 401


@pytest.mark.parametrize(
    "marks",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"sec-fetch-site": "same-origin", "origin": "http://testserver"},
    ],
)
def test_a_browsers_call_without_our_pages_token_changes_nothing(
    office: Office, marks: dict[str, str]
) -> None:
    browser = office.browser("clerk")
    browser.headers = {"accept": "application/json", **marks}
    answer = browser.post("/api/v1/cases", json={"service": "national_card"})
    assert (answer.status_code, answer.json()["code"]) == (403, "foreign_origin")


def test_a_programs_cookie_suffices_since_no_browser_speaks(office: Office) -> None:
    program = office.browser("clerk")
    program.headers = {"accept": "application/json"}
    assert program.post("/api/v1/cases", json={"service": "national_card"}).status_code == 201


def test_a_form_of_another_session_is_refused(office: Office) -> None:
    answer = office.browser("clerk").post("/desk/cases", data={"service": "national_card", "csrf": "0" * 32})
    assert answer.status_code == 403


def test_signing_in_leads_nowhere_but_to_us(office: Office) -> None:
    for address in FOREIGN:
        form = {"username": "clerk", "password": PASSWORD, "next": address}
        assert office.browser().post("/login", data=form).headers["location"] == "/desk"


def test_no_answer_repeats_what_was_sent(office: Office) -> None:
    paper = hand_in(office)
    clerk = office.client("clerk")
    secret = "سر لا يعاد"
    answers = (
        clerk.post("/api/v1/cases", json={"service": secret}),
        clerk.post("/api/v1/cases", json={"service": "national_card", "other": secret}),
        clerk.patch(f"/api/v1/documents/{paper.document}/draft", json={"child_name": secret + "\u202e"}),
        clerk.post("/api/v1/records/search", json={"name": secret.split()[0], "reason": secret}),
        office.client().post("/api/v1/login", json={"username": secret, "password": secret}),
    )
    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 401]
    assert [answer.text for answer in answers if secret in answer.text] == []


def test_sensitive_fields_are_withheld(office: Office) -> None:
    clerk, paper = office.client("clerk"), hand_in(office)
    assert clerk.get(f"/api/v1/documents/{paper.document}", params={"sensitive": True}).status_code == 403
