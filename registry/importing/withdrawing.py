"""An imported batch taken out of the register again, before anybody has signed it."""

import uuid
from typing import Final

from sqlalchemy import ColumnElement, Select, Table, delete, func, or_, select
from sqlalchemy.orm import Session

from registry.domain.access import Act, Actor, require
from registry.domain.actions import Action, Subject
from registry.domain.errors import BatchInUse, IllegalMove
from registry.importing.batches import BatchView, batch_of, view_of
from registry.models.base import Base
from registry.models.batches import BatchState, LegacyRow
from registry.models.changes import RecordChange
from registry.models.merges import PairAct, PairState, RecordPair
from registry.models.records import Person, Record, RecordVersion
from registry.trail.events import note

OPEN: Final = frozenset({BatchState.loading, BatchState.held, BatchState.waiting})
NAME_INDEX: Final[Table] = Base.metadata.tables["name_index"]
_AT_ONCE: Final = 10_000
"""Records that are taken back at once: fewer than SQLite takes as parameters (32,766)."""
_PLAIN: Final = {"synchronize_session": False}


def withdraw_batch(session: Session, actor: Actor, batch_id: uuid.UUID) -> BatchView:
    """Take every person of a batch out again; the batch stays, with its figures, and the list can come again.

    Raises `IllegalMove` for a batch that is signed or withdrawn, `BatchInUse` when somebody has proposed a
    change or a merge to one of its records, `NotFound`, `NotAllowed`.
    """
    batch = batch_of(session, batch_id)
    require(actor, Act.import_people, batch.office_code)
    # A run that still writes waits for this row, then sees that the batch is withdrawn.
    session.refresh(batch, with_for_update=True)
    if batch.state not in OPEN:
        raise IllegalMove({"from": batch.state.value, "to": BatchState.withdrawn.value})
    mine = select(LegacyRow.record_id).where(LegacyRow.batch_id == batch.id)
    _check_unused(session, mine)
    _take_out(session, mine)
    batch.state = BatchState.withdrawn
    note(
        session,
        actor,
        Action.batch_withdrawn,
        (Subject.batch, batch.id),
        office=batch.office_code,
        details={"lines": batch.lines, "kept": batch.kept},
    )
    return view_of(batch, actor)


def _of_pair(mine: Select[int]) -> ColumnElement[bool]:
    return or_(RecordPair.first_record.in_(mine), RecordPair.second_record.in_(mine))


def _check_unused(session: Session, mine: Select[int]) -> None:
    changed = or_(RecordChange.record_id.in_(mine), RecordChange.decision_record.in_(mine))
    acts = select(PairAct.pair_id)
    judged = _of_pair(mine) & (RecordPair.id.in_(acts) | (RecordPair.state != PairState.waiting))
    used = sum(
        session.scalar(select(func.count()).select_from(table).where(condition)) or 0
        for table, condition in ((RecordChange, changed), (RecordPair, judged))
    )
    if used:
        raise BatchInUse({"count": used})


def _take_out(session: Session, mine: Select[int]) -> None:
    """Delete from the leaves to the root; the lines go last but the records, for they say which those are."""
    session.execute(delete(RecordPair).where(_of_pair(mine)), execution_options=_PLAIN)
    people = select(Person.id).where(Person.record_id.in_(mine))
    session.execute(delete(NAME_INDEX).where(NAME_INDEX.c.person_id.in_(people)))
    for table in (Person, RecordVersion):
        session.execute(delete(table).where(table.record_id.in_(mine)), execution_options=_PLAIN)
    # The lines refer to the records, so the numbers of these are written down before the lines go.
    while numbers := session.scalars(mine.limit(_AT_ONCE)).all():
        session.execute(delete(LegacyRow).where(LegacyRow.record_id.in_(numbers)), execution_options=_PLAIN)
        session.execute(delete(Record).where(Record.id.in_(numbers)), execution_options=_PLAIN)
