"""The steps of one reading, and how long each took."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol


class Steps(Protocol):
    """What times the steps."""

    def step(self, name: str) -> AbstractContextManager[None]: ...


class Clock:
    """Names the steps of one reading and how long each took."""

    def __init__(self) -> None:
        self.started = time.perf_counter()
        self.steps: list[Step] = []

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time what is done inside."""
        start = time.perf_counter()
        yield
        self.steps.append(Step(name, round(1000 * (time.perf_counter() - start), 1)))

    @property
    def seconds(self) -> float:
        return round(time.perf_counter() - self.started, 3)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the work and its wall time in milliseconds."""

    name: str
    ms: float
