"""Fixtures of the door's tests: the real application on either database, with a store and a Valkey."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.parts import Parts
from reference.documents import document_types
from registry.db import make_sessions
from registry.store import open_store
from tests.api.office import Office, furnish
from tests.databases import Database
from tests.workers.valkey import Valkey
from workers.queueing import connect

STORE_KEY = bytes(range(32, 64))


@pytest.fixture(scope="session")
def bell_server() -> Iterator[Valkey]:
    """One Valkey for the room: the door only rings."""
    with Valkey() as server:
        yield server


def opened(database: Database, folder: Path, bell: Valkey) -> Iterator[Office]:
    """The application over this database."""
    types = document_types()
    parts = Parts(
        sessions=make_sessions(database.engine, types=types),
        store=open_store(f"file://{folder}/store", STORE_KEY),
        bell=connect(bell.url),
        types=types,
    )
    yield furnish(parts)
    parts.bell.close()


@pytest.fixture
def office(embedded_database: Database, tmp_path: Path, bell_server: Valkey) -> Iterator[Office]:
    """The application on the embedded database."""
    yield from opened(embedded_database, tmp_path, bell_server)


@pytest.fixture
def any_office(database: Database, tmp_path: Path, bell_server: Valkey) -> Iterator[Office]:
    """The application on either database."""
    yield from opened(database, tmp_path, bell_server)
