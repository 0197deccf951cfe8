"""Short ways to records: a paper read, signed by a clerk, approved by an officer."""

import uuid
from datetime import date

from sqlalchemy.orm import Session

from registry.changes.changes import Order
from registry.domain.access import Actor
from registry.domain.basis import ORDINARY, Basis
from registry.intake.scans import ScanView, scan_view
from registry.models.documents import Document
from registry.models.records import Record
from registry.review.entries import approve
from registry.review.reviews import Decision, keep_draft, review
from registry.review.standing import all_answered
from tests.registry.office import Staff, hand_in, paper

REASON = "تم التحقق من الأصل"
PLACE = {"register_number": "125", "page_number": "17"}
EXTRACT = PLACE | {
    "given_name": "زينب",
    "father_name": "حسن",
    "grandfather_name": "علي",
    "laqab": "الجبوري",
    "mother_name": "فاطمة جاسم",
    "birth_date": "1990/03/14",
    "sex": "أنثى",
}
DECISION = PLACE | {
    "authority": "محكمة بداءة الكرخ",
    "decision_number": "٤٤/٢٠٢٤",
    "decision_date": "2024/05/01",
    "subject_name": "زينب حسن علي",
    "field_corrected": "تاريخ الولادة",
    "old_value": "1990/03/14",
    "new_value": "1991/03/14",
}
NAME_DECISION = DECISION | {
    "authority": "مديرية الجنسية العامة",
    "field_corrected": "اللقب",
    "old_value": "الجبوري",
    "new_value": "العبيدي",
    "publication_reference": "جريدة الصباح 2024/04/01",
}
ORDER = Order("محكمة تحقيق الكرخ", date(2024, 6, 1), "نزاع على القيد")


def document_of(
    session: Session, staff: Staff, document_type: str, values: dict[str, str], case: ScanView | None = None
) -> Document:
    """A document read from one paper, waiting for review."""
    read = paper(values, document_type=document_type, side="page")
    scan = hand_in(session, staff.clerk, uuid.uuid4().hex[:16], read, case=case)
    (shown,) = scan_view(session, staff.clerk, scan.id).documents
    return session.get_one(Document, shown.id)


def sign(
    session: Session,
    clerk: Actor,
    document: Document,
    basis: Basis = ORDINARY,
    typed: dict[str, str] | None = None,
) -> uuid.UUID:
    """A clerk's entry of a document, after a look at every value and every finding."""
    keep_draft(session, clerk, document.id, typed or {})
    answers = all_answered(session, document.id)
    entry = review(
        session, clerk, document.id, {}, Decision.confirm, REASON, document.version, basis, answers
    )
    assert entry is not None
    return entry


def registered(session: Session, staff: Staff, document_type: str, values: dict[str, str]) -> Record:
    """A record of these values, entered by the clerk and approved by the officer."""
    document = document_of(session, staff, document_type, values)
    return session.get_one(Record, approve(session, staff.officer, sign(session, staff.clerk, document), 1))
