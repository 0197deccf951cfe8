"""Reads the reference tables that ship with the package."""

import csv
from collections.abc import Mapping
from pathlib import Path

DATA = Path(__file__).parent / "data"


def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """All rows of `data/<name>.csv` by column name."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
