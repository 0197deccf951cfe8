"""What an auditor asks for: the newest checkpoint, the proof of an event, the export of the whole trail."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from registry.audit.archive import EventProof
from registry.audit.exporting import Exported, Told, export_trail, prove_event
from registry.audit.live import is_as_sealed
from registry.audit.notes import Signer
from registry.audit.signing import Signed, newest, sign_now
from registry.audit.tree import consistency_proof
from registry.database.sessions import Sessions, snapshot, transaction
from registry.domain.access import Act, Actor, require
from registry.domain.actions import Action, Subject
from registry.domain.errors import InvalidValue, NotAllowed, TrailBroken
from registry.trail.events import EventView, note, numbered_event


@dataclass(frozen=True, slots=True)
class Proved:
    """An event as people see it, and its proof."""

    event: EventView
    proof: EventProof
    signed: Signed


def checkpoint_now(session: Session, signer: Signer, actor: Actor) -> Signed:
    """A checkpoint over everything up to now. Raises `NotAllowed`, `TrailBroken`."""
    require(actor, Act.view_events, actor.office)
    return sign_now(session, signer)


def consistency_from(session: Session, signed: Signed, older: int) -> list[bytes]:
    """The proof that a checkpoint continues an older one of that size. Raises `InvalidValue`."""
    if not 0 <= older <= signed.checkpoint.size:
        raise InvalidValue({"field": "from", "problem": "range"})
    return consistency_proof(session, older, signed.checkpoint.size)


def prove(session: Session, signer: Signer, actor: Actor, number: int) -> Proved:
    """The proof of event `number`, under the newest checkpoint or, if that is older, a new one.

    Raises `NotAllowed`, `NotFound`, `TrailBroken`.
    """
    require(actor, Act.view_events, actor.office)
    signed = newest(session, signer)
    if signed is None or signed.checkpoint.size < number:
        signed = sign_now(session, signer)
    event = numbered_event(session, actor, number)
    return Proved(event, prove_event(session, signer, signed, number), signed)


def require_sealed(session: Session, number: int) -> None:
    """Raise `TrailBroken` unless the event with this number is the one that was hashed."""
    if not is_as_sealed(session, number):
        raise TrailBroken({"problem": "event_changed", "number": number})


def export(
    sessions: Sessions, signer: Signer, actor: Actor | None, folder: Path, readme: str, told: Told
) -> tuple[Exported, Signed]:
    """Note that the trail is exported, sign it with that event in it, and write it into an empty folder.

    `actor` is None for who runs the command on the machine of the keys. The trail is that of all offices, so
    an auditor of one office gets single proofs only. Raises `NotAllowed`, `NotEmpty`, `TrailBroken`, OSError.
    """
    if actor is not None:
        require(actor, Act.view_events, actor.office)
        if actor.office is not None:
            raise NotAllowed({"act": Act.view_events.value})
    with transaction(sessions) as session:
        note(session, actor, Action.trail_exported, (Subject.trail, signer.name))
    with transaction(sessions) as session:
        signed = sign_now(session, signer)
    with snapshot(sessions) as session:
        return export_trail(session, signer, signed, folder, readme, told), signed
