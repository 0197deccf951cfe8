"""Known names: an opinion for the reader, material for specimens; nobody must be on the list."""

from dataclasses import dataclass
from functools import cache

from reference.rows import rows


@dataclass(frozen=True, slots=True)
class GivenName:
    """A given name. `gender` is male, female or unisex; `language` is the name's, never the person's."""

    name: str
    gender: str
    language: str
    source: str


@dataclass(frozen=True, slots=True)
class Laqab:
    """A surname; `kind` is tribal, place, family or occupational."""

    name: str
    kind: str
    source: str


@cache
def given_names() -> tuple[GivenName, ...]:
    """The given names met in Iraq, in no order of frequency (no frequencies were found)."""
    return tuple(GivenName(r["name"], r["gender"], r["language"], r["source"]) for r in rows("given_names"))


@cache
def laqabs() -> tuple[Laqab, ...]:
    """The laqabs met in Iraq, in no order of frequency."""
    return tuple(Laqab(r["laqab"], r["type"], r["source"]) for r in rows("laqabs"))
