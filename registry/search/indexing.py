"""People into the name index: their parts learnt, one row each, in the transaction that writes them."""

from collections.abc import Mapping, Sequence
from zlib import crc32

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from arabic.names import laqab_key
from registry.models.names import NameIndex
from registry.models.records import Person
from registry.search.asked import Role
from registry.search.parts import learn


def index_people(session: Session, people: Sequence[Person]) -> None:
    """Put people, who have their ids already, into the index; what stood there of them is replaced."""
    if not people:
        return
    known = learn(session, [key for person in people for key in search_keys(person)])
    ids = [person.id for person in people]
    session.execute(delete(NameIndex).where(NameIndex.person_id.in_(ids)))
    rows = [
        {"person_id": person.id, "office": office_number(person.office_code), **_parts(person, known)}
        for person in people
    ]
    session.execute(insert(NameIndex), rows)


def search_keys(person: Person) -> tuple[str, str, str, str, str]:
    """The keys that search finds a person by, in the order of the index's columns."""
    return (
        person.given_key,
        person.father_key,
        person.grandfather_key,
        laqab_key(person.laqab),
        person.mother_key,
    )


def office_number(code: str) -> int:
    """The index's number for an office's code; two codes may share one, `people.office_code` decides."""
    return crc32(code.encode()) & 0x7FFFFFFF


def _parts(person: Person, known: Mapping[str, int]) -> dict[str, int]:
    """The person's parts by role; 0 stands for one that the record does not say."""
    keys = zip(Role, search_keys(person), strict=True)
    return {role.name: known[key] if key else 0 for role, key in keys}
