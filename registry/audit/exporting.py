"""Writes the whole trail into a folder from which anyone can check it without us."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from shutil import copyfile
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.audit import archive, standalone
from registry.audit.archive import Continued, EventProof
from registry.audit.manifest import Manifest, print_of
from registry.audit.merkle import leaf_hash
from registry.audit.notes import Signer
from registry.audit.signing import Signed, read
from registry.audit.tree import consistency_proof, inclusion_proof
from registry.database.clock import civil_day
from registry.domain.errors import NotEmpty, NotFound
from registry.models.audit import TrailCheckpoint, TrailLeaf, TrailNode
from registry.models.trail import Event
from registry.trail.leaves import canonical

CHUNK: Final = 2000
"""Events that are read at once: an export of any length takes little memory."""
NO_HASH: Final = "0" * archive.HASH_SIGNS

Told = Callable[[int], None]
"""Is told how many events have been written so far."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: so many events; `bad`: the number of the first that is not what was sealed."""

    size: int
    bad: int | None


def export_trail(
    session: Session, signer: Signer, signed: Signed, folder: Path, readme: str, told: Told
) -> Exported:
    """Write the trail as of a checkpoint, from the tables that people see, into an empty folder.

    What was tampered with is written as it is found: the export is the evidence. Raises `NotEmpty`, OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise NotEmpty({"place": folder.name})
    bad = None
    with (folder / archive.EVENTS).open("wb") as events, (folder / archive.HASHES).open("wb") as hashes:
        for number, leaf, sealed in sealed_leaves(session, signed.checkpoint.size):
            if leaf is not None:
                events.write(leaf + b"\n")
            hashes.write(sealed.encode() + b"\n")
            if bad is None and (leaf is None or leaf_hash(leaf).hex() != sealed):
                bad = number
            if number % CHUNK == 0:
                told(number)
    with (folder / archive.CHECKPOINTS).open("wb") as checkpoints:
        for continued in _earlier(session, signer, signed.checkpoint.size):
            checkpoints.write(continued.line() + b"\n")
    (folder / archive.CHECKPOINT).write_text(signed.note, encoding="utf-8")
    (folder / archive.KEY).write_text(f"{signer.verifier}\n", encoding="utf-8")
    (folder / archive.README).write_text(readme, encoding="utf-8")
    copyfile(standalone.__file__, folder / archive.VERIFIER)
    files = {name: print_of(folder / name) for name in (*archive.LISTED, archive.VERIFIER)}
    manifest = Manifest(archive.HEADING, {}, files)
    (folder / archive.MANIFEST).write_text(manifest.signed(signer), encoding="utf-8")
    told(signed.checkpoint.size)
    return Exported(signed.checkpoint.size, bad)


def prove_event(session: Session, signer: Signer, signed: Signed, number: int) -> EventProof:
    """The proof of one event under a checkpoint. Raises `NotFound` when that holds no such event."""
    query = select(Event).join(TrailLeaf, TrailLeaf.event_id == Event.id).where(TrailLeaf.number == number)
    event = session.scalar(query)
    if event is None or number > signed.checkpoint.size:
        raise NotFound({"kind": "event"})
    path = inclusion_proof(session, number, signed.checkpoint.size)
    return EventProof(number, canonical(event, number), tuple(path), signed.note, str(signer.verifier))


def sealed_leaves(session: Session, size: int) -> Iterator[tuple[int, bytes | None, str]]:
    """Number, canonical bytes (None for an event that is gone) and sealed hash of each event."""
    for start in range(1, size + 1, CHUNK):
        end = min(start + CHUNK, size + 1)
        events = (
            select(TrailLeaf.number, Event)
            .join(Event, Event.id == TrailLeaf.event_id)
            .where(TrailLeaf.number >= start, TrailLeaf.number < end)
        )
        found = dict(session.execute(events).all())
        nodes = select(TrailNode.position, TrailNode.hash).where(
            TrailNode.level == 0, TrailNode.position >= start - 1, TrailNode.position < end - 1
        )
        sealed = {position + 1: node.hex() for position, node in session.execute(nodes)}
        for number in range(start, end):
            event = found.get(number)
            leaf = canonical(event, number) if event is not None else None
            yield number, leaf, sealed.get(number, NO_HASH)
        session.expunge_all()


def _earlier(session: Session, signer: Signer, size: int) -> Iterator[Continued]:
    """The last checkpoint of each day before the newest of all, the oldest first."""
    query = select(TrailCheckpoint.note).where(TrailCheckpoint.size < size).order_by(TrailCheckpoint.size)
    signed = (read(note, signer) for note in session.scalars(query))
    for _, of_a_day in groupby(signed, key=lambda one: civil_day(one.checkpoint.moment)):
        *_, last = of_a_day
        path = consistency_proof(session, last.checkpoint.size, size)
        yield Continued(last.note, tuple(path))
