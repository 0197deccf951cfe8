"""Probes into the name index: two parts that fit, and one more of those asked for. No scan, no trigram."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, or_, select, union_all
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import CompoundSelect

from registry.models.names import NameIndex
from registry.search.among import among, among_hashed, integers
from registry.search.asked import NAME_ROLES, Role
from registry.search.rows import rows_of

POOL: Final = 20_000
"""Most people looked at one by one before ranking: past it a question is too wide to be ranked honestly."""
# Over the table, not the entity: thousands of rows are looked at, none of them is changed.
INDEX: Final = NameIndex.__table__
MOTHER: Final = -1
"""Place in a question that stands for the mother's name."""


@dataclass(frozen=True, slots=True)
class Probe:
    """Two roles and the word (its place in the question, MOTHER for hers) that is looked for in each."""

    first: tuple[Role, int]
    second: tuple[Role, int]

    @property
    def words(self) -> frozenset[int]:
        """The words that this probe uses up."""
        return frozenset({self.first[1], self.second[1]})


class Found(NamedTuple):
    """A person of the name index: the part in each role, 0 where the record does not say."""

    given: int
    father: int
    grandfather: int
    laqab: int
    mother: int
    person: int


@cache
def probes_for(words: int, *, mother: bool) -> tuple[Probe, ...]:
    """The pairs to look for: whichever one part of a question is missing or wrong, some pair is whole."""
    first, second, third = 0, 1, 2
    pairs = [
        Probe((Role.given, first), (Role.father, second)),
        Probe((Role.given, first), (Role.grandfather, second)),
        Probe((Role.father, first), (Role.grandfather, second)),
    ]
    if mother:
        pairs.append(Probe((Role.mother, MOTHER), (Role.given, first)))
    if words == 2:
        pairs.append(Probe((Role.given, first), (Role.laqab, second)))
    else:
        pairs.append(Probe((Role.given, first), (Role.grandfather, third)))
        pairs.append(Probe((Role.father, second), (Role.grandfather, third)))
    return tuple(pairs)


def probe(
    session: Session, words: Sequence[Sequence[int]], mother: Sequence[int], office: int | None
) -> frozenset[Found]:
    """Everybody who fits at least one pair; `words` and `mother` are the parts each word may stand for.

    `office` limits it to one, by its number in the index.
    """
    statement = _statement(len(words), bool(mother), office is not None)
    values: dict[str, Any] = {**_parameters(words, mother)}
    rows = rows_of(session, statement, values if office is None else {**values, "office": office})
    return frozenset(map(Found._make, rows))


def children(
    session: Session, words: Sequence[Sequence[int]], mother: Sequence[int], office: int | None
) -> frozenset[Found]:
    """Everybody of this mother who fits two of the words, in whatever roles their order allows.

    It reads all children of mothers so named, some hundredths of the index: for whom no `probe` finds.
    """
    every = sorted({part for parts in words for part in parts})
    values: dict[str, Any] = {"every": every, "mother": list(mother)}
    rows = rows_of(
        session, _of_mother(office is not None), values if office is None else {**values, "office": office}
    )
    sets = [frozenset(parts) for parts in words]
    return frozenset(found for found in map(Found._make, rows) if _has_two(found, sets))


def _has_two(found: Found, words: Sequence[frozenset[int]]) -> bool:
    """Whether two of the words stand in a person's name, in their order."""
    return any(
        found[one] in words[place] and found[two] in words[after]
        for place, after in combinations(range(len(words)), 2)
        for one, two in combinations(NAME_ROLES, 2)
    )


@cache
def _of_mother(office: bool) -> Select[*tuple[Any, ...]]:
    # Which word stands where is looked at afterwards: a hundred thousand rows are read here, most of which
    # are done with after three looks.
    fits = [among_hashed(INDEX.c[role.name], integers("every")) for role in NAME_ROLES]
    two = or_(*(and_(one, or_(*fits[place:])) for place, one in enumerate(fits[:-1], start=1)))
    sides = [INDEX.c.office == bindparam("office", type_=Integer)] if office else []
    return (
        select(*(INDEX.c[role.name] for role in Role), INDEX.c.person_id)
        .where(among(INDEX.c.mother, integers("mother")), two, *sides)
        .limit(POOL)
    )


def _parameters(words: Sequence[Sequence[int]], mother: Sequence[int]) -> dict[str, Sequence[int]]:
    values: dict[str, Sequence[int]] = {f"word_{place}": list(parts) for place, parts in enumerate(words)}
    for used in {pair.words for pair in probes_for(len(words), mother=bool(mother))}:
        rest = {part for place, parts in enumerate(words) if place not in used for part in parts}
        values[_rest(used)] = sorted(rest)
    if mother:
        values["mother"] = list(mother)
    return values


@cache
def _statement(words: int, mother: bool, office: bool) -> CompoundSelect[*tuple[Any, ...]]:
    pairs = probes_for(words, mother=mother)
    return union_all(*(_select(pair, words, mother, office) for pair in pairs)).limit(POOL)


def _select(pair: Probe, words: int, mother: bool, office: bool) -> Select[*tuple[Any, ...]]:
    sides = [among(INDEX.c[role.name], integers(_word(place))) for role, place in (pair.first, pair.second)]
    if office:
        sides.append(INDEX.c.office == bindparam("office", type_=Integer))
    others = _others(pair, words, mother)
    return select(*(INDEX.c[role.name] for role in Role), INDEX.c.person_id).where(
        *sides, *([or_(*others)] if others else [])
    )


def _others(pair: Probe, words: int, mother: bool) -> list[ColumnElement[bool]]:
    """Conditions of which one must hold beside the pair: another word fits another role, or the mother.

    Hashed, as no index serves them: a pair of common names brings thousands, of whom few fit a third part.
    """
    roles = {pair.first[0], pair.second[0]}
    left = set(range(words)) - pair.words
    found = [
        among_hashed(INDEX.c[role.name], integers(_rest(pair.words)))
        for role in NAME_ROLES
        if left and role not in roles
    ]
    if mother and Role.mother not in roles:
        found.append(among_hashed(INDEX.c.mother, integers("mother")))
    return found


def _word(place: int) -> str:
    return "mother" if place == MOTHER else f"word_{place}"


def _rest(used: frozenset[int]) -> str:
    return "rest_" + "_".join(str(place) if place >= 0 else "m" for place in sorted(used))
