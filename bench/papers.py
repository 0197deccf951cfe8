"""The invented papers that reading is measured on: drawn from a seed, in faces and plans of one split."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from reference.documents import document_types
from specimens.capture import Wear
from specimens.documents import Specimen, Wish, draw_document, draw_household
from specimens.fonts import Split
from specimens.unlisted import with_unlisted_names

UNLISTED: Final = 0.3
"""Share of names on no list."""
WEARS: Final = {
    Wear.CLEAN: 10, Wear.FLATBED: 28, Wear.SKEWED: 20, Wear.PHOTOCOPY: 17, Wear.PHOTO: 20, Wear.WORST: 5,
}  # fmt: skip
# What offices see most comes more often; every other type and side counts once.
OFTEN: Final = {
    "national_card": 2, "civil_status_id": 2, "record_extract": 3, "birth_certificate": 3,
    "marriage_contract": 2, "death_certificate": 2, "register_page": 2,
}  # fmt: skip
ALL: Final = "all"
QUARTERS: Final = (0, 0, 0, 0, 0, 0, 0, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Order:
    """One paper to be drawn: the page's number in its series, and what it is to be."""

    number: int
    document_type: str
    side: str
    seed: int
    wish: Wish


class Worn(Protocol):
    """What was measured on a paper worn in one way."""

    @property
    def wear(self) -> Wear: ...


Measured = TypeVar("Measured", bound=Worn)


def by_wear(measured: Sequence[Measured]) -> Iterator[tuple[str, list[Measured]]]:
    """What was measured by wear, the lightest first, then all of it."""
    for wear in Wear:
        chosen = [one for one in measured if one.wear is wear]
        if chosen:
            yield str(wear), chosen
    yield ALL, list(measured)


def order(number: int, split: Split, seed: int) -> Order:
    """The paper of that number: types and sides in turn, common ones oftener; wear and turns by shares."""
    rng = random.Random(f"bench {split} {seed} {number}")
    types = document_types().items()
    sides = [(k, s, time) for k, kind in types for s in kind.sides for time in range(OFTEN.get(k, 1))]
    key, side, _ = sorted(sides, key=lambda row: row[2])[number % len(sides)]
    wear = rng.choices(list(WEARS), list(WEARS.values()))[0]
    wish = Wish(split, wear=wear, turns=rng.choice(QUARTERS))
    return Order(number, key, side, rng.randrange(10**9), wish)


def drawn(paper: Order) -> Specimen:
    """The paper itself; 30 in 100 names of the family stand on no list. Raises NoFont."""
    household = draw_household(paper.seed, paper.document_type)
    rng = random.Random(f"unlisted {paper.seed}")
    household = with_unlisted_names(household, rng, UNLISTED)
    return draw_document(document_types()[paper.document_type], paper.side, paper.seed, household, paper.wish)
