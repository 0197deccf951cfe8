"""Fixtures for all tests: both databases, built by the migrations, and sessions that leave nothing behind.

What they need is imported when one is asked for: a test of pure functions starts without SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

# No test is timed: how long an example takes says how busy the machine is (speed is measured by `bench`).
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from registry.database.sessions import Sessions
    from tests.databases import Database


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a running PostgreSQL, as its superuser."""
    from tests.postgres import running_postgres

    with running_postgres() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """An encrypted SQLite database with all tables."""
    from tests.databases import KEY, build

    file = tmp_path_factory.mktemp("sqlite") / "register.db"
    template = build(f"sqlite:///{file}", KEY, "sqlite")
    yield template
    template.engine.dispose()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[Database]:
    """A PostgreSQL database with all tables."""
    from tests.databases import build, created

    template = build(created(postgres_server, "sijill_template"), None, "postgresql")
    yield template
    template.engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_template(request: pytest.FixtureRequest) -> Database:
    """Each test that asks for a database runs on both kinds."""
    from tests.databases import Database

    name = "sqlite_template" if request.param == "sqlite" else "postgres_template"
    template = request.getfixturevalue(name)
    assert isinstance(template, Database)
    return template


@pytest.fixture
def database(database_template: Database, tmp_path: Path) -> Iterator[Database]:
    """A database of the test's own, with real commits (for races, forks and whole journeys)."""
    from tests.databases import copied

    with copied(database_template, tmp_path) as own:
        yield own


@pytest.fixture
def embedded_database(sqlite_template: Database, tmp_path: Path) -> Iterator[Database]:
    """A database of the test's own on SQLite alone, for rooms that need one and not both kinds."""
    from tests.databases import copied

    with copied(sqlite_template, tmp_path) as own:
        yield own


@pytest.fixture
def sessions(database_template: Database) -> Iterator[Sessions]:
    """Sessions whose commits are undone at the end of the test."""
    from registry.database.sessions import make_sessions

    with database_template.engine.connect() as connection:
        outer = connection.begin()
        yield make_sessions(connection)
        outer.rollback()


@pytest.fixture
def session(sessions: Sessions) -> Iterator[Session]:
    """One open session, undone at the end of the test."""
    with sessions.begin() as session:
        yield session
        session.rollback()
