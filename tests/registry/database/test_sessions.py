"""The databases: fit to be trusted, closed to who has no key, safe over a fork."""

import os
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import func, make_url, select, text
from sqlalchemy.exc import DBAPIError

from registry.database.sessions import make_sessions, open_engine, snapshot, transaction
from registry.database.sqlite import check_version
from registry.domain.errors import DatabaseUnfit, KeyProblem
from registry.intake.cases import open_case
from registry.models.cases import Case
from tests.databases import KEY, Database, administration
from tests.registry.office import open_offices


@pytest.mark.parametrize("version", ["3.40.1", "3.51.2", "3.7.0"])
def test_an_sqlite_in_which_wal_can_corrupt_is_refused(version: str) -> None:
    with pytest.raises(DatabaseUnfit) as refused:
        check_version(version)
    assert refused.value.params["version"] == version


@pytest.mark.parametrize("version", ["3.51.3", "3.53.4", "4.0.0"])
def test_a_sound_sqlite_is_taken(version: str) -> None:
    check_version(version)


def test_sqlite_is_durable_and_keeps_foreign_keys(embedded_database: Database) -> None:
    with embedded_database.engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_the_file_is_closed_to_who_has_no_key(embedded_database: Database) -> None:
    with pytest.raises(KeyProblem):
        open_engine(embedded_database.url, bytes(32)).connect()
    with pytest.raises(KeyProblem):
        open_engine(embedded_database.url)
    file = Path(make_url(embedded_database.url).database or "")
    assert not file.read_bytes().startswith(b"SQLite format 3")
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(file).execute("SELECT * FROM cases")


def test_nothing_personal_is_readable_on_disk(embedded_database: Database) -> None:
    sessions = make_sessions(embedded_database.engine)
    with transaction(sessions) as session:
        open_case(session, open_offices(session).clerk, "national_card", "زينب حسن علي")
    file = Path(make_url(embedded_database.url).database or "")
    written = b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    assert "زينب".encode() not in written


def test_a_key_never_stands_in_a_url(embedded_database: Database) -> None:
    assert KEY.hex() not in str(embedded_database.engine.url)
    assert KEY.hex() not in repr(embedded_database.engine)


@pytest.mark.postgres
def test_a_postgres_without_a_locale_is_refused(postgres_server: str) -> None:
    with administration(postgres_server) as admin, admin.connect() as connection:
        connection.execute(text("CREATE DATABASE plain LOCALE 'C' TEMPLATE template0"))
    with pytest.raises(DatabaseUnfit) as refused:
        open_engine(str(make_url(postgres_server).set(database="plain")))
    assert refused.value.params["problem"] == "postgres_locale"


def test_parent_and_child_both_write_after_a_fork(database: Database) -> None:
    sessions = make_sessions(database.engine)
    with transaction(sessions) as session:
        staff = open_offices(session)
    child = os.fork()
    if child == 0:
        status = 1
        try:
            for _ in range(10):
                with transaction(sessions) as session:
                    open_case(session, staff.clerk, "national_card")
            status = 0
        finally:
            os._exit(status)
    for _ in range(10):
        with transaction(sessions) as session:
            open_case(session, staff.clerk, "record_extract")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    with snapshot(sessions) as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 20
        if database.kind == "sqlite":
            assert session.execute(text("PRAGMA integrity_check")).scalar() == "ok"


def test_many_writers_wait_for_each_other(database: Database) -> None:
    sessions = make_sessions(database.engine)
    with transaction(sessions) as session:
        staff = open_offices(session)
    faults: list[Exception] = []

    def write() -> None:
        try:
            for _ in range(5):
                with transaction(sessions) as session:
                    open_case(session, staff.clerk, "national_card")
        except Exception as error:  # noqa: BLE001 - a thread's fault must reach the test
            faults.append(error)

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with snapshot(sessions) as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 30


def test_an_error_leaves_nothing_of_its_transaction(database: Database) -> None:
    sessions = make_sessions(database.engine)
    with transaction(sessions) as session:
        staff = open_offices(session)

    def fail_halfway() -> None:
        with transaction(sessions) as session:
            open_case(session, staff.clerk, "national_card")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    with snapshot(sessions) as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 0


def test_a_snapshot_refuses_to_change_anything(database: Database) -> None:
    sessions = make_sessions(database.engine)
    with transaction(sessions) as session:
        staff = open_offices(session)
    with pytest.raises(DBAPIError), snapshot(sessions) as session:
        open_case(session, staff.clerk, "national_card")
    with transaction(sessions) as session:
        open_case(session, staff.clerk, "national_card")
        session.rollback()
    with snapshot(sessions) as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 0


def test_what_was_committed_survives_a_killed_process(database: Database) -> None:
    sessions = make_sessions(database.engine)
    with transaction(sessions) as session:
        staff = open_offices(session)
    child = os.fork()
    if child == 0:
        with transaction(sessions) as session:
            open_case(session, staff.clerk, "national_card")
        session = sessions()
        open_case(session, staff.clerk, "record_extract")
        os.kill(os.getpid(), 9)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -9
    with snapshot(sessions) as session:
        assert session.scalars(select(Case.service)).all() == ["national_card"]
