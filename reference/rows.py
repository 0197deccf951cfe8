"""Reads the tables that ship with the package: CSV in UTF-8, each row with its source."""

import csv
from collections.abc import Mapping
from pathlib import Path

from reference.errors import BrokenTable

_DATA = Path(__file__).with_name("data")


def rows(name: str, *columns: str) -> tuple[Mapping[str, str], ...]:
    """Return all rows of `data/<name>.csv` by column name. Raises BrokenTable when a column is missing."""
    with (_DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        missing = set(columns) - set(reader.fieldnames or ())
        if missing:
            raise BrokenTable(f"{name}.csv lacks the columns {', '.join(sorted(missing))}")
        return tuple(reader)
