"""Fixtures of the door's tests: the real application on either database, with a store and a Valkey."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.app import assemble
from api.parts import Parts
from ocr.verification.calibration import IDENTITY_BUDGET
from reference.documents import document_types
from registry.audit.notes import Signer
from registry.database.installation import Placement, settle
from registry.database.sessions import make_sessions
from registry.vault.store import open_store
from tests.api.office import Office, People, furnish
from tests.databases import Database, copied
from tests.workers.valkey import Valkey
from workers.passing import PassingReader
from workers.queueing import connect

STORE_KEY = bytes(range(32, 64))
KEY_ID = "0123456789abcdef"
SIGNER = Signer("sijill-trail-test", bytes(range(64, 96)))
Furnished = tuple[Database, People]


@pytest.fixture(scope="session")
def bell_server() -> Iterator[Valkey]:
    """One Valkey for the room: the door only rings."""
    with Valkey() as server:
        yield server


def furnished(template: Database, folder: Path) -> Iterator[Furnished]:
    """A copy of a template with offices and people in it: hashing their passwords once is enough."""
    with copied(template, folder) as own:
        yield own, furnish(make_sessions(own.engine))


@pytest.fixture(scope="session")
def furnished_sqlite(
    sqlite_template: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Furnished]:
    """The embedded database with people in it."""
    yield from furnished(sqlite_template, tmp_path_factory.mktemp("furnished"))


@pytest.fixture(scope="session")
def furnished_postgres(
    postgres_template: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Furnished]:
    """A PostgreSQL database with people in it."""
    yield from furnished(postgres_template, tmp_path_factory.mktemp("furnished"))


@pytest.fixture(scope="session")
def reader() -> Iterator[PassingReader]:
    """One reader of files without a case: its process starts with the first and loads models once."""
    one = PassingReader(None, IDENTITY_BUDGET)
    yield one
    one.close()


def opened(template: Furnished, folder: Path, bell: Valkey, reader: PassingReader) -> Iterator[Office]:
    """The application over a copy of a furnished database."""
    types = document_types()
    with copied(template[0], folder) as database:
        sessions = make_sessions(database.engine, types=types)
        store = open_store(f"file://{folder}/store", STORE_KEY)
        settle(Placement(sessions, store, KEY_ID))
        parts = Parts(
            sessions=sessions,
            store=store,
            bell=connect(bell.url),
            types=types,
            signer=SIGNER,
            key_id=KEY_ID,
            reader=reader,
        )
        yield Office(assemble(parts), parts, template[1].tokens, template[1].actors)
        parts.bell.close()


@pytest.fixture
def office(
    furnished_sqlite: Furnished, tmp_path: Path, bell_server: Valkey, reader: PassingReader
) -> Iterator[Office]:
    """The application on the embedded database."""
    yield from opened(furnished_sqlite, tmp_path, bell_server, reader)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def any_office(
    request: pytest.FixtureRequest, tmp_path: Path, bell_server: Valkey, reader: PassingReader
) -> Iterator[Office]:
    """The application on either database."""
    template = request.getfixturevalue(f"furnished_{'sqlite' if request.param == 'sqlite' else 'postgres'}")
    yield from opened(template, tmp_path, bell_server, reader)
