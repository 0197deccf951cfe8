"""Exports at the door: two people over HTTP, one file for one key, and pages that say what is wrong."""

import io
import json
import re

from httpx2 import Response

from api.described import OSIA
from registry.exporting.recipients import decrypt, new_key
from tests.api.office import HERE, THERE, Office
from tests.api.register import EXTRACT, registered

SECRET, PUBLIC = new_key()
WISH = {"office": HERE, "recipient": "مديرية الإحصاء", "recipient_key": PUBLIC, "reason": "كتاب ٤٤"}


def call(office: Office, who: str, where: str, body: object = None, version: int = 1) -> Response:
    """A call of a program on the version that it saw."""
    headers = {"if-match": f'"{version}"'}
    return office.client(who).post(f"/api/v1/exports{where}", json=body, headers=headers)


def opened(content: bytes) -> str:
    """The file as its recipient reads it."""
    plain = io.BytesIO()
    decrypt(io.BytesIO(content), SECRET, plain)
    return plain.getvalue().decode()


def test_an_export_takes_two_people_and_reaches_one_key(office: Office) -> None:
    record = registered(office, EXTRACT)
    asked = call(office, "officer", "", WISH)
    assert (asked.status_code, asked.json()["records"], asked.json()["own"]) == (201, 1, True)
    where = f"/{asked.json()['id']}"
    assert asked.headers["location"] == f"/api/v1/exports{where}"
    fetch = f"/api/v1/exports{where}/file"
    assert office.client("officer").get(fetch).json()["code"] == "illegal_move"
    assert call(office, "officer", f"{where}/approve").json()["code"] == "own_entry"
    assert call(office, "clerk", f"{where}/approve").status_code == 403
    assert call(office, "officer-there", f"{where}/approve").status_code == 404
    assert call(office, "officer-two", f"{where}/approve", version=9).status_code == 412
    assert call(office, "officer-two", f"{where}/approve").json()["state"] == "approved"
    answer = office.client("officer").get(fetch)
    assert answer.headers["content-type"] == "application/vnd.age"
    assert re.fullmatch(
        r'attachment; filename="sijill-0101-[0-9-]+\.jsonl\.age"', answer.headers["content-disposition"]
    )
    assert EXTRACT["given_name"].encode() not in answer.content
    assert json.loads(opened(answer.content))["record"] == record
    seen = office.client("auditor").get(f"/api/v1/exports{where}").json()
    assert seen["sha256"] == answer.headers["x-plain-sha256"]
    for who, status in (("clerk", 403), ("auditor", 403), ("supervisor", 403), ("officer-there", 404)):
        assert office.client(who).get(fetch).status_code == status, who


def test_a_supervisor_allows_or_refuses_without_seeing_a_record(office: Office) -> None:
    where = f"/{call(office, 'officer', '', WISH).json()['id']}"
    assert office.client("supervisor").get("/api/v1/exports").json()["exports"][0]["recipient_key"] == PUBLIC
    assert call(office, "supervisor", f"{where}/refuse", {"reason": ""}).json()["code"] == "reason_needed"
    assert call(office, "supervisor", f"{where}/refuse", {"reason": "لا كتاب"}).json()["state"] == "refused"
    assert office.client("supervisor").get("/api/v1/exports", headers={}).status_code == 200
    assert office.client("clerk").get("/api/v1/exports").status_code == 403


def test_a_wish_that_cannot_be_met_names_its_field(office: Office) -> None:
    for change, pointer in (
        ({"recipient_key": "age1x"}, "/recipient_key"),
        ({"sensitive": True, "form": "csv"}, None),
        ({"registered_from": "2026-02-01", "registered_until": "2026-01-01"}, "/registered_until"),
        ({"office": THERE}, None),
        ({"form": "xlsx"}, "/form"),
    ):
        answer = call(office, "officer", "", {**WISH, **change})
        assert answer.status_code in {403, 404, 422}, answer.text
        if pointer:
            assert answer.json()["errors"][0]["pointer"] == pointer
            assert str(next(iter(change.values()))) not in answer.text


def test_the_pages_lead_from_the_wish_to_the_file(office: Office) -> None:
    registered(office, EXTRACT)
    officer, other = office.browser("officer"), office.browser("officer-two")
    csrf = _csrf(officer.get("/exports").text)
    wrong = officer.post("/exports", data={**WISH, "recipient_key": "age1x", "form": "csv", "csrf": csrf})
    assert wrong.status_code == 422
    assert 'id="w-recipient_key"' in wrong.text
    assert 'value="age1x"' in wrong.text
    made = officer.post("/exports", data={**WISH, "form": "csv", "byte_order_mark": "on", "csrf": csrf})
    assert made.status_code == 303, made.text
    where = made.headers["location"]
    assert 'id="approve"' not in officer.get(where).text
    page = other.get(where).text
    assert f"<code>{PUBLIC[:4]}</code> <code>{PUBLIC[4:8]}</code>" in page
    done = other.post(where, data={"version": "1", "decision": "approve", "csrf": _csrf(page)})
    assert done.status_code == 303
    again = other.post(where, data={"version": "1", "decision": "approve", "csrf": _csrf(page)})
    assert again.status_code == 412
    file = officer.post(f"{where}/file", data={"csrf": csrf})
    assert opened(file.content).startswith('\ufeff"external_id"')


def test_openapi_shows_exports_with_examples(office: Office) -> None:
    told = office.client().get("/openapi.json").json()
    wish = told["components"]["schemas"]["ExportWish"]["examples"][0]
    assert wish["recipient_key"].startswith("age1")
    file = told["paths"]["/api/v1/exports/{export_id}/file"]["get"]["responses"]["200"]["content"]
    assert "application/vnd.age" in file


def test_calls_bear_the_names_of_osia_where_it_has_one(office: Office) -> None:
    told = office.client().get("/openapi.json").json()
    named = {
        (method.upper(), path): said["x-osia"]
        for path, methods in told["paths"].items()
        for method, said in methods.items()
        if "x-osia" in said
    }
    assert named == OSIA
    used = {tag for methods in told["paths"].values() for said in methods.values() for tag in said["tags"]}
    assert used == {tag["name"] for tag in told["tags"]}


def _csrf(page: str) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', page)
    assert found is not None
    return found.group(1)
