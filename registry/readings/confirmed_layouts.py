"""Layouts that people have confirmed, to be handed to the next reading: places of labels, never a value."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.domain.states import DocumentState, EntryState, RecordState
from registry.models.documents import Document, DocumentSide
from registry.models.entries import Entry
from registry.models.readings import StoredReading
from registry.models.records import Record

MOST_OF_ONE_FORM: Final = 4
"""Layouts of one form that are kept: an office meets a few editions, and what is common drives out nothing
else."""
PAPERS_LOOKED_AT: Final = 240
"""Newest papers whose layouts are looked at: many years of records must not make every scan wait."""


def confirmed_layouts(session: Session, office: str, reader: str) -> list[Mapping[str, Any]]:
    """The newest layouts that this version of the reader made in this office and two people let stand.

    They let it stand when the entry was approved, on the reading that they had before them, as the type of
    paper that it was read as, and its record may be used: once it is frozen or cancelled, it counts no more.
    The newest of each type and side come, the newest first, out of the last papers that the office
    registered.
    """
    papers = (
        select(Document.id, Document.document_type, Entry.entered_at)
        .join(Record, Record.document_id == Document.id)
        .join(Entry, Entry.document_id == Document.id)
        .where(
            Document.office_code == office,
            Document.state == DocumentState.registered,
            Record.state == RecordState.active,
            Entry.state == EntryState.approved,
        )
        .order_by(Document.arrived_at.desc())
        .limit(PAPERS_LOOKED_AT)
        .subquery()
    )
    sides = (
        select(
            StoredReading.layout,
            StoredReading.made_at,
            func.row_number()
            .over(
                partition_by=(StoredReading.document_type, DocumentSide.side),
                order_by=StoredReading.made_at.desc(),
            )
            .label("place"),
        )
        .join(DocumentSide, DocumentSide.id == StoredReading.side_id)
        .join(papers, papers.c.id == DocumentSide.document_id)
        .where(
            StoredReading.reader == reader,
            StoredReading.document_type == papers.c.document_type,
            # A scan that was set aside may be keyed, registered, and read after all: nobody looked at that.
            StoredReading.made_at < papers.c.entered_at,
            StoredReading.layout.is_not(None),
        )
        .subquery()
    )
    newest = select(sides.c.layout).where(sides.c.place <= MOST_OF_ONE_FORM).order_by(sides.c.made_at.desc())
    return [layout for layout in session.scalars(newest) if layout is not None]
