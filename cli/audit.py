"""`sijill audit`: the trail of events, its export, and the check of an export without us."""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from cli.exits import Exit
from cli.house import open_house, sign_in
from cli.terminal import Terminal
from messages import Language, catalogue
from registry.audit import archive, asking
from registry.audit.faults import Finding
from registry.audit.notes import Verifier
from registry.audit.signing import signer_of
from registry.audit.verifying import Known, Report, verify_export, verify_proof
from registry.database.sessions import snapshot
from registry.trail.events import EventView, events
from registry.vault.crypto import load_keys
from settings import Settings

group = typer.Typer(no_args_is_help=True)
app = typer.Typer()
app.add_typer(group, name="audit", help="cli.verb.audit")

HEADINGS = ("events.number", "events.at", "events.who", "events.what", "events.about", "word.reason")


@group.command("events", help="cli.audit.events")
def show(
    account: Annotated[str, typer.Option("--as", metavar="NAME", help="cli.as")],
    limit: Annotated[int, typer.Option(min=1, max=500, help="cli.audit.limit")] = 50,
    before: Annotated[int | None, typer.Option(min=1, help="cli.audit.before")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="cli.audit.json")] = False,
) -> None:
    """Events, the newest first."""
    terminal, settings = Terminal.here(), Settings()
    house = open_house(settings, terminal)
    actor = sign_in(settings, house, account, terminal)
    with snapshot(house.sessions) as session:
        found = events(session, actor, before=before, limit=limit)
    if as_json:
        for event in found:
            print(json.dumps(described(event), ensure_ascii=False))
    else:
        terminal.out.print(table(found, terminal))


@group.command("export", help="cli.audit.export")
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="cli.audit.folder")],
    account: Annotated[str | None, typer.Option("--as", metavar="NAME", help="cli.audit.as")] = None,
) -> None:
    """Write the whole trail into an empty folder, and say what to write down."""
    terminal, settings = Terminal.here(), Settings()
    house = open_house(settings, terminal)
    actor = sign_in(settings, house, account, terminal) if account else None
    signer = signer_of(load_keys(settings.keys))
    with terminal.bar("cli.audit.writing") as bar:
        task = bar.add_task("", total=None)
        exported, signed = asking.export(
            house.sessions, signer, actor, folder, readme(), lambda count: bar.update(task, completed=count)
        )
    terminal.say("cli.audit.exported", style="green", count=exported.size)
    print(signed.checkpoint.code)
    print(signer.verifier)
    terminal.say("cli.audit.write-down")
    if exported.bad is not None:
        terminal.say("fault.event_changed", style="bold red", number=exported.bad)
        raise typer.Exit(Exit.findings)


@group.command("verify", help="cli.audit.verify")
def verify(
    path: Annotated[Path, typer.Argument(metavar="DIR", exists=True, help="cli.audit.path")],
    key: Annotated[str | None, typer.Option(help="cli.audit.key")] = None,
    noted: Annotated[str | None, typer.Option(metavar="CODE", help="cli.audit.noted")] = None,
    checkpoint: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="cli.audit.checkpoint")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="cli.audit.json")] = False,
) -> None:
    """Check an export (folder or .zip) or one event's proof; needs neither database nor keys."""
    terminal = Terminal.here()
    seen = checkpoint.read_text(encoding="utf-8", errors="replace") if checkpoint else None
    known = Known(Verifier.parsed(key) if key else None, seen, noted)
    report = checked(path, known)
    if as_json:
        print(json.dumps(answer(report, terminal), ensure_ascii=False))
    else:
        tell(report, known, terminal)
    raise typer.Exit(Exit.done if report.holds else Exit.findings)


def checked(path: Path, known: Known) -> Report:
    """The report on whatever lies there. Raises `NoteRefused`."""
    if path.is_dir():
        return verify_export(path, known)
    if zipfile.is_zipfile(path):
        with unpacked(path) as folder:
            return verify_export(folder, known)
    return verify_proof(path.read_bytes(), known)


@contextmanager
def unpacked(file: Path) -> Iterator[Path]:
    """The files of an export's archive in a folder of their own; each entry stays a plain name in it."""
    with tempfile.TemporaryDirectory(prefix="sijill-audit-") as name, zipfile.ZipFile(file) as archived:
        for entry in archived.infolist():
            if not entry.is_dir():
                known = Path(entry.filename).name in archive.FILES
                target = Path(entry.filename).name if known else f"unexpected-{entry.header_offset}"
                with archived.open(entry) as source, (Path(name) / target).open("wb") as copy:
                    while piece := source.read(1 << 20):
                        copy.write(piece)
        yield Path(name)


def tell(report: Report, known: Known, terminal: Terminal) -> None:
    """The report for people: the verdict, then what holds it, or everything that is wrong."""
    if report.holds:
        terminal.tell("cli.audit.holds", style="bold green", count=report.events)
    else:
        terminal.tell("cli.audit.broken", style="bold red")
    for finding in report.findings:
        terminal.tell(f"fault.{finding.fault}", style="red", **finding.params)
    if report.checkpoint is not None:
        terminal.tell("cli.audit.checkpoints", count=report.checkpoints)
        terminal.out.print(report.checkpoint.code, markup=False)
    if report.key is not None:
        terminal.out.print(report.key, markup=False, soft_wrap=True)
    if report.holds and not known:
        terminal.say("cli.audit.compare", style="yellow")


def answer(report: Report, terminal: Terminal) -> dict[str, Any]:
    """The report for programs."""
    point = report.checkpoint
    newest = None
    if point is not None:
        newest = {
            "size": point.size,
            "root": point.root.hex(),
            "time": point.moment.isoformat(),
            "code": point.code,
        }
    return {
        "holds": report.holds,
        "events": report.events,
        "checkpoints": report.checkpoints,
        "checkpoint": newest,
        "key": report.key,
        "findings": [found(finding, terminal) for finding in report.findings],
    }


def found(finding: Finding, terminal: Terminal) -> dict[str, Any]:
    """A finding with its sentence."""
    message = terminal.words.say(f"fault.{finding.fault}", finding.params)
    return {"fault": finding.fault.value, **finding.params, "message": message}


def readme() -> str:
    """What an export says of itself, in all three languages."""
    return "\n\n".join(catalogue(language).say("audit.readme") for language in Language) + "\n"


def described(event: EventView) -> dict[str, Any]:
    """An event for programs, as the programming interface gives it."""
    return {
        "id": event.id,
        "number": event.number,
        "at": event.at.isoformat(),
        "actor": str(event.actor) if event.actor else None,
        "office": event.office,
        "action": event.action,
        "subject_kind": event.subject_kind,
        "subject_id": event.subject_id,
        "reason": event.reason,
        "reason_changed": event.reason_changed,
        "details": dict(event.details),
    }


def table(found_events: tuple[EventView, ...], terminal: Terminal) -> Table:
    """Events for people."""
    shown = Table()
    for heading in HEADINGS:
        shown.add_column(terminal.phrase(heading))
    for event in found_events:
        shown.add_row(
            str(event.number or "–"),
            event.at.strftime("%Y-%m-%d %H:%M:%S"),
            str(event.actor)[-8:] if event.actor else terminal.phrase("events.machine"),
            terminal.phrase(f"event.{event.action}"),
            f"{terminal.phrase(f'subject.{event.subject_kind}')} {_which(event, terminal)}",
            terminal.shown(event.reason or ""),
        )
    return shown


def _which(event: EventView, terminal: Terminal) -> str:
    """The end of an id, or words where the subject is no single thing (a search for people)."""
    named = f"subject.{event.subject_kind}.{event.subject_id}"
    return terminal.phrase(named) if named in terminal.words else event.subject_id[-8:]
