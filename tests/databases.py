"""Databases for the tests, each built by the migrations: a template of each kind, copied to be written."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic.command import upgrade
from alembic.config import Config
from sqlalchemy import Engine, create_engine, make_url, text

from registry.database.sessions import open_engine

ROOT = Path(__file__).resolve().parent.parent
KEY = bytes(range(32))


@dataclass(frozen=True, slots=True)
class Database:
    """A database with all tables and nothing in them. `key` is needed to open it again (SQLite)."""

    kind: str
    url: str
    key: bytes | None
    engine: Engine


def alembic_config(engine: Engine) -> Config:
    """Alembic's configuration, working on this engine."""
    config = Config(ROOT / "alembic.ini")
    config.attributes["engine"] = engine
    return config


def build(url: str, key: bytes | None, kind: str) -> Database:
    """Open a database and bring it to the newest migration."""
    engine = open_engine(url, key)
    upgrade(alembic_config(engine), "head")
    return Database(kind, url, key, engine)


@contextmanager
def copied(template: Database, folder: Path) -> Iterator[Database]:
    """A copy of a template that may be committed to; thrown away at the end."""
    template.engine.dispose()
    if template.kind == "sqlite":
        source = Path(make_url(template.url).database or "")
        target = folder / f"{secrets.token_hex(6)}.db"
        shutil.copyfile(source, target)
        engine = open_engine(f"sqlite:///{target}", KEY)
        yield Database("sqlite", f"sqlite:///{target}", KEY, engine)
        engine.dispose()
        return
    name = f"copy_{secrets.token_hex(6)}"
    with administration(template.url) as admin:
        with admin.connect() as connection:
            old = make_url(template.url).database
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {old} STRATEGY file_copy"))
        url = make_url(template.url).set(database=name).render_as_string(hide_password=False)
        engine = open_engine(url)
        yield Database("postgresql", url, None, engine)
        engine.dispose()
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def created(server: str, name: str) -> str:
    """Create an empty database of this name on a PostgreSQL server; its URL comes back."""
    with administration(server) as admin, admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@contextmanager
def administration(url: str) -> Iterator[Engine]:
    """An engine that may make and drop databases, each statement on its own."""
    engine = create_engine(make_url(url).set(database="postgres"), isolation_level="AUTOCOMMIT")
    try:
        yield engine
    finally:
        engine.dispose()
