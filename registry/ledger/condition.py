"""Reports on a book's condition: binding, paper, pages counted and torn; due 20 days after each handover."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.database.sessions import surroundings
from registry.domain.access import Act, Actor
from registry.domain.actions import Action, Subject
from registry.domain.errors import InvalidValue
from registry.ledger.books import find_book
from registry.models.ledger import Binding, ConditionReport, Handover, HandoverItem, Paper
from registry.trail.events import note

DUE: Final = timedelta(days=20)
"""Civil Status Instructions 1/1975: a report of pages, durability and need of rebinding within 20 days."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What is reported of a book; counts are of written pages."""

    binding: Binding
    paper: Paper
    pages_counted: int
    pages_torn: int
    needs_rebinding: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report with who made it and when."""

    id: uuid.UUID
    made_by: uuid.UUID
    made_at: datetime
    condition: Condition


def report_condition(session: Session, actor: Actor, book_id: uuid.UUID, condition: Condition) -> uuid.UUID:
    """Write a report; the answer is its id. A signed book takes reports, too: it goes on ageing.

    Raises `InvalidValue`, `NotFound`, `NotAllowed`.
    """
    find_book(session, actor, Act.keep_books, book_id)
    if not 0 <= condition.pages_torn <= condition.pages_counted <= 10_000:
        raise InvalidValue({"field": "pages_torn", "problem": "range"})
    row = ConditionReport(
        book_id=book_id,
        made_by=actor.id,
        made_at=surroundings(session).clock.now(session),
        binding=condition.binding,
        paper=condition.paper,
        pages_counted=condition.pages_counted,
        pages_torn=condition.pages_torn,
        needs_rebinding=condition.needs_rebinding,
        note=condition.note.strip()[:2000],
    )
    session.add(row)
    session.flush()
    details = {"pages": condition.pages_counted, "torn": condition.pages_torn}
    note(session, actor, Action.condition_reported, (Subject.book, book_id), details=details)
    return row.id


def reports_of(session: Session, book_id: uuid.UUID) -> tuple[ReportView, ...]:
    """The reports on a book, the newest first; who calls has checked rights."""
    query = select(ConditionReport).where(ConditionReport.book_id == book_id)
    rows = session.scalars(query.order_by(ConditionReport.made_at.desc(), ConditionReport.id.desc()))
    return tuple(
        ReportView(
            row.id,
            row.made_by,
            row.made_at,
            Condition(
                row.binding,
                row.paper,
                row.pages_counted,
                row.pages_torn,
                row.needs_rebinding,
                row.note,
            ),
        )
        for row in rows
    )


def overdue_since(session: Session, book_id: uuid.UUID) -> datetime | None:
    """The day on which a report fell due that was not made, None when all were."""
    received = (
        select(func.max(Handover.received_at))
        .join(HandoverItem, HandoverItem.handover_id == Handover.id)
        .where(HandoverItem.book_id == book_id)
    )
    newest = session.scalar(received)
    if newest is None:
        return None
    made = select(ConditionReport.id).where(
        ConditionReport.book_id == book_id, ConditionReport.made_at >= newest
    )
    due = newest + DUE
    now = surroundings(session).clock.now(session)
    return due if now > due and session.scalar(made.limit(1)) is None else None
