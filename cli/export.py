"""`sijill export`: records handed out to the holder of one key, after a second person has allowed it."""

import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from cli.house import House, open_house, sign_in
from cli.terminal import Terminal
from registry.database.sessions import transaction
from registry.domain.access import Actor
from registry.domain.errors import AlreadyThere, InvalidValue, NotFound
from registry.exporting.asking import (
    Wish,
    approve_export,
    ask_export,
    export_view,
    newest_exports,
    refuse_export,
)
from registry.exporting.carrying import write_export
from registry.exporting.recipients import decrypt, new_key
from registry.models.exports import ExportForm, ExportState
from settings import Settings

group = typer.Typer(no_args_is_help=True)
app = typer.Typer()
app.add_typer(group, name="export", help="cli.verb.export")

As = Annotated[str, typer.Option("--as", metavar="NAME", help="cli.as")]
Number = Annotated[str, typer.Argument(metavar="EXPORT", help="cli.export.id")]
PRIVATE = 0o600
DAY = "YYYY-MM-DD"


def day(text: str) -> date:
    """A day in Baghdad as it is typed. Raises `BadParameter`."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise typer.BadParameter(f"{text}: {DAY}")


@group.command("ask", help="cli.export.ask")
def ask(
    account: As,
    recipient: Annotated[str, typer.Option(metavar="age1...", help="cli.export.recipient")],
    to: Annotated[str, typer.Option("--to", metavar="NAME", help="cli.export.to")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="cli.export.reason")],
    office: Annotated[str | None, typer.Option(metavar="CODE", help="cli.export.office")] = None,
    form: Annotated[ExportForm, typer.Option("--form", help="cli.export.form")] = ExportForm.jsonl,
    bom: Annotated[bool, typer.Option("--bom", help="cli.export.bom")] = False,
    kind: Annotated[str | None, typer.Option("--type", metavar="KEY", help="cli.export.type")] = None,
    since: Annotated[date | None, typer.Option(parser=day, metavar=DAY, help="cli.export.since")] = None,
    until: Annotated[date | None, typer.Option(parser=day, metavar=DAY, help="cli.export.until")] = None,
    sensitive: Annotated[bool, typer.Option("--sensitive", help="cli.export.sensitive")] = False,
) -> None:
    """Ask for an export."""
    desk = Desk.open(account)
    wish = Wish(
        office=office or desk.actor.office or "",
        recipient=to,
        recipient_key=recipient,
        reason=reason,
        form=form,
        byte_order_mark=bom,
        document_type=kind,
        registered_from=since,
        registered_until=until,
        sensitive=sensitive,
    )
    with transaction(desk.house.sessions) as session:
        made = ask_export(session, desk.actor, wish)
    print(made)
    desk.terminal.say("cli.export.asked", style="green", export=str(made))


@group.command("waiting", help="cli.export.waiting")
def waiting(account: As) -> None:
    """One line an export that waits: number, office, records, recipient, key."""
    desk = Desk.open(account)
    with transaction(desk.house.sessions) as session:
        found = newest_exports(session, desk.actor)
    for one in found:
        if one.state is ExportState.asked:
            print(one.id, one.wish.office, one.records, one.wish.recipient, one.wish.recipient_key, sep="\t")


@group.command("approve", help="cli.export.approve")
def approve(number: Number, account: As) -> None:
    """Allow an export."""
    desk = Desk.open(account)
    with transaction(desk.house.sessions) as session:
        seen = export_view(session, desk.actor, numbered(number))
        view = approve_export(session, desk.actor, seen.id, seen.version)
    desk.terminal.say("cli.export.allowed", style="green", count=view.records)


@group.command("refuse", help="cli.export.refuse")
def refuse(
    number: Number,
    account: As,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="cli.export.reason")],
) -> None:
    """Refuse an export."""
    desk = Desk.open(account)
    with transaction(desk.house.sessions) as session:
        seen = export_view(session, desk.actor, numbered(number))
        refuse_export(session, desk.actor, seen.id, reason, seen.version)
    desk.terminal.say("cli.export.refused", style="green")


@group.command("write", help="cli.export.write")
def write(
    number: Number,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.export.file")],
    account: As,
) -> None:
    """Write the encrypted file; it is there whole or not at all."""
    desk = Desk.open(account)
    with made_whole(file) as out:
        written = write_export(desk.house.sessions, desk.actor, numbered(number), out)
    print(written.digest)
    desk.terminal.say("cli.export.written", style="green", count=written.records)


@group.command("key", help="cli.export.key")
def key(file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.export.secret")]) -> None:
    """Make a pair of keys."""
    secret, public = new_key()
    with made_whole(file) as out:
        out.write(f"# public key: {public}\n{secret}\n".encode())
    Terminal.here().say("cli.export.public")
    print(public)


@group.command("open", help="cli.export.open")
def unlock(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="cli.export.file")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="cli.export.out")],
    secret: Annotated[Path, typer.Option("--key", metavar="FILE", help="cli.export.secret")],
) -> None:
    """Open a file with the secret key."""
    for needed in (file, secret):
        if not needed.is_file():
            raise NotFound({"kind": "file"})
    with file.open("rb") as source, made_whole(out) as plain:
        decrypt(source, secret_in(secret), plain)


@dataclass(frozen=True, slots=True)
class Desk:
    """What each of these acts needs: the house, who acts, the words."""

    house: House
    actor: Actor
    terminal: Terminal

    @classmethod
    def open(cls, account: str) -> "Desk":
        """Open the house and sign in."""
        terminal, settings = Terminal.here(), Settings()
        house = open_house(settings, terminal)
        return cls(house, sign_in(settings, house, account, terminal), terminal)


def numbered(text: str) -> uuid.UUID:
    """The number of an export. Raises `InvalidValue`."""
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise InvalidValue({"field": "export", "problem": "format"}) from error


def secret_in(file: Path) -> str:
    """The secret key in a file as age-keygen writes it: the line that is no comment."""
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((line for line in lines if line.strip() and not line.startswith("#")), "")


@contextmanager
def made_whole(file: Path) -> Iterator[BinaryIO]:
    """A new file of its owner alone, under its name when it is complete. Raises `AlreadyThere`."""
    if file.exists():
        raise AlreadyThere({"kind": "file"})
    part = file.with_name(f".{file.name}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, PRIVATE)
    try:
        with os.fdopen(descriptor, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)
