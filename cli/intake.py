"""`sijill intake`: a folder of scans handed in; a second run sends only what is missing."""

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from redis import RedisError

from cli.exits import Exit
from cli.handing import Bundle, bundles, hand_in
from cli.house import House, open_house, sign_in
from cli.papers import papers, shown_name, tell_passed_over
from cli.terminal import Terminal
from registry.domain.access import Actor
from settings import Settings
from workers.queueing import connect, nudge

app = typer.Typer()


@app.command("intake", help="cli.verb.intake")
def intake(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="cli.intake.paths")],
    name: Annotated[str, typer.Option("--as", metavar="NAME", help="cli.as")],
) -> None:
    """Hand everything in, and say how many files are in the register now and which were refused."""
    terminal, settings = Terminal.here(), Settings()
    house = open_house(settings, terminal)
    actor = sign_in(settings, house, name, terminal)
    found = papers(paths)
    taken, refused = hand_all(house, actor, bundles(found), terminal)
    with suppress(RedisError):
        # The dispatcher looks by itself every second; this only wakes it.
        nudge(connect(settings.queue))
    terminal.say("cli.intake.taken", style="green", count=taken)
    tell_passed_over(found, terminal)
    if refused:
        terminal.say("cli.intake.refused", style="bold red", count=refused)
    raise typer.Exit(Exit.findings if refused else Exit.done)


def hand_all(
    house: House, actor: Actor, all_bundles: tuple[Bundle, ...], terminal: Terminal
) -> tuple[int, int]:
    """Hand bundles in; the answer is how many files were taken and how many refused."""
    taken = refused = 0
    with terminal.bar("cli.intake.handing") as bar:
        task = bar.add_task("", total=sum(len(bundle.files) for bundle in all_bundles))
        for bundle in all_bundles:
            for handed in hand_in(house, actor, bundle):
                bar.advance(task)
                if handed.refusal is None:
                    taken += 1
                    continue
                refused += 1
                bar.console.print(shown_name(handed.file), style="bold red", markup=False, soft_wrap=True)
                terminal.refuse(handed.refusal.code, handed.refusal.params)
    return taken, refused
