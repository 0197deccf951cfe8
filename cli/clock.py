"""`sijill clock`: what is to be said of the clock, and the act that lets a held office go on."""

from typing import Annotated

import typer

from cli.exits import Exit
from cli.house import open_house
from cli.terminal import Terminal
from registry.accounts.clock_acceptance import Confirmer, accept_clock_by_key, accept_clock_by_people
from registry.database.clock_watch import clock_now, reading
from registry.database.sessions import snapshot
from registry.domain.clock_rule import ClockState
from settings import Settings

group = typer.Typer(no_args_is_help=True)
app = typer.Typer()
app.add_typer(group, name="clock", help="cli.verb.clock")

As = Annotated[str | None, typer.Option("--as", metavar="NAME", help="cli.clock.as")]
And = Annotated[str | None, typer.Option("--and", metavar="OTHER", help="cli.clock.and")]


@group.command("status", help="cli.clock.status")
def status() -> None:
    """Say what the clock shows and whether the trail may be written; exit 1 when not."""
    terminal = Terminal.here()
    house = open_house(Settings(), terminal)
    with snapshot(house.sessions) as session:
        found, wall = clock_now(session), reading(session).wall
    terminal.out.print(wall.isoformat(timespec="seconds"), markup=False)
    terminal.say(f"clock.{found.state}", seconds=found.seconds)
    raise typer.Exit(Exit.done if found.state is ClockState.fine else Exit.findings)


@group.command("accept", help="cli.clock.accept")
def accept(first: As = None, second: And = None) -> None:
    """Accept the clock as it is: with the recovery key, or by two accounts (one after a machine was off)."""
    terminal, settings = Terminal.here(), Settings()
    house = open_house(settings, terminal)
    with snapshot(house.sessions) as session:
        wall = reading(session).wall.isoformat(timespec="seconds")
    if first is None:
        given = settings.recovery_key
        key = given.get_secret_value() if given else _asked(terminal.phrase("cli.recovery"))
        held = accept_clock_by_key(house.sessions, key, "console")
    else:
        known = settings.password
        word = known.get_secret_value() if known else _asked(f"{terminal.phrase('cli.password')} ({first})")
        people = [Confirmer(first, word)]
        if second is not None:
            people.append(Confirmer(second, _asked(f"{terminal.phrase('cli.password')} ({second})")))
        held = accept_clock_by_people(house.sessions, people)
    terminal.say("cli.clock.accepted", style="green", wall=wall, seconds=held.seconds)


def _asked(words: str) -> str:
    answer: str = typer.prompt(words, hide_input=True, err=True)
    return answer
