"""Every route, every role, both offices: who gets in, who is told "not allowed", who is told "not there"."""

from dataclasses import asdict

import pytest
from fastapi.routing import APIRoute

from tests.api.office import Office
from tests.api.papers import Handed, hand_in

OUT = 401
NO = 403
ABSENT = 404
IN = 0
"""Not refused for want of rights: 2xx, or an answer about the request itself."""

# Who is asked about, in the order of the columns below; `-there`: of another office.
PEOPLE = ("nobody", "clerk", "officer", "clerk-there", "officer-there", "supervisor", "auditor", "admin")
ROUTES = {
    ("GET", "/api/v1/cases/{case}"): (OUT, IN, IN, ABSENT, ABSENT, NO, IN, NO),
    ("POST", "/api/v1/cases"): (OUT, IN, IN, IN, IN, NO, NO, NO),
    ("POST", "/api/v1/scans"): (OUT, IN, IN, IN, IN, NO, NO, NO),
    ("POST", "/api/v1/read"): (OUT, IN, IN, IN, IN, NO, NO, NO),
    ("GET", "/api/v1/scans/{scan}"): (OUT, IN, IN, ABSENT, ABSENT, NO, IN, NO),
    ("GET", "/api/v1/scans/{scan}/reading"): (OUT, IN, IN, ABSENT, ABSENT, NO, IN, NO),
    ("GET", "/api/v1/pages/{page}.webp"): (OUT, IN, IN, ABSENT, ABSENT, NO, IN, NO),
    ("GET", "/api/v1/documents/{document}"): (OUT, IN, IN, ABSENT, ABSENT, NO, IN, NO),
    ("GET", "/api/v1/documents/{document}/crops/child_name.webp"): (OUT, IN, IN, ABSENT, ABSENT, NO, IN, NO),
    ("PATCH", "/api/v1/documents/{document}/draft"): (OUT, IN, IN, ABSENT, ABSENT, NO, NO, NO),
    ("PATCH", "/api/v1/documents/{document}/type"): (OUT, IN, IN, ABSENT, ABSENT, NO, NO, NO),
    ("POST", "/api/v1/documents/{document}/review"): (OUT, IN, IN, ABSENT, ABSENT, NO, NO, NO),
    ("GET", "/api/v1/reviews/next"): (OUT, IN, IN, IN, IN, NO, NO, NO),
    ("GET", "/api/v1/entries/next"): (OUT, NO, IN, NO, IN, NO, NO, NO),
    ("POST", "/api/v1/records/search"): (OUT, IN, IN, IN, IN, NO, IN, NO),
    ("GET", "/api/v1/audit/events"): (OUT, NO, NO, NO, NO, NO, IN, NO),
    ("GET", "/api/v1/audit/checkpoint"): (OUT, NO, NO, NO, NO, NO, IN, NO),
    ("GET", "/api/v1/audit/proof/1"): (OUT, NO, NO, NO, NO, NO, ABSENT, NO),
    ("GET", "/api/v1/audit/export"): (OUT, NO, NO, NO, NO, NO, NO, NO),
    ("GET", "/api/v1/reports"): (OUT, NO, NO, NO, NO, IN, IN, NO),
    ("GET", "/api/v1/reports/scans_read"): (OUT, NO, NO, NO, NO, IN, IN, NO),
    ("GET", "/api/v1/admin/accounts"): (OUT, NO, NO, NO, NO, NO, NO, IN),
    ("POST", "/api/v1/admin/accounts"): (OUT, NO, NO, NO, NO, NO, NO, IN),
    ("GET", "/api/v1/admin/requests"): (OUT, NO, NO, NO, NO, NO, NO, IN),
    ("POST", "/api/v1/admin/offices"): (OUT, NO, NO, NO, NO, NO, NO, IN),
    ("GET", "/desk"): (303, IN, IN, IN, IN, NO, NO, NO),
    ("GET", "/desk/cases/new"): (303, IN, IN, IN, IN, NO, NO, NO),
    ("GET", "/desk/cases/{case}"): (303, IN, IN, ABSENT, ABSENT, NO, NO, NO),
    ("GET", "/desk/cases/{case}/files"): (303, IN, IN, ABSENT, ABSENT, NO, NO, NO),
    ("GET", "/desk/cases/{case}/receipt"): (303, IN, IN, ABSENT, ABSENT, NO, NO, NO),
    ("GET", "/desk/documents/{document}"): (303, IN, IN, ABSENT, ABSENT, NO, NO, NO),
    ("GET", "/desk/documents/{document}/upcoming"): (303, IN, IN, IN, IN, NO, NO, NO),
    ("GET", "/desk/approve"): (303, NO, IN, NO, IN, NO, NO, NO),
    ("GET", "/records"): (303, IN, IN, IN, IN, NO, IN, NO),
    ("GET", "/changes"): (303, IN, IN, IN, IN, NO, NO, NO),
    ("GET", "/batches"): (303, IN, IN, IN, IN, NO, NO, NO),
    ("GET", "/duplicates"): (303, IN, IN, IN, IN, NO, NO, NO),
    ("GET", "/api/v1/changes/next"): (OUT, NO, IN, NO, IN, NO, NO, NO),
    ("GET", "/api/v1/batches"): (OUT, IN, IN, IN, IN, NO, NO, NO),
    ("GET", "/exports"): (303, NO, IN, NO, IN, IN, IN, NO),
    ("GET", "/api/v1/exports"): (OUT, NO, IN, NO, IN, IN, IN, NO),
    ("POST", "/api/v1/exports"): (OUT, NO, IN, NO, ABSENT, NO, NO, NO),
    ("GET", "/api/v1/duplicates"): (OUT, IN, IN, IN, IN, NO, NO, NO),
    ("GET", "/audit"): (303, NO, NO, NO, NO, IN, IN, NO),
    ("GET", "/audit/events"): (303, NO, NO, NO, NO, NO, IN, NO),
    ("GET", "/audit/proof"): (303, NO, NO, NO, NO, NO, IN, NO),
    ("GET", "/audit/proof/1"): (303, NO, NO, NO, NO, NO, ABSENT, NO),
    ("GET", "/audit/figures"): (303, NO, NO, NO, NO, IN, IN, NO),
    ("GET", "/admin"): (303, NO, NO, NO, NO, NO, NO, IN),
    ("GET", "/admin/offices"): (303, NO, NO, NO, NO, NO, NO, IN),
}
BODIES: dict[str, object] = {
    "/api/v1/records/search": {"name": "زينب كريم", "reason": "شكوى ١٢"},
    "/api/v1/exports": {"office": "0101", "recipient": "وزارة", "recipient_key": "age1", "reason": "كتاب"},
    "/api/v1/cases": {"service": "national_card"},
    "/api/v1/documents/{document}/draft": {"child_name": "زينب"},
    "/api/v1/documents/{document}/type": {"document_type": "birth_certificate"},
    "/api/v1/documents/{document}/review": {"decision": "return", "reason": "أصل"},
    "/api/v1/admin/accounts": {"name": "new", "role": "auditor"},
    "/api/v1/admin/offices": {"code": "0202", "name_ar": "دائرة", "governorate": "بغداد"},
}
# Open to all, or asked by an id that only exists after more steps; their own tests hold their rights.
ELSEWHERE = {
    "/", "/login", "/logout", "/activate", "/admin/clock", "/healthz", "/readyz", "/metrics", "/openapi.json",
    "/api/v1/login", "/api/v1/logout", "/api/v1/status",
}  # fmt: skip


@pytest.fixture
def handed(office: Office) -> Handed:
    """A paper of the first office."""
    return hand_in(office)


@pytest.mark.parametrize("person", PEOPLE)
def test_each_person_gets_exactly_as_far_as_the_table_says(
    office: Office, handed: Handed, person: str
) -> None:
    column = PEOPLE.index(person)
    names = {key: str(value) for key, value in asdict(handed).items()}
    found, told = {}, {}
    for (method, pattern), answers in ROUTES.items():
        status = ask(office, person, method, pattern, names)
        refused = {OUT, NO, ABSENT, 303}
        found[pattern] = status if status in refused and status != answers[column] else answers[column]
        told[pattern] = answers[column]
        if answers[column] not in (IN, status):
            found[pattern] = status
    assert found == told


def test_an_auditor_opens_personal_data_with_a_reason_only(office: Office, handed: Handed) -> None:
    auditor = office.client("auditor")
    for where in (f"scans/{handed.scan}", f"documents/{handed.document}", f"pages/{handed.page}.webp"):
        assert auditor.get(f"/api/v1/{where}").status_code == 422
        assert auditor.get(f"/api/v1/{where}", params={"reason": "شكوى ١٢"}).status_code == 200


def test_every_route_of_a_door_asks_who_is_there(office: Office, handed: Handed) -> None:
    names = {key: str(value) for key, value in asdict(handed).items()}
    stranger = office.client()
    open_ones = {}
    for route in office.app.routes:
        if not isinstance(route, APIRoute) or route.path in ELSEWHERE:
            continue
        for method in (route.methods or set()) - {"HEAD"}:
            path = filled(route.path, names)
            status = stranger.request(method, path, follow_redirects=False, json={}).status_code
            if status not in (OUT, 303, 422):
                open_ones[f"{method} {route.path}"] = status
    assert open_ones == {}


def ask(office: Office, person: str, method: str, pattern: str, names: dict[str, str]) -> int:
    """The status that a person is answered with."""
    client = office.client(None if person == "nobody" else person)
    page = not pattern.startswith("/api")
    if page:
        client = office.browser(None if person == "nobody" else person)
    headers = {"if-match": '"1"'} if method in ("POST", "PATCH") else {}
    params = {"reason": "شكوى ١٢"} if not page and method == "GET" and person == "auditor" else {}
    body = BODIES.get(pattern)
    return client.request(
        method, pattern.format(**names), headers=headers, params=params, json=body
    ).status_code


def filled(path: str, names: dict[str, str]) -> str:
    """A route's path with ids that exist where we have them."""
    for key, value in names.items():
        path = path.replace("{" + key + "_id}", value)
    return (
        path.replace("{path}", "child_name")
        .replace("{record_id}", "1")
        .replace("{entry_id}", names["case"])
        .replace("{account_id}", names["case"])
        .replace("{name}", "scans_read")
        .replace("{number}", "1")
    )
