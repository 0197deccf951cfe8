"""Errors as RFC 9457: one shape, a code for programs, words for people, pages for browsers."""

from http import HTTPStatus

import pytest

from api import faults
from api.errors import STATUS, status_of
from registry.domain import errors as registry_errors
from registry.domain.errors import RegistryError
from tests.api.office import Office


def test_a_problem_has_the_members_of_the_standard(office: Office) -> None:
    answer = office.client("clerk").get("/api/v1/cases/0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b")
    body = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (body["type"], body["status"], body["code"]) == ("urn:sijill:problem:not_found", 404, "not_found")
    assert body["title"] == "لا يوجد شيء كهذا هنا."
    assert answer.headers["content-language"] == "ar"


def test_a_missing_field_is_pointed_at(office: Office) -> None:
    body = office.client("clerk").post("/api/v1/cases", json={}).json()
    assert body["errors"] == [{"pointer": "/service", "code": "empty", "detail": "قيمة مطلوبة."}]


def test_what_is_no_json_points_at_no_field(office: Office) -> None:
    sent = office.client("clerk").post(
        "/api/v1/cases", content=b"{bad", headers={"content-type": "application/json"}
    )
    assert (sent.status_code, sent.json()["code"]) == (422, "malformed")
    assert not sent.json().get("errors")


@pytest.mark.parametrize(
    "where", ["/records/abc", "/duplicates/abc", "/api/v1/records/abc", "/desk/documents/1"]
)
def test_an_address_that_nothing_can_have_is_not_found(office: Office, where: str) -> None:
    caller = office.client("clerk") if where.startswith("/api") else office.browser("clerk")
    assert caller.get(where).status_code == 404


def test_an_unknown_address_is_a_page_for_people_and_a_problem_for_programs(office: Office) -> None:
    page = office.browser().get("/nothing")
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert office.client().get("/api/v1/nothing").json()["code"] == "not_found"


def test_who_must_sign_in_is_sent_there_and_back(office: Office) -> None:
    assert office.browser().get("/desk/review").headers["location"] == "/login?next=%2Fdesk%2Freview"


@pytest.mark.parametrize(
    "kind",
    [k for k in vars(registry_errors).values() if isinstance(k, type) and issubclass(k, RegistryError)],
)
def test_every_error_of_the_registry_has_a_status_of_its_own(kind: type[RegistryError]) -> None:
    assert kind in STATUS


def test_a_new_error_of_the_door_is_the_askers_fault() -> None:
    class NewFault(faults.DoorError):
        code = "new"

    assert status_of(NewFault()) is HTTPStatus.BAD_REQUEST


def test_the_description_has_examples_in_arabic(office: Office) -> None:
    described = office.client().get("/openapi.json").json()
    bodies = described["components"]["schemas"]
    assert bodies["NewCase"]["examples"][0]["applicant"] == "زينب كريم حسن"
    assert "/api/v1/documents/{document_id}/review" in described["paths"]
    assert not [path for path in described["paths"] if path.startswith("/desk")]
