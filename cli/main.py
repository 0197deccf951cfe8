"""The command `sijill`: loads the one verb that was asked for, and says in words why it failed."""

import sys
from collections.abc import Sequence
from importlib import import_module

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from cli.failures import told
from cli.terminal import Terminal
from cli.verbs import VERBS


def build(words: Sequence[str]) -> typer.Typer:
    """The command line for these words. Verbs other than the one asked for are names in the help alone."""
    app = typer.Typer(
        name="sijill",
        help="cli.about",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_only_verbs)
    wanted = next((word for word in words if not word.startswith("-")), None)
    for verb, module in VERBS.items():
        if verb == wanted:
            app.add_typer(import_module(module).app)
        else:
            app.command(verb, help=f"cli.verb.{verb}")(_never_called)
    return app


def translate(command: object, terminal: Terminal) -> None:
    """Put words where commands and options hold the codes of their help."""
    if isinstance(command, TyperCommand | TyperGroup):
        command.help = terminal.phrase(command.help) if command.help else None
        for parameter in command.params:
            translate(parameter, terminal)
    if isinstance(command, TyperGroup):
        for part in command.commands.values():
            translate(part, terminal)
    if isinstance(command, TyperArgument | TyperOption) and command.name != "help":
        command.help = terminal.phrase(command.help) if command.help else None


def main(words: Sequence[str]) -> None:
    """Run a command line; it leaves with one of the codes in `cli.exits`."""
    terminal = Terminal.here()
    with told(terminal):
        command = typer.main.get_command(build(words))
        translate(command, terminal)
        command(list(words), prog_name="sijill")


def _only_verbs() -> None:
    """Makes the command a list of verbs even while there is one."""


def _never_called() -> None:
    """Stands in the help for a verb that was not asked for."""


if __name__ == "__main__":
    main(sys.argv[1:])
