"""What `up` says when the service is ready."""

from rich.table import Table

from cli.terminal import Terminal
from cli.up.accounts import ADMIN, STAFF
from cli.up.note import Demo


def greet(terminal: Terminal, address: str, demo: Demo | None, first: str | None) -> None:
    """Say the address, and the accounts: those of the demo, or the first one with its activation code."""
    if demo is not None:
        terminal.out.print(account_table(terminal, demo))
        if not demo.filled:
            terminal.say("cli.up.filling")
    if first is not None:
        terminal.say("cli.up.first-account", style="bold", name=ADMIN.name, address=address, code=first)
    terminal.say("cli.up.ready", style="bold green", address=address)
    terminal.say("cli.up.stop-hint")


def account_table(terminal: Terminal, demo: Demo) -> Table:
    """The demo's accounts; one password for all of them."""
    table = Table(title=terminal.phrase("cli.up.accounts"))
    for heading in ("cli.up.account", "cli.up.password", "cli.up.role"):
        table.add_column(terminal.phrase(heading))
    for account in (*STAFF, ADMIN):
        table.add_row(account.name, demo.password, terminal.phrase(f"role.{account.role}"))
    return table
