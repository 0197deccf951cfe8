"""Writing what a record tells of pages, families, events and numbers, anew with each version."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from arabic.dates import parse_date
from registry.database.sessions import surroundings
from registry.domain.events_stated import EventKind, StatedEvent, Who, events_of, identifiers_of, relations_of
from registry.models.families import BookPage, EventPerson, FamilyMember, Identifier, RegisterBook, VitalEvent
from registry.models.records import Person, Record

TOLD_BY_PAPER = (EventKind.birth, EventKind.death, EventKind.marriage, EventKind.divorce)


def put_kinship(
    session: Session, record: Record, people: Sequence[Person], values: Mapping[str, str]
) -> None:
    """Write a record's events, family members and identifiers; what an older version told is replaced."""
    told = VitalEvent.record_id == record.id, VitalEvent.kind.in_(TOLD_BY_PAPER)
    session.execute(delete(VitalEvent).where(*told))
    by_who: dict[Who, Person] = {(person.role, person.row): person for person in people}
    for stated in events_of(record.document_type, values):
        put_event(session, record, stated, by_who)
    for kind, value in identifiers_of(record.document_type, values).items():
        if ("subject", 0) in by_who:
            session.add(Identifier(person_id=by_who["subject", 0].id, kind=kind, value=value[:64]))
    if record.register_number and record.page_number:
        page = page_of(session, record.office_code, record.register_number, record.page_number)
        for who, relation in relations_of(record.document_type, values).items():
            if who in by_who:
                session.add(FamilyMember(page_id=page.id, person_id=by_who[who].id, relation=relation))
    session.flush()


def put_event(session: Session, record: Record, stated: StatedEvent, by_who: Mapping[Who, Person]) -> None:
    """Write one event: an uncertain date keeps its precision, its calendar and what the paper prints."""
    date = parse_date(stated.when) if stated.when else None
    first, last = date.span if date is not None else (None, None)
    event = VitalEvent(
        record_id=record.id,
        kind=stated.kind,
        happened=date.iso[:12] if date is not None else "",
        precision=date.precision.value if date is not None else "unknown",
        calendar=date.calendar.value if date is not None else "",
        printed=stated.when,
        first_day=first,
        last_day=last,
        place=stated.where,
    )
    session.add(event)
    session.flush()
    for who, part in stated.parts.items():
        if who in by_who:
            session.add(EventPerson(event_id=event.id, person_id=by_who[who].id, part=part))


def page_of(session: Session, office: str, register: str, page: str) -> BookPage:
    """The page of a register book, opened with its book when no record named it before."""
    here = RegisterBook.office_code == office, RegisterBook.number == register, RegisterBook.volume == ""
    book = session.scalar(select(RegisterBook).where(*here))
    if book is None:
        now = surroundings(session).clock.now(session)
        book = RegisterBook(office_code=office, number=register, opened_at=now)
        session.add(book)
        session.flush()
    found = session.scalar(select(BookPage).where(BookPage.book_id == book.id, BookPage.number == page))
    if found is None:
        found = BookPage(book_id=book.id, number=page)
        session.add(found)
        session.flush()
    return found
