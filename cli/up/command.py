"""`sijill up`: the whole service on one machine, until somebody stops it."""

from pathlib import Path
from typing import Annotated

import typer

from cli.exits import Exit
from cli.terminal import Terminal
from cli.up.instance import FolderTaken, is_free, make_folders, only_one
from cli.up.note import RealData
from cli.up.parts import needed_folders
from cli.up.service import NotStarted, run
from settings import Settings

app = typer.Typer()


@app.command("up", help="cli.verb.up")
def up(
    port: Annotated[int | None, typer.Option(help="cli.up.port", min=1, max=65535)] = None,
    demo: Annotated[bool, typer.Option("--demo", help="cli.up.demo")] = False,
    data: Annotated[Path | None, typer.Option(help="cli.up.data")] = None,
) -> None:
    """Check that folder and port are ours to use, then run."""
    terminal = Terminal.here()
    told = {"port": port, "data": data}
    settings = Settings().model_copy(
        update={name: value for name, value in told.items() if value is not None}
    )
    if not is_free(settings.host, settings.port):
        terminal.say("cli.up.port-taken", style="red", port=str(settings.port))
        raise typer.Exit(Exit.misused)
    try:
        make_folders(needed_folders(settings))
        with only_one(settings.folder):
            run(settings, terminal, with_demo=demo)
    except FolderTaken as error:
        terminal.say("cli.up.folder-taken", style="red", folder=str(error.args[0]))
        raise typer.Exit(Exit.misused) from error
    except RealData as error:
        terminal.say("cli.up.real-data", style="red")
        raise typer.Exit(Exit.misused) from error
    except NotStarted as error:
        terminal.say("cli.up.did-not-start", style="bold red", part=error.part, log=str(error.log))
        terminal.err.print(error.last_words(), markup=False)
        raise typer.Exit(Exit.findings) from error
