"""`sijill requeue`: scans that were set aside go back to be read."""

from contextlib import suppress
from typing import Annotated
from uuid import UUID

import typer
from redis import RedisError

from cli.exits import Exit
from cli.house import open_house, sign_in
from cli.terminal import Terminal
from registry.database.sessions import snapshot, transaction
from registry.domain.errors import IllegalMove, NotFound
from registry.tasks.quarantine import requeue_all, set_aside
from registry.tasks.tasks import requeue
from settings import Settings
from workers.queueing import connect, nudge

app = typer.Typer()


@app.command("requeue", help="cli.verb.requeue")
def requeue_scans(
    name: Annotated[str, typer.Option("--as", metavar="NAME", help="cli.as")],
    scans: Annotated[list[UUID] | None, typer.Argument(metavar="[SCAN...]", help="cli.requeue.scans")] = None,
    all_of_them: Annotated[bool, typer.Option("--all", help="cli.requeue.all")] = False,
) -> None:
    """Put back the scans named, or all of the account's office; without either, list them."""
    terminal, settings = Terminal.here(), Settings()
    if scans and all_of_them:
        raise typer.BadParameter("--all")
    house = open_house(settings, terminal)
    actor = sign_in(settings, house, name, terminal)
    if not scans and not all_of_them:
        with snapshot(house.sessions) as session:
            for one in set_aside(session, actor):
                print(f"{one.scan}\t{one.receipt}\t{one.file_name}\t{one.fault}")
        return
    done = refused = 0
    if all_of_them:
        with transaction(house.sessions) as session:
            done = requeue_all(session, actor)
    for scan in scans or ():
        try:
            with transaction(house.sessions) as session:
                requeue(session, actor, scan)
            done += 1
        except (IllegalMove, NotFound) as error:
            terminal.err.print(str(scan), style="bold red", markup=False)
            terminal.refuse(error.code, error.params)
            refused += 1
    with suppress(RedisError):
        # The dispatcher looks by itself every second; this only wakes it.
        nudge(connect(settings.queue))
    terminal.say("cli.requeue.done", style="green", count=done)
    raise typer.Exit(Exit.findings if refused else Exit.done)
