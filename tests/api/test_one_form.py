"""Decomposed letters are composed at the door of programs and pages, before a route sees them."""

import json
from unicodedata import normalize

import pytest
from sqlalchemy import select

from api.csrf import csrf_token
from registry.database.sessions import transaction
from registry.models.cases import Case
from registry.models.documents import Document
from tests.api.office import Office
from tests.api.papers import hand_in

WHOLE = "رؤوف آدم"
SENT = normalize("NFD", WHOLE)


def applicants(office: Office) -> list[str | None]:
    with transaction(office.parts.sessions) as session:
        return list(session.scalars(select(Case.applicant)))


@pytest.mark.parametrize("escaped", [True, False])
def test_a_program_opens_a_case_in_the_composed_name(office: Office, *, escaped: bool) -> None:
    body = json.dumps({"service": "birth_registration", "applicant": SENT}, ensure_ascii=escaped).encode()
    kind = {"content-type": "application/json; charset=utf-8"}
    told = office.client("clerk").post("/api/v1/cases", content=body, headers=kind)
    assert told.status_code == 201, told.text
    assert applicants(office) == [WHOLE]


def test_a_form_opens_a_case_in_the_composed_name(office: Office) -> None:
    form = {"csrf": csrf_token(office.tokens["clerk"]), "service": "birth_registration", "applicant": SENT}
    told = office.browser("clerk").post("/desk/cases", data=form)
    assert told.status_code == 303, told.text
    assert applicants(office) == [WHOLE]


def test_a_reason_is_kept_composed(office: Office) -> None:
    paper = hand_in(office)
    body = {"fields": {}, "decision": "return", "reason": SENT}
    told = office.client("clerk").post(
        f"/api/v1/documents/{paper.document}/review", json=body, headers={"if-match": '"1"'}
    )
    assert told.status_code == 204, told.text
    with transaction(office.parts.sessions) as session:
        assert session.get_one(Document, paper.document).reason == WHOLE


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b'{"username": "\\ud800"}', b"[" * 100_000, b""])
def test_a_body_that_is_none_is_refused_as_before(office: Office, body: bytes) -> None:
    kind = {"content-type": "application/json"}
    told = office.client().post("/api/v1/login", content=body, headers=kind)
    assert 400 <= told.status_code < 500
