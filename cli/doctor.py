"""`sijill doctor`: what is there, in which version, what is missing, and how to get it."""

from typing import Annotated

import typer
from rich.table import Table

from cli.examination import Health, deep_look, examine
from cli.exits import Exit
from cli.terminal import Terminal
from settings import Settings

app = typer.Typer()

MARKS = {Health.well: ("✓", "green"), Health.weak: ("!", "yellow"), Health.missing: ("✗", "red")}
ENDS = {Health.well: Exit.done, Health.weak: Exit.findings, Health.missing: Exit.missing}


@app.command("doctor", help="cli.verb.doctor")
def doctor(deep: Annotated[bool, typer.Option("--deep", help="cli.doctor.deep_help")] = False) -> None:
    """Look at every part; the exit code is that of the worst."""
    terminal = Terminal.here()
    table = Table()
    for heading in ("cli.doctor.part", "cli.doctor.state"):
        table.add_column(terminal.phrase(heading))
    found = (*examine(Settings()), *(deep_look(Settings()) if deep else ()))
    for part in found:
        mark, style = MARKS[part.health]
        table.add_row(f"{mark} {terminal.phrase(f'cli.doctor.{part.name}')}", part.seen, style=style)
    terminal.out.print(table)
    for part in found:
        if part.advice is not None:
            code = part.advice if part.advice.startswith("error.") else f"cli.doctor.{part.advice}"
            terminal.say(code, style=MARKS[part.health][1], **part.params)
    raise typer.Exit(max(ENDS[part.health] for part in found))
