"""One service a folder: the lock that says so, the port it needs, and when it is ready."""

import fcntl
import os
import socket
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

# Seconds for one question; a busy machine answers late, and is asked again.
ANSWER_SECONDS = 2.0


class FolderTaken(Exception):
    """Another service runs on this data folder. Stop it, or choose another folder."""


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the folder until this process ends, however it ends. Raises FolderTaken."""
    with (folder / "up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise FolderTaken(folder) from error
        yield


def is_free(host: str, port: int) -> bool:
    """Whether a service may listen on this address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as door:
        # As uvicorn will: an address that only waits for its last connections to end is free.
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError:
            return False
        return True


def is_ready(host: str, port: int) -> bool:
    """Whether the service says that all its parts are there."""
    with closing(HTTPConnection(reachable(host), port, timeout=ANSWER_SECONDS)) as connection:
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False


def reachable(host: str) -> str:
    """The address under which a service on all addresses is reached from here."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 (compared, not bound)


def make_folders(folders: Iterable[Path]) -> None:
    """Make folders that only their owner may enter. Raises FolderTaken for one of somebody else."""
    for folder in folders:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_uid not in {os.geteuid(), 0}:
            raise FolderTaken(folder)
