"""What an event was done for where nobody typed a reason: the case at hand."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from registry.domain.actions import Action, Subject
from registry.domain.receipts import printed
from registry.models.cases import Case
from registry.models.documents import Document
from registry.models.entries import Entry
from registry.models.records import Record
from registry.models.scans import Page, Scan
from registry.trail.events import EventView


@dataclass(frozen=True, slots=True)
class Purpose:
    """A case by its receipt, as printed, and the service asked for in it."""

    receipt: str
    service: str


# From each kind of thing to the case that it is part of.
WAYS: Final[Mapping[str, Select[Any, str, str]]] = {
    Subject.case: select(Case.id, Case.receipt, Case.service),
    Subject.scan: select(Scan.id, Case.receipt, Case.service).join(Case, Case.id == Scan.case_id),
    Subject.page: select(Page.id, Case.receipt, Case.service)
    .join(Scan, Scan.id == Page.scan_id)
    .join(Case, Case.id == Scan.case_id),
    Subject.document: select(Document.id, Case.receipt, Case.service).join(Case, Case.id == Document.case_id),
    Subject.entry: select(Entry.id, Case.receipt, Case.service)
    .join(Document, Document.id == Entry.document_id)
    .join(Case, Case.id == Document.case_id),
    Subject.record: select(Record.id, Case.receipt, Case.service)
    .join(Document, Document.id == Record.document_id)
    .join(Case, Case.id == Document.case_id),
}


def purposes_of(session: Session, events: Iterable[EventView]) -> Mapping[int, Purpose]:
    """The case of each event without a reason, by the event's id; none for what is part of no case.

    A record is part of the case it was registered in, but is opened for other ends: only its registering
    is told of.
    """
    asked: dict[str, dict[uuid.UUID | int, list[int]]] = {}
    for event in events:
        if event.reason or (
            event.subject_kind == Subject.record and event.action != Action.record_registered
        ):
            continue
        subject = _id_of(event)
        if event.subject_kind in WAYS and subject is not None:
            asked.setdefault(event.subject_kind, {}).setdefault(subject, []).append(event.id)
    found: dict[int, Purpose] = {}
    for kind, places in asked.items():
        way = WAYS[kind]
        things = way.selected_columns[0].in_(list(places))
        for subject, receipt, service in session.execute(way.where(things)):
            found |= dict.fromkeys(places[subject], Purpose(printed(receipt), service))
    return found


def _id_of(event: EventView) -> uuid.UUID | int | None:
    if event.subject_kind == Subject.record:
        return int(event.subject_id) if event.subject_id.isdecimal() else None
    try:
        return uuid.UUID(event.subject_id)
    except ValueError:
        return None
