"""`sijill dispatch`: the process that looks for work in the database and rings for the workers."""

import typer

from cli.house import open_house
from cli.terminal import Terminal
from settings import Settings
from workers import dispatch as dispatcher

app = typer.Typer()


@app.command("dispatch", help="cli.verb.dispatch")
def dispatch() -> None:
    """Dispatch until SIGTERM."""
    settings = Settings()
    open_house(settings, Terminal.here()).engine.dispose()
    raise typer.Exit(dispatcher.run(settings))
