"""A question in folded keys, and the ways its words may be meant: which role each one stands in."""

from dataclasses import dataclass
from enum import IntEnum
from itertools import combinations
from typing import Final

from arabic.names import laqab_key, part_key, split_chain


class Role(IntEnum):
    """The positions of a person's name that search knows, in the order of a name; the mother last."""

    given = 0
    father = 1
    grandfather = 2
    laqab = 3
    mother = 4


NAME_ROLES: Final = (Role.given, Role.father, Role.grandfather, Role.laqab)
MOST_WORDS: Final = len(NAME_ROLES)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question: its key as a given name, and its key as a laqab (without the article)."""

    key: str
    as_laqab: str

    def for_role(self, role: Role) -> str:
        """The key to compare with what stands in a role."""
        return self.as_laqab if role is Role.laqab else self.key


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: the words of a name in order, the mother's and her father's, and where it stands."""

    words: tuple[Word, ...]
    mother: str
    maternal: str
    register: str
    page: str
    national_number: str
    office: str | None


def words_of(name: str) -> tuple[Word, ...]:
    """The words of a chain: at most four, so of a longer one the first three and the last."""
    parts = tuple(part for part in split_chain(name) if part_key(part))
    if len(parts) > MOST_WORDS:
        parts = (*parts[: MOST_WORDS - 1], parts[-1])
    return tuple(Word(part_key(part), laqab_key(part)) for part in parts)


def mother_of(name: str) -> tuple[str, str]:
    """The keys of the mother's name and of her father's, empty where not given."""
    keys = [key for part in split_chain(name) if (key := part_key(part))]
    return (keys[0] if keys else "", keys[1] if len(keys) > 1 else "")


def joined_readings(words: tuple[Word, ...]) -> tuple[tuple[Word, ...], ...]:
    """The words with two neighbours taken for one name (محمد جواد), where enough is left to ask for."""
    if len(words) < 3:
        return ()
    return tuple(
        (*words[:place], _join(words[place], words[place + 1]), *words[place + 2 :])
        for place in range(len(words) - 1)
    )


def role_readings(count: int) -> tuple[tuple[Role, ...], ...]:
    """The roles that so many words of a name may stand in: in order, any of them left out."""
    return tuple(combinations(NAME_ROLES, min(count, MOST_WORDS)))


def _join(first: Word, second: Word) -> Word:
    key = first.key + second.key
    return Word(key, key)
