"""Known names and words of forms: an opinion for the reader, material for specimens.

Nobody must be on the list. How often a name occurs is unknown: no frequencies could be found. The language is
that of the name and never says anything about a person.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from arabic.names import laqab_key, part_key
from reference.rows import rows


class Gender(StrEnum):
    """Who bears a given name."""

    MALE = "male"
    FEMALE = "female"
    UNISEX = "unisex"


class LaqabKind(StrEnum):
    """What a laqab is taken from."""

    TRIBAL = "tribal"
    PLACE = "place"
    FAMILY = "family"
    OCCUPATIONAL = "occupational"


@dataclass(frozen=True, slots=True)
class GivenName:
    """A given name as commonly written; `language` is `ar`, `ckb`, or `ku-arabised` and the like."""

    name: str
    gender: Gender
    language: str
    source: str


@dataclass(frozen=True, slots=True)
class Laqab:
    """A surname as commonly written."""

    name: str
    kind: LaqabKind
    source: str


@cache
def given_names() -> tuple[GivenName, ...]:
    """Return the given names known from Iraq, in no order of frequency."""
    table = rows("given_names", "name", "gender", "language", "source")
    return tuple(
        GivenName(row["name"], Gender(row["gender"]), row["language"], row["source"]) for row in table
    )


@cache
def laqabs() -> tuple[Laqab, ...]:
    """Return the laqabs known from Iraq, in no order of frequency."""
    table = rows("laqabs", "laqab", "type", "source")
    return tuple(Laqab(row["laqab"], LaqabKind(row["type"]), row["source"]) for row in table)


@cache
def name_words() -> frozenset[str]:
    """Return further single words of names and laqabs met in Iraq.

    No more is known of them here than how they are written: they say nothing about who bears them.
    """
    return frozenset(row["word"] for row in rows("name_words", "word", "source"))


@cache
def terms(*subjects: str) -> frozenset[str]:
    """Return single words of papers' free text, of these subjects (`religion`, ...) or of all.

    They come in all forms that agree with a person's sex.
    """
    table = rows("terms", "word", "subject", "source")
    return frozenset(row["word"] for row in table if not subjects or row["subject"] in subjects)


@cache
def given_keys() -> frozenset[str]:
    """Return the search keys of the given names."""
    return frozenset(part_key(name.name) for name in given_names())


@cache
def laqab_keys() -> frozenset[str]:
    """Return the keys by which a laqab is told from a name, also without its article.

    A laqab that without its article is a given name, too (البدري), is left out.
    """
    return frozenset(laqab_key(laqab.name) for laqab in laqabs()) - given_keys()
