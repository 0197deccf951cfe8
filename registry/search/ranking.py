"""How well a person fits a question, and why: each part the same, close by some slips, missing, other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter
from typing import Final

from arabic.distance import differences
from registry.search.asked import Reading, Role, Word, role_readings
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
ABSENT: Final = 0.8
# A name asked for without its father's or grandfather's is rarer than one without its laqab.
SKIPPED: Final = 0.05
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
        for skipped, places in ways:
            price = 0.0
            for role, price_of, other in places:
                part = found[role]
                price += price_of(part, other) if part else ABSENT
            best = min(best, skipped + price)
        yield best + (_price(found, Role.mother, mother) if mother is not None else 0.0)


def misfits(found: Found, words: Prices) -> int:
    """How many words stand for no part of the person's name, the words taken in order."""
    return min(
        sum(found[role] not in prices for prices, role in zip(words, roles, strict=True))
        for roles in role_readings(len(words))
    )


def _price(found: Found, role: Role, prices: Mapping[int, float]) -> float:
    part = found[role]
    return prices.get(part, OTHER[role]) if part else ABSENT


def score(asked: Reading, keys: Sequence[str]) -> float:
    """From 0 to 1, for a person's keys in the order of PART_NAMES; it only orders candidates."""
    words = cut(asked).words
    roles, price = _best_roles(words, keys)
    most = sum(OTHER[role] for role in roles)
    for _, role, key, known in _of_mother(asked, keys):
        price += _price_of(role, key, known)
        most += OTHER[role]
    return max(0.0, 1 - (asked.price + price) / most) if most else 1.0


def explain(asked: Reading, keys: Sequence[str]) -> tuple[Why, ...]:
    """The reasons of a score: of the roles the words may stand in, those that fit best."""
    words = cut(asked).words
    roles, _ = _best_roles(words, keys)
    own = [
        _why(PART_NAMES[role], role, word.for_role(role), keys[role])
        for word, role in zip(words, roles, strict=True)
    ]
    return (*own, *(_why(*compared) for compared in _of_mother(asked, keys)))


def _of_mother(asked: Reading, keys: Sequence[str]) -> list[tuple[str, Role, str, str]]:
    """What was asked of the mother and her father: the part, its role, and beside it what the record has."""
    hers = ((4, Role.mother, asked.mother), (5, Role.father, asked.maternal))
    return [(PART_NAMES[place], role, key, keys[place]) for place, role, key in hers if key]


def _why(part: str, role: Role, asked: str, known: str) -> Why:
    """The reason of one part, in codes."""
    if not known:
        return Why(part, "missing")
    if asked == known:
        return Why(part, "same")
    if cost(asked, known) > FARTHEST and role is Role.laqab and known in without_article(asked):
        known = ARTICLE + known
    slips = slips_between(asked, known)
    if cost(asked, known) > FARTHEST:
        return Why(part, "differs", len(slips))
    return Why(part, "close", len(slips), slips)


@lru_cache(maxsize=REMEMBERED)
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


def _best_roles(words: Sequence[Word], keys: Sequence[str]) -> tuple[tuple[Role, ...], float]:
    """The roles that the words fit best in, and the price of it."""
    prices = [
        {role: _price_of(role, word.for_role(role), keys[role]) for role in roles}
        for word, roles in zip(words, _rooms(len(words)), strict=True)
    ]
    readings = [
        (skipped + sum([row[role] for row, role in zip(prices, roles, strict=True)]), roles)
        for roles, skipped in _ways(len(words))
    ]
    price, roles = min(readings, key=itemgetter(0))
    return roles, price


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
