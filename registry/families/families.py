"""A family as its page shows it: everyone that any record names there, and what happened to them."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from registry.domain.access import Act, Actor, require, require_reason
from registry.domain.actions import Action, Subject
from registry.domain.errors import NotFound
from registry.domain.events_stated import Relation
from registry.domain.states import RecordState
from registry.models.families import BookPage, EventPerson, FamilyMember, Identifier, RegisterBook, VitalEvent
from registry.models.records import Person, Record
from registry.trail.events import note

MOST: Final = 200
"""Most people of one page who are a family: with more it is none."""


@dataclass(frozen=True, slots=True)
class Happening:
    """A vital event of a member: `part` the member took; the date as far as it is known, and its days.

    `event` is one number for all who took part in it.
    """

    event: int
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
    given_name: str
    father_name: str
    grandfather_name: str
    laqab: str
    mother: str
    sex: str
    birth_date: str
    birth_precision: str
    birth_printed: str
    identifiers: tuple[tuple[str, str], ...]
    events: tuple[Happening, ...]

    @property
    def name(self) -> str:
        """The name in its ordinary order."""
        parts = (self.given_name, self.father_name, self.grandfather_name, self.laqab)
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class FamilyView:
    """A page of a register book and who stands on it, in the order of the records.

    Contracts and deeds of the office that name one of its men by three names follow, with both who made them:
    they name no page. A name is no identity, so this is a question to whoever reads it, never an answer.
    """

    office: str
    register: str
    page: str
    members: tuple[MemberView, ...]


def family_view(
    session: Session,
    actor: Actor,
    office: str,
    register: str,
    page: str,
    reason: str | None = None,
    *,
    opened: int | None = None,
) -> FamilyView:
    """A family by its page; the opening is an event of every record it shows, but for the one opened already.

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
    on_page = session.execute(query.limit(MOST)).all()
    rows = [(member.relation, person, record) for member, person, record in on_page]
    rows += _couples(session, office, [person for _, person, _ in rows])
    for shown in sorted({record.id for _, _, record in rows} - {opened}):
        subject = (Subject.record, shown)
        note(session, actor, Action.record_viewed, subject, office=office, reason=reason)
    members = tuple(_member(session, relation, person, record) for relation, person, record in rows)
    return FamilyView(office, register, page, members)


def _couples(session: Session, office: str, people: list[Person]) -> list[tuple[Relation, Person, Record]]:
    """Both parties of every contract and deed that names a man of these by his three names."""
    keys = {(one.given_key, one.father_key, one.grandfather_key) for one in people if one.sex != "أنثى"}
    husband = aliased(Person)
    found: list[tuple[Relation, Person, Record]] = []
    for given, father, grandfather in sorted(key for key in keys if all(key)):
        named = (husband.given_key == given, husband.father_key == father)
        query = (
            select(Person, Record)
            .join(Record, Record.id == Person.record_id)
            .join(husband, husband.record_id == Record.id)
            .where(husband.role == "husband", *named, husband.grandfather_key == grandfather)
            .where(Record.office_code == office, Record.state != RecordState.cancelled)
            .where(Person.role.in_(("husband", "wife")))
            .order_by(Record.id, Person.id)
            .limit(MOST)
        )
        found += [(Relation(person.role), person, record) for person, record in session.execute(query)]
    return found


def _member(session: Session, relation: Relation, person: Person, record: Record) -> MemberView:
    events = session.execute(
        select(VitalEvent, EventPerson.part)
        .join(EventPerson, EventPerson.event_id == VitalEvent.id)
        .where(EventPerson.person_id == person.id)
        .order_by(VitalEvent.first_day, VitalEvent.id)
    )
    numbers = select(Identifier).where(Identifier.person_id == person.id).order_by(Identifier.kind)
    return MemberView(
        person=person.id,
        record=record.id,
        document_type=record.document_type,
        relation=relation.value,
        given_name=person.given_name,
        father_name=person.father_name,
        grandfather_name=person.grandfather_name,
        laqab=person.laqab,
        mother=_mother(person),
        sex=person.sex,
        birth_date=person.birth_date,
        birth_precision=person.birth_precision,
        birth_printed=person.birth_printed or "",
        identifiers=tuple((number.kind, number.value) for number in session.scalars(numbers)),
        events=tuple(_happening(event, part) for event, part in events),
    )


def _mother(person: Person) -> str:
    """The mother's name and her father's; his without hers would read as hers, and is left out."""
    return f"{person.mother_name} {person.maternal_grandfather_name}".rstrip() if person.mother_name else ""


def _happening(event: VitalEvent, part: str) -> Happening:
    return Happening(
        event=event.id,
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
