"""Looks at the trail where it lies: events against hashes, hashes and checkpoints against the tree."""

from collections.abc import Iterator, Mapping
from typing import Final

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from registry.audit.merkle import Growing, Place, leaf_hash
from registry.audit.notes import Signer
from registry.audit.signing import read
from registry.domain.errors import NoteRefused
from registry.domain.integrity import Broken, Fault
from registry.models.audit import TrailCheckpoint, TrailHead, TrailLeaf, TrailNode, TrailWaiting
from registry.models.trail import Event
from registry.trail.leaves import canonical

AT_ONCE: Final = 500
"""Events that are read in one statement: some hundred kilobytes."""


def check_trail(session: Session, signer: Signer) -> Iterator[Fault]:
    """Everything wrong with the whole trail, the first event's faults first."""
    head = session.get(TrailHead, 1)
    size = head.size if head is not None else 0
    roots = dict(_signed_roots(session, signer))
    yield from (Fault(Broken.checkpoint, str(place)) for place, root in roots.items() if root is None)
    tree = Growing()
    while tree.size < size:
        events = _numbered(session, tree.size, AT_ONCE)
        made: dict[Place, bytes] = {}
        for number in range(tree.size + 1, min(size, tree.size + AT_ONCE) + 1):
            event = events.get(number)
            if event is None:
                yield Fault(Broken.event, str(number))
            leaf = leaf_hash(canonical(event, number) if event is not None else b"")
            made.update(((node.level, node.position), node.hash) for node in tree.add(leaf))
            root = roots.get(tree.size)
            if root is not None and root != tree.root:
                yield Fault(Broken.checkpoint, str(tree.size))
        yield from _unlike(made, _kept(session, made))
    yield from _beside(session, size)


def check_leaves(session: Session, after: int, limit: int) -> tuple[int, list[Fault]]:
    """Events with numbers after `after` against their own hashes; how far it got, and what is wrong.

    It goes on from 0 when the end is reached.
    """
    events = _numbered(session, after, limit)
    made = {(0, number - 1): leaf_hash(canonical(event, number)) for number, event in events.items()}
    last = max(events, default=0)
    return (last if len(events) == limit else 0), list(_unlike(made, _kept(session, made)))


def is_as_sealed(session: Session, number: int) -> bool:
    """Whether the event with this number is the one that was hashed."""
    _, faults = check_leaves(session, number - 1, 1)
    return not faults


def _numbered(session: Session, after: int, limit: int) -> dict[int, Event]:
    query = (
        select(TrailLeaf.number, Event)
        .join(Event, Event.id == TrailLeaf.event_id)
        .where(TrailLeaf.number > after, TrailLeaf.number <= after + limit)
        .execution_options(populate_existing=True)
    )
    return {row.number: row.Event for row in session.execute(query)}


def _kept(session: Session, wanted: Mapping[Place, bytes]) -> dict[Place, bytes]:
    places = list(wanted)
    found: dict[Place, bytes] = {}
    for start in range(0, len(places), AT_ONCE):
        query = select(TrailNode.level, TrailNode.position, TrailNode.hash).where(
            tuple_(TrailNode.level, TrailNode.position).in_(places[start : start + AT_ONCE])
        )
        found.update(((level, place), node) for level, place, node in session.execute(query))
    return found


def _unlike(made: Mapping[Place, bytes], kept: Mapping[Place, bytes]) -> Iterator[Fault]:
    for (level, place), node in made.items():
        if kept.get((level, place)) != node:
            yield (
                Fault(Broken.event, str(place + 1)) if level == 0 else Fault(Broken.node, f"{level}/{place}")
            )


def _signed_roots(session: Session, signer: Signer) -> Iterator[tuple[int, bytes | None]]:
    """The root of each checkpoint by its size, None where the note is not ours or speaks of another size."""
    for size, note, at in session.execute(
        select(TrailCheckpoint.size, TrailCheckpoint.note, TrailCheckpoint.signed_at)
    ):
        try:
            found = read(note, signer).checkpoint
        except NoteRefused:
            yield size, None
        else:
            fits = (found.size, found.moment) == (size, at)
            yield size, found.root if fits else None


def _beside(session: Session, size: int) -> Iterator[Fault]:
    """Events without a number that wait for none, and numbers and checkpoints past the trail's end."""
    numbered, waiting = select(TrailLeaf.event_id), select(TrailWaiting.event_id)
    lost = select(Event.id).where(Event.id.not_in(numbered), Event.id.not_in(waiting)).order_by(Event.id)
    yield from (Fault(Broken.event, f"id {one}") for one in session.scalars(lost))
    further = select(TrailCheckpoint.size).where(TrailCheckpoint.size > size)
    yield from (Fault(Broken.checkpoint, str(one)) for one in session.scalars(further))
    if session.scalar(select(func.max(TrailLeaf.number)).where(TrailLeaf.number > size)) is not None:
        yield Fault(Broken.event, str(size + 1))
