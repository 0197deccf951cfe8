"""Asking again costs little: what has not changed is told without a body, and without an event."""

import json
import re

from registry.database.sessions import transaction
from registry.intake.scans import withdraw_scan
from tests.api.office import Office
from tests.api.papers import hand_in, picture


def asked(office: Office, scan: object, tag: str) -> tuple[int, bytes, str]:
    """The answer to a program that has seen a scan with this tag."""
    answer = office.client("clerk").get(f"/api/v1/scans/{scan}", headers={"if-none-match": tag})
    return answer.status_code, answer.content, answer.headers.get("etag", "")


def viewings(office: Office) -> int:
    """How often a scan was opened."""
    where = {"action": "scan.viewed"}
    return len(office.client("auditor").get("/api/v1/audit/events", params=where).json()["events"])


def test_a_scan_that_nothing_happened_to_is_told_without_a_body_and_is_no_event(any_office: Office) -> None:
    paper = hand_in(any_office)
    tag = any_office.client("clerk").get(f"/api/v1/scans/{paper.scan}").headers["etag"]
    before = viewings(any_office)
    assert asked(any_office, paper.scan, tag) == (304, b"", tag)
    assert asked(any_office, paper.scan, f'"other", {tag}')[0] == 304
    assert viewings(any_office) == before
    with transaction(any_office.parts.sessions) as session:
        withdraw_scan(session, any_office.actors["clerk"], paper.scan, "ورقة خاطئة")
    before = viewings(any_office)
    status, body, new = asked(any_office, paper.scan, tag)
    assert (status, b"withdrawn" in body, new == tag) == (200, True, False)
    assert viewings(any_office) == before + 1


def test_a_tag_opens_nothing_to_another_office(office: Office) -> None:
    paper = hand_in(office)
    tag = office.client("clerk").get(f"/api/v1/scans/{paper.scan}").headers["etag"]
    stranger = office.client("clerk-there")
    answer = stranger.get(f"/api/v1/scans/{paper.scan}", headers={"if-none-match": tag})
    assert answer.status_code == 404


def test_the_files_of_a_case_are_sent_again_only_when_something_happened(office: Office) -> None:
    handed = office.client("clerk").post(
        "/api/v1/scans", files=[("files", ("أ.png", picture(), "image/png"))]
    )
    where = f"/desk/cases/{handed.json()['case']}/files"
    browser = office.browser("clerk")
    first = browser.get(where)
    (headers,) = re.findall("hx-headers='([^']+)'", first.text)
    again = browser.get(where, headers=json.loads(headers))
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    one_more = [("files", ("ب.png", picture("grey"), "image/png"))]
    office.client("clerk").post("/api/v1/scans", files=one_more, data={"case": handed.json()["case"]})
    assert "ب.png" in browser.get(where, headers=json.loads(headers)).text
