"""`sijill user`: accounts, and the second administrator's yes or no to what another asked."""

import secrets
from typing import Annotated

import typer

from cli.house import open_house, sign_in
from cli.terminal import Terminal
from registry.accounts.account_requests import (
    RequestView,
    Second,
    approve_request,
    refuse_request,
    second_administrator,
    waiting_for,
    waiting_requests,
)
from registry.accounts.accounts import Activation, NewAccount, create_account
from registry.database.sessions import Sessions, transaction
from registry.domain.access import Actor, Role
from settings import Settings

group = typer.Typer(no_args_is_help=True)
app = typer.Typer()
app.add_typer(group, name="user", help="cli.verb.user")

Name = Annotated[str, typer.Argument(metavar="NAME", help="cli.user.name")]
Other = Annotated[str, typer.Option("--as", metavar="OTHER", help="cli.user.other")]


@group.command("add", help="cli.user.add")
def add(
    name: Annotated[str, typer.Argument(help="cli.user.name")],
    role: Annotated[Role, typer.Option(help="cli.user.role")],
    office: Annotated[str | None, typer.Option(metavar="CODE", help="cli.user.office")] = None,
    account: Annotated[str | None, typer.Option("--as", metavar="NAME", help="cli.user.as")] = None,
) -> None:
    """Add an account; the first one of an empty database needs nobody who adds it.

    Any but a clerk's waits for a second administrator, or is approved at once with SIJILL_RECOVERY_KEY while
    there is one administrator only.
    """
    terminal, settings = Terminal.here(), Settings()
    house = open_house(settings, terminal)
    given = settings.new_password
    password = given.get_secret_value() if given else secrets.token_urlsafe(9)
    actor = sign_in(settings, house, account, terminal) if account else None
    with transaction(house.sessions) as session:
        made = create_account(session, actor, NewAccount(name, role, office), password)
    if given is None:
        terminal.out.print(password, markup=False)
    if actor is None or _lives(house.sessions, actor, made, settings):
        terminal.say("cli.user.added", style="green", name=name)
    else:
        terminal.say("cli.user.waits", style="yellow", name=name)


@group.command("waiting", help="cli.user.waiting")
def waiting(account: Other) -> None:
    """List what waits for a second administrator: name, what is asked, role, office, who asked."""
    terminal, settings = Terminal.here(), Settings()
    house = open_house(settings, terminal)
    actor = sign_in(settings, house, account, terminal)
    with transaction(house.sessions) as session:
        found = waiting_requests(session, actor)
    for one in found:
        words = (one.name, one.asked.value, one.role.value, one.office or "-", one.asked_by)
        terminal.out.print("  ".join(words), markup=False, soft_wrap=True)
    if not found:
        terminal.say("cli.user.nothing-waits")


@group.command("approve", help="cli.user.approve")
def approve(name: Name, account: Other) -> None:
    """Approve what another administrator asked; prints the one-time code for the account's holder, if any."""
    terminal, settings = Terminal.here(), Settings()
    house = open_house(settings, terminal)
    actor = sign_in(settings, house, account, terminal)
    with transaction(house.sessions) as session:
        asked, second = waiting_for(session, actor, name), second_administrator(session)
    recovery = _recovery(settings, terminal) if asked.own and second is Second.key else None
    approved = approve_request(house.sessions, actor, asked.id, recovery)
    _tell(terminal, "cli.user.approved", asked)
    if approved.code is not None:
        terminal.say("cli.user.code", name=asked.name)
        terminal.out.print(approved.code, markup=False)
    elif asked.password_known:
        terminal.say("cli.user.password-known", style="yellow", name=asked.name, by=asked.asked_by)


@group.command("refuse", help="cli.user.refuse")
def refuse(name: Name, account: Other) -> None:
    """Refuse what was asked for this account; whoever asked takes it back so."""
    terminal, settings = Terminal.here(), Settings()
    house = open_house(settings, terminal)
    actor = sign_in(settings, house, account, terminal)
    with transaction(house.sessions) as session:
        asked = waiting_for(session, actor, name)
        refuse_request(session, actor, asked.id)
    _tell(terminal, "cli.user.refused", asked)


def _lives(sessions: Sessions, actor: Actor, made: Activation, settings: Settings) -> bool:
    """Whether the new account may be used: a clerk's, or one approved just now with the recovery key."""
    if made.request is None:
        return True
    with transaction(sessions) as session:
        second = second_administrator(session)
    if settings.recovery_key is None or second is not Second.key:
        return False
    approve_request(sessions, actor, made.request, settings.recovery_key.get_secret_value())
    return True


def _recovery(settings: Settings, terminal: Terminal) -> str:
    if settings.recovery_key is not None:
        return settings.recovery_key.get_secret_value()
    asked: str = typer.prompt(terminal.phrase("cli.recovery"), hide_input=True, err=True)
    return asked


def _tell(terminal: Terminal, code: str, asked: RequestView) -> None:
    """Say what was decided: the name may have been asked for something else meanwhile."""
    what, role = terminal.phrase(f"admin.asked.{asked.asked}"), terminal.phrase(f"role.{asked.role}")
    terminal.say(code, style="green", name=asked.name, asked=what, role=role, by=asked.asked_by)
