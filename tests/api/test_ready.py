"""Alive whatever happens; ready only where code, key, store and database belong together."""

from sqlalchemy import text

from registry.commitments.faults import keep_faults
from registry.database.sessions import transaction
from registry.domain.integrity import Broken, Fault
from tests.api.office import Office


def test_a_door_with_all_its_parts_is_ready(any_office: Office) -> None:
    answer = any_office.client().get("/readyz")
    names = ("database", "schema", "key", "store", "queue", "clock", "integrity")
    parts = dict.fromkeys(names, "ok")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "parts": parts})


def test_a_schema_of_another_version_is_named(any_office: Office) -> None:
    with transaction(any_office.parts.sessions) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    answer = any_office.client().get("/readyz")
    assert (answer.status_code, answer.json()["parts"]["schema"]) == (503, "schema_differs")


def test_a_foreign_key_is_named(office: Office) -> None:
    with transaction(office.parts.sessions) as session:
        session.execute(text("UPDATE installation SET key_id = 'ffffffffffffffff'"))
    answer = office.client().get("/readyz")
    assert (answer.status_code, answer.json()["parts"]["key"]) == (503, "key_foreign")


def test_a_store_without_the_databases_marker_is_named(office: Office) -> None:
    for digest in office.parts.store.digests():
        office.parts.store.remove(digest)
    answer = office.client().get("/readyz")
    assert (answer.status_code, answer.json()["parts"]["store"]) == (503, "store_foreign")


def test_what_is_not_as_the_trail_says_is_told_and_stops_no_counter(any_office: Office) -> None:
    with transaction(any_office.parts.sessions) as session:
        keep_faults(session, [Fault(Broken.value, "1/1 birth_date")])
    client = any_office.client()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["parts"]["integrity"]) == (200, "broken: value")
    assert "sijill_integrity_faults 1.0" in client.get("/metrics").text


def test_no_proof_is_given_of_an_event_that_was_changed(office: Office) -> None:
    auditor = office.client("auditor")
    assert auditor.get("/api/v1/audit/checkpoint").status_code == 200
    assert auditor.get("/api/v1/audit/proof/2").status_code == 200
    with transaction(office.parts.sessions) as session:
        session.execute(text("UPDATE events SET subject_id = 'x' WHERE id = 2"))
    assert auditor.get("/api/v1/audit/proof/2").json()["code"] == "trail_broken"
