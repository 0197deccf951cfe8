"""The course of `up`: queue and door, the house behind them, a greeting, then watching over all."""

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

from cli.making import made_by_one
from cli.terminal import Terminal
from cli.up.instance import is_ready, reachable
from cli.up.note import Demo
from cli.up.parts import Part, demo_part, door_part, environment, queue_part, reading_parts
from cli.up.signals import Stopped
from cli.up.supervisor import Supervisor
from settings import Settings

# An old and busy machine takes its time; a part that died is seen at once all the same.
START_SECONDS: Final = 180.0
LAST_LINES: Final = 15


class NotStarted(Exception):
    """A part died before the service was ready, or never was. Its log says why."""

    def __init__(self, part: str, log: Path) -> None:
        super().__init__(part)
        self.part, self.log = part, log

    def last_words(self) -> str:
        """The end of the part's log."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-LAST_LINES:])


def run(settings: Settings, terminal: Terminal, *, with_demo: bool) -> None:
    """Run the service until SIGINT, SIGTERM or SIGHUP. Raises NotStarted, RealData, RegistryError."""
    logs, on_death = settings.folder / "logs", partial(_tell_of_death, settings, terminal)
    with suppress(Stopped), Supervisor(environment(settings), logs, on_death) as supervisor:
        terminal.say("cli.up.starting")
        demo = _open_door(settings, terminal, supervisor, with_demo=with_demo)
        # Not before the door is open: on few cores they would hold it up, and nothing waits for them yet.
        supervisor.start(reading_parts(settings))
        if demo is not None and not demo.filled:
            supervisor.start([demo_part()])
        supervisor.watch()
    terminal.say("cli.up.stopped")


def _open_door(
    settings: Settings, terminal: Terminal, supervisor: Supervisor, *, with_demo: bool
) -> Demo | None:
    """Start queue and door, put the house in order meanwhile, and greet; the answer is the demo, if any."""
    if settings.redis_url is None:
        supervisor.start([queue_part(settings)])
    with made_by_one(settings.folder):
        # It loads while we load, and waits for the house where we hold it.
        supervisor.start([door_part()])
        from cli.up.greeting import greet
        from cli.up.opening import open_up

        opened = open_up(settings, terminal, with_demo=with_demo)
    late = supervisor.wait_until(lambda: is_ready(settings.host, settings.port), START_SECONDS)
    if late is not None:
        raise NotStarted(late.name, supervisor.log_of(late))
    greet(terminal, f"http://{reachable(settings.host)}:{settings.port}", opened.demo, opened.first)
    return opened.demo


def _tell_of_death(settings: Settings, terminal: Terminal, part: Part, status: int) -> None:
    """Say it, and wake the dispatcher: it gives back at once what a dead worker held."""
    from redis import RedisError

    from workers.queueing import connect, nudge

    log = settings.folder / "logs" / f"{part.name}.log"
    terminal.say("cli.up.part-died", style="yellow", part=part.name, status=str(status), log=str(log))
    with suppress(RedisError):
        nudge(connect(settings.queue))
