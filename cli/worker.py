"""`sijill worker`: one process that reads scans."""

from typing import Annotated

import typer

from cli.house import open_house
from cli.terminal import Terminal
from settings import Settings
from workers import main

app = typer.Typer()


@app.command("worker", help="cli.verb.worker")
def worker(name: Annotated[str, typer.Option(help="cli.worker.name")] = "worker") -> None:
    """Read until SIGTERM."""
    settings = Settings()
    open_house(settings, Terminal.here()).engine.dispose()
    raise typer.Exit(main.run(settings, name))
