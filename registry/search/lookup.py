"""From a question to ranked candidates: parts that are alike, people who bear them, how well each fits."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from arabic.names import laqab_key
from registry.models.records import Person, Record
from registry.search.among import among, integers
from registry.search.asked import Asked, Word, joined_readings
from registry.search.indexing import office_number
from registry.search.parts import alike
from registry.search.probes import Found, probe
from registry.search.ranking import Why, explain, penalty
from registry.states import RecordState

# People at one register page; a family with more is no family.
MOST_AT_PLACE: Final = 500
FETCH: Final = 40
LEAST_WORDS: Final = 2
PEOPLE: Final = Person.__table__
RECORDS: Final = Record.__table__
SHOWN: Final = (
    "record_id", "role", "given_name", "father_name", "grandfather_name", "laqab", "mother_name",
    "maternal_grandfather_name", "given_key", "father_key", "grandfather_key", "mother_key",
    "maternal_grandfather_key", "birth_date", "office_code", "register_number", "page_number",
)  # fmt: skip

Prices = Mapping[str, Mapping[int, float]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person who may be meant, as one record names them; `score` between 0 and 1 only orders candidates."""

    record: int
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


def candidates(session: Session, asked: Asked, limit: int, after: int) -> tuple[Candidate, ...]:
    """Ranked candidates for a question, from rank `after` on: by number or place when given, else by name."""
    if asked.national_number or (asked.register and asked.page):
        rows = session.execute(_at_place(asked)).all()
        return _ranked(asked, rows)[after : after + limit]
    wanted = after + limit
    found: list[Row[Any]] = []
    for rows in _by_name(session, asked):
        found += rows
        if len(found) >= wanted:
            break
    return _ranked(asked, found)[after:wanted]


def _by_name(session: Session, asked: Asked) -> Iterator[Sequence[Row[Any]]]:
    """Rows of people in the order of the index's penalties, some at a time."""
    order = [found.person for found in _nearest(session, asked)]
    query = _people(asked).where(among(PEOPLE.c.id, integers("people")))
    for start in range(0, len(order), FETCH):
        chunk = order[start : start + FETCH]
        yield session.execute(query, {"people": chunk}).all()


def _nearest(session: Session, asked: Asked) -> list[Found]:
    """People of the index, the nearest first."""
    joined = joined_readings(asked.words)
    keys = {word.key for reading in (asked.words, *joined) for word in reading}
    keys |= {word.as_laqab for word in asked.words} | ({asked.mother} if asked.mother else set())
    prices = alike(session, keys)
    # A word that is like nobody's name finds nobody: the others are asked without it.
    words = tuple(word for word in asked.words if prices[word.key] or prices[word.as_laqab])
    readings = [words, *(reading for reading in joined if _is_known(reading, asked.words, prices))]
    best: dict[Found, float] = {}
    for reading in readings:
        for found, price in _look(session, reading, asked, prices):
            best[found] = min(price, best.get(found, price))
    if not best and len(words) > LEAST_WORDS:
        best = dict(_look(session, words[:LEAST_WORDS], asked, prices))
    return sorted(best, key=lambda found: (best[found], found.person))


def _look(
    session: Session, words: tuple[Word, ...], asked: Asked, prices: Prices
) -> Iterator[tuple[Found, float]]:
    """Everybody the probes find for one reading of the words, with their penalties.

    Two words alone are first asked for as they stand: what is only alike to them would be half the town.
    """
    if len(words) < LEAST_WORDS:
        return
    each = [{**prices[word.as_laqab], **prices[word.key]} for word in words]
    office = None if asked.office is None else office_number(asked.office)
    of_mother = prices[asked.mother] if asked.mother else None
    exact = [[part for part, price in parts.items() if price == 0] for parts in each]
    people: frozenset[Found] = frozenset()
    if len(words) == LEAST_WORDS and not asked.mother and all(exact):
        people = probe(session, exact, (), office)
    if len(people) < FETCH:
        people = probe(session, [list(parts) for parts in each], list(of_mother or ()), office)
    yield from ((found, penalty(found, each, of_mother)) for found in people)


def _is_known(reading: tuple[Word, ...], words: tuple[Word, ...], prices: Prices) -> bool:
    """Whether the word that two were joined to is a name somebody bears."""
    return all(0 in prices[word.key].values() for word in reading if word not in words)


def _people(asked: Asked) -> Select[*tuple[Any, ...]]:
    columns = [PEOPLE.c[name] for name in SHOWN]
    query: Select[*tuple[Any, ...]] = (
        select(*columns, RECORDS.c.external_id, RECORDS.c.approved, RECORDS.c.state)
        .join(RECORDS, RECORDS.c.id == PEOPLE.c.record_id)
        .where(RECORDS.c.state != RecordState.cancelled)
    )
    return query if asked.office is None else query.where(PEOPLE.c.office_code == asked.office)


def _at_place(asked: Asked) -> Select[*tuple[Any, ...]]:
    query = _people(asked).limit(MOST_AT_PLACE)
    if asked.national_number:
        return query.where(PEOPLE.c.national_number == asked.national_number)
    return query.where(PEOPLE.c.register_number == asked.register, PEOPLE.c.page_number == asked.page)


def _ranked(asked: Asked, rows: Sequence[Row[Any]]) -> tuple[Candidate, ...]:
    found = [_candidate(asked, row) for row in rows]
    return tuple(sorted(found, key=lambda candidate: (-candidate.score, candidate.record, candidate.role)))


def _candidate(asked: Asked, row: Row[Any]) -> Candidate:
    keys = (
        row.given_key,
        row.father_key,
        row.grandfather_key,
        laqab_key(row.laqab),
        row.mother_key,
        row.maternal_grandfather_key,
    )
    score, why = explain(asked, keys)
    names = (row.given_name, row.father_name, row.grandfather_name, row.laqab)
    return Candidate(
        record=row.record_id,
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
        score=round(score, 4),
        why=why,
    )
