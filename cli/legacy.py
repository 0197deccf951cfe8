"""`sijill import`: a digital legacy list of people, brought in as a batch; signed by another officer."""

import uuid
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress as Bar
from rich.progress import TaskID

from cli.exits import Exit
from cli.house import House, open_house, sign_in
from cli.terminal import Terminal
from registry.database.sessions import transaction
from registry.domain.access import Actor
from registry.domain.errors import InvalidValue, ListHeld, NotFound
from registry.importing import (
    Begun,
    Progress,
    Report,
    Wish,
    begun_batch,
    import_people,
    sign_batch,
    waiting_batches,
    withdraw_batch,
)
from registry.importing.mapping import SHORT
from settings import Settings

app = typer.Typer()


class Dates(StrEnum):
    """In which order dates in figures are written, by the first letters of day, month and year."""

    dmy = "dmy"
    mdy = "mdy"
    ymd = "ymd"


@app.command("import", help="cli.verb.import")
def legacy(
    name: Annotated[str, typer.Option("--as", metavar="NAME", help="cli.as")],
    file: Annotated[Path | None, typer.Argument(metavar="[FILE.csv]", help="cli.import.file")] = None,
    office: Annotated[str | None, typer.Option(metavar="CODE", help="cli.import.office")] = None,
    mapping: Annotated[Path | None, typer.Option(metavar="FILE.toml", help="cli.import.mapping")] = None,
    dates: Annotated[Dates | None, typer.Option(help="cli.import.dates")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="cli.import.dry-run")] = False,
    resume: Annotated[str | None, typer.Option(metavar="BATCH", help="cli.import.resume")] = None,
    withdraw: Annotated[str | None, typer.Option(metavar="BATCH", help="cli.import.withdraw")] = None,
    sign: Annotated[str | None, typer.Option(metavar="BATCH", help="cli.import.sign")] = None,
    waiting: Annotated[bool, typer.Option("--waiting", help="cli.import.waiting")] = False,
) -> None:
    """Bring a list in, go on with one or withdraw it, or list the batches that wait, or sign one of them."""
    terminal, settings = Terminal.here(), Settings()
    house = open_house(settings, terminal)
    actor = sign_in(settings, house, name, terminal)
    if sign:
        signed(house, actor, sign, terminal)
    elif withdraw:
        withdrawn(house, actor, withdraw, terminal)
    elif waiting:
        show_waiting(house, actor)
    else:
        batch = batch_number(resume) if resume else None
        begun = batch_begun(house, actor, batch) if batch else None
        listed = file or (Path(begun.path) if begun and begun.path else None)
        where = begun.office if begun else office or actor.office
        if listed is None or where is None:
            raise typer.BadParameter(terminal.phrase("cli.import.nothing"))
        wish = Wish(mapping, SHORT[dates] if dates else None, batch, dry_run=dry_run)
        report = bring_in(house, actor, listed, where, wish, terminal)
        raise typer.Exit(Exit.findings if report.refused else Exit.done)


def bring_in(house: House, actor: Actor, listed: Path, office: str, wish: Wish, terminal: Terminal) -> Report:
    """Bring the file in with a bar on stderr; each refused line goes to stdout as `line,field,problem`."""
    for needed in filter(None, (listed, wish.mapping)):
        if not needed.is_file():
            raise NotFound({"kind": "file"})
    with listed.open("rb") as counted:
        total = max(0, sum(block.count(b"\n") for block in iter(lambda: counted.read(1 << 20), b"")) - 1)
    with terminal.bar("cli.import.working") as bar:
        show = Refusals(bar, bar.add_task("", total=total))
        try:
            report = import_people(house.sessions, actor, listed, office, show, wish)
        except ListHeld as held:
            if "batch" in held.params:
                terminal.say("cli.import.held", style="bold yellow", batch=held.params["batch"])
            raise
    terminal.say("cli.import.would-keep" if wish.dry_run else "cli.import.kept", "green", count=report.kept)
    if report.refused:
        terminal.say("cli.import.refused", style="bold red", count=report.refused)
    if report.batch:
        terminal.say("cli.import.batch", batch=report.batch)
    return report


class Refusals:
    """Told after each chunk: moves the bar on and prints the lines that were refused."""

    def __init__(self, bar: Bar, task: TaskID) -> None:
        self._bar = bar
        self._task = task
        self._any = False

    def __call__(self, progress: Progress) -> None:
        self._bar.update(self._task, completed=progress.lines)
        for refusal in progress.refusals:
            if not self._any:
                print("line,field,problem")
                self._any = True
            print(f"{refusal.line},{refusal.field},{refusal.problem}")


def show_waiting(house: House, actor: Actor) -> None:
    """One line a batch: its number, office, file, and how many people it holds."""
    with transaction(house.sessions) as session:
        for batch in waiting_batches(session, actor):
            print(f"{batch.id}\t{batch.office}\t{batch.file_name}\t{batch.kept}")


def signed(house: House, actor: Actor, batch: str, terminal: Terminal) -> None:
    """Sign a batch; its people are part of the register from here on."""
    with transaction(house.sessions) as session:
        done = sign_batch(session, actor, batch_number(batch))
    terminal.say("cli.import.signed", style="green", count=done.kept)


def withdrawn(house: House, actor: Actor, batch: str, terminal: Terminal) -> None:
    """Take the people of a batch out again; the same list can come again."""
    with transaction(house.sessions) as session:
        done = withdraw_batch(session, actor, batch_number(batch))
    terminal.say("cli.import.withdrawn", style="green", count=done.kept)


def batch_begun(house: House, actor: Actor, number: uuid.UUID) -> Begun:
    """The office of an unfinished batch, and where its file lay."""
    with transaction(house.sessions) as session:
        return begun_batch(session, actor, number)


def batch_number(word: str) -> uuid.UUID:
    """The number of a batch as typed. Raises `InvalidValue`."""
    try:
        return uuid.UUID(word)
    except ValueError as error:
        raise InvalidValue({"field": "batch", "problem": "format"}) from error
