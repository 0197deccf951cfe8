"""The decisions on file that speak of a record's page: what each would change, and what stands against it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.changes.changes import find_record
from registry.changes.rectification import DECISION, Rectification
from registry.domain.access import Act, Actor
from registry.domain.actions import Action, Subject
from registry.domain.errors import DemandUnmet, InvalidValue
from registry.domain.states import RecordState
from registry.models.records import Record
from registry.records.versions import newest_version, values_of_version
from registry.trail.events import note


@dataclass(frozen=True, slots=True)
class DecisionOnFile:
    """A registered decision, read against one record.

    `obstacles` are rules of law that forbid it; `demand` says why it does not speak of this record at all.
    """

    record: int
    authority: str
    number: str
    dated: str
    published: str
    field: str
    path: str
    old: str
    new: str
    obstacles: tuple[str, ...]
    demand: str

    @property
    def lawful(self) -> bool:
        """Whether it may be proposed."""
        return not self.obstacles and not self.demand


def decisions_on_file(session: Session, actor: Actor, record_id: int) -> tuple[DecisionOnFile, ...]:
    """The active decisions of the same register page, the newest first; each opening is an event.

    Raises `NotFound`, `NotAllowed`.
    """
    record = find_record(session, actor, Act.rectify, record_id)
    if record.register_number is None or record.page_number is None:
        return ()
    query = (
        select(Record)
        .where(Record.document_type == DECISION, Record.state == RecordState.active, Record.id != record.id)
        .where(Record.office_code == record.office_code, Record.register_number == record.register_number)
        .where(Record.page_number == record.page_number)
        .order_by(Record.id.desc())
    )
    return tuple(_read(session, actor, record, decision) for decision in session.scalars(query))


def _read(session: Session, actor: Actor, record: Record, decision: Record) -> DecisionOnFile:
    note(session, actor, Action.record_viewed, (Subject.record, decision.id), office=decision.office_code)
    said = values_of_version(session, newest_version(session, decision))
    path, demand, obstacles = "", "", tuple[str, ...]()
    try:
        found = Rectification.found(session, record, decision.id)
        path, obstacles = found.path, found.obstacles
        demand = "" if found.new and found.new != found.old else "new_value"
    except DemandUnmet as error:
        demand = str(error.params["demand"])
    except InvalidValue:
        demand = "field_corrected"
    return DecisionOnFile(
        record=decision.id,
        authority=said.get("authority", ""),
        number=said.get("decision_number", ""),
        dated=said.get("decision_date", ""),
        published=said.get("publication_reference", ""),
        field=said.get("field_corrected", ""),
        path=path,
        old=said.get("old_value", ""),
        new=said.get("new_value", ""),
        obstacles=obstacles,
        demand=demand,
    )
