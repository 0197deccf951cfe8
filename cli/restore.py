"""`sijill restore`: a backup brought back into an empty place, checked before and after."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from cli.exits import Exit
from cli.terminal import Terminal
from reference.documents import document_types
from registry.backup import shape
from registry.backup.bringing import (
    Returned,
    Target,
    bring_back,
    check,
    finished,
    look_over,
    require_room,
)
from registry.backup.shape import Snapshot, Told, chosen, manifest_of
from registry.database.clock_watch import clock_now, reading, reset_anchors
from registry.database.sessions import make_sessions, open_engine, transaction
from registry.domain.actions import Action, Subject
from registry.domain.clock_rule import ClockState
from registry.trail.events import note
from registry.vault.crypto import Keys, derive, key_in, load_keys, master_from_recovery
from registry.vault.store import folder_of, open_store
from settings import Settings

app = typer.Typer()


@app.command("restore", help="cli.verb.restore")
def restore(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", exists=True, file_okay=False, help="cli.restore.folder")
    ],
    which: Annotated[str | None, typer.Option(metavar="NAME", help="cli.restore.which")] = None,
    check_only: Annotated[bool, typer.Option("--check", help="cli.restore.check")] = False,
) -> None:
    """Check every hash; then, unless told not to, bring everything back and prove it."""
    terminal, settings = Terminal.here(), Settings()
    snapshot = chosen(folder.expanduser().absolute(), which)
    target = Target(settings.folder, settings.database, folder_of(settings.store), settings.keys)
    recovery = recovery_for(snapshot, settings, terminal)
    keys = derive(master_from_recovery(recovery)) if recovery else load_keys(settings.keys)
    manifest = manifest_of(snapshot, keys)
    if not check_only:
        # Before an hour of checking, not after it.
        require_room(target, manifest.facts[shape.KIND_FACT])
    with_bar(terminal, "cli.restore.checking", lambda told: check(snapshot, manifest, told))
    if check_only:
        terminal.say("cli.restore.checked", style="green", name=snapshot.name)
        return
    with_bar(
        terminal,
        "cli.restore.bringing",
        lambda told: bring_back(snapshot, manifest, keys, recovery, target, told),
    )
    report(proved(settings, snapshot, keys), snapshot, terminal)
    finished(target)


def recovery_for(snapshot: Snapshot, settings: Settings, terminal: Terminal) -> str | None:
    """The recovery key: of the settings, in the backup, or asked for; None where a key file is in place."""
    if settings.keys.exists():
        return None
    if settings.recovery_key is not None:
        return settings.recovery_key.get_secret_value()
    inside = snapshot.folder / shape.KEY
    if inside.exists():
        return key_in(inside)
    asked: str = typer.prompt(terminal.phrase("cli.restore.recovery"), err=True)
    return asked


def with_bar(terminal: Terminal, code: str, work: Callable[[Told], None]) -> None:
    """Do something with a bar on the error stream."""
    with terminal.bar(code) as bar:
        task = bar.add_task("", total=None)
        work(lambda done, total: bar.update(task, completed=done, total=total))


def proved(settings: Settings, snapshot: Snapshot, keys: Keys) -> Returned:
    """Open what came back, hold it to the backup's checkpoint, and note in the trail that it is back."""
    engine = open_engine(settings.database, keys.database)
    sessions = make_sessions(engine, types=document_types(settings.document_types))
    signed = snapshot.file(shape.CHECKPOINT).read_text(encoding="utf-8")
    try:
        with transaction(sessions) as session:
            returned = look_over(session, open_store(settings.store, keys.store), keys, signed)
        with transaction(sessions) as session:
            # Whoever restores has the key in hand: the gap since the backup needs no other confirmation.
            if clock_now(session).state is ClockState.unsure:
                reset_anchors(session, reading(session))
            note(session, None, Action.backup_restored, (Subject.backup, snapshot.name))
    finally:
        engine.dispose()
    return returned


def report(returned: Returned, snapshot: Snapshot, terminal: Terminal) -> None:
    """Say what came back, and whether it is all."""
    terminal.say(
        "cli.restore.done",
        style="green",
        name=snapshot.name,
        cases=returned.cases,
        scans=returned.scans,
        records=returned.records,
        events=returned.events,
    )
    terminal.say("cli.restore.trail", style="green")
    if not returned.whole:
        terminal.say("cli.restore.no-balance", style="bold red", missing=returned.missing)
        raise typer.Exit(Exit.findings)
    terminal.say("cli.restore.balance", style="green")
