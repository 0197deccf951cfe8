"""Imported batches: listed, looked at by a sample, signed by another officer than whoever brought them in."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from api.deps import Transaction, Who, Why
from api.schemas.batches import BatchAnswer, BatchesAnswer, SampleAnswer
from registry.importing import sign_batch
from registry.importing.batches import batch_view, newest_batches
from registry.importing.sampling import sample

router = APIRouter(prefix="/batches", tags=["batches"])


@router.get("")
def newest(session: Transaction, who: Who) -> BatchesAnswer:
    """The newest batches of your office."""
    return BatchesAnswer(batches=[BatchAnswer.of(one) for one in newest_batches(session, who)])


@router.get("/{batch_id}")
def show(session: Transaction, who: Who, batch_id: UUID) -> BatchAnswer:
    """One batch in figures."""
    return BatchAnswer.of(batch_view(session, who, batch_id))


@router.get("/{batch_id}/sample")
def draw(
    session: Transaction,
    who: Who,
    batch_id: UUID,
    size: Annotated[int, Query(ge=1, le=300)] = 30,
    why: Why = None,
) -> SampleAnswer:
    """Lines drawn at random, the same ones at every look."""
    return SampleAnswer.of(sample(session, who, batch_id, size, why))


@router.post("/{batch_id}/sign")
def sign(session: Transaction, who: Who, batch_id: UUID) -> BatchAnswer:
    """Sign: every record of the batch becomes part of the register."""
    return BatchAnswer.of(sign_batch(session, who, batch_id))
