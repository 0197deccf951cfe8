"""What the registry knows around a document, gathered for the rules."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from arabic.names import part_key
from reference.unknown_words import known_values
from registry.database.sessions import civil_today
from registry.domain.names_stated import from_chain
from registry.domain.register_place import register_place
from registry.domain.states import RecordState
from registry.models.documents import Document
from registry.models.records import Person, Record
from registry.records.past_rectifications import rectified_before
from registry.rules.draft import Context, KnownPerson, Rectified

MOST: Final = 200
"""Most people whom a rule looks at: a register page holds fewer."""


def context_for(session: Session, document: Document, values: Mapping[str, str]) -> Context:
    """People under the same number and on the same register page; "not known" leads to nobody."""
    values = known_values(values)
    today = civil_today(session)
    number = values.get("national_number", "")
    return Context(
        today=today,
        same_number=_known(session, _people().where(Person.national_number == number)) if number else (),
        same_page=_same_page(session, document.office_code, values),
        current_wives=_current_wives(session, document, values),
        rectified=_rectified(session, document, values),
    )


def _same_page(session: Session, office: str, values: Mapping[str, str]) -> tuple[KnownPerson, ...]:
    register, page = register_place(values)
    if not register or not page:
        return ()
    here = (Person.office_code == office, Person.register_number == register, Person.page_number == page)
    return _known(session, _people().where(*here))


def _current_wives(session: Session, document: Document, values: Mapping[str, str]) -> int:
    """Marriages of a husband of these three names at this office, less those that a deed or death ended.

    A name is no identity: what comes of this number is a question to a person, never more.
    """
    if document.document_type != "marriage_contract":
        return 0
    husband = from_chain(values.get("husband_name", ""), "husband")
    names = (husband.given_name, husband.father_name, husband.grandfather_name)
    keys = tuple(part_key(name) for name in names)
    if not all(keys):
        return 0
    wives = _wives(session, document, "marriage_contract", keys)
    return len(wives - _wives(session, document, "divorce_deed", keys) - _dead(session, document, wives))


def _wives(session: Session, document: Document, kind: str, keys: tuple[str, ...]) -> set[tuple[str, ...]]:
    """Keys of the wives that records of a kind name beside this husband."""
    husband, wife = aliased(Person), aliased(Person)
    named = (husband.given_key, husband.father_key, husband.grandfather_key)
    query = (
        select(wife.given_key, wife.father_key, wife.grandfather_key)
        .join(husband, husband.record_id == wife.record_id)
        .join(Record, Record.id == wife.record_id)
        .where(husband.role == "husband", wife.role == "wife", Record.state != RecordState.cancelled)
        .where(Record.office_code == document.office_code, Record.document_type == kind)
        .where(*(column == key for column, key in zip(named, keys, strict=True)))
    )
    return {tuple(row) for row in session.execute(query)}


def _dead(session: Session, document: Document, wives: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """Which of these women a death certificate of this office names."""
    found = set()
    for wife in wives:
        named = zip((Person.given_key, Person.father_key, Person.grandfather_key), wife, strict=True)
        query = (
            select(Person.id)
            .join(Record, Record.id == Person.record_id)
            .where(Record.office_code == document.office_code, Record.document_type == "death_certificate")
            .where(*(column == key for column, key in named))
        )
        if session.scalars(query.limit(1)).first() is not None:
            found.add(wife)
    return found


def _rectified(session: Session, document: Document, values: Mapping[str, str]) -> tuple[Rectified, ...]:
    """What was rectified in records of the page that name the person whom a decision speaks of."""
    register, page = register_place(values)
    if document.document_type != "rectification_decision" or not register or not page:
        return ()
    given = part_key(from_chain(values.get("subject_name", ""), "subject").given_name)
    records = session.scalars(
        select(Record)
        .join(Person, Person.record_id == Record.id)
        .where(Record.office_code == document.office_code, Person.role == "subject")
        .where(Record.register_number == register, Record.page_number == page, Person.given_key == given)
        .limit(MOST)
    )
    return tuple(past for record in records for past in rectified_before(session, record))


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
