"""Legacy people into the register's tables, thousands at a time: record, version, line, person, names."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Table
from sqlalchemy.orm import Session

from arabic.names import laqab_key, part_key
from registry.commitments.sealing import PERSON as HASHED
from registry.commitments.sealing import sealed_line
from registry.database.bulk import put_rows, reserve
from registry.domain.names_stated import birth_parts
from registry.domain.states import RecordState, Standing
from registry.importing.lines import REMEMBERED, LegacyPerson
from registry.models.base import Base
from registry.models.records import Operation
from registry.search.indexing import office_number
from registry.search.parts import learn

LEGACY: Final = "legacy_list"
RECORD: Final = (
    "id", "document_type", "office_code", "external_id", "state", "standing", "version", "approved",
    "register_number", "page_number", "registered_at",
)  # fmt: skip
VERSION: Final = (
    "id", "record_id", "number", "operation", "state", "standing", "made_by", "made_at", "entered_by",
)  # fmt: skip
PERSON: Final = (
    "id", "record_id", "office_code", "role", "row", "given_name", "father_name", "grandfather_name", "laqab",
    "mother_name", "maternal_grandfather_name", "given_key", "father_key", "grandfather_key", "laqab_key",
    "mother_key", "maternal_grandfather_key", "sex", "birth_date", "birth_year", "birth_precision",
    "national_number", "register_number", "page_number",
)  # fmt: skip
NAMES: Final = ("person_id", "given", "father", "grandfather", "laqab", "mother", "office")
LINE: Final = ("record_id", "batch_id", "line", "words", "salt", "person_digest", "digest")


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes one batch. `known` remembers the dictionary's ids from chunk to chunk."""

    batch: uuid.UUID
    office: str
    account: uuid.UUID
    known: dict[str, int] = field(default_factory=dict)

    def write(self, session: Session, people: Sequence[LegacyPerson], now: datetime) -> None:
        """Write people in the session's transaction; forget `known` when it fails."""
        count = len(people)
        records, versions, persons = (reserve(session, _table(name), count) for name in _NUMBERED)
        numbered = list(zip(records, versions, persons, people, strict=True))
        keys = [_keys(one) for one in people]
        self._learn(session, keys)
        put_rows(session, _table("records"), RECORD, (self._record(r, p, now) for r, _, _, p in numbered))
        made = (self._version(v, r, now) for r, v, _, _ in numbered)
        put_rows(session, _table("record_versions"), VERSION, made)
        written = [
            self._person(number, record, one, own)
            for (record, _, number, one), own in zip(numbered, keys, strict=True)
        ]
        lines = (
            (record, self.batch, one.line, list(one.words), *sealed_line(one.line, one.words, _said(person)))
            for (record, _, _, one), person in zip(numbered, written, strict=True)
        )
        put_rows(session, _table("legacy_rows"), LINE, lines)
        put_rows(session, _table("people"), PERSON, written)
        office = office_number(self.office)
        named = ((number, *self._parts(own), office) for number, own in zip(persons, keys, strict=True))
        put_rows(session, _table("name_index"), NAMES, named)

    def _learn(self, session: Session, keys: Sequence["Keys"]) -> None:
        """New parts into the dictionary, the frequent ones first: a small id says "common"."""
        seen: dict[str, int] = {}
        for own in keys:
            for key in own.searched:
                if key and key not in self.known:
                    seen[key] = seen.get(key, 0) + 1
        self.known.update(learn(session, sorted(seen, key=lambda key: -seen[key])))

    def _parts(self, keys: "Keys") -> tuple[int, ...]:
        return tuple(self.known[key] if key else 0 for key in keys.searched)

    def _record(self, number: int, one: LegacyPerson, now: datetime) -> tuple[Any, ...]:
        state, standing = RecordState.active.value, Standing.transcribed.value
        place = (one.register_number, one.page_number)
        return (number, LEGACY, self.office, one.external_id, state, standing, 1, False, *place, now)

    def _version(self, number: int, record: int, now: datetime) -> tuple[Any, ...]:
        made = (Operation.imported.value, RecordState.active.value, Standing.transcribed.value)
        return (number, record, 1, *made, self.account, now, self.account)

    def _person(self, number: int, record: int, one: LegacyPerson, keys: "Keys") -> tuple[Any, ...]:
        person = one.person
        names = (
            person.given_name,
            person.father_name,
            person.grandfather_name,
            person.laqab,
            person.mother_name,
            person.maternal_grandfather_name,
        )
        birth = _birth(person.birth_date)
        number_of_state = person.national_number or None
        place = (one.register_number, one.page_number)
        head = (number, record, self.office, person.role, person.row)
        return (*head, *names, *keys.compared, person.sex, *birth, number_of_state, *place)


@dataclass(frozen=True, slots=True)
class Keys:
    """A person's keys: six to compare records by, five to search by (there the laqab has no article)."""

    compared: tuple[str, str, str, str, str, str]
    searched: tuple[str, str, str, str, str]


_SAID: Final = tuple((name, PERSON.index(name)) for name in HASHED)
_NUMBERED: Final = ("records", "record_versions", "people")


def _said(row: tuple[Any, ...]) -> dict[str, Any]:
    """What of a person's row is hashed."""
    return {name: row[place] for name, place in _SAID}


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _keys(one: LegacyPerson) -> Keys:
    person = one.person
    given, father, grandfather = (
        _key(n) for n in (person.given_name, person.father_name, person.grandfather_name)
    )
    laqab, bare = _laqab_keys(person.laqab)
    mother, maternal = _key(person.mother_name), _key(person.maternal_grandfather_name)
    return Keys(
        compared=(given, father, grandfather, laqab, mother, maternal),
        searched=(given, father, grandfather, bare, mother),
    )


@lru_cache(maxsize=REMEMBERED)
def _key(name: str) -> str:
    return part_key(name)


@lru_cache(maxsize=REMEMBERED)
def _laqab_keys(laqab: str) -> tuple[str, str]:
    return part_key(laqab), laqab_key(laqab)


@lru_cache(maxsize=REMEMBERED)
def _birth(text: str) -> tuple[str, int | None, str]:
    return birth_parts(text)
