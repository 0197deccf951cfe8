"""How often each name is drawn: Zipf-like frequencies over the published lists, plus names on no list."""

import random
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import accumulate

from reference.lexicon import given_names, laqabs
from specimens.pseudo import NameKind, pseudo_name

# The n-th most frequent name is drawn with a weight of 1 / n ** exponent.
GIVEN_EXPONENT = 0.9
LAQAB_EXPONENT = 0.7
# Names no list holds: real registers are full of them, and a reader that leans on a list must be caught.
PSEUDO_SHARE_GIVEN = 0.08
PSEUDO_SHARE_LAQAB = 0.15
# A family keeps to names of its own language, but not always.
OWN_LANGUAGE_SHARE = 0.85

# Own knowledge, unverified: only the order of frequency is taken from here, most frequent first.
FREQUENT: dict[NameKind, tuple[str, ...]] = {
    NameKind.MALE: ("محمد", "علي", "حسين", "أحمد", "حسن", "عباس", "مصطفى", "عمر", "كريم", "إبراهيم", "جاسم"),
    NameKind.FEMALE: ("فاطمة", "زينب", "مريم", "زهراء", "نور", "سارة", "هدى", "خديجة", "عائشة", "رقية"),
    NameKind.LAQAB: ("الجبوري", "الدليمي", "العبيدي", "الشمري", "التميمي", "الربيعي", "الزبيدي", "العزاوي"),
}


class Strain(StrEnum):
    """The languages of the name list a family draws from; says nothing about who they are."""

    ARABIC = "arabic"
    SORANI = "sorani"
    ARABISED = "arabised"


STRAIN_SHARES = ((0.84, Strain.ARABIC), (0.92, Strain.SORANI), (1.0, Strain.ARABISED))


@dataclass(frozen=True, slots=True)
class NamePool:
    """Names of one kind with cumulative weights, most frequent first."""

    names: tuple[str, ...]
    cumulative: tuple[float, ...]

    def draw(self, rng: random.Random) -> str:
        """Draw one name by its weight."""
        return self.names[bisect_left(self.cumulative, rng.random() * self.cumulative[-1])]


def zipf_pool(names: Iterable[str], frequent: Iterable[str], exponent: float) -> NamePool:
    """Rank `frequent` first, then the rest in a fixed shuffle; weights fall as 1 / rank ** exponent."""
    rest = sorted(set(names))
    random.Random("sijill name ranks").shuffle(rest)
    head = [name for name in frequent if name in rest]
    ranked = head + [name for name in rest if name not in head]
    return NamePool(
        tuple(ranked), tuple(accumulate(1 / rank**exponent for rank in range(1, len(ranked) + 1)))
    )


def strain_of(language: str) -> Strain:
    """Say which strain a language tag of the name list belongs to."""
    return {"ar": Strain.ARABIC, "ckb": Strain.SORANI}.get(language, Strain.ARABISED)


@cache
def given_pool(strain: Strain, kind: NameKind) -> NamePool:
    """Given names of one strain, male or female; names for either are in both."""
    names = [
        n.name for n in given_names() if strain_of(n.language) is strain and n.gender in (kind, "unisex")
    ]
    return zipf_pool(names, FREQUENT[kind], GIVEN_EXPONENT)


@cache
def laqab_pool() -> NamePool:
    """Family, tribal, place and trade laqabs."""
    return zipf_pool([known.name for known in laqabs()], FREQUENT[NameKind.LAQAB], LAQAB_EXPONENT)


def draw_strain(rng: random.Random) -> Strain:
    """Draw the language a family's names come from."""
    share = rng.random()
    return next(strain for limit, strain in STRAIN_SHARES if share < limit)


def draw_given(rng: random.Random, kind: NameKind, strain: Strain) -> str:
    """Draw a given name, mostly of the family's strain, sometimes one on no list."""
    if rng.random() > OWN_LANGUAGE_SHARE:
        strain = draw_strain(rng)
    if rng.random() < PSEUDO_SHARE_GIVEN:
        return pseudo_name(rng, kind, kurdish=strain is Strain.SORANI)
    return given_pool(strain, kind).draw(rng)


def draw_laqab(rng: random.Random) -> str:
    """Draw a laqab, sometimes one on no list."""
    if rng.random() < PSEUDO_SHARE_LAQAB:
        return pseudo_name(rng, NameKind.LAQAB)
    return laqab_pool().draw(rng)
