"""`sijill office`: the civil affairs offices."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from cli.exits import Exit
from cli.house import open_house, sign_in
from cli.terminal import Terminal
from registry.db import transaction
from registry.errors import AlreadyThere, InvalidValue
from registry.offices import OfficeView, open_office
from settings import Settings

group = typer.Typer(no_args_is_help=True)
app = typer.Typer()
app.add_typer(group, name="office", help="cli.verb.office")

NEEDED = ("code", "name_ar", "name_ckb", "name_en", "governorate")


@group.callback()
def _actions() -> None:
    """Makes `office` a list of actions even while there is one."""


@group.command("import", help="cli.office.import")
def bring_in(
    file: Annotated[Path, typer.Argument(metavar="CSV", exists=True, dir_okay=False, help="cli.office.csv")],
    account: Annotated[str, typer.Option("--as", metavar="NAME", help="cli.as")],
) -> None:
    """Add every office of a file; one that is there already or is written wrongly is told and left out."""
    terminal, settings = Terminal.here(), Settings()
    house = open_house(settings, terminal)
    actor = sign_in(settings, house, account, terminal)
    added = refused = 0
    for office in offices_in(file):
        try:
            with transaction(house.sessions) as session:
                open_office(session, actor, office)
            added += 1
        except (AlreadyThere, InvalidValue) as error:
            terminal.err.print(office.code, style="bold red", markup=False)
            terminal.refuse(error.code, error.params)
            refused += 1
    terminal.say("cli.office.added", style="green", count=added)
    raise typer.Exit(Exit.findings if refused else Exit.done)


def offices_in(file: Path) -> Iterator[OfficeView]:
    """The offices of a CSV file with a heading (UTF-8); raises BadParameter when a column is missing."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        missing = [column for column in NEEDED if column not in (rows.fieldnames or ())]
        if missing:
            raise typer.BadParameter(", ".join(missing), param_hint="CSV")
        for row in rows:
            yield OfficeView(
                code=row["code"],
                name_ar=row["name_ar"],
                name_ckb=row["name_ckb"],
                name_en=row["name_en"],
                governorate=row["governorate"],
                district=row.get("district") or None,
            )
