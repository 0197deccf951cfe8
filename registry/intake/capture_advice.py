"""Codes of advice on what can still be put right while the citizen is at the counter.

A better picture, the other side, another paper; nothing is ever refused for them.
"""

import uuid
from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from reference.documents import UNKNOWN
from registry.database.sessions import surroundings
from registry.domain.services import missing
from registry.domain.states import DocumentState, ScanState
from registry.intake.cases import present_types
from registry.models.cases import Case
from registry.models.documents import Document, DocumentSide
from registry.models.readings import StoredReading
from registry.models.scans import Page, Scan
from registry.readings.duplicate_scans import twins_of

MISSING_SIDE: Final = "missing_side"
WRONG_DOCUMENT: Final = "wrong_document"
SEEN_BEFORE: Final = "seen_before"
HERE: Final = frozenset({DocumentState.review, DocumentState.returned})
"""While a paper is in one of these states, its owner may still be asked."""


def advice_on(session: Session, document: Document) -> tuple[str, ...]:
    """Advice of the readers on each side's picture, then what the document and its case lack."""
    advice = list(_of_readers(session, document.id))
    case = session.get_one(Case, document.case_id)
    if document.state in HERE and not _being_read(session, case.id):
        advice += _of_document(session, document, case)
    if document.state in HERE and any(twin.verdict is None for twin in twins_of(session, document.id)):
        advice.append(SEEN_BEFORE)
    return tuple(dict.fromkeys(advice))


def lacks_side(sides: Sequence[str], shown: Collection[str]) -> bool:
    """Whether a paper with these sides was captured, but not all round."""
    return bool(shown) and not set(sides) <= set(shown)


def is_wrong(document_type: str, expected: Sequence[Sequence[str]], lacking: Collection[object]) -> bool:
    """Whether a paper is none of those that a service expects, while one of them is still lacking."""
    named = {key for alternatives in expected for key in alternatives}
    return bool(lacking) and document_type != UNKNOWN and document_type not in named


def _of_document(session: Session, document: Document, case: Case) -> list[str]:
    found = []
    kind = surroundings(session).types.get(document.document_type)
    shown = session.scalars(select(DocumentSide.side).where(DocumentSide.document_id == document.id))
    if kind is not None and lacks_side(kind.sides, set(shown)):
        found.append(MISSING_SIDE)
    expected = tuple(tuple(alternatives) for alternatives in case.expected)
    if is_wrong(document.document_type, expected, missing(expected, present_types(session, case.id))):
        found.append(WRONG_DOCUMENT)
    return found


def _being_read(session: Session, case_id: uuid.UUID) -> bool:
    """Whether a file of the case is still being read: it may bring what seems to be lacking."""
    reading = select(func.count()).where(Scan.case_id == case_id, Scan.state == ScanState.reading)
    return bool(session.scalar(reading))


def _of_readers(session: Session, document_id: uuid.UUID) -> list[str]:
    """The advice of the newest reading of each side."""
    later = aliased(StoredReading)
    newest = (
        select(StoredReading.advice)
        .join(DocumentSide, DocumentSide.id == StoredReading.side_id)
        .join(Page, Page.id == DocumentSide.page_id)
        .where(
            DocumentSide.document_id == document_id,
            ~select(later.id)
            .where(
                later.side_id == StoredReading.side_id,
                (later.made_at > StoredReading.made_at)
                | ((later.made_at == StoredReading.made_at) & (later.id > StoredReading.id)),
            )
            .exists(),
        )
        .order_by(Page.number, DocumentSide.part)
    )
    return [code for advice in session.scalars(newest) for code in advice]
