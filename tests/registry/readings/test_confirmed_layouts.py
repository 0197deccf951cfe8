"""Layouts of papers that two people let stand are handed out again: to their office, for their reader."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.changes.changes import approve_change, propose_order
from registry.domain.access import Actor
from registry.domain.claims import Fault, FaultKind
from registry.intake.scans import ScanView, receive
from registry.models.documents import Document, DocumentSide
from registry.models.readings import StoredReading
from registry.models.records import Operation
from registry.models.scans import Page
from registry.readings.confirmed_layouts import MOST_OF_ONE_FORM, confirmed_layouts
from registry.review.entries import approve, send_back
from registry.review.reviews import set_type
from registry.tasks.tasks import complete, fail, requeue
from tests.registry.office import BASRA, KARKH, Staff, hand_in, pages_read, paper, scan_of, start
from tests.registry.registered import EXTRACT, ORDER, sign

READER = "reader 1"
EXTRACTS = "record_extract"


def layout(number: int) -> dict[str, Any]:
    """Where labels stood on one form; the registry does not look into it."""
    return {
        "document_type": EXTRACTS,
        "side": "page",
        "labels": [["given_name", 0.8, 0.1, 0.9, 0.1 + number / 1000]],
    }


def read(
    session: Session,
    clerk: Actor,
    places: Mapping[str, Any] | None,
    reader: str = READER,
    document_type: str = EXTRACTS,
) -> Document:
    """A paper as read, an extract if nothing else is said, waiting for review."""
    one = replace(paper(EXTRACT, document_type=document_type, side="page"), layout=places, reader=reader)
    return document_of(session, hand_in(session, clerk, uuid.uuid4().hex[:16], one))


def document_of(session: Session, scan: ScanView) -> Document:
    """The one paper that a scan shows."""
    shown = select(Document).join(DocumentSide).join(Page).where(Page.scan_id == scan.id)
    return session.scalars(shown).one()


def registered(session: Session, staff: Staff, places: Mapping[str, Any] | None, reader: str = READER) -> int:
    """An extract that the clerk signed and the officer approved; the answer is its record."""
    document = read(session, staff.clerk, places, reader)
    return approve(session, staff.officer, sign(session, staff.clerk, document), 1)


def handed_out(session: Session, office: str = KARKH, reader: str = READER) -> list[Mapping[str, Any]]:
    return confirmed_layouts(session, office, reader)


def test_the_layout_of_an_approved_record_is_handed_out(session: Session, staff: Staff) -> None:
    registered(session, staff, layout(1))
    assert handed_out(session) == [layout(1)]


def test_nobody_has_confirmed_a_paper_that_waits(session: Session, staff: Staff) -> None:
    document = read(session, staff.clerk, layout(1))
    assert handed_out(session) == []
    sign(session, staff.clerk, document)
    assert handed_out(session) == []


def test_an_entry_sent_back_confirms_nothing_until_it_is_approved_after_all(
    session: Session, staff: Staff
) -> None:
    document = read(session, staff.clerk, layout(1))
    send_back(session, staff.officer, sign(session, staff.clerk, document), "الاسم غير واضح", 1)
    assert handed_out(session) == []
    approve(session, staff.officer, sign(session, staff.clerk, document), 1)
    assert handed_out(session) == [layout(1)]


def test_another_office_learns_nothing(session: Session, staff: Staff) -> None:
    registered(session, staff, layout(1))
    assert handed_out(session, office=BASRA) == []


def test_a_new_version_of_the_reader_starts_with_nothing(session: Session, staff: Staff) -> None:
    registered(session, staff, layout(1))
    registered(session, staff, layout(2), reader="reader 2")
    assert handed_out(session, reader="reader 2") == [layout(2)]
    assert handed_out(session) == [layout(1)]


def test_a_record_that_may_not_be_used_is_forgotten_as_long(session: Session, staff: Staff) -> None:
    record = registered(session, staff, layout(1))

    def order(operation: Operation, version: int) -> None:
        change = propose_order(session, staff.officer, record, operation, ORDER, version)
        approve_change(session, staff.second_officer, change, 1)

    order(Operation.frozen, 1)
    assert handed_out(session) == []
    order(Operation.unfrozen, 2)
    assert handed_out(session) == [layout(1)]
    order(Operation.cancelled, 3)
    assert handed_out(session) == []


def test_a_paper_that_the_reader_took_for_another_form_teaches_nothing(
    session: Session, staff: Staff
) -> None:
    wrong = replace(paper(EXTRACT, document_type="birth_certificate", side="page"), layout=layout(1))
    document = document_of(session, hand_in(session, staff.clerk, "taken for another", wrong))
    set_type(session, staff.clerk, document.id, EXTRACTS, document.version)
    approve(session, staff.officer, sign(session, staff.clerk, document), 1)
    assert handed_out(session) == []


def test_what_was_read_after_people_had_signed_was_confirmed_by_nobody(
    session: Session, staff: Staff
) -> None:
    scan = receive(session, staff.clerk, None, replace(scan_of("set aside"), document_type=EXTRACTS))
    fail(session, start(session), Fault(FaultKind.unreadable, "truncated"))
    approve(session, staff.officer, sign(session, staff.clerk, document_of(session, scan), typed=EXTRACT), 1)
    requeue(session, staff.officer, scan.id)
    late = replace(paper(EXTRACT, document_type=EXTRACTS, side="page"), layout=layout(1))
    complete(session, start(session), pages_read(late))
    assert session.scalars(select(StoredReading.layout)).all() == [layout(1)]
    assert handed_out(session) == []


def test_the_newest_comes_first(session: Session, staff: Staff) -> None:
    for number in (1, 2, 3):
        registered(session, staff, layout(number))
    assert handed_out(session) == [layout(3), layout(2), layout(1)]


def test_papers_without_a_layout_leave_no_gap(session: Session, staff: Staff) -> None:
    registered(session, staff, layout(1))
    registered(session, staff, None)
    assert handed_out(session) == [layout(1)]


def test_a_few_of_each_form_are_handed_out(session: Session, staff: Staff) -> None:
    for number in range(MOST_OF_ONE_FORM + 2):
        registered(session, staff, layout(number))
    assert handed_out(session) == [layout(number) for number in reversed(range(2, MOST_OF_ONE_FORM + 2))]


def test_a_form_that_is_common_drives_out_no_other(session: Session, staff: Staff) -> None:
    other = {**layout(1), "document_type": "nationality_certificate"}
    document = read(session, staff.clerk, other, document_type="nationality_certificate")
    approve(session, staff.officer, sign(session, staff.clerk, document), 1)
    for number in range(MOST_OF_ONE_FORM + 1):
        registered(session, staff, layout(number))
    assert handed_out(session)[-1] == other
