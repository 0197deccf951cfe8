"""The way of a paper through the JSON door, on both databases: the contract's calls one after the other."""

from urllib.parse import quote
from uuid import uuid4

from tests.api.office import Office
from tests.api.papers import answers, hand_in, picture


def test_a_paper_goes_from_upload_to_record(any_office: Office) -> None:
    paper = hand_in(any_office)
    clerk, officer, auditor = (any_office.client(name) for name in ("clerk", "officer", "auditor"))
    assert clerk.get("/api/v1/reviews/next").json()["id"] == str(paper.document)
    seen = clerk.get(f"/api/v1/documents/{paper.document}")
    reading = clerk.get(f"/api/v1/scans/{paper.scan}/reading").json()["readings"][0]
    assert (reading["document_type"], reading["fields"][0]["key"]) == ("birth_certificate", "child_name")
    entry = clerk.post(
        f"/api/v1/documents/{paper.document}/review",
        json={"fields": {"child_name": "زينب"}, "decision": "confirm", "reason": "دُقق مع الأصل"}
        | answers(any_office, paper.document),
        headers={"if-match": seen.headers["etag"]},
    )
    assert entry.status_code == 200, entry.text
    approved = officer.post(
        f"/api/v1/entries/{entry.json()['id']}/approve", headers={"if-match": entry.headers["etag"]}
    )
    record = approved.json()["record"]
    found = auditor.post("/api/v1/records/search", json={"name": "زينب كريم", "reason": "شكوى ١٢"})
    assert [one["record"] for one in found.json()["candidates"]] == [record]
    shown = auditor.get(f"/api/v1/records/{record}", headers={"sijill-purpose": quote("شكوى ١٢")}).json()
    name = next(value for value in shown["version"]["values"] if value["path"] == "child_name")
    assert (name["value"], name["source"], name["evidence"][0]["engine"]) == ("زينب", "read", "reader 1")
    events = auditor.get("/api/v1/audit/events").json()["events"]
    assert {"entry.approved", "record.registered", "record.searched"} <= {one["action"] for one in events}


def test_nobody_approves_the_work_of_the_own_hand(any_office: Office) -> None:
    paper = hand_in(any_office)
    officer = any_office.client("officer")
    seen = officer.get(f"/api/v1/documents/{paper.document}")
    entry = officer.post(
        f"/api/v1/documents/{paper.document}/review",
        json={"decision": "confirm", "reason": "دُقق"} | answers(any_office, paper.document),
        headers={"if-match": seen.headers["etag"]},
    )
    refused = officer.post(
        f"/api/v1/entries/{entry.json()['id']}/approve", headers={"if-match": entry.headers["etag"]}
    )
    assert (refused.status_code, refused.json()["code"]) == (403, "own_entry")
    assert officer.get("/api/v1/entries/next").status_code == 204


def test_a_decision_needs_the_version_it_was_made_on(office: Office) -> None:
    paper = hand_in(office)
    clerk = office.client("clerk")
    where, decision = f"/api/v1/documents/{paper.document}/review", {"decision": "return", "reason": "أصل"}
    assert clerk.post(where, json=decision).status_code == 428
    assert clerk.post(where, json=decision, headers={"if-match": '"99"'}).status_code == 412


def test_what_is_typed_is_there_again(office: Office) -> None:
    paper = hand_in(office)
    clerk = office.client("clerk")
    kept = clerk.patch(
        f"/api/v1/documents/{paper.document}/draft", json={"child_name": "زينا", "rows.0.x": ""}
    )
    assert kept.status_code == 422
    assert (
        clerk.patch(f"/api/v1/documents/{paper.document}/draft", json={"child_name": "زينا"}).status_code
        == 200
    )
    assert clerk.get(f"/api/v1/documents/{paper.document}").json()["draft"] == {"child_name": "زينا"}


def test_the_citizen_learns_the_stage_and_no_name(office: Office) -> None:
    clerk = office.client("clerk")
    case = clerk.post(
        "/api/v1/cases", json={"service": "birth_registration", "applicant": "زينب كريم", "pin": "4826"}
    ).json()
    told = office.client().post("/api/v1/status", json={"receipt": case["receipt"], "pin": "4826"})
    assert told.json()["stage"] == "bring_papers"
    assert told.json()["missing"] == [["birth_certificate", "birth_proof"], ["marriage_contract"]]
    assert "زينب" not in told.text


def test_the_same_upload_again_is_the_same_scan(any_office: Office) -> None:
    clerk = any_office.client("clerk")
    key = {"idempotency-key": str(uuid4())}
    answers = [
        clerk.post("/api/v1/scans", files=[("files", ("أ.png", picture(), "image/png"))], headers=key).json()
        for _ in range(2)
    ]
    assert answers[0] == answers[1]


def test_a_picture_is_not_sent_twice(office: Office) -> None:
    paper = hand_in(office)
    clerk = office.client("clerk")
    where = f"/api/v1/documents/{paper.document}/crops/child_name.webp"
    first = clerk.get(where)
    assert (first.headers["content-type"], first.headers["cache-control"]) == (
        "image/webp",
        "private, max-age=3600",
    )
    assert clerk.get(where, headers={"if-none-match": first.headers["etag"]}).status_code == 304
