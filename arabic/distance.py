"""How far two name keys are apart when a reader, a clerk's ear or a pen may have slipped.

A weighted Damerau-Levenshtein distance in its restricted form (optimal string alignment) over the keys of
`names.part_key`. A lost dot is cheap, a different letter is dear; the weights are own estimates, held
against labelled pairs by `sijill bench names`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import permutations
from operator import eq
from typing import Final

from rapidfuzz.distance import OSA, Prefix
from rapidfuzz.process import extract


class Slip(StrEnum):
    """What kind of difference one edit is."""

    DOTS = "dots"
    SHAPE = "shape"
    SOUND = "sound"
    LETTER = "letter"
    MISSING = "missing"
    EXTRA = "extra"
    DOUBLED = "doubled"
    SWAPPED = "swapped"


@dataclass(frozen=True, slots=True)
class Difference:
    """One edit that leads from one key to the other: letters here and there, and the place in the first."""

    slip: Slip
    here: str
    there: str
    place: int


_DOTS = ("بتثني", "جحخ", "دذ", "رز", "سش", "صظ", "طظ", "عغ", "فق")
_SHAPES = ("رو", "در", "كل", "هم", "ال", "اه", "وف", "وق", "مع", "دل", "كد", "زو", "رن")
_SOUNDS = ("ذزظ", "ثس", "صس", "طت", "قك", "هح", "اع", "غق", "قج", "جي", "كج")
_COSTS = {Slip.DOTS: 0.4, Slip.SHAPE: 0.6, Slip.SOUND: 0.7}

_LETTER_COST: Final = 1.0
"""Cost of another letter, or of one too many or too few: the unit of all the others."""
# A final ha that only one name has is a woman's name beside a man's: كريم and كريمة.
_FEMININE, _FEMININE_COST = "ه", 1.5
_DOUBLED_COST: Final = 0.5
"""Cost of a letter written twice or once: in handwriting two teeth look like three."""
_SWAPPED_COST: Final = 0.8
"""Cost of two neighbours swapped: a slip of typing, likelier than two wrong letters."""


def _pairs(groups: Iterable[str]) -> Iterable[tuple[str, str]]:
    return (pair for group in groups for pair in permutations(group, 2))


_SLIPS: dict[tuple[str, str], Slip] = {
    **dict.fromkeys(_pairs(_SOUNDS), Slip.SOUND),
    **dict.fromkeys(_pairs(_SHAPES), Slip.SHAPE),
    **dict.fromkeys(_pairs(_DOTS), Slip.DOTS),
}
_SWAP_COSTS: dict[tuple[str, str], float] = {pair: _COSTS[slip] for pair, slip in _SLIPS.items()}

_SKELETON = str.maketrans({letter: group[0] for group in _DOTS if group != "طظ" for letter in group})


def skeleton(key: str) -> str:
    """Return the key without its dots: keys that differ in dots alone share it."""
    return key.translate(_SKELETON)


def _lone(key: str, place: int) -> float:
    """Cost of one letter that the other key lacks."""
    letter = key[place]
    if place and key[place - 1] == letter:
        return _DOUBLED_COST
    if letter == _FEMININE and place == len(key) - 1:
        return _FEMININE_COST
    return _LETTER_COST


def distance(here: str, there: str, limit: float = 9.0) -> float:
    """Return the weighted distance of two keys, 0 for equal ones; infinity as soon as it exceeds `limit`.

    Symmetric. Costs: a dot 0.4, a look-alike letter 0.6, a sound-alike 0.7, another letter 1.0, a letter
    too many or too few 1.0 (a doubled one 0.5; a final ha, which makes a woman's name, 1.5), two neighbours
    swapped 0.8.
    """
    if here == there:
        return 0.0
    if abs(len(here) - len(there)) * _DOUBLED_COST > limit:
        return float("inf")
    start, end = _shared(here, there)
    rows = _fill(here[start : len(here) - end], there[start : len(there) - end], limit)
    return rows[-1][-1] if rows and rows[-1][-1] <= limit else float("inf")


def slip_cost(here: str, there: str) -> float:
    """Return `distance` of two keys that are one edit or only dots apart; infinity for others.

    The same figures, mostly without filling a table.
    """
    if here == there:
        return 0.0
    if OSA.distance(here, there, score_cutoff=1) > 1:
        dots = len(here) == len(there) and skeleton(here) == skeleton(there)
        return _dots_cost(here, there) if dots else float("inf")
    return _edit_cost(here, there)


def edit_costs(here: str, others: Mapping[int, str]) -> dict[int, float]:
    """Return `distance` of one key and each of many that is the same or one edit apart; the rest is left out.

    All at once: search weighs hundreds of keys for each word asked.
    """
    near = extract(here, others, scorer=OSA.distance, score_cutoff=1, limit=None)
    return {name: _edit_cost(here, there) if count else 0.0 for there, count, name in near}


def _dots_cost(here: str, there: str) -> float:
    """Cost of two keys of one skeleton: their dots, unless a letter too many and one too few cost less."""
    cost = sum([_COSTS[Slip.DOTS] for letter, other in zip(here, there, strict=True) if letter != other])
    cheapest_lone = _DOUBLED_COST if _has_double(here) or _has_double(there) else _LETTER_COST
    return cost if cost <= 2 * cheapest_lone else distance(here, there)


def _edit_cost(here: str, there: str) -> float:
    """Cost of the one edit between two keys."""
    place = Prefix.similarity(here, there)
    if len(here) == len(there):
        cost = _SWAP_COSTS.get((here[place], there[place]), _LETTER_COST)
        if here[place + 1 :] == there[place + 1 :]:
            return cost
        return min(_SWAPPED_COST, cost + _SWAP_COSTS.get((here[place + 1], there[place + 1]), _LETTER_COST))
    # One of two equal neighbours may be had at half the cost, and letters after it be taken for one another.
    if _has_double(here) or _has_double(there):
        return distance(here, there)
    return _lone(max(here, there, key=len), place)


@lru_cache(maxsize=50_000)
def _has_double(key: str) -> bool:
    """Whether a letter stands twice in a row: one of the two costs half."""
    return any(map(eq, key, key[1:]))


def _shared(here: str, there: str) -> tuple[int, int]:
    """Count the letters shared at the beginning and the end, which are no difference, less one at each.

    A doubled letter may lean on the one that is left.
    """
    shorter = min(len(here), len(there))
    start = 0
    while start < shorter and here[start] == there[start]:
        start += 1
    start = max(0, start - 1)
    end = 0
    while end < shorter - start and here[-1 - end] == there[-1 - end]:
        end += 1
    return start, max(0, end - 1)


def _fill(here: str, there: str, limit: float) -> list[list[float]]:
    """Fill the table of distances between beginnings; nothing when no way stays within the limit."""
    lone_there = [_lone(there, place) for place in range(len(there))]
    first = [0.0]
    for cost in lone_there:
        first.append(first[-1] + cost)
    rows = [first]
    # Written out, without calls of `min`: search weighs names by the dozen.
    for i, letter in enumerate(here):
        above = rows[i]
        lone = _lone(here, i)
        best = above[0] + lone
        row = [best]
        for j, other in enumerate(there):
            left = best + lone_there[j]
            best = above[j] if letter == other else above[j] + _SWAP_COSTS.get((letter, other), _LETTER_COST)
            if above[j + 1] + lone < best:
                best = above[j + 1] + lone
            if left < best:
                best = left
            if i and j and letter != other and letter == there[j - 1] and here[i - 1] == other:
                best = min(best, rows[i - 1][j - 1] + _SWAPPED_COST)
            row.append(best)
        if min(row) > limit and min(above) > limit:
            return []
        rows.append(row)
    return rows


def differences(here: str, there: str) -> tuple[Difference, ...]:
    """Return the cheapest edits that lead from one key to the other, in reading order."""
    known = _only_difference(here, there)
    if known is not None:
        return (known,)
    start, end = _shared(here, there)
    ours, theirs = here[start : len(here) - end], there[start : len(there) - end]
    rows = _fill(ours, theirs, float("inf"))
    found: list[Difference] = []
    i, j = len(ours), len(theirs)
    while i or j:
        step, i, j = _step_back(rows, ours, theirs, i, j)
        if step is not None:
            found.append(replace(step, place=step.place + start) if start else step)
    return tuple(reversed(found))


def _only_difference(here: str, there: str) -> Difference | None:
    """The one letter changed, missing or too many, where no other way may be as cheap; None for the rest."""
    if OSA.distance(here, there, score_cutoff=1) != 1 or _has_double(here) or _has_double(there):
        return None
    place = Prefix.similarity(here, there)
    if len(here) > len(there):
        return Difference(Slip.EXTRA, here[place], "", place)
    if len(here) < len(there):
        return Difference(Slip.MISSING, "", there[place], place)
    if here[place + 1 :] != there[place + 1 :]:
        return None
    pair = (here[place], there[place])
    return Difference(_SLIPS.get(pair, Slip.LETTER), *pair, place)


def _step_back(
    rows: list[list[float]], here: str, there: str, i: int, j: int
) -> tuple[Difference | None, int, int]:
    """Undo the last edit of the best way to (i, j): the edit, None for equal letters, and whence it came."""
    at = rows[i][j]
    if i and j:
        pair = (here[i - 1], there[j - 1])
        if pair[0] == pair[1] and _same(at, rows[i - 1][j - 1]):
            return None, i - 1, j - 1
        if _same(at, rows[i - 1][j - 1] + _SWAP_COSTS.get(pair, _LETTER_COST)) and pair[0] != pair[1]:
            return Difference(_SLIPS.get(pair, Slip.LETTER), *pair, i - 1), i - 1, j - 1
        if (
            i > 1
            and j > 1
            and pair == (there[j - 2], here[i - 2])
            and _same(at, rows[i - 2][j - 2] + _SWAPPED_COST)
        ):
            return Difference(Slip.SWAPPED, here[i - 2 : i], there[j - 2 : j], i - 2), i - 2, j - 2
    if i and _same(at, rows[i - 1][j] + _lone(here, i - 1)):
        return Difference(_lone_slip(here, i - 1, Slip.EXTRA), here[i - 1], "", i - 1), i - 1, j
    return Difference(_lone_slip(there, j - 1, Slip.MISSING), "", there[j - 1], i), i, j - 1


def _lone_slip(key: str, place: int, otherwise: Slip) -> Slip:
    return Slip.DOUBLED if place and key[place - 1] == key[place] else otherwise


def _same(one: float, other: float) -> bool:
    return abs(one - other) < 1e-9
