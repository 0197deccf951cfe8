"""One child process: it leaves with its parent, however that ends, and stops when asked or is made to."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from cli.up.parts import Part

PR_SET_PDEATHSIG = 1  # prctl(2)
LARGEST_LOG = 10_000_000


def start(part: Part, environment: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
    """Start a part in a session of its own (Ctrl-C reaches the supervisor alone); its words go to `log`."""
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(".old.log"))
    with log.open("ab") as written:
        return subprocess.Popen(
            part.command,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_prepared(os.getpid(), part.niceness),  # safe: this process has one thread
        )


def ask_to_end(process: subprocess.Popen[bytes]) -> None:
    """Send SIGTERM to a process that still runs."""
    if process.poll() is None:
        process.terminate()


def wait_for(process: subprocess.Popen[bytes], patience: float) -> None:
    """Wait for a process to end; after `patience` seconds end it together with all that it started."""
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        _kill_group(process)
        process.wait()


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _prepared(parent: int, niceness: int) -> Callable[[], None]:
    """What a child does before it becomes the part: tie its life to the parent's."""
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def prepare() -> None:
        if libc is not None:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        os.nice(niceness)
        if os.getppid() != parent:
            os._exit(1)

    return prepare
