"""The services of an office: what a case is about, and which papers it expects."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from reference.words import Words

_FILE = Path(__file__).with_name("services.toml")


@dataclass(frozen=True, slots=True)
class Service:
    """One service: `papers` are all expected, of `any_of` one is enough (keys of document types)."""

    key: str
    name: Words
    papers: tuple[str, ...]
    any_of: tuple[str, ...]
    law: str

    def missing(self, present: Collection[str]) -> tuple[str, ...]:
        """Return the papers still expected; of `any_of` the usual one, while none of them is present."""
        lacking = tuple(paper for paper in self.papers if paper not in present)
        one_is_there = not self.any_of or any(paper in present for paper in self.any_of)
        return lacking if one_is_there else (*lacking, self.any_of[0])


@cache
def services() -> Mapping[str, Service]:
    """Return every service by its key."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))["services"]
    known = (
        Service(
            key=row["key"],
            name=Words(**row["name"]),
            papers=tuple(row["papers"]),
            any_of=tuple(row.get("any_of", ())),
            law=row["law"],
        )
        for row in table
    )
    return MappingProxyType({service.key: service for service in known})
