"""Layouts that people have confirmed, to be handed to the next reading: places of labels, never a value."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.models.documents import Document, DocumentSide
from registry.models.entries import Entry
from registry.models.readings import StoredReading
from registry.models.records import Record
from registry.states import DocumentState, EntryState, RecordState

MOST_HANDED_OUT: Final = 24
# An office with many years of records, or a reader of yesterday, must not make every scan wait.
PAPERS_LOOKED_AT: Final = 240


def confirmed_layouts(
    session: Session, office: str, reader: str, limit: int = MOST_HANDED_OUT
) -> list[Mapping[str, Any]]:
    """The newest layouts that this version of the reader made in this office and two people let stand.

    They let it stand when the entry was approved, on the reading that they had before them, as the type of
    paper that it was read as, and its record may be used: once it is frozen or cancelled, it counts no more.
    Equal ones come once, the newest first, out of the last papers that the office registered.
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
    layouts = (
        select(StoredReading.layout)
        .join(DocumentSide, DocumentSide.id == StoredReading.side_id)
        .join(papers, papers.c.id == DocumentSide.document_id)
        .where(
            StoredReading.reader == reader,
            StoredReading.document_type == papers.c.document_type,
            # A scan that was set aside may be keyed, registered, and read after all: nobody looked at that.
            StoredReading.made_at < papers.c.entered_at,
            StoredReading.layout.is_not(None),
        )
        .group_by(StoredReading.layout)
        .order_by(func.max(StoredReading.made_at).desc())
        .limit(limit)
    )
    return [layout for layout in session.scalars(layouts) if layout is not None]
