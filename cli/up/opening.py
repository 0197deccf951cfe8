"""What `up` does with the database before its door opens: keys, tables, the first accounts."""

from dataclasses import dataclass

from cli.house import prepare_house
from cli.terminal import Terminal
from cli.up.accounts import first_account, set_up_demo
from cli.up.note import Demo
from settings import Settings


@dataclass(frozen=True, slots=True)
class Opened:
    """What there is to tell of a house now open: its demo, or the activation code of its first account."""

    demo: Demo | None
    first: str | None


def open_up(settings: Settings, terminal: Terminal, *, with_demo: bool) -> Opened:
    """Bring the installation up to date and make what is missing. Raises RealData, RegistryError."""
    house = prepare_house(settings, terminal, upgrade=True)
    demo = set_up_demo(settings, house) if with_demo else None
    first = None if with_demo else first_account(house)
    house.engine.dispose()
    return Opened(demo, first)
