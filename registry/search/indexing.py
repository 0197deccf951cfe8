"""People into the name index: their parts learnt, one row each, in the transaction that writes them."""

from collections.abc import Sequence

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from arabic.names import laqab_key
from registry.models.names import NameIndex
from registry.models.records import Person
from registry.search.parts import learn


def index_people(session: Session, people: Sequence[Person]) -> None:
    """Put people, who have their ids already, into the index; what stood there of them is replaced."""
    if not people:
        return
    known = learn(session, [key for person in people for key in search_keys(person)])
    ids = [person.id for person in people]
    session.execute(delete(NameIndex).where(NameIndex.person_id.in_(ids)))
    session.execute(
        insert(NameIndex), [index_row(person.id, search_keys(person), known) for person in people]
    )


def search_keys(person: Person) -> tuple[str, str, str, str, str]:
    """The keys that search finds a person by, in the order of the index's columns."""
    return (
        person.given_key,
        person.father_key,
        person.grandfather_key,
        laqab_key(person.laqab),
        person.mother_key,
    )


def index_row(person: int, keys: Sequence[str], known: dict[str, int]) -> dict[str, int]:
    """The row of one person; 0 stands for a part that the record does not say."""
    given, father, grandfather, laqab, mother = (known[key] if key else 0 for key in keys)
    return {
        "person_id": person,
        "given": given,
        "father": father,
        "grandfather": grandfather,
        "laqab": laqab,
        "mother": mother,
    }
