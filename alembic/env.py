"""Runs the migrations, on the engine handed over by a caller or on the database of the settings."""

from contextlib import AbstractContextManager, nullcontext

from alembic import context
from sqlalchemy import Connection, Engine, text

from registry.database.sessions import open_engine
from registry.database.sqlite import check_references, rebuilding
from registry.models import Base
from registry.vault.crypto import load_keys
from settings import Settings

# Two deployers who migrate at once wait for each other instead of racing.
ADVISORY_LOCK = 0x51_71_11


def _engine() -> Engine:
    handed_over = context.config.attributes.get("engine")
    if isinstance(handed_over, Engine):
        return handed_over
    settings = Settings()
    key = load_keys(settings.keys).database if settings.database.startswith("sqlite") else None
    return open_engine(settings.database, key)


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        compare_server_default=True,
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL lock_timeout = '10s'"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": ADVISORY_LOCK})
        context.run_migrations()
        if connection.dialect.name == "sqlite":
            check_references(connection)


def _references_let_go(connection: Connection) -> AbstractContextManager[None]:
    return rebuilding(connection) if connection.dialect.name == "sqlite" else nullcontext()


with _engine().connect() as the_connection, _references_let_go(the_connection):
    _migrate(the_connection)
