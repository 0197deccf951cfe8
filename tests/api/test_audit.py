"""The auditor's calls and pages: a checkpoint, proofs that hold offline, the whole trail as an archive."""

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import update

from messages import Language, catalogue
from registry.accounts.accounts import NewAccount, create_account
from registry.accounts.sign_in import start_session
from registry.audit.checkpoint import Checkpoint
from registry.audit.merkle import is_consistent
from registry.audit.notes import Verifier, decoded, opened
from registry.audit.verifying import Known, verify_export, verify_proof
from registry.database.sessions import transaction
from registry.domain.access import Actor, Role
from registry.domain.actions import Action, Subject
from registry.models.accounts import Account
from registry.models.trail import Event, Reason
from registry.trail.events import note
from tests.api.conftest import SIGNER
from tests.api.office import Office
from tests.api.papers import hand_in


@pytest.fixture
def inspector(any_office: Office) -> Office:
    """The office with an auditor of all offices, who is signed in as `inspector`."""
    with transaction(any_office.parts.sessions) as session:
        row = session.query(Account).filter_by(name="admin").one()
        admin = Actor(row.id, row.name, row.role, None)
        made = create_account(session, admin, NewAccount("inspector", Role.auditor))
        token = start_session(session, Actor(made.account, "inspector", Role.auditor, None))
    return replace(any_office, tokens={**any_office.tokens, "inspector": token})


def test_a_checkpoint_is_signed_over_every_event(inspector: Office) -> None:
    answer = inspector.client("inspector").get("/api/v1/audit/checkpoint").json()
    point = Checkpoint.parsed(opened(answer["checkpoint"], Verifier.parsed(answer["key"])))
    newest = inspector.client("inspector").get("/api/v1/audit/events?limit=1").json()["events"][0]
    assert (point.size, answer["code"]) == (newest["number"], point.code)
    assert answer["consistency"] is None


def test_a_later_checkpoint_proves_that_it_continues_an_earlier_one(inspector: Office) -> None:
    client = inspector.client("inspector")
    older = client.get("/api/v1/audit/checkpoint").json()
    with transaction(inspector.parts.sessions) as session:
        for number in range(5):
            note(session, None, Action.scan_read, (Subject.scan, str(number)))
    newer = client.get("/api/v1/audit/checkpoint", params={"from": older["size"]}).json()
    assert newer["size"] == older["size"] + 5
    path = [decoded(one) or b"" for one in newer["consistency"]]
    roots = (decoded(older["root"]) or b"", decoded(newer["root"]) or b"")
    assert is_consistent(older["size"], newer["size"], roots, path)
    assert client.get("/api/v1/audit/checkpoint", params={"from": 10_000}).status_code == 422


def test_each_event_comes_with_a_proof_that_holds_offline(inspector: Office) -> None:
    client = inspector.client("inspector")
    assert client.get("/api/v1/audit/proof/1").status_code == 200
    for event in client.get("/api/v1/audit/events").json()["events"]:
        answer = client.get(f"/api/v1/audit/proof/{event['number']}")
        assert verify_proof(answer.content, Known(key=SIGNER.verifier)).findings == ()
    assert client.get("/api/v1/audit/proof/99999").status_code == 404
    assert client.get("/api/v1/audit/proof/0").status_code == 404


def test_an_office_s_auditor_gets_proofs_of_that_office_alone(inspector: Office) -> None:
    whole = inspector.client("inspector")
    whole.get("/api/v1/audit/checkpoint")
    events = whole.get("/api/v1/audit/events").json()["events"]
    auditor = inspector.client("auditor")
    for event in events:
        status = auditor.get(f"/api/v1/audit/proof/{event['number']}").status_code
        assert status == (200 if event["office"] == "0101" else 404)
    assert auditor.get("/api/v1/audit/export").status_code == 403


def test_the_archive_holds_under_the_key_and_code_that_were_written_down(
    inspector: Office, tmp_path: Path
) -> None:
    client = inspector.client("inspector")
    noted = client.get("/api/v1/audit/checkpoint").json()
    answer = client.get("/api/v1/audit/export")
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(BytesIO(answer.content)) as packed:
        packed.extractall(tmp_path / "trail")
    known = Known(Verifier.parsed(noted["key"]), noted["checkpoint"], noted["code"])
    report = verify_export(tmp_path / "trail", known)
    assert report.findings == ()
    # The export is itself the last event of what it exports.
    assert report.events == noted["size"] + 1
    newest = client.get("/api/v1/audit/events?limit=1").json()["events"][0]
    assert (newest["action"], newest["number"]) == ("trail.exported", report.events)


def test_the_pages_show_what_to_write_down_and_prove_an_event(inspector: Office) -> None:
    browser = inspector.browser("inspector")
    shown = browser.get("/audit/proof")
    assert shown.status_code == 200
    noted = inspector.client("inspector").get("/api/v1/audit/checkpoint").json()
    assert noted["code"] in shown.text
    assert browser.get("/audit/proof/checkpoint.svg").headers["content-type"] == "image/svg+xml"
    assert browser.get("/audit/proof/checkpoint.txt").text == noted["checkpoint"]
    events = browser.get("/audit/events").text
    assert 'href="/audit/proof/1"' in events
    assert 'href="/api/v1/audit/proof/1"' in browser.get("/audit/proof/1").text
    assert "/api/v1/audit/export" not in inspector.browser("auditor").get("/audit/proof").text


def test_a_changed_event_is_told_on_its_own_page(inspector: Office) -> None:
    browser = inspector.browser("inspector")
    browser.get("/audit/proof")
    assert 'role="alert"' not in browser.get("/audit/proof/1").text
    with transaction(inspector.parts.sessions) as session:
        session.execute(update(Event).values(subject_id="غيره"))
    assert 'role="alert"' in browser.get("/audit/proof/1").text


def test_changed_words_of_a_reason_are_told(inspector: Office) -> None:
    with transaction(inspector.parts.sessions) as session:
        row = session.query(Account).filter_by(name="inspector").one()
        actor = Actor(row.id, row.name, row.role, None)
        note(session, actor, Action.record_viewed, (Subject.record, "1"), reason="شكوى ١٢")
    client = inspector.client("inspector")
    events = client.get("/api/v1/audit/events").json()["events"]
    assert [event["reason_changed"] for event in events] == [False] * len(events)
    with transaction(inspector.parts.sessions) as session:
        session.execute(update(Reason).values(words="شكوى ١٣"))
    events = client.get("/api/v1/audit/events").json()["events"]
    assert [event["reason"] for event in events if event["reason_changed"]] == ["شكوى ١٣"]


def test_the_trail_names_the_paper_whose_fields_are_folded(inspector: Office) -> None:
    with transaction(inspector.parts.sessions) as session:
        note(session, None, Action.folding_watched, (Subject.folding, "BGD-KRH:birth_certificate"))
    page = inspector.client("inspector").get("/audit/events").text
    assert "شهادة الولادة" in page
    assert ">tificate" not in page


def test_an_event_without_a_typed_reason_names_the_case_it_was_done_for(office: Office) -> None:
    handed = hand_in(office)
    office.browser("clerk").get(f"/desk/documents/{handed.document}")
    page = office.browser("auditor").get("/audit/events?action=document.viewed").text
    assert handed.receipt in page
    assert catalogue(Language.ar).say("events.for_case") in page


def test_a_reason_that_was_typed_stands_alone(office: Office) -> None:
    handed = hand_in(office)
    where = f"/api/v1/documents/{handed.document}"
    office.client("auditor").get(where, params={"reason": "شكوى رقم ١٢"})
    page = office.browser("auditor").get("/audit/events?action=document.viewed").text
    row = next(row for row in page.split("<tr>") if "شكوى رقم ١٢" in row)
    assert handed.receipt not in row
