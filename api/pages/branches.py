"""From a family's graph to places on a picture: one row a person, each generation further in. Pure.

Going down instead of sideways keeps the letters readable on a telephone, whatever the number of children.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from registry.families.family_graph import Graph, Relative

BOX: Final = (300, 58)
"""Width and height of a person's box, in units of the picture."""
STEP: Final = 26
"""A generation stands two steps further in than the one before; a wife one step further than her husband."""
GAP: Final = 14
EDGE: Final = 6
STEM: Final = 11
"""Where, from a box's outer edge, the line to those below it starts."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A person in the tree, `depth` steps in. `tie` to the one above: `child`, `spouse`, or `root`."""

    relative: Relative
    depth: int
    tie: str
    below: tuple["Branch", ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the picture: an SVG path, and what it means (`child` or `spouse`)."""

    path: str
    tie: str


@dataclass(frozen=True, slots=True)
class Place:
    """A person's box by its outer top corner. `inner` is where its text starts."""

    branch: Branch
    x: int
    y: int
    inner: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes and lines, and the picture's size."""

    width: int
    height: int
    places: tuple[Place, ...]
    lines: tuple[Line, ...]


def branches(graph: Graph) -> tuple[Branch, ...]:
    """The family as trees: those without parents first, then whoever a circle would leave out."""
    parents = {d.child: tuple(p for p in (d.father, d.mother) if p is not None) for d in graph.descents}
    wives = {couple.wife for couple in graph.marriages}
    first = [one for one in graph.relatives if one.number not in parents and one.number not in wives]
    ancestors = {parent for d in graph.descents for parent in (d.father, d.mother)}
    seen: set[int] = set()
    order = (*sorted(first, key=lambda one: one.number not in ancestors), *graph.relatives)
    return tuple(_grown(graph, one, 0, "root", seen) for one in order if one.number not in seen)


def drawing(trees: tuple[Branch, ...], *, from_right: bool) -> Drawing:
    """Places for all: from the right in right-to-left writing, from the left otherwise."""
    rows = [branch for tree in trees for branch in _flat(tree)]
    width = BOX[0] + STEP * max((branch.depth for branch in rows), default=0) + 2 * EDGE
    tops = {branch.relative.number: EDGE + at * (BOX[1] + GAP) for at, branch in enumerate(rows)}
    turn = _Turn(width, from_right)
    places = tuple(_place(branch, tops[branch.relative.number], width, from_right) for branch in rows)
    lines = tuple(line for tree in trees for line in _lines(tree, tops, turn))
    return Drawing(width, len(rows) * (BOX[1] + GAP) + 2 * EDGE - GAP, places, lines)


def _grown(graph: Graph, one: Relative, depth: int, tie: str, seen: set[int]) -> Branch:
    """A person with wives and children under them; nobody stands twice, so a circle ends where it began."""
    seen.add(one.number)
    wives = [couple.wife for couple in graph.marriages if couple.husband == one.number]
    below = [
        _grown(graph, graph.relatives[wife], depth + 1, "spouse", seen) for wife in wives if wife not in seen
    ]
    inward = depth + (1 if tie == "spouse" else 2)
    for child in _children(graph, one.number):
        below += [_grown(graph, child, inward, "child", seen)] if child.number not in seen else []
    return Branch(one, depth, tie, tuple(below))


def _children(graph: Graph, parent: int) -> list[Relative]:
    """The children of a parent, the eldest first; those of unknown birth last."""
    found = [graph.relatives[d.child] for d in graph.descents if parent in (d.father, d.mother)]
    return sorted(found, key=lambda one: (one.born is None, one.born or (), one.number))


def _flat(tree: Branch) -> Iterator[Branch]:
    yield tree
    for branch in tree.below:
        yield from _flat(branch)


def _place(branch: Branch, top: int, width: int, from_right: bool) -> Place:
    start = EDGE + STEP * branch.depth
    if from_right:
        return Place(branch, width - start - BOX[0], top, width - start - GAP)
    return Place(branch, start, top, start + GAP)


def _lines(tree: Branch, tops: Mapping[int, int], turn: "_Turn") -> Iterator[Line]:
    stem = EDGE + STEP * tree.depth + STEM
    foot = tops[tree.relative.number] + BOX[1]
    for branch in tree.below:
        middle = tops[branch.relative.number] + BOX[1] // 2
        end = EDGE + STEP * branch.depth
        yield Line(f"M{turn(stem)} {foot}V{middle}H{turn(end)}", branch.tie)
        yield from _lines(branch, tops, turn)


@dataclass(frozen=True, slots=True)
class _Turn:
    """Turns a distance from the outer edge into one from the left."""

    width: int
    from_right: bool

    def __call__(self, x: int) -> int:
        return self.width - x if self.from_right else x
