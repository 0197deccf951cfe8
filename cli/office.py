"""`sijill office`: the civil affairs offices."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer

from arabic.forms import reading_order
from arabic.letters import clean
from cli.exits import Exit
from cli.house import open_house, sign_in
from cli.terminal import Terminal
from registry.accounts.offices import OfficeView, open_office
from registry.database.sessions import transaction
from registry.domain.errors import AlreadyThere, InvalidValue
from registry.importing.decoding import on_disk
from registry.importing.tables import open_table
from settings import Settings

group = typer.Typer(no_args_is_help=True)
app = typer.Typer()
app.add_typer(group, name="office", help="cli.verb.office")

NEEDED: Final = ("code", "name_ar", "name_ckb", "name_en", "governorate")
COLUMNS: Final = frozenset({*NEEDED, "district"})


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that can't be read, by its line behind the heading."""

    line: int
    problem: str


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
        if isinstance(office, Unread):
            terminal.say("cli.line", style="bold red", line=office.line)
            terminal.refuse("invalid_value", {"field": "line", "problem": office.problem})
            refused += 1
            continue
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


def offices_in(file: Path) -> Iterator[OfficeView | Unread]:
    """The offices of a CSV file with a heading, in any encoding that a list may have.

    Raises `InvalidValue` for bytes in none, and BadParameter when a column is missing.
    """
    table = open_table(on_disk(file), COLUMNS)
    missing = [column for column in NEEDED if column not in table.header]
    if missing:
        raise typer.BadParameter(", ".join(missing), param_hint="CSV")
    for row in table.rows():
        cells = dict.fromkeys(table.header, "") | dict(zip(table.header, row.cells, strict=False))
        problem = row.problem or ("encoding" if any("\ufffd" in cell for cell in row.cells) else "")
        if not problem and len(row.cells) > table.width and any(row.cells[table.width :]):
            problem = "cells"
        if problem:
            yield Unread(row.line, problem)
        else:
            yield _office({name: clean(reading_order(cell)) for name, cell in cells.items()})


def _office(said: dict[str, str]) -> OfficeView:
    return OfficeView(
        code=said["code"],
        name_ar=said["name_ar"],
        name_ckb=said["name_ckb"],
        name_en=said["name_en"],
        governorate=said["governorate"],
        district=said.get("district") or None,
    )
