"""The database: open an engine, make sessions, and one way to run a transaction."""

import os
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sqlalchemy import Connection, Engine, Pool, text
from sqlalchemy.exc import DataError
from sqlalchemy.orm import Session, sessionmaker

from reference.documents import DocumentType, document_types
from registry.database.clock import Clock, DatabaseClock, HostClock, civil_day
from registry.database.postgres import check_locale, open_postgres
from registry.database.sqlite import READS_ONLY, open_sqlite
from registry.domain.errors import InvalidValue
from registry.models.base import Base

__all__ = [
    "Base",
    "Sessions",
    "Surroundings",
    "make_sessions",
    "open_engine",
    "snapshot",
    "surroundings",
    "transaction",
]

Sessions = sessionmaker[Session]
SURROUNDINGS: Final = "sijill.surroundings"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a session brings along besides its rows: time, and the document types of this installation.

    `sensitive` holds the keys of fields that are sensitive in any type: a key is treated so everywhere.
    `recovery` is the sub-key against which a typed recovery key is checked; without it none ever fits.
    """

    clock: Clock
    types: Mapping[str, DocumentType]
    sensitive: frozenset[str]
    recovery: bytes | None = field(default=None, repr=False)


def open_engine(url: str, key: bytes | None = None) -> Engine:
    """An engine for a `sqlite:///...` or `postgresql://...` URL; `key` is the raw key of an SQLite file.

    Safe to hold over a fork: the child starts with an empty pool.
    Raises `KeyProblem`, and `DatabaseUnfit` for an SQLite with the WAL bug or a PostgreSQL without a locale.
    """
    if url.startswith("sqlite"):
        engine = open_sqlite("sqlite://" + url.partition("://")[2], key)
    else:
        engine = open_postgres(url)
        check_locale(engine)
    _start_empty_after_fork(engine)
    return engine


def make_sessions(
    bind: Engine | Connection,
    *,
    clock: Clock | None = None,
    types: Mapping[str, DocumentType] | None = None,
    recovery: bytes | None = None,
) -> Sessions:
    """A factory of sessions on an engine (or on one connection, as the tests do)."""
    own_clock: Clock = HostClock() if bind.dialect.name == "sqlite" else DatabaseClock()
    kinds = document_types() if types is None else types
    around = Surroundings(clock or own_clock, kinds, _sensitive_keys(kinds), recovery)
    return sessionmaker(
        bind,
        expire_on_commit=False,
        info={SURROUNDINGS: around},
        join_transaction_mode="create_savepoint",
    )


def surroundings(session: Session) -> Surroundings:
    """The clock and the document types that came with this session."""
    around = session.info[SURROUNDINGS]
    assert isinstance(around, Surroundings)
    return around


def civil_today(session: Session) -> date:
    """The law's day: what the calendar on a wall in Baghdad shows now."""
    return civil_day(surroundings(session).clock.now(session))


@contextmanager
def transaction(sessions: Sessions) -> Iterator[Session]:
    """One unit of work: commits, or rolls back on any error. On SQLite it takes the write lock at once.

    Raises `InvalidValue` for a value that no column can hold (a sign NUL, a number beyond 64 bits).
    """
    with _holdable(), sessions.begin() as session:
        yield session


@contextmanager
def snapshot(sessions: Sessions) -> Iterator[Session]:
    """A transaction for reading only: never waits for a writer of SQLite; the database refuses to write."""
    with _holdable(), sessions() as session:
        connection = session.connection(execution_options={READS_ONLY: True})
        if connection.dialect.name == "postgresql":
            session.execute(text("SET TRANSACTION READ ONLY"))
        yield session
        # What was loaded stays readable afterwards, as after a commit.
        session.expunge_all()
        session.rollback()


@contextmanager
def _holdable() -> Iterator[None]:
    """Tell what the database can't hold as the asker's mistake; nothing of it was kept."""
    try:
        yield
    except DataError as error:
        raise InvalidValue({"field": "value", "problem": "value"}) from error
    except OverflowError as error:
        if "SQLite" not in str(error):
            raise
        raise InvalidValue({"field": "value", "problem": "value"}) from error


def _start_empty_after_fork(engine: Engine) -> None:
    """In a forked child, leave the parent's connections alone and open new ones.

    They are kept referenced, not closed: closing an inherited SQLite connection drops the parent's file locks
    (sqlite.org, "How to corrupt", 2.6).
    """
    inherited: list[Pool] = []
    held = weakref.ref(engine)

    def in_child() -> None:
        survivor = held()
        if survivor is not None:
            inherited.append(survivor.pool)
            survivor.dispose(close=False)

    os.register_at_fork(after_in_child=in_child)


def _sensitive_keys(types: Mapping[str, DocumentType]) -> frozenset[str]:
    fields = [field for kind in types.values() for field in kind.fields]
    columns = (column.key for field in fields for column in field.columns if column.sensitive)
    return frozenset((*columns, *(field.key for field in fields if field.sensitive)))
