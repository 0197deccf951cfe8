"""SQLite, encrypted: the one file that knows SQLCipher, its pragmas and how it begins a transaction."""

import random
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import QueuePool

from registry.database.pool import KEPT_OPEN, MOST_OPEN, POOL_SECONDS
from registry.domain.errors import DatabaseUnfit, KeyProblem

# Below 3.51.3 two connections that checkpoint at once can corrupt a WAL database (SQLite news, 2026).
OLDEST_SAFE: Final = (3, 51, 3)
BUSY_MILLISECONDS: Final = 10_000
"""Milliseconds for which a connection waits for another one's write."""
TURN_SECONDS: Final = 20.0
"""How long a writer waits for its turn before it gives up."""
LOOK_SECONDS: Final = (0.002, 0.012)
KEY_BYTES: Final = 32
"""Bytes of SQLCipher's raw key."""
READS_ONLY: Final = "sijill_reads_only"


def check_version(version: str) -> None:
    """Raise `DatabaseUnfit` for an SQLite in which WAL can corrupt."""
    numbers = tuple(int(part) for part in re.findall(r"\d+", version)[:3])
    if numbers < OLDEST_SAFE:
        raise DatabaseUnfit({"problem": "sqlite_too_old", "version": version})


def open_sqlite(url: str, key: bytes | None) -> Engine:
    """An engine on SQLCipher; `key` is the raw 32-byte key.

    Raises `KeyProblem` without a key and `DatabaseUnfit` for an unsafe SQLite.
    """
    if key is None or len(key) != KEY_BYTES:
        raise KeyProblem({"problem": "no_database_key"})
    check_version(sqlcipher3.dbapi2.sqlite_version)
    engine = create_engine(
        url,
        module=sqlcipher3.dbapi2,
        poolclass=QueuePool,
        pool_size=KEPT_OPEN,
        max_overflow=MOST_OPEN - KEPT_OPEN,
        pool_timeout=POOL_SECONDS,
        connect_args={"isolation_level": None, "check_same_thread": False},
    )
    _hook(engine, key)
    return engine


@contextmanager
def rebuilding(connection: Connection) -> Iterator[None]:
    """Let migrations rebuild a table that others refer to; who enters has begun nothing yet.

    SQLite changes a table by copying it and dropping the old one, which foreign keys forbid as soon as a row
    refers to it, and they can only be switched outside of a transaction (sqlite.org, "Making other kinds of
    table schema changes"). Ask `check_references` before the commit.
    """
    own = connection.connection.dbapi_connection
    assert own is not None
    _run(own, "PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        _run(own, "PRAGMA foreign_keys = ON")


def check_references(connection: Connection) -> None:
    """Raise IntegrityError where a row refers to one that isn't there."""
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if orphans:
        tables = ", ".join(sorted({str(row[0]) for row in orphans}))
        problem = sqlite3.IntegrityError(f"rows of {tables} refer to rows that are gone")
        raise IntegrityError("PRAGMA foreign_key_check", None, problem)


def _run(own: DBAPIConnection, statement: str) -> None:
    cursor = own.cursor()
    cursor.execute(statement)
    cursor.close()


def _hook(engine: Engine, key: bytes) -> None:
    """Give each new connection its key and pragmas, and begin transactions ourselves."""

    def unlock(connection: sqlite3.Connection, _record: object) -> None:
        cursor = connection.cursor()
        # First of all: the statements below wait for others, too.
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        # A raw key skips the key derivation, 0.1 s a connection; from here it reaches no URL or log.
        cursor.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        try:
            cursor.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlcipher3.dbapi2.DatabaseError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_NOTADB:
                raise
            raise KeyProblem({"problem": "wrong_database_key"}) from error
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.close()

    def begin(connection: Connection) -> None:
        reads_only = connection.get_execution_options().get(READS_ONLY, False)
        connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if reads_only else 'OFF'}")
        if reads_only:
            connection.exec_driver_sql("BEGIN")
        else:
            _take_turn(connection)

    event.listen(engine, "connect", unlock)
    event.listen(engine, "begin", begin)


def _take_turn(connection: Connection) -> None:
    """Begin a transaction that writes, when no other does. Raises OperationalError after TURN_SECONDS.

    A reader that turns writer halfway fails at once; this one waits. It looks evenly, not as SQLite does by
    itself: there who has waited long sleeps longest, newcomers overtake, and on a busy machine somebody waits
    for ever. So each of those who wait has the same chance.
    """
    own = connection.connection.dbapi_connection
    assert own is not None
    cursor = own.cursor()
    cursor.execute("PRAGMA busy_timeout = 0")
    end = time.monotonic() + TURN_SECONDS
    try:
        while time.monotonic() < end:
            try:
                cursor.execute("BEGIN IMMEDIATE")
            except sqlcipher3.dbapi2.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    raise
                time.sleep(random.uniform(*LOOK_SECONDS))
            else:
                return
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        cursor.close()
