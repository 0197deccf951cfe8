"""From a package's source to its rooms: lines, constants, arrows between rooms, floors.

A room is a folder or a file directly in a package. An arrow leads from a room to one that it imports.
"""

import ast
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Final

Arrow = tuple[str, str]
FACE: Final = "__init__"
"""A package's own face is no room of it."""


@dataclass(frozen=True, slots=True)
class Source:
    """One module's figures: its lines, its constants, those of them with a docstring, and what it imports."""

    lines: int
    constants: int
    described: int
    imports: frozenset[str]


@dataclass(frozen=True, slots=True)
class House:
    """A package in figures. `floors` has every room's floor, the lowest is 1."""

    floors: Mapping[str, int]
    arrows_up: int
    lines: int
    constants: int
    described: int


def house_of(folder: Path) -> House:
    """The figures of the package in a folder."""
    sources = {path.relative_to(folder.parent): source_of(path) for path in sorted(folder.rglob("*.py"))}
    rooms = {room_of(".".join(path.with_suffix("").parts)) for path in sources} - {None}
    arrows = {
        (room, other)
        for path, source in sources.items()
        for imported in source.imports
        if (room := room_of(".".join(path.with_suffix("").parts)))
        and (other := room_of(imported)) in rooms
        and other is not None
        and other != room
    }
    floors, up = floors_of({room for room in rooms if room}, arrows)
    return House(
        floors,
        up,
        lines=sum(source.lines for source in sources.values()),
        constants=sum(source.constants for source in sources.values()),
        described=sum(source.described for source in sources.values()),
    )


def room_of(module: str) -> str | None:
    """`ocr.layout` for `ocr.layout.words`; None for what is no room: a package itself, and its face."""
    parts = module.split(".")
    return ".".join(parts[:2]) if len(parts) > 1 and parts[1] != FACE else None


def source_of(path: Path) -> Source:
    """The figures of one module."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    constants = constants_of(tree)
    described = sum(constants.values())
    return Source(len(text.splitlines()), len(constants), described, frozenset(imports_of(tree)))


def constants_of(tree: ast.Module) -> Mapping[str, bool]:
    """The names in capitals that a module gives a value, each with whether a docstring follows it."""
    found: dict[str, bool] = {}
    for place, statement in enumerate(tree.body):
        match statement:
            case ast.Assign(targets=targets):
                names = [target.id for target in targets if isinstance(target, ast.Name)]
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
                names = [name]
            case _:
                continue
        after = tree.body[place + 1] if place + 1 < len(tree.body) else None
        told = (
            isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
            and isinstance(after.value.value, str)
        )
        found |= {name: told for name in names if name == name.upper() and name.strip("_")}
    return found


def imports_of(tree: ast.Module) -> Iterator[str]:
    """What a module imports, wherever in it: modules, and names with their module before them."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module), names=names, level=0):
                yield from (f"{module}.{alias.name}" for alias in names)


def floors_of(rooms: Set[str], arrows: Set[Arrow]) -> tuple[dict[str, int], int]:
    """Each room's floor, one above the highest that it needs, and how many arrows can only point up.

    Those are the fewest without which no circle of rooms is left.
    """
    up = {arrow for knot in knots(rooms, arrows) for arrow in fewest_up(knot, arrows)}
    down = arrows - up
    floors: dict[str, int] = {}
    while len(floors) < len(rooms):
        for room in sorted(rooms - floors.keys()):
            below = {other for start, other in down if start == room}
            if below <= floors.keys():
                floors[room] = 1 + max((floors[other] for other in below), default=0)
    return floors, len(up)


def knots(rooms: Collection[str], arrows: Collection[Arrow]) -> tuple[frozenset[str], ...]:
    """The groups of rooms of which each can be reached from each, those of one room left out."""
    reached = {room: _reached(room, arrows) for room in rooms}
    groups = {frozenset(other for other in reached[room] if room in reached[other]) for room in rooms}
    return tuple(group for group in groups if len(group) > 1)


def fewest_up(knot: Collection[str], arrows: Collection[Arrow]) -> tuple[Arrow, ...]:
    """The fewest arrows of a knot without which it is none."""
    inside = sorted(arrow for arrow in arrows if set(arrow) <= set(knot))
    return next(
        chosen
        for count in range(1, len(inside) + 1)
        for chosen in combinations(inside, count)
        if not knots(knot, [arrow for arrow in inside if arrow not in chosen])
    )


def _reached(room: str, arrows: Collection[Arrow]) -> frozenset[str]:
    """The rooms that can be reached from one, itself only over a circle."""
    found: set[str] = set()
    fresh = {other for start, other in arrows if start == room}
    while fresh:
        found |= fresh
        fresh = {other for start, other in arrows if start in fresh} - found
    return frozenset(found)
