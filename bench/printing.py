"""Prints what benchmarks measured: tables on a terminal, one JSON object for programs."""

import json
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from arabic.display import for_terminal
from bench.result import BenchResult, Cell, Table


def print_results(results: Iterable[BenchResult], console: Console) -> None:
    """Print every table of every result. NO_COLOR is honoured by the console."""
    for result in results:
        for table in result.tables:
            console.print(_drawn(table))
            if table.note:
                console.print(Text(table.note, style="dim"))
            console.print()


def as_json(results: Iterable[BenchResult]) -> str:
    """Return one JSON object with every figure by its key."""
    figures = {key: value for result in results for key, value in result.figures.items()}
    return json.dumps(figures, ensure_ascii=False, sort_keys=True)


def _drawn(table: Table) -> RichTable:
    drawn = RichTable(title=table.title, title_justify="left")
    numeric = [
        all(not isinstance(row[place], str) for row in table.rows) for place in range(len(table.columns))
    ]
    for head, right in zip(table.columns, numeric, strict=True):
        drawn.add_column(head, justify="right" if right else "left")
    for row in table.rows:
        drawn.add_row(*map(_shown, row))
    return drawn


def _shown(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{cell:.4f}" if abs(cell) < 1 else f"{cell:,.2f}"
    return f"{cell:,}" if isinstance(cell, int) else for_terminal(cell)
