"""How well a person fits a question, and why: each part the same, close by some slips, missing, other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, NamedTuple

from arabic.distance import Slip, differences
from arabic.homophones import same_sound
from registry.search.asked import NAME_ROLES, Reading, Role, role_readings
from registry.search.parts import ARTICLE, FARTHEST, REMEMBERED, cost, without_article
from registry.search.probes import Found
from registry.search.readings import cut

# Penalties on the scale of `arabic.distance`, where one wrong letter costs 1. A laqab may be missing or
# changed by law (it was banned from papers in the 1970s), so it speaks less than a given name.
OTHER: Final[Mapping[Role, float]] = {
    Role.given: 2.2,
    Role.father: 2.2,
    Role.grandfather: 2.0,
    Role.laqab: 1.4,
    Role.mother: 2.2,
}
ABSENT: Final = 1.2
"""Cost of a part that a person lacks: dearer than one wrong letter, since a name so near stands there by
chance less often, and cheaper than another name, which speaks against."""
SKIPPED: Final = 0.05
"""Cost of a father's or grandfather's name left out: that is rarer than a laqab left out."""
UNASKED: Final = 0.1
"""Cost of a part that nobody asked for: who asks says what they know, so whoever has fewer comes first."""
PART_NAMES: Final = ("given", "father", "grandfather", "laqab", "mother", "maternal")


@dataclass(frozen=True, slots=True)
class Why:
    """How one part agrees: `code` is `same`, `close`, `missing` or `differs`; `distance` in letters.

    `slips` says of a close one what lies between, by `arabic.distance.Slip`: `dots`, `shape`, `missing`...
    """

    part: str
    code: str
    distance: int = 0
    slips: tuple[str, ...] = ()


Prices = Sequence[Mapping[int, float]]


def penalties(people: Iterable[Found], words: Prices, mother: Mapping[int, float] | None) -> Iterator[float]:
    """How far people of the index are from a question, 0 for whom everything fits: the best reading's sum.

    `words` and `mother` hold what each part of the dictionary costs when it is taken for the word.
    """
    # Written out, not as sums of generators: a common name brings thousands of people.
    ways = [
        (skipped, [(role, prices.get, OTHER[role]) for role, prices in zip(roles, words, strict=True)])
        for roles, skipped in _ways(len(words))
    ]
    for found in people:
        best = float("inf")
        unasked = _unasked(found, len(words))
        for skipped, places in ways:
            price = 0.0
            for role, price_of, other in places:
                part = found[role]
                price += price_of(part, other) if part else ABSENT
            best = min(best, skipped + price)
        yield best + unasked + (_price(found, Role.mother, mother) if mother is not None else 0.0)


def misfits(found: Found, words: Prices) -> int:
    """How many words stand for no part of the person's name, the words taken in order."""
    return min(
        sum(found[role] not in prices for prices, role in zip(words, roles, strict=True))
        for roles in role_readings(len(words))
    )


def _unasked(parts: Sequence[object], words: int) -> float:
    """What the parts of a person's own name cost that so many words leave unsaid."""
    return UNASKED * (sum([1 for part in parts[: len(NAME_ROLES)] if part]) - words) if words else 0.0


def _price(found: Found, role: Role, prices: Mapping[int, float]) -> float:
    part = found[role]
    return prices.get(part, OTHER[role]) if part else ABSENT


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a person fits: `score`, 0 to 1, only orders candidates; the words stand in `roles`."""

    score: float
    roles: tuple[Role, ...]


def fit(asked: Reading, keys: Sequence[str]) -> Fit:
    """How well a person fits a question, the words in their best roles; `keys` in the order of PART_NAMES."""
    scale = _scale(asked)
    best, best_way = float("inf"), scale.ways[0]
    for way in scale.ways:
        price = way.skipped + sum([prices[keys[role]] for role, prices in way.places])
        if price < best:
            best, best_way = price, way
    best += _unasked(keys, len(best_way.roles))
    most = best_way.most
    for place, role, prices in scale.hers:
        best += prices[keys[place]]
        most += OTHER[role]
    return Fit(max(0.0, 1 - (asked.price + best) / most) if most else 1.0, best_way.roles)


def explain(asked: Reading, keys: Sequence[str], roles: Sequence[Role]) -> tuple[Why, ...]:
    """The reasons of a fit: of each word in its role, then of the mother and her father."""
    own = [
        _why(PART_NAMES[role], role, word.for_role(role), keys[role])
        for word, role in zip(cut(asked).words, roles, strict=True)
    ]
    return (
        *own,
        *(_why(PART_NAMES[place], role, key, keys[place]) for place, role, key in _of_mother(asked)),
    )


def _of_mother(asked: Reading) -> list[tuple[int, Role, str]]:
    """What was asked of the mother and her father: the part's place, the role it is weighed as, the key."""
    hers = ((4, Role.mother, asked.mother), (5, Role.father, asked.maternal))
    return [(place, role, key) for place, role, key in hers if key]


class _Prices(dict[str, float]):
    """The penalty of each part that is known beside one that is asked for, worked out when first met."""

    def __init__(self, role: Role, asked: str) -> None:
        super().__init__()
        self._role, self._asked = role, asked

    def __missing__(self, known: str) -> float:
        price = self[known] = _price_of(self._role, self._asked, known)
        return price


class _Way(NamedTuple):
    """Roles that the words may stand in, what skipping others costs, the most a misfit costs, each part's."""

    roles: tuple[Role, ...]
    skipped: float
    most: float
    places: list[tuple[Role, _Prices]]


class _Scale(NamedTuple):
    """What people are weighed on for one question: the ways of its words; place and role of the mother's."""

    ways: list[_Way]
    hers: list[tuple[int, Role, _Prices]]


# Of the questions that are being answered: their candidates share many parts.
@lru_cache(maxsize=64)
def _scale(asked: Reading) -> _Scale:
    words = cut(asked).words
    rooms = [
        {role: _Prices(role, word.for_role(role)) for role in roles}
        for word, roles in zip(words, _rooms(len(words)), strict=True)
    ]
    ways = [
        _Way(
            roles,
            skipped,
            sum(OTHER[role] for role in roles),
            [(role, room[role]) for role, room in zip(roles, rooms, strict=True)],
        )
        for roles, skipped in _ways(len(words))
    ]
    return _Scale(ways, [(place, role, _Prices(role, key)) for place, role, key in _of_mother(asked)])


def _why(part: str, role: Role, asked: str, known: str) -> Why:
    """The reason of one part, in codes."""
    if not known:
        return Why(part, "missing")
    if asked == known:
        return Why(part, "same")
    if cost(asked, known) > FARTHEST and role is Role.laqab and known in without_article(asked):
        known = ARTICLE + known
    if same_sound(asked, known):
        return Why(part, "close", 1, (Slip.SOUND.value,))
    slips = slips_between(asked, known)
    if cost(asked, known) > FARTHEST:
        return Why(part, "differs", len(slips))
    return Why(part, "close", len(slips), slips)


def _price_of(role: Role, asked: str, known: str) -> float:
    """The penalty of one part."""
    if not known:
        return ABSENT
    price = cost(asked, known)
    if price > FARTHEST and role is Role.laqab:
        price = without_article(asked).get(known, price)
    return price if price <= FARTHEST else OTHER[role]


@lru_cache(maxsize=REMEMBERED)
def slips_between(here: str, there: str) -> tuple[str, ...]:
    """What lies between two keys, by `arabic.distance.Slip`."""
    return tuple(difference.slip.value for difference in differences(here, there))


@cache
def _ways(count: int) -> tuple[tuple[tuple[Role, ...], float], ...]:
    """The roles that so many words may stand in, each with the cost of what it skips."""
    return tuple((roles, skipped_cost(roles)) for roles in role_readings(count))


@cache
def _rooms(count: int) -> tuple[tuple[Role, ...], ...]:
    """For each of so many words the roles it may stand in, whatever the others stand for."""
    return tuple(tuple(sorted(set(roles))) for roles in zip(*role_readings(count), strict=True))


def skipped_cost(roles: Sequence[Role]) -> float:
    """What a reading costs whose words do not follow each other from the given name on."""
    return SKIPPED * sum(1 for place, role in enumerate(roles) if role != place and role is not Role.laqab)
