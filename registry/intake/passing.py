"""Papers read without a case: actor, digest of the file and purpose in, one event out, nothing else."""

from sqlalchemy.orm import Session

from registry.domain.access import Act, Actor, require
from registry.domain.actions import Action, Subject
from registry.domain.errors import ReasonNeeded
from registry.trail.events import note


def note_passing(session: Session, actor: Actor, digest: str, purpose: str) -> None:
    """Write who has a file read and why, before it is read.

    The digest is the store's, so that whoever has the file can show that it was this one. Raises
    `NotAllowed`, `ReasonNeeded`.
    """
    require(actor, Act.receive_scan, actor.office)
    if not purpose.strip():
        raise ReasonNeeded({"act": "read"})
    subject = (Subject.paper, digest)
    note(session, actor, Action.paper_read, subject, office=actor.office, reason=purpose)
