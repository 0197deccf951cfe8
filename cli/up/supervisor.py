"""Keeps the parts running: starts them in order, starts a dead one again, stops all of them in order."""

import subprocess
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from cli.up.parts import Part
from cli.up.process import ask_to_end, start, wait_for
from cli.up.signals import Signals

FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 30.0
# A part that ran this long had started well: its next death counts as the first.
SETTLED: Final = 60.0


@dataclass(slots=True)
class Running:
    """A part and the process that is it now; `restart_at` is set while it lies dead (monotonic seconds)."""

    part: Part
    process: subprocess.Popen[bytes]
    started: float
    deaths: int = 0
    restart_at: float | None = None


class Supervisor:
    """The running parts of one service. Leaving its `with` block stops them."""

    def __init__(
        self, environment: Mapping[str, str], logs: Path, on_death: Callable[[Part, int], None]
    ) -> None:
        self._environment: Final = environment
        self._logs: Final = logs
        self._on_death: Final = on_death
        self._batches: Final[list[list[Running]]] = []
        self._signals: Final = Signals()

    def __enter__(self) -> Self:
        self._signals.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        for batch in reversed(self._batches):
            for running in batch:
                ask_to_end(running.process)
            for running in batch:
                wait_for(running.process, running.part.patience)
        self._signals.__exit__()

    def start(self, parts: Iterable[Part]) -> None:
        """Start parts together; they will be stopped together, before those that were started earlier."""
        self._batches.append([Running(part, self._spawn(part), time.monotonic()) for part in parts])

    @property
    def running(self) -> list[Running]:
        """Every part with its process of the moment."""
        return [running for batch in self._batches for running in batch]

    def log_of(self, part: Part) -> Path:
        """Where a part writes what it says."""
        return self._logs / f"{part.name}.log"

    def wait_until(self, ready: Callable[[], bool], seconds: float) -> Part | None:
        """Wait for the service to be ready: None then, else the part that died, or the first that should be.

        Raises `Stopped` when somebody asks to stop meanwhile.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if ready():
                return None
            self._signals.wait(0.05)
            for running in self.running:
                if running.process.poll() is not None:
                    return running.part
        return self._batches[-1][0].part

    def watch(self) -> None:
        """Keep every part alive until somebody asks to stop (raises `Stopped`)."""
        while True:
            self.look(self._pause())

    def look(self, seconds: float) -> None:
        """Wait for news at most so long, then see to every part. Raises `Stopped`."""
        self._signals.wait(seconds)
        for running in self.running:
            self._look_after(running)

    def _look_after(self, running: Running) -> None:
        now = time.monotonic()
        if running.part.once:
            running.process.poll()  # takes note of its end, so that no zombie stays behind
            return
        if running.restart_at is None and (code := running.process.poll()) is not None:
            running.deaths = 1 if now - running.started > SETTLED else running.deaths + 1
            running.restart_at = now + min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** (running.deaths - 1))
            self._on_death(running.part, code)
        if running.restart_at is not None and now >= running.restart_at:
            running.process, running.started, running.restart_at = self._spawn(running.part), now, None

    def _pause(self) -> float:
        """Seconds until something has to be done even if no signal comes."""
        waiting = [running.restart_at for running in self.running if running.restart_at is not None]
        return max(0.0, min(waiting) - time.monotonic()) if waiting else SETTLED

    def _spawn(self, part: Part) -> subprocess.Popen[bytes]:
        return start(part, self._environment, self.log_of(part))
