"""`sijill intake`: a folder of scans handed in, here or over HTTP; a second run sends what is missing."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from redis import RedisError

from cli.door import DoorError, open_door
from cli.exits import Exit
from cli.handing import Bundle, bundles, hand_in
from cli.house import open_house, password_for, sign_in
from cli.papers import Found, Refusal, papers, shown_name, tell_passed_over
from cli.sent import SentList, Stamp, stamp_of
from cli.terminal import Terminal
from cli.watching import LOOK_SECONDS, Watch
from settings import Settings
from workers.queueing import connect, nudge

app = typer.Typer()

Outcome = tuple[Path, Refusal | str | None]
"""A file, and why it was refused: None when it is in the register now."""


@dataclass(frozen=True, slots=True)
class Taker:
    """Takes bundles in, wherever that is. `is_done` says whether a file was taken before, as it is now."""

    take: Callable[[Bundle], Iterator[Outcome]]
    is_done: Callable[[Path], bool]
    after: Callable[[], None]


@app.command("intake", help="cli.verb.intake")
def intake(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="cli.intake.paths")],
    name: Annotated[str, typer.Option("--as", metavar="NAME", help="cli.as")],
    url: Annotated[str | None, typer.Option(metavar="URL", help="cli.intake.url")] = None,
    watch: Annotated[bool, typer.Option("--watch", help="cli.intake.watch")] = False,
) -> None:
    """Hand everything in, and say how many files are in the register now and which were refused."""
    terminal, settings = Terminal.here(), Settings()
    try:
        with _remote(settings, url, name, terminal) if url else _local(settings, name, terminal) as taker:
            if watch:
                _keep_watching(taker, paths, terminal)
                return
            found = papers(paths)
            taken, refused = hand_all(taker, _missing(taker, found), terminal)
            taker.after()
    except DoorError as error:
        terminal.say(error.code, style="bold red", **error.params)
        terminal.say("cli.door.again", style="yellow")
        raise typer.Exit(Exit.findings) from error
    terminal.say("cli.intake.taken", style="green", count=taken)
    tell_passed_over(found, terminal)
    if refused:
        terminal.say("cli.intake.refused", style="bold red", count=refused)
    raise typer.Exit(Exit.findings if refused else Exit.done)


def hand_all(taker: Taker, all_bundles: tuple[Bundle, ...], terminal: Terminal) -> tuple[int, int]:
    """Hand bundles in; the answer is how many files were taken and how many refused."""
    taken = refused = 0
    with terminal.bar("cli.intake.handing") as bar:
        task = bar.add_task("", total=sum(len(bundle.files) for bundle in all_bundles))
        for bundle in all_bundles:
            for file, refusal in taker.take(bundle):
                bar.advance(task)
                if refusal is None:
                    taken += 1
                    continue
                refused += 1
                bar.console.print(shown_name(file), style="bold red", markup=False, soft_wrap=True)
                if isinstance(refusal, str):
                    bar.console.print(terminal.shown(refusal, terminal.err), style="red", markup=False)
                else:
                    terminal.refuse(refusal.code, refusal.params)
    return taken, refused


def _missing(taker: Taker, found: Found) -> tuple[Bundle, ...]:
    """The bundles of which some file was not taken yet; whole ones, since their first file names the case."""
    return tuple(one for one in bundles(found) if not all(map(taker.is_done, one.files)))


def _keep_watching(taker: Taker, paths: list[Path], terminal: Terminal) -> None:
    """Take what comes into the folders until Ctrl-C; what was refused is told once."""
    terminal.say("cli.intake.watching", style="green")
    refused: set[Stamp] = set()

    def is_done(file: Path) -> bool:
        return taker.is_done(file) or stamp_of(file) in refused

    watch = Watch(paths, is_done)
    with suppress(KeyboardInterrupt):
        while True:
            for bundle in watch.look():
                taken, _ = hand_all(taker, (bundle,), terminal)
                taker.after()
                if taken:
                    terminal.say("cli.intake.taken", style="green", count=taken)
                refused |= {stamp_of(file) for file in bundle.files if not taker.is_done(file)}
            time.sleep(LOOK_SECONDS)


@contextmanager
def _local(settings: Settings, name: str, terminal: Terminal) -> Iterator[Taker]:
    """Into the register of this machine, which knows by itself what it has."""
    house = open_house(settings, terminal)
    actor = sign_in(settings, house, name, terminal)
    done: set[Stamp] = set()

    def take(bundle: Bundle) -> Iterator[Outcome]:
        for handed in hand_in(house, actor, bundle):
            if handed.refusal is None:
                done.add(stamp_of(handed.file))
            yield handed.file, handed.refusal

    def after() -> None:
        with suppress(RedisError):
            # The dispatcher looks by itself every second; this only wakes it.
            nudge(connect(settings.queue))

    yield Taker(take, lambda file: stamp_of(file) in done, after)


@contextmanager
def _remote(settings: Settings, url: str, name: str, terminal: Terminal) -> Iterator[Taker]:
    """Over HTTP(S) into the register at an address. Raises `DoorError`."""
    sent = SentList.opened(url.rstrip("/"), name)
    language = terminal.words.language.value
    with open_door(url, name, password_for(settings, terminal), language) as door:

        def take(bundle: Bundle) -> Iterator[Outcome]:
            for one in door.hand_in(bundle):
                if one.refusal is None:
                    sent.add(one.file)
                yield one.file, one.refusal

        yield Taker(take, lambda file: file.exists() and sent.has(file), lambda: None)
