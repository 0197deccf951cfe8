"""Two chains of name keys side by side: which part answers to which, and what every doubt costs."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from arabic.distance import Difference
from arabic.likeness import CLOSE, likeness


class Agreement(StrEnum):
    """How one part fares against its partner."""

    SAME = "same"
    CLOSE = "close"
    JOINED = "joined"
    MISSING = "missing"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Step:
    """One aligned place: position in each chain (None where the other has nothing), and how they agree.

    Positions count the given names from 0; the laqab stands after the last of them. JOINED: one part on
    one side is that part and the next on the other.
    """

    here: int | None
    there: int | None
    agreement: Agreement
    likeness: float
    differences: tuple[Difference, ...] = ()


# Each step multiplies the score by a factor: 1 for equal parts, less for every doubt. What is left of it
# when a part is another one altogether, by position (own name, father, grandfather, farther ancestors):
_OTHER = (0.08, 0.08, 0.12, 0.25)
# ... and when only one chain has it. A chain without its first name is the father's own name.
_MISSING = (0.1, 0.5, 0.9, 0.95)

JOINED: Final = 0.95
"""Factor of two parts that are written as one."""

_Cell = tuple[int, int, int]
"""How much of each chain is aligned, and which side had a part too many so far: 1 ours, 2 theirs, 0 none."""


@dataclass(frozen=True, slots=True)
class _Path:
    """The best way to a cell: its score, the last step and the cell before it."""

    score: float
    before: _Cell
    step: Step | None


def trust(alike: float, other: float) -> float:
    """Return the factor of two parts: 1 when equal, `other` when nothing is alike."""
    return other + (1 - other) * alike


def judged(here: int, there: int, alike: float) -> Step:
    """Return the step of two partners, named by how alike they are."""
    same = Agreement.SAME if alike == 1.0 else Agreement.CLOSE
    return Step(here, there, same if alike >= CLOSE else Agreement.DIFFERS, alike)


def _of(table: tuple[float, ...], place: int) -> float:
    return table[min(place, len(table) - 1)]


def align(
    ours: tuple[str, ...], theirs: tuple[str, ...], known: Collection[str]
) -> tuple[float, tuple[Step, ...]]:
    """Find the best alignment of two chains of names: its score and its steps."""
    paths: dict[_Cell, _Path] = {(0, 0, 0): _Path(1.0, (0, 0, 0), None)}
    for i in range(len(ours) + 1):
        for j in range(len(theirs) + 1):
            cells = [cell for longer in (0, 1, 2) if (cell := (i, j, longer)) in paths]
            if cells and i < len(ours) and j < len(theirs):
                _pair(paths, cells, ours, theirs, known)
            for cell in cells:
                _skip(paths, cell, i < len(ours), j < len(theirs))
    ends = [cell for longer in (0, 1, 2) if (cell := (len(ours), len(theirs), longer)) in paths]
    best = max(ends, key=lambda cell: paths[cell].score)
    return paths[best].score, _way_to(best, paths)


def _go(paths: dict[_Cell, _Path], cell: _Cell, target: _Cell, factor: float, step: Step) -> None:
    """Keep a move that leads somewhere better than any before."""
    score = paths[cell].score * factor
    if target not in paths or score > paths[target].score:
        paths[target] = _Path(score, cell, step)


def _pair(
    paths: dict[_Cell, _Path],
    cells: list[_Cell],
    ours: tuple[str, ...],
    theirs: tuple[str, ...],
    known: Collection[str],
) -> None:
    """Go on with the next part of each side as partners, or two of one side as one of the other."""
    i, j, _ = cells[0]
    alike = likeness(ours[i], theirs[j], known)
    factor, step = trust(alike, _of(_OTHER, max(i, j))), judged(i, j, alike)
    joins = list(_joins(ours[i:], theirs[j:], known)) if alike < CLOSE else []
    for cell in cells:
        _go(paths, cell, (i + 1, j + 1, cell[2]), factor, step)
        for here, there, joined in joins:
            step_of_join = Step(i, j, Agreement.JOINED, joined)
            _go(paths, cell, (i + here, j + there, cell[2]), JOINED * joined, step_of_join)


def _skip(paths: dict[_Cell, _Path], cell: _Cell, more_ours: bool, more_theirs: bool) -> None:
    """Go on with a part that only one side has; never on both sides of one alignment."""
    i, j, longer = cell
    if more_ours and longer != 2:
        _go(paths, cell, (i + 1, j, 1), _of(_MISSING, i), Step(i, None, Agreement.MISSING, 0.0))
    if more_theirs and longer != 1:
        _go(paths, cell, (i, j + 1, 2), _of(_MISSING, j), Step(None, j, Agreement.MISSING, 0.0))


def _joins(
    ours: tuple[str, ...], theirs: tuple[str, ...], known: Collection[str]
) -> Iterator[tuple[int, int, float]]:
    """Yield how many parts of each side are one, and how alike, where two are written as one."""
    if len(ours) > 1 and (alike := _joined(ours[0], ours[1], theirs[0], known)) >= CLOSE:
        yield 2, 1, alike
    if len(theirs) > 1 and (alike := _joined(theirs[0], theirs[1], ours[0], known)) >= CLOSE:
        yield 1, 2, alike


def _joined(first: str, second: str, one: str, known: Collection[str]) -> float:
    """Return how alike one part is to two written as one; a slip is allowed in one of the two."""
    if one.endswith(second):
        return likeness(one.removesuffix(second), first, known)
    return likeness(one.removeprefix(first), second, known) if one.startswith(first) else 0.0


def _way_to(cell: _Cell, paths: dict[_Cell, _Path]) -> tuple[Step, ...]:
    steps: list[Step] = []
    while (path := paths[cell]).step is not None:
        steps.append(path.step)
        cell = path.before
    return tuple(reversed(steps))
