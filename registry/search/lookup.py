"""From a question to ranked candidates: who is near, as the records name them, how well each fits."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from sqlalchemy import Row, Select, bindparam, func, select
from sqlalchemy.orm import Session

from arabic.names import laqab_key
from registry.domain.states import RecordState
from registry.models.records import Person, Record
from registry.search.among import among, integers
from registry.search.asked import Asked, Reading
from registry.search.nearest import nearest
from registry.search.parts import REMEMBERED
from registry.search.ranking import Fit, Why, explain, fit

MOST_AT_PLACE: Final = 500
"""Most people of one register page who are read: a family with more is no family."""
FETCH: Final = 40
"""Ranked people whose records are read at once: a page of results or so."""
PEOPLE: Final = Person.__table__
RECORDS: Final = Record.__table__
SHOWN: Final = (
    "id", "record_id", "role", "given_name", "father_name", "grandfather_name", "laqab", "mother_name",
    "maternal_grandfather_name", "given_key", "father_key", "grandfather_key", "mother_key",
    "maternal_grandfather_key", "birth_date", "office_code", "register_number", "page_number",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person who may be meant, as one record names them; `score` between 0 and 1 only orders candidates."""

    record: int
    document_type: str
    external_id: str | None
    role: str
    name: str
    mother: str
    birth_date: str
    office: str
    register_number: str | None
    page_number: str | None
    approved: bool
    state: str
    score: float
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class _Scored:
    """A person's row, how well it fits, and by which reading of the question."""

    fit: Fit
    row: Row[Any]
    reading: Reading
    keys: tuple[str, ...]

    @property
    def order(self) -> tuple[float, int, str]:
        """The best first; of equal ones the record that is older."""
        return -self.fit.score, self.row.record_id, self.row.role


def candidates(session: Session, asked: Asked, limit: int, after: int) -> tuple[Candidate, ...]:
    """Ranked candidates for a question, from rank `after` on: by number or place when given, else by name."""
    wanted = after + limit
    found: list[_Scored] = []
    if asked.national_number or (asked.register and asked.page):
        found = [_scored(asked.plain, row) for row in session.execute(_at_place(asked))]
    else:
        for some in _by_name(session, asked):
            found += some
            if len(found) >= wanted:
                break
    ranked = sorted(found, key=lambda scored: scored.order)
    return tuple(map(_candidate, ranked[after:wanted]))


def names_of_subjects(session: Session, records: Collection[int]) -> Mapping[int, str]:
    """The given name of whom each record is about: the one it names first."""
    first = select(func.min(Person.id)).where(Person.record_id.in_(records)).group_by(Person.record_id)
    query = select(Person.record_id, Person.given_name).where(Person.id.in_(first))
    return dict(session.execute(query).all())


def _by_name(session: Session, asked: Asked) -> Iterator[list[_Scored]]:
    """People in the order of the index's penalties, some at a time."""
    order = nearest(session, asked)
    query = _by_id(asked.office is not None)
    office = {} if asked.office is None else {"office": asked.office}
    for start in range(0, len(order), FETCH):
        readings = {near.found.person: near.reading for near in order[start : start + FETCH]}
        rows = session.execute(query, {"people": list(readings), **office})
        yield [_scored(readings[row.id], row) for row in rows]


@cache
def _by_id(in_office: bool) -> Select[*tuple[Any, ...]]:
    """The statement that names people, made once: each search asks it."""
    query = _people().where(among(PEOPLE.c.id, integers("people")))
    return query.where(PEOPLE.c.office_code == bindparam("office")) if in_office else query


def _people() -> Select[*tuple[Any, ...]]:
    columns = [PEOPLE.c[name] for name in SHOWN]
    return (
        select(*columns, RECORDS.c.document_type, RECORDS.c.external_id, RECORDS.c.approved, RECORDS.c.state)
        .join(RECORDS, RECORDS.c.id == PEOPLE.c.record_id)
        .where(RECORDS.c.state != RecordState.cancelled)
    )


def _at_place(asked: Asked) -> Select[*tuple[Any, ...]]:
    query = _people().limit(MOST_AT_PLACE)
    if asked.office is not None:
        query = query.where(PEOPLE.c.office_code == asked.office)
    if asked.national_number:
        return query.where(PEOPLE.c.national_number == asked.national_number)
    return query.where(PEOPLE.c.register_number == asked.register, PEOPLE.c.page_number == asked.page)


def _scored(reading: Reading, row: Row[Any]) -> _Scored:
    keys = (
        row.given_key,
        row.father_key,
        row.grandfather_key,
        _laqab_key(row.laqab),
        row.mother_key,
        row.maternal_grandfather_key,
    )
    return _Scored(fit(reading, keys), row, reading, keys)


@lru_cache(maxsize=REMEMBERED)
def _laqab_key(laqab: str) -> str:
    return laqab_key(laqab)


def _candidate(scored: _Scored) -> Candidate:
    row = scored.row
    names = (row.given_name, row.father_name, row.grandfather_name, row.laqab)
    return Candidate(
        record=row.record_id,
        document_type=row.document_type,
        external_id=row.external_id,
        role=row.role,
        name=" ".join(name for name in names if name),
        mother=" ".join(name for name in (row.mother_name, row.maternal_grandfather_name) if name),
        birth_date=row.birth_date,
        office=row.office_code,
        register_number=row.register_number,
        page_number=row.page_number,
        approved=row.approved,
        state=row.state.value,
        score=round(scored.fit.score, 4),
        why=explain(scored.reading, scored.keys, scored.fit.roles),
    )
