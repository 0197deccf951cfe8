"""Whether two names as written may be one person's: parts aligned, missing ones allowed, reasons given."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from arabic.distance import Difference, differences
from arabic.likeness import CLOSE, likeness
from arabic.names import NameChain, laqab_key, part_key


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


@dataclass(frozen=True, slots=True)
class ChainLikeness:
    """How likely two names are one person's, 0 to 1, and the reason for each part."""

    score: float
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ChainKeys:
    """The search keys of a name: given names in order, and the laqab's, empty when there is none."""

    names: tuple[str, ...]
    laqab: str = ""


def keys_of(chain: NameChain) -> ChainKeys:
    """Return the keys by which a name is compared."""
    names = tuple(key for key in map(part_key, chain.names) if key)
    return ChainKeys(names, laqab_key(chain.laqab) if chain.laqab else "")


# Each step multiplies the score by a factor: 1 for equal parts, less for every doubt. What is left of it
# when a part is another one altogether, by position (own name, father, grandfather, farther ancestors):
_OTHER = (0.08, 0.08, 0.12, 0.25)
# ... and when only one chain has it. A chain without its first name is the father's own name.
_MISSING = (0.1, 0.5, 0.9, 0.95)
_OTHER_LAQAB, _MISSING_LAQAB, _JOINED = 0.35, 0.95, 0.95

_Cell = tuple[int, int, int]
"""How much of each chain is aligned, and which side had a part too many so far: 1 ours, 2 theirs, 0 none."""


@dataclass(frozen=True, slots=True)
class _Path:
    """The best way to a cell: its score, the last step and the cell before it."""

    score: float
    before: _Cell
    step: Step | None


def compare_chains(here: NameChain, there: NameChain, known: Collection[str] = ()) -> ChainLikeness:
    """Compare two names part by part; `compare_keys` for names whose keys are at hand."""
    return compare_keys(keys_of(here), keys_of(there), known)


def compare_keys(here: ChainKeys, there: ChainKeys, known: Collection[str] = ()) -> ChainLikeness:
    """Compare two names by their keys.

    A grandfather or laqab that one chain lacks costs little, a father's name more, the own name nearly all:
    `علي حسن` is father of `محمد علي حسن` and not the same man. Parts that each chain lacks of the other's
    are no missing parts but different ones. Two parts written as one count as equal. `known` as in
    `likeness`.
    """
    if not here.names or not there.names:
        return ChainLikeness(0.0, ())
    found = max((_with_laqab(*way, known) for way in _ways(here, there)), key=lambda way: way.score)
    if found.score < _JOINED and _flat(here) & _flat(there):
        # Letter for letter one name, only the spaces fell elsewhere.
        found = ChainLikeness(_JOINED, (Step(0, 0, Agreement.JOINED, 1.0),))
    steps = tuple(_explained(step, here, there) for step in found.steps)
    return ChainLikeness(round(found.score, 4), steps)


def _ways(here: ChainKeys, there: ChainKeys) -> Iterator[tuple[ChainKeys, ChainKeys]]:
    """Yield both names, and where only one has a laqab, with it among the names as it may be in the other.

    A laqab of no list stands there without its article, or joined to the name before it.
    """
    yield here, there
    if bool(here.laqab) != bool(there.laqab):
        yield _bare(here), _bare(there)
        yield _full(here), _full(there)


def _bare(chain: ChainKeys) -> ChainKeys:
    *names, last = (*chain.names, chain.laqab) if chain.laqab else chain.names
    return ChainKeys((*names, laqab_key(last)))


def _full(chain: ChainKeys) -> ChainKeys:
    return ChainKeys((*chain.names, f"ال{chain.laqab}")) if chain.laqab else chain


def _flat(chain: ChainKeys) -> frozenset[str]:
    """Return all letters of a name in a row, the laqab with and without its article."""
    names = "".join(chain.names)
    return frozenset((names + chain.laqab, f"{names}ال{chain.laqab}"))


def _with_laqab(here: ChainKeys, there: ChainKeys, known: Collection[str]) -> ChainLikeness:
    score, steps = _align(here.names, there.names, known)
    if not here.laqab and not there.laqab:
        return ChainLikeness(score, steps)
    if here.laqab and there.laqab:
        alike = likeness(here.laqab, there.laqab)
        factor, step = _trust(alike, _OTHER_LAQAB), _judged(len(here.names), len(there.names), alike)
    else:
        ours, theirs = (len(here.names), None) if here.laqab else (None, len(there.names))
        factor, step = _MISSING_LAQAB, Step(ours, theirs, Agreement.MISSING, 0.0)
    return ChainLikeness(score * factor, (*steps, step))


def _trust(alike: float, other: float) -> float:
    """Return the factor of two parts: 1 when equal, `other` when nothing is alike."""
    return other + (1 - other) * alike


def _judged(here: int, there: int, alike: float) -> Step:
    same = Agreement.SAME if alike == 1.0 else Agreement.CLOSE
    return Step(here, there, same if alike >= CLOSE else Agreement.DIFFERS, alike)


def _of(table: tuple[float, ...], place: int) -> float:
    return table[min(place, len(table) - 1)]


def _align(
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
    factor, step = _trust(alike, _of(_OTHER, max(i, j))), _judged(i, j, alike)
    joins = list(_joins(ours[i:], theirs[j:], known)) if alike < CLOSE else []
    for cell in cells:
        _go(paths, cell, (i + 1, j + 1, cell[2]), factor, step)
        for here, there, joined in joins:
            step_of_join = Step(i, j, Agreement.JOINED, joined)
            _go(paths, cell, (i + here, j + there, cell[2]), _JOINED * joined, step_of_join)


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


def _explained(step: Step, here: ChainKeys, there: ChainKeys) -> Step:
    """Put the differing letters into a step that is close."""
    if step.agreement is not Agreement.CLOSE or step.here is None or step.there is None:
        return step
    ours, theirs = (*here.names, here.laqab)[step.here], (*there.names, there.laqab)[step.there]
    return replace(step, differences=differences(ours, theirs))
