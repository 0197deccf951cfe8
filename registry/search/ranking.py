"""How well a person fits a question, and why: each part the same, close by some slips, missing, other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from arabic.distance import differences
from registry.search.asked import Reading, Role, Word, role_readings
from registry.search.parts import FARTHEST, REMEMBERED, cost
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


def penalty(found: Found, words: Prices, mother: Mapping[int, float] | None) -> float:
    """How far a person of the index is from a question, 0 for whom everything fits: the best reading's sum.

    `words` and `mother` hold what each part of the dictionary costs when it is taken for the word.
    """
    best = min(_reading(found, words, roles) for roles in role_readings(len(words)))
    return best + (_price(found, Role.mother, mother) if mother is not None else 0.0)


def fits(found: Found, words: Prices) -> bool:
    """Whether every word stands for some part of the person's name, the words in order."""
    return any(
        all(found[role] in prices for prices, role in zip(words, roles, strict=True))
        for roles in role_readings(len(words))
    )


def _reading(found: Found, words: Prices, roles: tuple[Role, ...]) -> float:
    total = skipped_cost(roles)
    for prices, role in zip(words, roles, strict=True):
        total += _price(found, role, prices)
    return total


def _price(found: Found, role: Role, prices: Mapping[int, float]) -> float:
    part = found[role]
    return prices.get(part, OTHER[role]) if part else ABSENT


def explain(asked: Reading, keys: Sequence[str]) -> tuple[float, tuple[Why, ...]]:
    """A score from 0 to 1 and the reasons, for a person's keys in the order of PART_NAMES.

    Of the roles the words may stand in, those that fit best. The score only orders candidates.
    """
    skipped, reading = _best_roles(cut(asked).words, keys)
    compared = [*reading]
    for place, role, key in ((4, Role.mother, asked.mother), (5, Role.father, asked.maternal)):
        if key:
            compared.append(Compared(PART_NAMES[place], role, key, keys[place]))
    most = sum(OTHER[part.role] for part in compared)
    total = asked.price + skipped + sum(part.price for part in compared)
    return (max(0.0, 1 - total / most) if most else 1.0), tuple(part.why() for part in compared)


@dataclass(frozen=True, slots=True)
class Compared:
    """One part as asked for beside the same part as the record has it, both as keys."""

    part: str
    role: Role
    asked: str
    known: str

    @property
    def price(self) -> float:
        """The penalty of this part."""
        if not self.known:
            return ABSENT
        price = cost(self.asked, self.known)
        return price if price <= FARTHEST else OTHER[self.role]

    def why(self) -> Why:
        """The reason in codes."""
        if not self.known:
            return Why(self.part, "missing")
        if self.asked == self.known:
            return Why(self.part, "same")
        slips = slips_between(self.asked, self.known)
        if cost(self.asked, self.known) > FARTHEST:
            return Why(self.part, "differs", len(slips))
        return Why(self.part, "close", len(slips), slips)


@lru_cache(maxsize=REMEMBERED)
def slips_between(here: str, there: str) -> tuple[str, ...]:
    """What lies between two keys, by `arabic.distance.Slip`."""
    return tuple(difference.slip.value for difference in differences(here, there))


def _best_roles(words: Sequence[Word], keys: Sequence[str]) -> tuple[float, tuple[Compared, ...]]:
    """The way the words fit best, and what it costs that it skips a role."""
    readings = [
        (
            skipped_cost(roles),
            tuple(
                Compared(PART_NAMES[role], role, word.for_role(role), keys[role])
                for word, role in zip(words, roles, strict=True)
            ),
        )
        for roles in role_readings(len(words))
    ]
    return min(readings, key=lambda reading: reading[0] + sum(part.price for part in reading[1]))


def skipped_cost(roles: Sequence[Role]) -> float:
    """What a reading costs whose words do not follow each other from the given name on."""
    return SKIPPED * sum(1 for place, role in enumerate(roles) if role != place and role is not Role.laqab)
