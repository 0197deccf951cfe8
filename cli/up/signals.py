"""Signals as something to wait for: what the kernel tells the supervisor, one at a time, none lost."""

import os
import select
import signal
from collections.abc import Mapping
from types import FrameType
from typing import Any, Final, Self

STOP: Final = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
WATCHED: Final = STOP | {signal.SIGCHLD}
AT_ONCE: Final = 512


class Stopped(Exception):
    """Somebody asked the service to stop: Ctrl-C, a closed terminal, or SIGTERM."""


class Signals:
    """Within its `with` block signals interrupt nothing; they wait in a pipe until `wait` looks."""

    def __init__(self) -> None:
        self._read, self._write = os.pipe()
        self._before: Mapping[signal.Signals, Any] = {}
        self._wakeup = -1

    def __enter__(self) -> Self:
        for end in (self._read, self._write):
            os.set_blocking(end, False)
        self._wakeup = signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        self._before = {one: signal.signal(one, _written_to_the_pipe) for one in WATCHED}
        return self

    def __exit__(self, *_: object) -> None:
        for one, handler in self._before.items():
            signal.signal(one, handler)
        signal.set_wakeup_fd(self._wakeup)
        os.close(self._read)
        os.close(self._write)

    def wait(self, seconds: float) -> None:
        """Wait for a signal that concerns us, at most so long. Raises `Stopped`."""
        readable, _, _ = select.select([self._read], [], [], seconds)
        if readable and STOP & set(os.read(self._read, AT_ONCE)):
            raise Stopped


def _written_to_the_pipe(_number: int, _frame: FrameType | None) -> None:
    """The interpreter wrote the signal's number into the pipe already."""
