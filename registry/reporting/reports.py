"""Figures for auditors and supervisors: each with what it counts, what it is out of, and its moment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import InstrumentedAttribute

from registry.database.sessions import surroundings
from registry.domain.access import Act, Actor, require
from registry.domain.errors import NotFound
from registry.domain.states import DocumentState, EntryState, ScanState
from registry.models.documents import Document
from registry.models.entries import Entry, EntryValue, ValueSource
from registry.models.scans import Scan


@dataclass(frozen=True, slots=True)
class Figure:
    """`numerator` of `denominator` at a moment; `office` is None when all offices are counted."""

    code: str
    numerator: int
    denominator: int
    as_of: datetime
    office: str | None


def figures(session: Session, actor: Actor, office: str | None = None) -> tuple[Figure, ...]:
    """All figures of an office, or of all offices for who serves all. Raises `NotAllowed`, `NotFound`."""
    return tuple(figure(session, actor, code, office) for code in REPORTS)


def figure(session: Session, actor: Actor, code: str, office: str | None = None) -> Figure:
    """One figure by its name. Raises `NotFound` for a name or office that there is not, `NotAllowed`."""
    wanted = office or actor.office
    require(actor, Act.view_reports, wanted)
    if code not in REPORTS:
        raise NotFound({"kind": "report"})
    numerator, denominator = REPORTS[code](session, wanted)
    return Figure(code, numerator, denominator, surroundings(session).clock.now(session), wanted)


def _scans_read(session: Session, office: str | None) -> tuple[int, int]:
    taken = (*_of(Scan.office_code, office), Scan.state != ScanState.withdrawn)
    return _count(session, *taken, Scan.state == ScanState.read), _count(session, *taken)


def _scans_set_aside(session: Session, office: str | None) -> tuple[int, int]:
    taken = (*_of(Scan.office_code, office), Scan.state != ScanState.withdrawn)
    return _count(session, *taken, Scan.state == ScanState.quarantined), _count(session, *taken)


def _papers_registered(session: Session, office: str | None) -> tuple[int, int]:
    papers = (*_of(Document.office_code, office), Document.state != DocumentState.withdrawn)
    return _count(session, *papers, Document.state == DocumentState.registered), _count(session, *papers)


def _papers_returned(session: Session, office: str | None) -> tuple[int, int]:
    papers = (*_of(Document.office_code, office), Document.state != DocumentState.withdrawn)
    return _count(session, *papers, Document.state == DocumentState.returned), _count(session, *papers)


def _entries_sent_back(session: Session, office: str | None) -> tuple[int, int]:
    decided = (*_of(Entry.office_code, office), Entry.state != EntryState.entered)
    return _count(session, *decided, Entry.state == EntryState.sent_back), _count(session, *decided)


def _values_corrected(session: Session, office: str | None) -> tuple[int, int]:
    signed = exists().where(Entry.id == EntryValue.entry_id, *_of(Entry.office_code, office))
    read = (signed, EntryValue.source != ValueSource.keyed)
    return _count(session, *read, EntryValue.source == ValueSource.corrected), _count(session, *read)


REPORTS: Final[Mapping[str, Callable[[Session, str | None], tuple[int, int]]]] = {
    "scans_read": _scans_read,
    "scans_set_aside": _scans_set_aside,
    "papers_registered": _papers_registered,
    "papers_returned": _papers_returned,
    "entries_sent_back": _entries_sent_back,
    "values_corrected": _values_corrected,
}


def _of(column: InstrumentedAttribute[str], office: str | None) -> tuple[ColumnElement[bool], ...]:
    return () if office is None else (column == office,)


def _count(session: Session, *conditions: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).where(*conditions)) or 0
