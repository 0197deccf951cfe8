"""Whether two names as written may be one person's: parts aligned, missing ones allowed, reasons given."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from arabic.distance import Difference
from arabic.likeness import CLOSE, compare_parts, likeness
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

    Positions count from 0, the laqab last. JOINED: one part here is that part and the next there, or the
    other way round.
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
class _Part:
    """A part's key; `weight` is what it tells, `missing` what it costs when only one chain has it."""

    key: str
    weight: float
    missing: float
    laqab: bool = False


# Own name and father's tell most; a chain without its first name is the father's own name, so it costs all.
_WEIGHTS = (1.0, 1.0, 0.8, 0.6)
_MISSING = (1.0, 0.6, 0.1, 0.05)
_LAQAB_WEIGHT, _LAQAB_MISSING = 0.6, 0.05
# Branches of a family bear other laqabs, so another one speaks less against than another father.
_OTHER_NAME, _OTHER_LAQAB = 1.5, 0.6
_JOINED = 0.95


@dataclass(frozen=True, slots=True)
class _Path:
    """The best way to a cell of the alignment: points so far, and the last move with the cell before."""

    points: float
    before: tuple[int, int]
    step: Step | None


def compare_chains(here: NameChain, there: NameChain, known: Collection[str] = ()) -> ChainLikeness:
    """Compare two names part by part.

    A grandfather or laqab that one chain lacks costs little, a father's name more, the own name nearly all:
    `علي حسن` is father of `محمد علي حسن` and not the same man. Two parts written as one count as equal.
    `known` as in `likeness`.
    """
    ours, theirs = _parts(here), _parts(there)
    if not ours or not theirs:
        return ChainLikeness(0.0, ())
    paths = _align(ours, theirs, known)
    steps = tuple(_explained(step, ours, theirs, known) for step in _way_back(paths, ours, theirs))
    most = min(sum(part.weight for part in ours), sum(part.weight for part in theirs))
    score = paths[len(ours), len(theirs)].points / most
    return ChainLikeness(round(min(1.0, max(0.0, score)), 4), steps)


def _parts(chain: NameChain) -> tuple[_Part, ...]:
    last = len(_WEIGHTS) - 1
    names = [
        _Part(part_key(name), _WEIGHTS[min(place, last)], _MISSING[min(place, last)])
        for place, name in enumerate(chain.names)
    ]
    if chain.laqab:
        names.append(_Part(laqab_key(chain.laqab), _LAQAB_WEIGHT, _LAQAB_MISSING, laqab=True))
    return tuple(part for part in names if part.key)


def _align(
    ours: tuple[_Part, ...], theirs: tuple[_Part, ...], known: Collection[str]
) -> dict[tuple[int, int], _Path]:
    """Find the best way to each pair of beginnings."""
    paths = {(0, 0): _Path(0.0, (0, 0), None)}
    for i in range(len(ours) + 1):
        for j in range(len(theirs) + 1):
            if i or j:
                moves = list(_moves(paths, ours, theirs, i, j, known))
                paths[i, j] = max(moves, key=lambda path: path.points)
    return paths


def _moves(
    paths: dict[tuple[int, int], _Path],
    ours: tuple[_Part, ...],
    theirs: tuple[_Part, ...],
    i: int,
    j: int,
    known: Collection[str],
) -> Iterator[_Path]:
    """Yield each way into the cell (i, j)."""
    if i and j:
        points, step = _pair(ours, theirs, i - 1, j - 1, known)
        yield _Path(paths[i - 1, j - 1].points + points, (i - 1, j - 1), step)
    if i:
        step = Step(i - 1, None, Agreement.MISSING, 0.0)
        yield _Path(paths[i - 1, j].points - ours[i - 1].missing, (i - 1, j), step)
    if j:
        step = Step(None, j - 1, Agreement.MISSING, 0.0)
        yield _Path(paths[i, j - 1].points - theirs[j - 1].missing, (i, j - 1), step)
    if i > 1 and j and likeness(ours[i - 2].key + ours[i - 1].key, theirs[j - 1].key) > CLOSE:
        weight = theirs[j - 1].weight * _JOINED
        step = Step(i - 2, j - 1, Agreement.JOINED, _JOINED)
        yield _Path(paths[i - 2, j - 1].points + weight, (i - 2, j - 1), step)
    if j > 1 and i and likeness(theirs[j - 2].key + theirs[j - 1].key, ours[i - 1].key) > CLOSE:
        weight = ours[i - 1].weight * _JOINED
        step = Step(i - 1, j - 2, Agreement.JOINED, _JOINED)
        yield _Path(paths[i - 1, j - 2].points + weight, (i - 1, j - 2), step)


def _pair(
    ours: tuple[_Part, ...], theirs: tuple[_Part, ...], i: int, j: int, known: Collection[str]
) -> tuple[float, Step]:
    """Weigh one part against another."""
    here, there = ours[i], theirs[j]
    laqab = here.laqab or there.laqab
    alike = likeness(_bare(here, there), _bare(there, here), known)
    weight = min(here.weight, there.weight)
    if alike >= CLOSE:
        agreement = Agreement.SAME if alike == 1.0 else Agreement.CLOSE
        return weight * alike, Step(i, j, agreement, alike)
    against = _OTHER_LAQAB if laqab else _OTHER_NAME
    return weight * (alike - against), Step(i, j, Agreement.DIFFERS, alike)


def _bare(part: _Part, other: _Part) -> str:
    """Drop the article of a name that may be the other chain's laqab, unrecognised."""
    return laqab_key(part.key) if other.laqab and not part.laqab else part.key


def _way_back(
    paths: dict[tuple[int, int], _Path], ours: tuple[_Part, ...], theirs: tuple[_Part, ...]
) -> tuple[Step, ...]:
    steps: list[Step] = []
    cell = (len(ours), len(theirs))
    while (path := paths[cell]).step is not None:
        steps.append(path.step)
        cell = path.before
    return tuple(reversed(steps))


def _explained(
    step: Step, ours: tuple[_Part, ...], theirs: tuple[_Part, ...], known: Collection[str]
) -> Step:
    """Put the differing letters into a step that is close."""
    if step.agreement is not Agreement.CLOSE or step.here is None or step.there is None:
        return step
    here, there = ours[step.here], theirs[step.there]
    found = compare_parts(_bare(here, there), _bare(there, here), known)
    return Step(step.here, step.there, step.agreement, step.likeness, found.differences)
