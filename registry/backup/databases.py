"""Copies of a running database: SQLite's own backup, still encrypted, or a sealed pg_dump."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final, Protocol

import sqlcipher3.dbapi2
from sqlalchemy import Engine, inspect, make_url

from registry.domain.errors import NotEmpty, ProgramMissing
from registry.vault.crypto import Keys
from registry.vault.sealing import seal, unseal

SQLITE: Final = "sqlite"
PIECE: Final = 1024 * 1024
"""Bytes that are copied at once."""
# What a URL calls things, and what the programs of PostgreSQL call them in their environment.
_QUERY: Final = {"host": "PGHOST", "port": "PGPORT", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}


class _Connection(Protocol):
    """What we use of a connection of SQLCipher."""

    def backup(self, target: object) -> None: ...


def kind_of(url: str) -> str:
    """`sqlite` or `postgresql`."""
    return make_url(url).get_backend_name()


def copy_out(engine: Engine, url: str, keys: Keys, target: Path) -> None:
    """Write a consistent copy while others go on writing. Raises `ProgramMissing`, OSError."""
    if kind_of(url) == SQLITE:
        _copy_sqlite(engine, keys.database, target)
    else:
        with target.open("xb") as file:
            for piece in seal(_dumped(url), keys.backup):
                file.write(piece)


def copy_in(source: Path, url: str, keys: Keys) -> None:
    """Put a copy in the place of a database that is empty. Raises `NotEmpty`, `ProgramMissing`, OSError."""
    if kind_of(url) == SQLITE:
        target = Path(make_url(url).database or "")
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        target.chmod(0o600)
    else:
        with source.open("rb") as file:
            _load(unseal(file, keys.backup), url)


def require_empty(engine: Engine, url: str) -> None:
    """Raise `NotEmpty` when a PostgreSQL database holds tables."""
    if inspect(engine).get_table_names():
        raise NotEmpty({"place": make_url(url).database or ""})


def _copy_sqlite(engine: Engine, key: bytes, target: Path) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    os.close(descriptor)
    source = engine.raw_connection()
    copy = sqlcipher3.dbapi2.connect(str(target))
    try:
        copy.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection: _Connection | None = source.driver_connection
        assert connection is not None
        # In one step, so that it reads one state and no writer makes it start again.
        connection.backup(copy)
        # Outside WAL the copy is one file, whole by itself.
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()
        source.close()


def _dumped(url: str) -> Iterator[bytes]:
    command = [_program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges"]
    with _started(command, url, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        while piece := running.stdout.read(PIECE):
            yield piece
        _finish(running, "pg_dump")


def _load(pieces: Iterator[bytes], url: str) -> None:
    name = make_url(url).database or ""
    options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", f"--dbname={name}"]
    with _started([_program("pg_restore"), *options], url, stdin=subprocess.PIPE) as running:
        assert running.stdin is not None
        try:
            for piece in pieces:
                running.stdin.write(piece)
            running.stdin.close()
        except BrokenPipeError:
            # It has ended; its own words tell why.
            pass
        _finish(running, "pg_restore")


def _started(
    command: list[str], url: str, *, stdin: int | None = None, stdout: int | None = None
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command, env=_environment(url), stdin=stdin, stdout=stdout, stderr=subprocess.PIPE
    )


def _finish(running: subprocess.Popen[bytes], program: str) -> None:
    words: IO[bytes] | None = running.stderr
    told = words.read().decode(errors="replace").strip() if words is not None else ""
    if running.wait() != 0:
        raise ProgramMissing({"program": program, "problem": told.splitlines()[-1][:200] if told else ""})


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise ProgramMissing({"program": name, "problem": ""})
    return found


def _environment(url: str) -> dict[str, str]:
    """The connection as the programs take it: never on a command line, which every user could read."""
    parts = make_url(url)
    named = {
        "PGHOST": parts.host,
        "PGPORT": str(parts.port) if parts.port else None,
        "PGUSER": parts.username,
        "PGPASSWORD": str(parts.password) if parts.password else None,
        "PGDATABASE": parts.database,
    }
    named |= {_QUERY[name]: str(value) for name, value in parts.query.items() if name in _QUERY}
    return {**os.environ, **{name: value for name, value in named.items() if value}}
