"""Fixtures of the workers' tests: an office on either database with a Valkey of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from registry.vault.crypto import create_key_file, load_keys
from settings import Settings
from tests.databases import Database, build, copied
from tests.workers.desk import Desk, furnish
from tests.workers.valkey import Valkey
from workers.toolbox import open_sessions


@pytest.fixture(scope="session")
def shared_valkey() -> Iterator[Valkey]:
    """One Valkey for all tests of this room."""
    with Valkey() as server:
        yield server


@pytest.fixture
def valkey(shared_valkey: Valkey) -> Valkey:
    """A Valkey with nothing in it."""
    with Redis.from_url(shared_valkey.url) as redis:
        redis.flushall()
    return shared_valkey


@pytest.fixture
def redis(valkey: Valkey) -> Iterator[Redis]:
    """A connection to an empty Valkey."""
    with Redis.from_url(valkey.url) as connection:
        yield connection


@pytest.fixture(scope="session")
def data_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as the service leaves it on its first start: a key, and a database with all tables."""
    folder = tmp_path_factory.mktemp("data")
    settings = Settings(data=folder)
    create_key_file(settings.keys)
    build(settings.database, load_keys(settings.keys).database, "sqlite").engine.dispose()
    return folder


def opened(settings: Settings) -> Iterator[Desk]:
    """The office of these settings, until the test is over."""
    sessions = open_sessions(settings)
    desk = furnish(settings, sessions)
    yield desk
    desk.close()
    sessions.kw["bind"].dispose()


@pytest.fixture
def desk(data_template: Path, tmp_path: Path, valkey: Valkey) -> Iterator[Desk]:
    """An office on embedded parts."""
    folder = tmp_path / "data"
    shutil.copytree(data_template, folder)
    yield from opened(Settings(data=folder, redis_url=valkey.url))


@pytest.fixture
def postgres_desk(
    data_template: Path, postgres_template: Database, tmp_path: Path, valkey: Valkey
) -> Iterator[Desk]:
    """An office on PostgreSQL."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy2(Settings(data=data_template).keys, folder)
    with copied(postgres_template, folder) as own:
        yield from opened(Settings(data=folder, redis_url=valkey.url, database_url=own.url))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def any_desk(request: pytest.FixtureRequest) -> Desk:
    """Each test that asks for it runs on both kinds of database."""
    desk = request.getfixturevalue("desk" if request.param == "sqlite" else "postgres_desk")
    assert isinstance(desk, Desk)
    return desk
