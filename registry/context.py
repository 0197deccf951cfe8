"""What the registry knows around a document, gathered for the rules."""

from collections.abc import Mapping

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from registry.db import surroundings
from registry.models.documents import Document
from registry.models.records import Person, Record
from registry.rules.draft import Context, KnownPerson
from registry.states import RecordState

MOST: int = 200


def context_for(session: Session, document: Document, values: Mapping[str, str]) -> Context:
    """People under the same number and on the same register page."""
    today = surroundings(session).clock.now(session).date()
    number = values.get("national_number", "")
    return Context(
        today=today,
        same_number=_known(session, _people().where(Person.national_number == number)) if number else (),
        same_page=_same_page(session, document.office_code, values),
    )


def register_place(values: Mapping[str, str]) -> tuple[str, str]:
    """Register and page that a paper names; on a birth certificate they are the father's."""
    register = values.get("register_number") or values.get("father_register_number") or ""
    page = values.get("page_number") or values.get("father_page_number") or ""
    return register, page


def _same_page(session: Session, office: str, values: Mapping[str, str]) -> tuple[KnownPerson, ...]:
    register, page = register_place(values)
    if not register or not page:
        return ()
    here = (Person.office_code == office, Person.register_number == register, Person.page_number == page)
    return _known(session, _people().where(*here))


def _people() -> Select[Person, str]:
    return (
        select(Person, Record.document_type)
        .join(Record, Record.id == Person.record_id)
        .where(Record.state != RecordState.cancelled)
        .limit(MOST)
    )


def _known(session: Session, query: Select[Person, str]) -> tuple[KnownPerson, ...]:
    rows = session.execute(query)
    return tuple(
        KnownPerson(
            record=person.record_id,
            document_type=document_type,
            role=person.role,
            given_key=person.given_key,
            father_key=person.father_key,
            grandfather_key=person.grandfather_key,
            mother_key=person.mother_key,
            birth_year=person.birth_year,
            birth_date=person.birth_date,
            sex=person.sex,
        )
        for person, document_type in rows
    )
