"""From papers read to documents: sides find their document, readings are kept, rules look at the whole."""

import uuid
from collections.abc import Mapping
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from registry.database.sessions import surroundings
from registry.documents.findings import refresh_findings, values_of
from registry.documents.pairing import SideFacts, evidence_of
from registry.domain.handover import PagesRead, PaperRead
from registry.domain.states import DocumentState
from registry.models.cases import Case
from registry.models.documents import Document, DocumentSide
from registry.models.scans import Page, Scan
from registry.readings.duplicate_scans import keep_marks
from registry.readings.readings import keep_reading, zone_of

UNKNOWN: Final = "unknown"


def place(session: Session, scan: Scan, outcome: PagesRead) -> tuple[uuid.UUID, ...]:
    """Keep pages and readings of a scan and join each paper to its document; a page without one is keyed."""
    # Two scans of one case may finish at once, and both sides must find the same document.
    session.get(Case, scan.case_id, with_for_update=True)
    pages = _keep_pages(session, scan, outcome)
    touched: dict[uuid.UUID, Document] = {}
    for paper in _with_blank_pages(outcome):
        side = _side_for(session, scan, pages[paper.page], paper)
        keep_reading(session, side, paper)
        keep_marks(session, side, scan.office_code, paper)
        document = session.get_one(Document, side.document_id)
        touched[document.id] = document
    for document in touched.values():
        refresh_findings(session, document)
    return tuple(touched)


def open_for_keying(session: Session, scan: Scan) -> None:
    """Open one document for the whole of a scan that no engine can read, to be keyed by hand."""
    known = {page.number: page for page in session.scalars(select(Page).where(Page.scan_id == scan.id))}
    document: Document | None = None
    for number in range(max(scan.pages, 1)):
        page = known.get(number) or _new_page(session, scan, number)
        if _side_at(session, page, 0) is not None:
            continue
        if document is None:
            document = _new_document(session, scan, scan.document_type or UNKNOWN)
        _new_side(session, document, page, 0, "page")


def _keep_pages(session: Session, scan: Scan, outcome: PagesRead) -> Mapping[int, Page]:
    pages = {page.number: page for page in session.scalars(select(Page).where(Page.scan_id == scan.id))}
    for seen in outcome.pages:
        page = pages.get(seen.number) or _new_page(session, scan, seen.number)
        page.width, page.height, page.picture = seen.width, seen.height, seen.picture
        pages[seen.number] = page
    scan.pages = max(scan.pages, len(pages))
    session.flush()
    return pages


def _with_blank_pages(outcome: PagesRead) -> tuple[PaperRead, ...]:
    """The papers, with one of unknown type for each page on which none was found, so that no page is lost."""
    full = {paper.page for paper in outcome.papers}
    blank = (
        PaperRead(page.number, 0, UNKNOWN, "page", 0.0, "none")
        for page in outcome.pages
        if page.number not in full
    )
    return (*outcome.papers, *blank)


def _side_for(session: Session, scan: Scan, page: Page, paper: PaperRead) -> DocumentSide:
    """The side of a document that this paper shows: one there already, a partner's other side, a new one."""
    wanted = scan.document_type or UNKNOWN if paper.document_type == UNKNOWN else paper.document_type
    known = _side_at(session, page, paper.part)
    if known is not None:
        document = session.get_one(Document, known.document_id)
        if document.document_type == UNKNOWN and document.state is DocumentState.review:
            document.document_type, document.version = wanted, document.version + 1
            known.side = paper.side
        return known
    evidence: tuple[str, ...] = ()
    if wanted == UNKNOWN:
        partner = _unknown_of(session, scan)
    else:
        partner, evidence = _partner(session, scan, paper, wanted)
    if partner is None:
        partner = _new_document(session, scan, wanted)
    else:
        partner.version += 1
    return _new_side(session, partner, page, paper.part, paper.side, evidence)


def _unknown_of(session: Session, scan: Scan) -> Document | None:
    """The document of the pages of a scan that nobody knows: they belong together."""
    shown = select(DocumentSide.document_id).join(Page).where(Page.scan_id == scan.id)
    return session.scalars(_open_ones(scan, UNKNOWN).where(Document.id.in_(shown))).first()


def _partner(
    session: Session, scan: Scan, paper: PaperRead, wanted: str
) -> tuple[Document | None, tuple[str, ...]]:
    """The document of the same case that lacks this side and whose numbers are this paper's, with which.

    None where no number tells: two sides apart are joined by a key, two people in one are not seen.
    """
    kind = surroundings(session).types.get(wanted)
    if kind is None or len(kind.sides) < 2:
        return None, ()
    read = {value.path: value.value for value in paper.fields if value.value}
    ours = SideFacts(read, paper.mrz.lines if paper.mrz else ())
    best: tuple[Document | None, tuple[str, ...]] = (None, ())
    for document in session.scalars(_open_ones(scan, wanted)):
        taken = session.scalars(select(DocumentSide.side).where(DocumentSide.document_id == document.id))
        if paper.side in set(taken):
            continue
        theirs = SideFacts(values_of(session, document), zone_of(session, document.id))
        evidence = evidence_of(ours, theirs)
        if len(evidence) > len(best[1]):
            best = (document, evidence)
    return best


def _open_ones(scan: Scan, wanted: str) -> Select[Document]:
    """The case's papers of a type that are still under review, the earliest first."""
    return (
        select(Document)
        .where(
            Document.case_id == scan.case_id,
            Document.document_type == wanted,
            Document.state == DocumentState.review,
        )
        .order_by(Document.arrived_at, Document.id)
    )


def _new_page(session: Session, scan: Scan, number: int) -> Page:
    page = Page(scan_id=scan.id, number=number, width=0, height=0, picture=None)
    session.add(page)
    session.flush()
    return page


def _new_document(session: Session, scan: Scan, document_type: str) -> Document:
    document = Document(
        case_id=scan.case_id,
        office_code=scan.office_code,
        document_type=document_type,
        state=DocumentState.review,
        version=1,
        reason=None,
        arrived_at=scan.received_at,
        held_by=None,
        held_until=None,
    )
    session.add(document)
    session.flush()
    return document


def _new_side(
    session: Session, document: Document, page: Page, part: int, side: str, evidence: tuple[str, ...] = ()
) -> DocumentSide:
    row = DocumentSide(
        document_id=document.id, page_id=page.id, part=part, side=side, paired_by=list(evidence)
    )
    session.add(row)
    session.flush()
    return row


def _side_at(session: Session, page: Page, part: int) -> DocumentSide | None:
    return session.scalar(
        select(DocumentSide).where(DocumentSide.page_id == page.id, DocumentSide.part == part)
    )
