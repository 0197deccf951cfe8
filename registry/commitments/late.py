"""Commits versions that were made before Sijill committed to values, each in an event that says so."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.commitments.sealing import seal
from registry.domain.actions import Action, Subject
from registry.models.records import Operation, Record, RecordVersion
from registry.trail.events import note

AT_ONCE: Final = 100
"""Versions of one transaction: others wait for the writer no longer."""


def commit_late(session: Session, limit: int = AT_ONCE) -> int:
    """Commit to versions that have no commitment, the oldest first; the answer is how many there were.

    What such a version said before nobody can know: the event proves it from now on.
    """
    query = (
        select(RecordVersion)
        .where(RecordVersion.commitment.is_(None), RecordVersion.operation != Operation.imported)
        .order_by(RecordVersion.id)
        .limit(limit)
    )
    versions = session.scalars(query).all()
    for version in versions:
        office = session.get_one(Record, version.record_id).office_code
        details: dict[str, str | int] = {"version": version.number, "commitment": seal(session, version)}
        subject = (Subject.record, version.record_id)
        note(session, None, Action.record_committed_late, subject, office=office, details=details)
    return len(versions)
