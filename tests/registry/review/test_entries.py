"""From reading to record: a clerk signs, a second person approves, and every value keeps its pixels."""

import uuid

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from registry.documents.documents import document_view
from registry.domain.actions import Action
from registry.domain.errors import (
    IllegalMove,
    InvalidValue,
    NotAllowed,
    NotFound,
    OwnEntry,
    ReasonNeeded,
    Stale,
)
from registry.domain.states import DocumentState
from registry.models.documents import Document
from registry.models.entries import Entry
from registry.models.sensitive import SensitiveValue
from registry.models.trail import Event
from registry.records.records import history, record_view
from registry.review.entries import approve, entry_view, next_entry, send_back
from registry.review.reviews import Decision, keep_draft, next_review, review, set_type
from registry.search import SearchQuery, search
from tests.registry.office import BACK, FRONT, Staff, hand_in, paper, zone_of
from tests.registry.registered import sign

REASON = "تم التحقق من الأصل"


def _document(session: Session, staff: Staff) -> uuid.UUID:
    """A card, both sides read, waiting for review."""
    front = hand_in(session, staff.clerk, "front", paper(FRONT))
    hand_in(session, staff.clerk, "back", paper(BACK, side="back", mrz=zone_of(FRONT)), case=front)
    view = next_review(session, staff.clerk)
    assert view is not None
    return view.id


def _sign(session: Session, staff: Staff, document: uuid.UUID, **typed: str) -> uuid.UUID:
    return sign(session, staff.clerk, session.get_one(Document, document), typed=typed)


def _death(session: Session, staff: Staff) -> uuid.UUID:
    values = {
        "deceased_name": "كريم جاسم محمد العبيدي",
        "sex": "ذكر",
        "death_date": "2020/01/05",
        "cause_of_death": "سبب مقروء",
    }
    hand_in(session, staff.clerk, "death", paper(values, document_type="death_certificate", side="page"))
    view = next_review(session, staff.clerk)
    assert view is not None
    return view.id


def test_a_confirmed_and_approved_card_stands_in_the_register(session: Session, staff: Staff) -> None:
    document = _document(session, staff)
    entry = _sign(session, staff, document)
    record = approve(session, staff.officer, entry, 1)
    view = record_view(session, staff.clerk, record)
    assert {value.path: value.value for value in view.version.values} == FRONT | BACK
    assert (view.version.made_by, view.version.entered_by) == (staff.officer.id, staff.clerk.id)
    assert document_view(session, staff.clerk, document).state is DocumentState.registered


def test_every_value_points_to_its_pixels_and_its_engine(session: Session, staff: Staff) -> None:
    record = approve(session, staff.officer, _sign(session, staff, _document(session, staff)), 1)
    for value in record_view(session, staff.clerk, record).version.values:
        (seen,) = value.evidence
        assert (seen.engine, seen.reader, value.source) == ("test 1", "reader 1", "read")
        assert seen.box is not None
        assert seen.crop is not None


def test_a_keyed_value_points_to_the_paper_and_says_that_it_was_keyed(session: Session, staff: Staff) -> None:
    entry = _sign(session, staff, _document(session, staff), place_of_birth="الكرخ", laqab="العبيدي")
    values = {value.path: value for value in entry_view(session, staff.officer, entry).values}
    assert values["place_of_birth"].source == "keyed"
    assert values["laqab"].source == "corrected"
    record = record_view(session, staff.officer, approve(session, staff.officer, entry, 1))
    keyed = next(value for value in record.version.values if value.path == "place_of_birth")
    assert keyed.evidence
    assert keyed.evidence[0].box is None


def test_a_reading_is_never_changed_by_a_correction(session: Session, staff: Staff) -> None:
    document = _document(session, staff)
    _sign(session, staff, document, laqab="العبيدي")
    view = document_view(session, staff.clerk, document)
    read = {field.path: field.value for reading in view.readings for field in reading.fields}
    assert read["laqab"] == FRONT["laqab"]


def test_what_is_typed_is_kept_field_by_field(session: Session, staff: Staff) -> None:
    document = _document(session, staff)
    before = document_view(session, staff.clerk, document).version
    keep_draft(session, staff.clerk, document, {"given_name": "زينة"})
    keep_draft(session, staff.clerk, document, {"birth_date": "١٤ آذار ١٩٩١"})
    view = document_view(session, staff.second_clerk, document)
    assert view.draft == {"given_name": "زينة", "birth_date": "1991/03/14"}
    assert view.version == before


def test_a_draft_goes_into_the_entry(session: Session, staff: Staff) -> None:
    document = _document(session, staff)
    keep_draft(session, staff.clerk, document, {"given_name": "زينة"})
    entry = _sign(session, staff, document)
    values = {value.path: value.value for value in entry_view(session, staff.officer, entry).values}
    assert values["given_name"] == "زينة"


def test_an_emptied_field_says_that_the_paper_has_none(session: Session, staff: Staff) -> None:
    entry = _sign(session, staff, _document(session, staff), laqab="")
    assert "laqab" not in {value.path for value in entry_view(session, staff.officer, entry).values}


@pytest.mark.parametrize("path", ["no_such_field", "rows.0.name", "../etc", "rows.x.name", "given_name.0"])
def test_a_path_that_the_paper_has_not_is_refused(session: Session, staff: Staff, path: str) -> None:
    with pytest.raises(InvalidValue):
        keep_draft(session, staff.clerk, _document(session, staff), {path: "x"})


@pytest.mark.parametrize("text", ["a\u202eb", "\x00", "x" * 1001, "زينب\x1b[31m"])
def test_control_signs_and_endless_values_are_refused(session: Session, staff: Staff, text: str) -> None:
    with pytest.raises(InvalidValue):
        keep_draft(session, staff.clerk, _document(session, staff), {"given_name": text})


def test_who_was_slower_is_told_so(session: Session, staff: Staff) -> None:
    document = _document(session, staff)
    version = document_view(session, staff.clerk, document).version
    sign(session, staff.clerk, session.get_one(Document, document))
    with pytest.raises(Stale):
        review(session, staff.second_clerk, document, {}, Decision.confirm, REASON, version)


def test_a_signed_document_takes_no_more_drafts(session: Session, staff: Staff) -> None:
    document = _document(session, staff)
    _sign(session, staff, document)
    with pytest.raises(IllegalMove):
        keep_draft(session, staff.clerk, document, {"given_name": "زينة"})


def test_nobody_approves_an_own_entry(session: Session, staff: Staff) -> None:
    document = _document(session, staff)
    entry = sign(session, staff.officer, session.get_one(Document, document))
    with pytest.raises(OwnEntry):
        approve(session, staff.officer, entry, 1)
    assert next_entry(session, staff.officer) is None
    approve(session, staff.second_officer, entry, 1)


def test_whoever_typed_a_single_field_may_not_approve(session: Session, staff: Staff) -> None:
    document = _document(session, staff)
    keep_draft(session, staff.officer, document, {"laqab": "العبيدي"})
    entry = _sign(session, staff, document)
    with pytest.raises(OwnEntry):
        approve(session, staff.officer, entry, 1)


def test_an_entry_sent_back_to_others_stays_closed_to_its_first_author(
    session: Session, staff: Staff
) -> None:
    document = _document(session, staff)
    first = sign(session, staff.officer, session.get_one(Document, document))
    send_back(session, staff.second_officer, first, "الاسم غير واضح", 1)
    second = _sign(session, staff, document)
    with pytest.raises(OwnEntry):
        approve(session, staff.officer, second, 1)


def test_the_database_itself_refuses_an_own_approval(session: Session, staff: Staff) -> None:
    entry = _sign(session, staff, _document(session, staff))
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(update(Entry).where(Entry.id == entry).values(decided_by=staff.clerk.id))


def test_a_clerk_approves_nothing(session: Session, staff: Staff) -> None:
    entry = _sign(session, staff, _document(session, staff))
    with pytest.raises(NotAllowed):
        approve(session, staff.second_clerk, entry, 1)


def test_another_office_approves_nothing_here(session: Session, staff: Staff) -> None:
    entry = _sign(session, staff, _document(session, staff))
    with pytest.raises(NotFound):
        approve(session, staff.stranger, entry, 1)


def test_what_is_sent_back_need_not_be_typed_again(session: Session, staff: Staff) -> None:
    document = _document(session, staff)
    entry = _sign(session, staff, document, laqab="العبيدي")
    send_back(session, staff.officer, entry, "راجع اللقب", 1)
    view = document_view(session, staff.clerk, document)
    assert view.draft["laqab"] == "العبيدي"
    assert view.sent_back == "راجع اللقب"
    with pytest.raises(IllegalMove):
        approve(session, staff.officer, entry, 2)


def test_a_return_needs_a_reason(session: Session, staff: Staff) -> None:
    document = _document(session, staff)
    version = document_view(session, staff.clerk, document).version
    with pytest.raises(ReasonNeeded):
        review(session, staff.clerk, document, {}, Decision.return_, " ", version)
    review(session, staff.clerk, document, {}, Decision.return_, "الصورة غير واضحة", version)
    assert session.get_one(Document, document).state is DocumentState.returned


def test_a_paper_of_unknown_kind_is_named_before_it_is_signed(session: Session, staff: Staff) -> None:
    hand_in(session, staff.clerk, "page")
    view = next_review(session, staff.clerk)
    assert view is not None
    with pytest.raises(InvalidValue):
        review(session, staff.clerk, view.id, {}, Decision.confirm, REASON, view.version)
    named = set_type(session, staff.clerk, view.id, "national_card", view.version)
    assert named.version == view.version + 1
    sign(session, staff.clerk, session.get_one(Document, view.id), typed=FRONT)
    assert document_view(session, staff.clerk, view.id).state is DocumentState.entered


def test_two_clerks_are_never_given_the_same_paper(session: Session, staff: Staff) -> None:
    hand_in(session, staff.clerk, "a", paper(FRONT))
    assert next_review(session, staff.clerk) is not None
    assert next_review(session, staff.second_clerk) is None
    assert next_review(session, staff.clerk) is not None


def test_sensitive_words_stand_in_their_own_table_only(session: Session, staff: Staff) -> None:
    document = _death(session, staff)
    view = document_view(session, staff.clerk, document)
    cause = next(f for reading in view.readings for f in reading.fields if f.path == "cause_of_death")
    assert (cause.value, cause.raw, cause.masked, cause.alternatives) == (None, None, True, ())
    assert session.scalars(select(SensitiveValue.value)).all() == ["سبب مقروء"]


def test_sensitive_words_need_the_right_and_leave_an_event(session: Session, staff: Staff) -> None:
    document = _death(session, staff)
    with pytest.raises(NotAllowed):
        document_view(session, staff.clerk, document, sensitive=True)
    view = document_view(session, staff.second_officer, document, sensitive=True)
    cause = next(f for reading in view.readings for f in reading.fields if f.path == "cause_of_death")
    assert cause.value == "سبب مقروء"
    assert session.scalars(select(Event.action).where(Event.action == Action.sensitive_read.value)).all()
    with pytest.raises(NotAllowed):
        keep_draft(session, staff.clerk, document, {"cause_of_death": "سبب آخر"})


def test_a_sensitive_value_is_signed_only_by_who_may_see_it(session: Session, staff: Staff) -> None:
    document = _death(session, staff)
    unseen = _sign(session, staff, document)
    assert "cause_of_death" not in {v.path for v in entry_view(session, staff.officer, unseen).values}


def test_a_seen_sensitive_value_reaches_the_record_masked(session: Session, staff: Staff) -> None:
    document = _death(session, staff)
    entry = sign(session, staff.second_officer, session.get_one(Document, document))
    record = approve(session, staff.officer, entry, 1)
    masked = next(
        v for v in record_view(session, staff.officer, record).version.values if v.path == "cause_of_death"
    )
    assert (masked.value, masked.masked) == (None, True)
    opened = record_view(session, staff.second_officer, record, "كتاب رسمي", sensitive=True)
    assert "سبب مقروء" in {value.value for value in opened.version.values}


def test_a_registered_person_is_found_by_two_parts_of_the_name(session: Session, staff: Staff) -> None:
    record = approve(session, staff.officer, _sign(session, staff, _document(session, staff)), 1)
    (found,) = search(session, staff.clerk, SearchQuery(name="زينب حسن"), REASON)
    assert (found.record, found.name) == (record, "زينب حسن علي الجبوري")
    assert {reason.code for reason in found.why} == {"same"}


def test_a_laqab_alone_finds_nobody(session: Session, staff: Staff) -> None:
    with pytest.raises(InvalidValue):
        search(session, staff.clerk, SearchQuery(name="الجبوري"), REASON)
    with pytest.raises(ReasonNeeded):
        search(session, staff.clerk, SearchQuery(name="زينب حسن"), "")


def test_the_history_begins_with_the_registration(session: Session, staff: Staff) -> None:
    record = approve(session, staff.officer, _sign(session, staff, _document(session, staff)), 1)
    (version,) = history(session, staff.auditor, record, "تدقيق")
    assert (version.number, version.operation, version.reason) == (1, "registered", REASON)


def test_no_event_holds_a_persons_value(session: Session, staff: Staff) -> None:
    record = approve(session, staff.officer, _sign(session, staff, _document(session, staff)), 1)
    record_view(session, staff.auditor, record, "تدقيق")
    search(session, staff.clerk, SearchQuery(name="زينب حسن", mother="فاطمة"), REASON)
    written = " ".join(
        f"{event.subject_id} {event.details}" for event in session.scalars(select(Event)).all()
    )
    assert not any(value in written for value in (FRONT | BACK).values())
