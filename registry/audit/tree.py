"""The Merkle tree in the database: subtree hashes by place, roots of any size, and proofs."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from registry.audit.merkle import (
    Place,
    Span,
    consistency_spans,
    inclusion_spans,
    places,
    root_of,
)
from registry.domain.errors import TrailBroken
from registry.models.audit import TrailNode


def root_at(session: Session, size: int) -> bytes:
    """The root of the first `size` events. Raises `TrailBroken` when a hash is not there."""
    return hashes_of(session, [(0, size)])[0]


def peaks_at(session: Session, size: int) -> list[bytes]:
    """The hashes of the perfect subtrees that the first `size` events are made of, the largest first."""
    known = _load(session, places((0, size)))
    return [_at(known, place) for place in places((0, size))]


def inclusion_proof(session: Session, number: int, size: int) -> list[bytes]:
    """The proof that event `number` (from 1) is among the first `size`."""
    return hashes_of(session, inclusion_spans(number - 1, size))


def consistency_proof(session: Session, older: int, newer: int) -> list[bytes]:
    """The proof that the trail of `newer` events continues that of `older` without a change."""
    return hashes_of(session, consistency_spans(older, newer))


def hashes_of(session: Session, spans: Iterable[Span]) -> list[bytes]:
    """The hash of each span, from one look at the database."""
    wanted = list(spans)
    known = _load(session, [place for span in wanted for place in places(span)])
    return [root_of(span, lambda place: _at(known, place)) for span in wanted]


def _load(session: Session, wanted: list[Place]) -> Mapping[Place, bytes]:
    if not wanted:
        return {}
    query = select(TrailNode.level, TrailNode.position, TrailNode.hash).where(
        tuple_(TrailNode.level, TrailNode.position).in_(wanted)
    )
    return {(level, position): node for level, position, node in session.execute(query)}


def _at(known: Mapping[Place, bytes], place: Place) -> bytes:
    if place not in known:
        raise TrailBroken({"problem": "hash_missing", "number": (place[1] << place[0]) + 1})
    return known[place]
