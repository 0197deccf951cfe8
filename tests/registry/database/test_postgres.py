"""PostgreSQL's connections: one that the server ended is replaced when taken, not found out by a clerk."""

import pytest
from psycopg import Connection
from psycopg.pq import TransactionStatus
from sqlalchemy import Engine, text

from registry.database import postgres
from registry.database.postgres import open_postgres
from tests.databases import Database

pytestmark = pytest.mark.postgres


def _ask(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())


def _fill_pool(engine: Engine) -> list[int]:
    """Two connections taken at once and given back."""
    with engine.connect() as one, engine.connect() as two:
        mine = [each.execute(text("SELECT pg_backend_pid()")).scalar_one() for each in (one, two)]
    return [int(pid) for pid in mine]


@pytest.mark.parametrize("idle", [30.0, 0.0], ids=["looked at", "asked"])
def test_connections_that_the_server_ended_are_replaced(
    postgres_template: Database, monkeypatch: pytest.MonkeyPatch, idle: float
) -> None:
    monkeypatch.setattr(postgres, "IDLE", idle)
    engine, other = open_postgres(postgres_template.url), open_postgres(postgres_template.url)
    before = _fill_pool(engine)
    with other.connect() as connection:
        for pid in before:
            connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
    assert not {_ask(engine), *_fill_pool(engine)} & set(before)
    engine.dispose()
    other.dispose()


@pytest.mark.parametrize("idle", [30.0, 0.0], ids=["looked at", "asked"])
def test_a_living_connection_is_used_again_and_holds_no_transaction(
    postgres_template: Database, monkeypatch: pytest.MonkeyPatch, idle: float
) -> None:
    monkeypatch.setattr(postgres, "IDLE", idle)
    engine = open_postgres(postgres_template.url)
    assert _ask(engine) == _ask(engine)
    with engine.connect() as connection:
        held = connection.connection.driver_connection
        assert isinstance(held, Connection)
        assert held.info.transaction_status is TransactionStatus.IDLE
    engine.dispose()
