"""Finding candidates by pairs of folded name parts, and ranking them by how well each part agrees."""

from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein
from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from registry.models.records import Person, Record
from registry.states import RecordState

# Candidates looked at one by one before ranking; past it the question was too wide to be ranked honestly.
POOL: Final = 2000
WEIGHTS: Final = {
    "given": 3.0,
    "father": 3.0,
    "grandfather": 2.0,
    "laqab": 1.0,
    "mother": 3.0,
    "maternal": 2.0,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question in folded keys: the parts of a name in order, the mother's, and where it stands."""

    parts: tuple[str, ...]
    mother: tuple[str, ...]
    register: str
    page: str
    national_number: str
    office: str | None


@dataclass(frozen=True, slots=True)
class Why:
    """How one part agrees: `code` is `same`, `close`, `missing` or `differs`; `distance` in letters."""

    part: str
    code: str
    distance: int = 0


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


def candidates(session: Session, wanted: Wanted, limit: int, after: int) -> tuple[Candidate, ...]:
    """Ranked candidates for a question, from rank `after` on."""
    rows = session.execute(_query(wanted)).all()
    ranked = sorted((_rank(person, record, wanted) for person, record in rows), key=_order)
    return tuple(ranked[after : after + limit])


def _query(wanted: Wanted) -> Select[Person, Record]:
    query = select(Person, Record).join(Record, Record.id == Person.record_id)
    if wanted.office is not None:
        query = query.where(Person.office_code == wanted.office)
    query = query.where(Record.state != RecordState.cancelled)
    if wanted.national_number:
        return query.where(Person.national_number == wanted.national_number).limit(POOL)
    if wanted.register and wanted.page:
        here = and_(Person.register_number == wanted.register, Person.page_number == wanted.page)
        return query.where(here).limit(POOL)
    return query.where(_pairs(wanted.parts)).limit(POOL)


def _pairs(parts: tuple[str, ...]) -> ColumnElement[bool]:
    """Any two parts that agree are enough to be looked at: one may be misread or missing."""
    first, second, third = (*parts, "", "")[:3]
    ways = [and_(Person.given_key == first, Person.father_key == second)]
    if third:
        ways += [
            and_(Person.given_key == first, Person.grandfather_key == third),
            and_(Person.father_key == second, Person.grandfather_key == third),
            and_(Person.given_key == first, Person.father_key == third),
        ]
    return or_(*ways)


def _rank(person: Person, record: Record, wanted: Wanted) -> Candidate:
    asked = {
        "given": (wanted.parts[0:1], person.given_key),
        "father": (wanted.parts[1:2], person.father_key),
        "grandfather": (wanted.parts[2:3], person.grandfather_key),
        "laqab": (wanted.parts[3:4], person.laqab_key),
        "mother": (wanted.mother[0:1], person.mother_key),
        "maternal": (wanted.mother[1:2], person.maternal_grandfather_key),
    }
    why = tuple(_compare(part, key[0], known) for part, (key, known) in asked.items() if key)
    total = sum(WEIGHTS[reason.part] for reason in why)
    gained = sum(WEIGHTS[reason.part] * _gain(reason, asked[reason.part][0][0]) for reason in why)
    names = (person.given_name, person.father_name, person.grandfather_name, person.laqab)
    return Candidate(
        record=record.id,
        external_id=record.external_id,
        role=person.role,
        name=" ".join(name for name in names if name),
        mother=" ".join(name for name in (person.mother_name, person.maternal_grandfather_name) if name),
        birth_date=person.birth_date,
        office=person.office_code,
        register_number=person.register_number,
        page_number=person.page_number,
        approved=record.approved,
        state=record.state.value,
        score=round(gained / total, 4) if total else 1.0,
        why=why,
    )


def _compare(part: str, key: str, known: str) -> Why:
    if not known:
        return Why(part, "missing")
    distance = DamerauLevenshtein.distance(key, known)
    if distance == 0:
        return Why(part, "same")
    return Why(part, "close" if distance <= max(1, len(key) // 3) else "differs", distance)


def _gain(reason: Why, key: str) -> float:
    if reason.code == "missing":
        return 0.4
    return max(0.0, 1 - reason.distance / max(len(key), 1))


def _order(candidate: Candidate) -> tuple[float, int]:
    return (-candidate.score, candidate.record)
