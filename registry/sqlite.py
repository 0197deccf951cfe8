"""SQLite, encrypted: the one file that knows SQLCipher, its pragmas and how it begins a transaction."""

import re
import sqlite3
from typing import Final

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from registry.errors import DatabaseUnfit, KeyProblem

# Below 3.51.3 two connections that checkpoint at once can corrupt a WAL database (SQLite news, 2026).
OLDEST_SAFE: Final = (3, 51, 3)
BUSY_MILLISECONDS: Final = 10_000
KEY_BYTES: Final = 32
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
        pool_size=8,
        max_overflow=8,
        connect_args={"isolation_level": None, "check_same_thread": False},
    )
    _hook(engine, key)
    return engine


def _hook(engine: Engine, key: bytes) -> None:
    """Give each new connection its key and pragmas, and begin transactions ourselves."""

    def unlock(connection: sqlite3.Connection, _record: object) -> None:
        cursor = connection.cursor()
        # A raw key skips the key derivation, 0.1 s a connection; from here it reaches no URL or log.
        cursor.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        try:
            cursor.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlcipher3.dbapi2.DatabaseError as error:
            raise KeyProblem({"problem": "wrong_database_key"}) from error
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        cursor.close()

    def begin(connection: Connection) -> None:
        # A reader that turns writer halfway fails at once with SQLITE_BUSY; this one waits its turn.
        reads_only = connection.get_execution_options().get(READS_ONLY, False)
        connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")

    event.listen(engine, "connect", unlock)
    event.listen(engine, "begin", begin)
