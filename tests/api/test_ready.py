"""Alive whatever happens; ready only where code, key, store and database belong together."""

from sqlalchemy import text

from registry.database.sessions import transaction
from tests.api.office import Office


def test_a_door_with_all_its_parts_is_ready(any_office: Office) -> None:
    answer = any_office.client().get("/readyz")
    parts = {"database": "ok", "schema": "ok", "key": "ok", "store": "ok", "queue": "ok", "clock": "ok"}
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
