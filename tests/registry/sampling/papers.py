"""Papers whose fields the reader accepted, signed by the clerk: what blind second keying starts from."""

import uuid
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.intake.scans import scan_view
from registry.models.documents import Document
from registry.models.sampling import Purpose, SecondKey
from tests.registry.office import FRONT, Staff, hand_in, paper
from tests.registry.registered import sign

VALUES = FRONT | {"national_number": "199011112222", "document_number": "AB1234567"}


def signed(
    session: Session, staff: Staff, typed: dict[str, str] | None = None, decision: str = "accepted"
) -> Document:
    """A card read with such a decision, confirmed by the clerk."""
    read = paper(VALUES, confidence=0.99)
    read = replace(read, fields=tuple(replace(field, decision=decision) for field in read.fields))
    scan = hand_in(session, staff.clerk, uuid.uuid4().hex[:16], read)
    (shown,) = scan_view(session, staff.clerk, scan.id).documents
    document = session.get_one(Document, shown.id)
    sign(session, staff.clerk, document, typed=typed)
    return document


def keys_of(session: Session, document: Document, purpose: Purpose | None = None) -> list[SecondKey]:
    """The second keys asked for in a document."""
    query = select(SecondKey).where(SecondKey.document_id == document.id).order_by(SecondKey.id)
    return [row for row in session.scalars(query) if purpose in (None, row.purpose)]
