"""`sijill migrate`: the database's schema brought up to date, as a step of deployment."""

import typer

from cli.house import open_house
from cli.terminal import Terminal
from registry.database.schema import newest, version_of
from settings import Settings

app = typer.Typer()


@app.command("migrate", help="cli.verb.migrate")
def migrate() -> None:
    """Bring the schema to the newest version and say which that is."""
    terminal = Terminal.here()
    house = open_house(Settings(), terminal, upgrade=True)
    terminal.say("cli.migrate.done", version=version_of(house.engine) or newest())
