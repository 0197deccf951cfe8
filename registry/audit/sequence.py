"""Gives events their numbers: one at a time, in the order of commits, without a gap (ADR 9)."""

from typing import Final

from sqlalchemy import delete, exists, insert, select
from sqlalchemy.orm import Session

from registry.audit.merkle import Growing, Node, leaf_hash
from registry.audit.tree import peaks_at
from registry.domain.errors import TrailBroken
from registry.models.audit import TrailHead, TrailLeaf, TrailNode, TrailWaiting
from registry.models.trail import Event
from registry.trail.leaves import canonical

BATCH: Final = 2000
"""Events that are numbered in one transaction: others wait for its lock no longer."""


def anything_waits(session: Session) -> bool:
    """Whether some event has no number yet."""
    return bool(session.scalar(select(exists().select_from(TrailWaiting))))


def number_waiting(session: Session, limit: int = BATCH) -> int:
    """Give numbers to what was committed before this transaction looks; the answer is how many got one.

    Two who do this at once come one after the other: the head's row is locked (SQLite locks all of it).
    Raises `TrailBroken`.
    """
    head = locked_head(session)
    waiting = session.scalars(
        select(Event).join(TrailWaiting, TrailWaiting.event_id == Event.id).order_by(Event.id).limit(limit)
    ).all()
    if not waiting:
        return 0
    tree = Growing(head.size, peaks_at(session, head.size))
    nodes: list[Node] = []
    leaves: list[dict[str, int]] = []
    for event in waiting:
        number = tree.size + 1
        nodes += tree.add(leaf_hash(canonical(event, number)))
        leaves.append({"number": number, "event_id": event.id})
    session.execute(insert(TrailLeaf), leaves)
    session.execute(
        insert(TrailNode),
        [{"level": node.level, "position": node.position, "hash": node.hash} for node in nodes],
    )
    session.execute(delete(TrailWaiting).where(TrailWaiting.event_id.in_([event.id for event in waiting])))
    head.size = tree.size
    session.flush()
    return len(waiting)


def locked_head(session: Session) -> TrailHead:
    """The head, held until the transaction ends. Raises `TrailBroken` when it is gone."""
    head = session.get(TrailHead, 1, with_for_update=True, populate_existing=True)
    if head is None:
        raise TrailBroken({"problem": "head_missing", "number": 0})
    return head
