"""`sijill backup`: a whole copy of the office, taken while the service runs."""

from pathlib import Path
from typing import Annotated

import typer

from cli.house import open_house
from cli.terminal import Terminal
from registry.backup.taking import Source, take
from registry.vault.crypto import load_keys
from registry.vault.store import folder_of
from settings import Settings

app = typer.Typer()


@app.command("backup", help="cli.verb.backup")
def backup(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="cli.backup.folder")],
    keep: Annotated[int, typer.Option(min=1, max=1000, help="cli.backup.keep")] = 30,
    with_key: Annotated[bool, typer.Option("--with-key", help="cli.backup.with-key")] = False,
) -> None:
    """Take a backup, and say what its restore will need."""
    terminal, settings = Terminal.here(), Settings()
    house = open_house(settings, terminal)
    keys = load_keys(settings.keys)
    source = Source(house.engine, house.sessions, settings.database, folder_of(settings.store), keys)
    with terminal.bar("cli.backup.copying") as bar:
        task = bar.add_task("", total=None)
        taken = take(
            source,
            folder.expanduser().absolute(),
            keep,
            lambda done, total: bar.update(task, completed=done, total=total),
            key_file=settings.keys if with_key else None,
        )
    terminal.say("cli.backup.done", count=taken.copied)
    terminal.say("cli.backup.named", style="green", name=taken.name)
    if with_key:
        terminal.say("cli.backup.key-inside", style="bold yellow")
    else:
        terminal.say("cli.backup.key-apart")
