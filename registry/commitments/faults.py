"""The list of what was found to be other than the trail says, for whoever asks whether all is whole."""

from collections.abc import Iterable

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from registry.database.sessions import surroundings
from registry.domain.integrity import Broken, Fault
from registry.models.integrity import IntegrityFault


def keep_faults(session: Session, found: Iterable[Fault]) -> int:
    """Put faults on the list; the answer is how many are new."""
    new = 0
    for fault in found:
        if session.get(IntegrityFault, (fault.what.value, fault.subject)) is None:
            now = surroundings(session).clock.now(session)
            session.add(IntegrityFault(what=fault.what.value, subject=fault.subject, found_at=now))
            new += 1
    session.flush()
    return new


def known_faults(session: Session, limit: int = 100) -> tuple[Fault, ...]:
    """What is on the list, the first found first."""
    query = select(IntegrityFault).order_by(IntegrityFault.found_at, IntegrityFault.subject).limit(limit)
    return tuple(Fault(Broken(row.what), row.subject) for row in session.scalars(query))


def count_faults(session: Session) -> int:
    """How many faults are on the list."""
    return session.scalar(select(func.count()).select_from(IntegrityFault)) or 0


def replace_faults(session: Session, found: Iterable[Fault]) -> None:
    """What a whole look found is the list from now on."""
    session.execute(delete(IntegrityFault))
    keep_faults(session, found)
