"""How work goes through rooms: who calls whom while something runs, and in what order rooms are entered."""

import sys
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from types import CodeType, FrameType

from bench.floor_plan import room_of


@dataclass(slots=True)
class Footsteps:
    """What `walked` saw: how often code of one room called another's, and the order of entries.

    `order` holds the rooms that code of `head` called, one after another: the steps of the work.
    """

    head: str
    calls: Counter[tuple[str, str]] = field(default_factory=Counter)
    order: list[str] = field(default_factory=list)

    def entered(self, room: str) -> int:
        """How often the room was entered from another."""
        return sum(count for (_, to), count in self.calls.items() if to == room)

    def left(self, room: str) -> int:
        """How often the room was left for another that it called."""
        return sum(count for (start, _), count in self.calls.items() if start == room)


def walked(work: Callable[[], object], root: Path, packages: Collection[str], head: str) -> Footsteps:
    """Do some work on this thread and tell how it went through the rooms of packages below `root`.

    A call by a library's code counts as one by the room that called the library. A generator is entered each
    time it is asked for the next value.
    """
    steps = Footsteps(head)
    rooms: dict[CodeType, str | None] = {}
    inside: list[str | None] = []

    def watch(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            code = frame.f_code
            if code not in rooms:
                rooms[code] = _room(code, root, packages)
            here = inside[-1] if inside else None
            to = rooms[code] or here
            inside.append(to)
            if here is not None and to is not None and to != here:
                steps.calls[here, to] += 1
                if here == head:
                    steps.order.append(to)
        elif event == "return" and inside:
            inside.pop()

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        work()
    finally:
        sys.setprofile(before)
    return steps


def turns_back(order: Sequence[str]) -> int:
    """How often a room is entered again after another one: 0 for a walk that goes from room to room once."""
    stays = [room for room, _ in groupby(order)]
    return len(stays) - len(set(stays))


def _room(code: CodeType, root: Path, packages: Collection[str]) -> str | None:
    path = Path(code.co_filename)
    if root not in path.parents:
        return None
    module = path.relative_to(root).with_suffix("").parts
    return room_of(".".join(module)) if module[0] in packages else None
