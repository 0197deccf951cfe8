"""What a paper itself says is not known, and a day that no calendar has: kept as printed, and no evidence."""

from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.documents.documents import document_view
from registry.domain.errors import InvalidFields, ReasonNeeded
from registry.models.documents import Document
from registry.models.records import Person, Record
from registry.records.records import record_view
from registry.review.entries import approve, entry_view, send_back
from registry.review.questions import Absence, Answers
from registry.review.reviews import Decision, keep_draft, review
from registry.review.standing import all_answered
from tests.registry.office import Staff
from tests.registry.registered import EXTRACT, REASON, document_of

WORDS = ("مجهول", "غير معروف", "نەزانراو", "N/A", "؟؟؟")
UNPARENTED = ("father_name", "grandfather_name", "mother_name")
CONTRACT = {"husband_name": "حسن علي جاسم", "wife_name": "فاطمة كاظم حسين", "contract_date": "2019/05/02"}
PRINTED = "31/02/1982"


def enter(
    session: Session, staff: Staff, document: Document, typed: dict[str, str], **absent: Absence
) -> UUID:
    """The clerk has looked at everything, typed this, and says this of what is absent."""
    keep_draft(session, staff.clerk, document.id, typed)
    said = all_answered(session, document.id)
    answers = Answers(said.looked, {**said.absent, **absent})
    entry = confirm(session, staff, document, answers)
    assert entry is not None
    return entry


def confirm(
    session: Session, staff: Staff, document: Document, answers: Answers, reason: str | None = REASON
) -> UUID | None:
    version = document.version
    return review(session, staff.clerk, document.id, {}, Decision.confirm, reason, version, answers=answers)


def register(
    session: Session, staff: Staff, document: Document, typed: dict[str, str], **absent: Absence
) -> Record:
    entry = enter(session, staff, document, typed, **absent)
    return session.get_one(Record, approve(session, staff.officer, entry, 1))


@pytest.mark.parametrize("word", WORDS)
def test_a_typed_word_for_not_known_is_kept_as_written_and_names_nobody(
    session: Session, staff: Staff, word: str
) -> None:
    document = document_of(session, staff, "record_extract", EXTRACT)
    record = register(session, staff, document, dict.fromkeys(UNPARENTED, word))
    person = session.scalars(select(Person).where(Person.record_id == record.id)).one()
    assert [getattr(person, path) for path in UNPARENTED] == ["", "", ""]
    shown = record_view(session, staff.officer, record.id)
    assert {value.path: value.value for value in shown.version.values}["father_name"] == word


def test_the_officer_is_told_what_the_paper_says_is_not_known(session: Session, staff: Staff) -> None:
    document = document_of(session, staff, "record_extract", EXTRACT)
    entry = enter(session, staff, document, {"father_name": "مجهول"})
    missing = {(one.path, one.why) for one in entry_view(session, staff.officer, entry).missing}
    assert ("father_name", "as_printed") in missing


def test_a_number_or_day_that_is_not_known_is_no_misprint_and_no_place(
    session: Session, staff: Staff
) -> None:
    document = document_of(session, staff, "record_extract", EXTRACT)
    record = register(session, staff, document, {"register_number": "غير مذكور", "birth_date": "مجهول"})
    assert (record.register_number, record.page_number) == (None, EXTRACT["page_number"])


def test_the_part_of_a_chain_that_is_not_known_is_nobody(session: Session, staff: Staff) -> None:
    document = document_of(session, staff, "marriage_contract", CONTRACT)
    record = register(session, staff, document, {"wife_name": "فاطمة مجهول الأب حسين"})
    wife = session.scalars(select(Person).where(Person.record_id == record.id, Person.role == "wife")).one()
    assert (wife.given_name, wife.father_name, wife.grandfather_name) == ("فاطمة", "", "حسين")


def test_a_day_that_no_calendar_has_is_confirmed_as_printed(session: Session, staff: Staff) -> None:
    document = document_of(session, staff, "marriage_contract", CONTRACT)
    with pytest.raises(InvalidFields) as told:
        enter(session, staff, document, {"contract_date": PRINTED})
    assert told.value.problems == {"contract_date": "date"}
    record = register(session, staff, document, {"contract_date": PRINTED}, contract_date=Absence.as_printed)
    shown = record_view(session, staff.officer, record.id)
    assert {value.path: value.value for value in shown.version.values}["contract_date"] == PRINTED


def test_a_misprinted_birth_makes_no_birth_date_of_its_person(session: Session, staff: Staff) -> None:
    document = document_of(session, staff, "record_extract", EXTRACT)
    record = register(session, staff, document, {"birth_date": PRINTED}, birth_date=Absence.as_printed)
    person = session.scalars(select(Person).where(Person.record_id == record.id)).one()
    assert (person.birth_date, person.birth_year, person.birth_printed) == ("", None, PRINTED)


def test_what_is_confirmed_as_printed_bears_its_finding_and_asks_a_reason(
    session: Session, staff: Staff
) -> None:
    document = document_of(session, staff, "marriage_contract", CONTRACT)
    keep_draft(session, staff.clerk, document.id, {"contract_date": PRINTED})
    found = {one.rule for one in document_view(session, staff.clerk, document.id).findings}
    assert "DATE-REAL" in found
    said = all_answered(session, document.id)
    answers = Answers(said.looked, {**said.absent, "contract_date": Absence.as_printed})
    with pytest.raises(ReasonNeeded):
        review(
            session, staff.clerk, document.id, {}, Decision.confirm, None, document.version, answers=answers
        )


@pytest.mark.parametrize(
    ("typed", "problem"),
    [({"contract_date": "2019/05/02"}, "contradiction"), ({"contract_date": ""}, "missing")],
)
def test_only_a_misprint_stands_as_printed(
    session: Session, staff: Staff, typed: dict[str, str], problem: str
) -> None:
    document = document_of(session, staff, "marriage_contract", CONTRACT)
    with pytest.raises(InvalidFields) as told:
        enter(session, staff, document, typed, contract_date=Absence.as_printed)
    assert told.value.problems == {"contract_date": problem}


def test_a_number_of_other_signs_does_not_stand_as_printed(session: Session, staff: Staff) -> None:
    document = document_of(session, staff, "record_extract", EXTRACT)
    with pytest.raises(InvalidFields) as told:
        enter(session, staff, document, {"page_number": "x"}, page_number=Absence.as_printed)
    assert told.value.problems == {"page_number": "digits"}


def test_a_paper_sent_back_keeps_its_misprint_in_the_draft(session: Session, staff: Staff) -> None:
    document = document_of(session, staff, "marriage_contract", CONTRACT)
    entry = enter(session, staff, document, {"contract_date": PRINTED}, contract_date=Absence.as_printed)
    send_back(session, staff.officer, entry, "قارن ثانية", 1)
    assert document_view(session, staff.clerk, document.id).draft["contract_date"] == PRINTED
