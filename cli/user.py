"""`sijill user`: accounts."""

import secrets
from typing import Annotated

import typer

from cli.house import open_house, sign_in
from cli.terminal import Terminal
from registry.access import Role
from registry.accounts import NewAccount, create_account
from registry.db import transaction
from settings import Settings

group = typer.Typer(no_args_is_help=True)
app = typer.Typer()
app.add_typer(group, name="user", help="cli.verb.user")


@group.callback()
def _actions() -> None:
    """Makes `user` a list of actions even while there is one."""


@group.command("add", help="cli.user.add")
def add(
    name: Annotated[str, typer.Argument(help="cli.user.name")],
    role: Annotated[Role, typer.Option(help="cli.user.role")],
    office: Annotated[str | None, typer.Option(metavar="CODE", help="cli.user.office")] = None,
    account: Annotated[str | None, typer.Option("--as", metavar="NAME", help="cli.user.as")] = None,
) -> None:
    """Add an account; the first one of an empty database needs nobody who adds it."""
    terminal, settings = Terminal.here(), Settings()
    house = open_house(settings, terminal)
    given = settings.new_password
    password = given.get_secret_value() if given else secrets.token_urlsafe(9)
    actor = sign_in(settings, house, account, terminal) if account else None
    with transaction(house.sessions) as session:
        create_account(session, actor, NewAccount(name, role, office), password)
    terminal.say("cli.user.added", style="green", name=name)
    if given is None:
        terminal.out.print(password, markup=False)
