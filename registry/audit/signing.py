"""Signs checkpoints: only ever over a trail that continues the one signed before."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.audit.checkpoint import Checkpoint
from registry.audit.notes import Signer, opened
from registry.audit.sequence import locked_head, number_waiting
from registry.audit.tree import root_at
from registry.database.sessions import surroundings
from registry.domain.errors import TrailBroken
from registry.models.audit import TrailCheckpoint
from registry.vault.crypto import Keys

ORIGIN: Final = "sijill-trail-"


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint with the note that carries its signature."""

    checkpoint: Checkpoint
    note: str


def signer_of(keys: Keys) -> Signer:
    """The trail's signer. Its name is the origin of every checkpoint and holds the public id of the keys."""
    return Signer(ORIGIN + keys.id, keys.trail)


def newest(session: Session, signer: Signer) -> Signed | None:
    """The newest checkpoint, its signature checked. Raises `NoteRefused`."""
    note = session.scalar(select(TrailCheckpoint.note).order_by(TrailCheckpoint.size.desc()).limit(1))
    return read(note, signer) if note is not None else None


def read(note: str, signer: Signer) -> Signed:
    """A checkpoint that this signer signed. Raises `NoteRefused`."""
    return Signed(Checkpoint.parsed(opened(note, signer.verifier)), note)


def sign_now(session: Session, signer: Signer) -> Signed:
    """Number everything that waits and sign a checkpoint over it; the newest one when nothing was added.

    Raises `TrailBroken` when the trail is shorter than, or differs from, what was signed last.
    """
    while number_waiting(session):
        pass
    return sign_numbered(session, signer)


def sign_numbered(session: Session, signer: Signer) -> Signed:
    """Sign a checkpoint over the events that have numbers. Raises `TrailBroken`, `NoteRefused`."""
    size = locked_head(session).size
    last = newest(session, signer)
    if last is not None:
        _hold_to(session, last.checkpoint, size)
        if last.checkpoint.size == size:
            return last
    moment = surroundings(session).clock.now(session).replace(microsecond=0)
    made = Checkpoint(signer.name, size, root_at(session, size), moment)
    signed = Signed(made, signer.sign(made.text))
    session.add(TrailCheckpoint(size=size, note=signed.note, signed_at=moment))
    session.flush()
    return signed


def _hold_to(session: Session, last: Checkpoint, size: int) -> None:
    """A log never signs two checkpoints of which one does not continue the other."""
    if size < last.size:
        raise TrailBroken({"problem": "shorter", "number": size + 1})
    if root_at(session, last.size) != last.root:
        raise TrailBroken({"problem": "changed", "number": last.size})
