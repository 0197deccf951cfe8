"""The demo's papers: drawn and handed in by its clerk while the service already runs."""

from pathlib import Path
from tempfile import TemporaryDirectory

from cli.handing import bundles, hand_in
from cli.house import House, open_house
from cli.terminal import Terminal
from cli.up.note import Demo, read_note, write_note
from registry.access import Actor
from registry.sign_in import authenticate
from settings import Settings
from specimens.demo import write_demo
from workers.queueing import connect, nudge


def fill(settings: Settings) -> None:
    """Draw the papers and hand them in; after an interruption only what is missing."""
    demo = read_note(settings.folder)
    if demo is None or demo.filled:
        return
    house = open_house(settings, Terminal.here())
    clerk = authenticate(house.sessions, "clerk", demo.password)
    with TemporaryDirectory(prefix="sijill-demo-") as folder:
        write_demo(Path(folder))
        _hand_all(settings, house, clerk, Path(folder))
    write_note(settings.folder, Demo(demo.password, filled=True))


def _hand_all(settings: Settings, house: House, clerk: Actor, folder: Path) -> None:
    bell = connect(settings.queue)
    for bundle in bundles([folder]):
        for _ in hand_in(house, clerk, bundle):
            nudge(bell)


if __name__ == "__main__":
    fill(Settings())
