"""A sample of an imported batch: lines drawn at random, for the officer who signs for all of them."""

import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.access import Act, Actor, require, require_reason
from registry.domain.actions import Action, Subject
from registry.domain.errors import NotFound
from registry.models.batches import ImportBatch, LegacyRow
from registry.search.among import among, integers
from registry.trail.events import note

SIZES: Final = (30, 100, 300)
CONFIDENCE: Final = 0.95
"""Confidence (0 to 1) of the bound on errors that a sample proves."""


@dataclass(frozen=True, slots=True)
class SampledLine:
    """A line of the list, word for word, and the record made of it."""

    line: int
    record: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """Lines drawn at random. `most_wrong` is what the whole batch may hold of wrong lines when all are right.

    A share between 0 and 1: the one-sided upper bound at 95 % (Clopper and Pearson 1934, no errors seen).
    """

    columns: tuple[str, ...]
    lines: tuple[SampledLine, ...]
    most_wrong: float


def sample(
    session: Session, actor: Actor, batch_id: uuid.UUID, size: int = SIZES[0], reason: str | None = None
) -> Sample:
    """Draw lines of a batch; the same ones at every look, since the draw hangs on the batch alone.

    The look is an event. Raises `NotFound`, `NotAllowed`, `ReasonNeeded` for an auditor without one.
    """
    batch = session.get(ImportBatch, batch_id)
    if batch is None:
        raise NotFound({"kind": "batch"})
    require(actor, Act.view_record, batch.office_code)
    require_reason(actor, reason)
    rows = _drawn(session, batch, min(size, SIZES[-1]))
    note(
        session,
        actor,
        Action.batch_viewed,
        (Subject.batch, batch.id),
        office=batch.office_code,
        reason=reason,
        details={"shown": len(rows)},
    )
    lines = tuple(SampledLine(row.line, row.record_id, tuple(map(str, row.words))) for row in rows)
    return Sample(tuple(map(str, batch.columns)), lines, bound(len(lines), batch.kept))


def bound(right: int, kept: int) -> float:
    """The greatest share of wrong lines that lets so many drawn at random all be right, at 95 %."""
    if right >= kept:
        return 0.0
    return float(1 - (1 - CONFIDENCE) ** (1 / right)) if right else 1.0


def _drawn(session: Session, batch: ImportBatch, size: int) -> Sequence[LegacyRow]:
    """`size` rows drawn without returning any; the batch's number is seed enough, and nobody chooses it."""
    draw = random.Random(batch.id.int)
    query = select(LegacyRow).where(LegacyRow.batch_id == batch.id).order_by(LegacyRow.line)
    if batch.kept <= size:
        return session.scalars(query).all()
    # Lines that were refused have no row, so more places are drawn than rows are wanted.
    most = min(batch.lines, size * (2 + batch.lines // max(1, batch.kept)))
    places = draw.sample(range(1, batch.lines + 1), most)
    chosen = query.where(among(LegacyRow.line, integers("places")))
    found = session.scalars(chosen, {"places": places}).all()
    return sorted(draw.sample(found, min(size, len(found))), key=lambda row: row.line)
