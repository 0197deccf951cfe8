"""A family as its page shows it: everyone that any record names there, and what happened to them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.access import Act, Actor, require, require_reason
from registry.errors import NotFound
from registry.models.families import (
    BookPage,
    EventPerson,
    FamilyMember,
    Identifier,
    RegisterBook,
    VitalEvent,
)
from registry.models.records import Person, Record
from registry.states import RecordState
from registry.trail import Action, Subject, note


@dataclass(frozen=True, slots=True)
class Happening:
    """A vital event of a member: `part` the member took; the date as far as it is known, and its days."""

    kind: str
    part: str
    happened: str
    precision: str
    calendar: str
    printed: str
    first_day: date | None
    last_day: date | None
    place: str
    record: int


@dataclass(frozen=True, slots=True)
class MemberView:
    """A member as one record names them. `identifiers` are numbers by kind, as printed."""

    person: int
    record: int
    document_type: str
    relation: str
    name: str
    mother: str
    sex: str
    birth_date: str
    birth_precision: str
    birth_printed: str
    identifiers: tuple[tuple[str, str], ...]
    events: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class FamilyView:
    """A page of a register book and who stands on it, in the order of the records."""

    office: str
    register: str
    page: str
    members: tuple[MemberView, ...]


def family_view(
    session: Session, actor: Actor, office: str, register: str, page: str, reason: str | None = None
) -> FamilyView:
    """A family by its page; the opening is an event of every record it shows.

    Raises `NotFound`, `NotAllowed`, and `ReasonNeeded` for an auditor without a reason.
    """
    require(actor, Act.view_record, office)
    require_reason(actor, reason)
    place = (RegisterBook.office_code == office, RegisterBook.number == register, BookPage.number == page)
    found = session.scalar(select(BookPage.id).join(RegisterBook).where(*place))
    if found is None:
        raise NotFound({"kind": "page"})
    query = (
        select(FamilyMember, Person, Record)
        .join(Person, Person.id == FamilyMember.person_id)
        .join(Record, Record.id == Person.record_id)
        .where(FamilyMember.page_id == found, Record.state != RecordState.cancelled)
        .order_by(Record.id, Person.id)
    )
    rows = session.execute(query).all()
    for record in sorted({record.id for _, _, record in rows}):
        subject = (Subject.record, record)
        note(session, actor, Action.record_viewed, subject, office=office, reason=reason)
    members = tuple(_member(session, member, person, record) for member, person, record in rows)
    return FamilyView(office, register, page, members)


def _member(session: Session, member: FamilyMember, person: Person, record: Record) -> MemberView:
    events = session.execute(
        select(VitalEvent, EventPerson.part)
        .join(EventPerson, EventPerson.event_id == VitalEvent.id)
        .where(EventPerson.person_id == person.id)
        .order_by(VitalEvent.first_day, VitalEvent.id)
    )
    numbers = select(Identifier).where(Identifier.person_id == person.id).order_by(Identifier.kind)
    names = (person.given_name, person.father_name, person.grandfather_name, person.laqab)
    return MemberView(
        person=person.id,
        record=record.id,
        document_type=record.document_type,
        relation=member.relation.value,
        name=" ".join(name for name in names if name),
        mother=" ".join(name for name in (person.mother_name, person.maternal_grandfather_name) if name),
        sex=person.sex,
        birth_date=person.birth_date,
        birth_precision=person.birth_precision,
        birth_printed=person.birth_printed or "",
        identifiers=tuple((number.kind, number.value) for number in session.scalars(numbers)),
        events=tuple(_happening(event, part) for event, part in events),
    )


def _happening(event: VitalEvent, part: str) -> Happening:
    return Happening(
        kind=event.kind.value,
        part=part,
        happened=event.happened,
        precision=event.precision,
        calendar=event.calendar,
        printed=event.printed,
        first_day=event.first_day,
        last_day=event.last_day,
        place=event.place,
        record=event.record_id,
    )
