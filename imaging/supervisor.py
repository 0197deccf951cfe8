"""Our end of the child pool: starts it when first needed, and again when it died; lets it go at the end."""

import atexit
import os
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Final

_ROOT: Final = Path(__file__).resolve().parent.parent
_START: Final = f"import sys; sys.path.append({str(_ROOT)!r}); from imaging.child_pool import main; main()"


class Supervisor:
    """One pool, shared by the threads of this process and by its forks."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._control: socket.socket | None = None
        self._pool: subprocess.Popen[bytes] | None = None

    @property
    def process(self) -> int | None:
        """The pool's process id, once there is one."""
        return self._pool.pid if self._pool else None

    def ask(self, request: bytes, descriptors: tuple[int, int, int]) -> None:
        """Send one request (imaging.child_pool)."""
        with self._lock:
            try:
                socket.send_fds(self._started(), [request], descriptors)
            except ConnectionError:
                self.close()
                socket.send_fds(self._started(), [request], descriptors)

    def start(self) -> None:
        """Start the pool now, so that forks of this process share it and pay nothing for it."""
        with self._lock:
            self._started()

    def close(self) -> None:
        """Let the pool end, with every child in it."""
        if self._control and self._pool:
            self._control.close()
            self._pool.wait()
        self._control = self._pool = None

    def _started(self) -> socket.socket:
        if self._control is None:
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            # -I: neither the environment nor the working folder can slip a module in.
            command = [sys.executable, "-I", "-c", _START]
            with theirs:
                self._pool = subprocess.Popen(
                    command,
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env={},
                    cwd="/",
                )
            self._control = ours
        return self._control


@cache
def supervisor() -> Supervisor:
    """The one of this process. It is closed when the process ends."""
    own = Supervisor()
    process = os.getpid()
    atexit.register(lambda: own.close() if os.getpid() == process else None)
    return own
