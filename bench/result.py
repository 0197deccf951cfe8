"""What every benchmark gives back: tables for people, figures for tests; one command prints them all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

Cell = str | float | int


@dataclass(frozen=True, slots=True)
class BenchOptions:
    """What a run may be told: the seed of all that is drawn, and how much is drawn (1 is the usual size).

    `pages` sets the number of papers that are read, `keep` is a folder with pages read before.
    """

    seed: int = 1957
    scale: float = 1.0
    pages: int | None = None
    keep: Path | None = None

    def sized(self, usual: int) -> int:
        """Return a usual count at this run's scale, at least 1."""
        return max(1, round(usual * self.scale))


@dataclass(frozen=True, slots=True)
class Table:
    """One table: a title, the heads of its columns, its rows, and a line of what must be known to read it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class BenchResult:
    """What one benchmark measured. Keys of `figures` are stable (`names.ours.f1`): tests and CI hold them.

    `missing` says of each baseline that isn't installed here how to get it.
    """

    name: str
    tables: tuple[Table, ...]
    figures: Mapping[str, float] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


class Bench(Protocol):
    """The shape of a benchmark's module: its name, a line of help, and the run itself."""

    NAME: str
    HELP: str

    def run(self, options: BenchOptions) -> BenchResult:
        """Measure ours and the baselines in one run."""
        ...
