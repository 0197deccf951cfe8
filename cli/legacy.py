"""`sijill import`: a digital legacy list of people, brought in as a batch; signed by another officer."""

import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress as Bar
from rich.progress import TaskID

from cli.exits import Exit
from cli.house import House, open_house, sign_in
from cli.terminal import Terminal
from registry.access import Actor
from registry.db import transaction
from registry.errors import InvalidValue, NotFound
from registry.importing import Progress, Report, import_people, sign_batch, waiting_batches
from settings import Settings

app = typer.Typer()


@app.command("import", help="cli.verb.import")
def legacy(
    name: Annotated[str, typer.Option("--as", metavar="NAME", help="cli.as")],
    file: Annotated[Path | None, typer.Argument(metavar="[FILE.csv]", help="cli.import.file")] = None,
    office: Annotated[str | None, typer.Option(metavar="CODE", help="cli.import.office")] = None,
    mapping: Annotated[Path | None, typer.Option(metavar="FILE.toml", help="cli.import.mapping")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="cli.import.dry-run")] = False,
    sign: Annotated[str | None, typer.Option(metavar="BATCH", help="cli.import.sign")] = None,
    waiting: Annotated[bool, typer.Option("--waiting", help="cli.import.waiting")] = False,
) -> None:
    """Bring a list in, or list the batches that wait for an officer, or sign one of them."""
    terminal, settings = Terminal.here(), Settings()
    house = open_house(settings, terminal)
    actor = sign_in(settings, house, name, terminal)
    if sign:
        signed(house, actor, sign, terminal)
    elif waiting:
        show_waiting(house, actor)
    elif file is None or (where := office or actor.office) is None:
        raise typer.BadParameter(terminal.phrase("cli.import.nothing"))
    else:
        report = bring_in(house, actor, Listed(file, mapping), where, terminal, dry_run=dry_run)
        raise typer.Exit(Exit.findings if report.refused else Exit.done)


@dataclass(frozen=True, slots=True)
class Listed:
    """A list, and what its columns are when they bear other names than ours."""

    file: Path
    mapping: Path | None = None


def bring_in(
    house: House, actor: Actor, listed: Listed, office: str, terminal: Terminal, *, dry_run: bool
) -> Report:
    """Bring the file in with a bar on stderr; each refused line goes to stdout as `line,field,problem`."""
    for needed in filter(None, (listed.file, listed.mapping)):
        if not needed.is_file():
            raise NotFound({"kind": "file"})
    with listed.file.open("rb") as counted:
        total = max(0, sum(block.count(b"\n") for block in iter(lambda: counted.read(1 << 20), b"")) - 1)
    with terminal.bar("cli.import.working") as bar:
        show = Refusals(bar, bar.add_task("", total=total))
        report = import_people(
            house.sessions, actor, listed.file, office, show, mapping=listed.mapping, dry_run=dry_run
        )
    terminal.say("cli.import.kept", style="green", count=report.kept)
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
    try:
        number = uuid.UUID(batch)
    except ValueError as error:
        raise InvalidValue({"field": "batch", "problem": "format"}) from error
    with transaction(house.sessions) as session:
        done = sign_batch(session, actor, number)
    terminal.say("cli.import.signed", style="green", count=done.kept)
