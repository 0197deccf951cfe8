"""A question in folded keys: its words, the mother's name, and the roles the words may stand in."""

from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from itertools import combinations
from typing import Final

from arabic.icao import to_arabic
from arabic.latin import is_latin, split_latin
from arabic.names import laqab_key, part_key, split_chain
from reference.unknown_words import known_parts


class Role(IntEnum):
    """The positions of a person's name that search knows, in the order of a name; the mother last."""

    given = 0
    father = 1
    grandfather = 2
    laqab = 3
    mother = 4


NAME_ROLES: Final = (Role.given, Role.father, Role.grandfather, Role.laqab)
MOST_WORDS: Final = len(NAME_ROLES)
LONGEST: Final = 12
"""Most parts of a question that are read: a longer one is no name."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question: its key as a given name, and its key as a laqab (without the article)."""

    key: str
    as_laqab: str

    def for_role(self, role: Role) -> str:
        """The key to compare with what stands in a role."""
        return self.as_laqab if role is Role.laqab else self.key


@dataclass(frozen=True, slots=True)
class Reading:
    """One way a question may be meant: words in order, the mother's key and her father's, empty if not given.

    `price` is what it costs that the question is not read as it stands.
    """

    words: tuple[Word, ...]
    mother: str = ""
    maternal: str = ""
    price: float = 0.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its readings, the one as it stands first, and where it looks."""

    readings: tuple[Reading, ...]
    register: str
    page: str
    national_number: str
    office: str | None

    @property
    def plain(self) -> Reading:
        """The question as it stands."""
        return self.readings[0]


def readings_of(name: str, mother: str) -> tuple[Reading, ...]:
    """The question as it stands and, in capitals alone, as the code of a machine-readable zone."""
    plain = Reading(words_of(name), *mother_of(mother))
    if not (name.isascii() and name.isupper()):
        return (plain,)
    decoded = Reading(words_of(_decoded(name)), *mother_of(_decoded(mother)))
    return (plain, decoded) if decoded.words else (plain,)


def words_of(name: str) -> tuple[Word, ...]:
    """The words of a chain, in Arabic or Latin letters."""
    keys = ((part_key(part), laqab_key(part)) for part in _parts(name)[:LONGEST])
    return tuple(Word(key, as_laqab) for key, as_laqab in keys if key)


def mother_of(name: str) -> tuple[str, str]:
    """The keys of the mother's name and of her father's, empty where not given or said to be unknown."""
    keys = [part_key(part) for part in _parts(name)]
    return (keys[0] if keys else "", keys[1] if len(keys) > 1 else "")


@cache
def role_readings(count: int) -> tuple[tuple[Role, ...], ...]:
    """The roles that so many words of a name may stand in: in order, any of them left out."""
    return tuple(combinations(NAME_ROLES, min(count, MOST_WORDS)))


def _parts(name: str) -> tuple[str, ...]:
    """The parts in their places: figures that strayed in are left out, what says "not known" is empty."""
    parts = split_latin(name) if is_latin(name) else split_chain(name)
    named = [part for part in parts if any(map(str.isalpha, part))]
    return known_parts(named)


def _decoded(name: str) -> str:
    """The Arabic letters of a name coded by ICAO 9303-3, empty when the code holds what the table has not."""
    return to_arabic("<".join(name.split())) if name.isascii() and name.isupper() else ""
