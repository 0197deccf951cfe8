"""Changes to records: three operations with different rights, four eyes on each, no version touched."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from registry.changes.changes import Order, approve_change, propose_order, refuse_change
from registry.changes.proposals import change_view, next_change
from registry.changes.propose import propose_correction, propose_rectification
from registry.domain.errors import (
    Blocked,
    DemandUnmet,
    IllegalMove,
    InvalidFields,
    InvalidValue,
    NotAllowed,
    NotFound,
    OwnEntry,
    ReasonNeeded,
    Stale,
)
from registry.domain.states import RecordState
from registry.models.changes import RecordChange
from registry.models.records import Operation, RecordVersion
from registry.records.records import history, record_view
from registry.search import SearchQuery, search
from tests.registry.office import Staff
from tests.registry.registered import DECISION, EXTRACT, NAME_DECISION, ORDER, REASON, registered


def _corrected(session: Session, staff: Staff, record: int, **values: str) -> int:
    version = record_view(session, staff.clerk, record).newest
    change = propose_correction(session, staff.clerk, record, values, REASON, version)
    return approve_change(session, staff.officer, change, 1)


def _values(
    session: Session, staff: Staff, record: int, as_of: datetime | None = None
) -> dict[str, str | None]:
    view = record_view(session, staff.clerk, record, as_of=as_of)
    return {value.path: value.value for value in view.version.values}


def test_a_corrected_reading_is_a_new_version_and_the_old_one_stays(session: Session, staff: Staff) -> None:
    record = registered(session, staff, "record_extract", EXTRACT).id
    assert _corrected(session, staff, record, laqab="العبيدي", mother_name="") == 2
    first, second = history(session, staff.clerk, record)
    assert {value.path: value.value for value in first.values} == EXTRACT
    assert {v.path: v.value for v in second.values} == {
        path: value for path, value in (EXTRACT | {"laqab": "العبيدي"}).items() if path != "mother_name"
    }
    assert (second.operation, second.made_by, second.entered_by) == (
        "reading_corrected",
        staff.officer.id,
        staff.clerk.id,
    )


def test_every_value_of_every_version_keeps_its_evidence(session: Session, staff: Staff) -> None:
    record = registered(session, staff, "record_extract", EXTRACT).id
    _corrected(session, staff, record, laqab="العبيدي")
    for version in history(session, staff.clerk, record):
        assert all(value.evidence for value in version.values)


def test_as_it_stood_on_a_day_is_a_question_with_an_answer(session: Session, staff: Staff) -> None:
    before_all = datetime.now(UTC) - timedelta(days=1)
    record = registered(session, staff, "record_extract", EXTRACT)
    between = datetime.now(UTC)
    _corrected(session, staff, record.id, laqab="العبيدي")
    assert _values(session, staff, record.id, between)["laqab"] == "الجبوري"
    assert _values(session, staff, record.id)["laqab"] == "العبيدي"
    assert record_view(session, staff.clerk, record.id, as_of=between).people[0].laqab == "الجبوري"
    with pytest.raises(NotFound):
        record_view(session, staff.clerk, record.id, as_of=before_all)


def test_a_corrected_person_is_found_under_the_new_name_only(session: Session, staff: Staff) -> None:
    record = registered(session, staff, "record_extract", EXTRACT).id
    _corrected(session, staff, record, given_name="كوثر")
    (found,) = search(session, staff.clerk, SearchQuery(name="كوثر حسن علي"), REASON)
    assert found.record == record


def test_nobody_approves_an_own_change(session: Session, staff: Staff) -> None:
    record = registered(session, staff, "record_extract", EXTRACT).id
    change = propose_correction(session, staff.officer, record, {"laqab": "العبيدي"}, REASON, 1)
    with pytest.raises(OwnEntry):
        approve_change(session, staff.officer, change, 1)
    with pytest.raises(OwnEntry):
        refuse_change(session, staff.officer, change, REASON, 1)
    with pytest.raises(NotAllowed):
        approve_change(session, staff.clerk, change, 1)
    assert next_change(session, staff.officer) is None
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(update(RecordChange).values(decided_by=staff.officer.id))
    waiting = next_change(session, staff.second_officer)
    assert waiting is not None
    assert approve_change(session, staff.second_officer, waiting.id, waiting.version) == 2


def test_a_change_on_an_old_version_is_stale(session: Session, staff: Staff) -> None:
    record = registered(session, staff, "record_extract", EXTRACT).id
    first = propose_correction(session, staff.clerk, record, {"laqab": "العبيدي"}, REASON, 1)
    second = propose_correction(session, staff.clerk, record, {"sex": "ذكر"}, REASON, 1)
    approve_change(session, staff.officer, first, 1)
    with pytest.raises(Stale):
        approve_change(session, staff.officer, second, 1)
    with pytest.raises(Stale):
        propose_correction(session, staff.clerk, record, {"sex": "ذكر"}, REASON, 1)


def test_a_refused_change_changes_nothing_and_is_kept(session: Session, staff: Staff) -> None:
    record = registered(session, staff, "record_extract", EXTRACT).id
    change = propose_correction(session, staff.clerk, record, {"laqab": "العبيدي"}, REASON, 1)
    with pytest.raises(ReasonNeeded):
        refuse_change(session, staff.officer, change, " ", 1)
    refuse_change(session, staff.officer, change, "الصورة واضحة", 1)
    view = change_view(session, staff.clerk, change)
    assert (view.state.value, view.decision_reason) == ("refused", "الصورة واضحة")
    assert _values(session, staff, record) == EXTRACT
    with pytest.raises(IllegalMove):
        approve_change(session, staff.second_officer, change, 2)


@pytest.mark.parametrize("values", [{}, {"no_such_field": "x"}, {"given_name": "a\u202eb"}])
def test_a_correction_that_makes_no_sense_is_refused(
    session: Session, staff: Staff, values: dict[str, str]
) -> None:
    record = registered(session, staff, "record_extract", EXTRACT).id
    with pytest.raises(InvalidValue):
        propose_correction(session, staff.clerk, record, values, REASON, 1)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"birth_date": "1982/02/31"}, {"birth_date": "date"}),
        ({"sex": "x"}, {"sex": "choice"}),
        ({"given_name": "<b>x</b>"}, {"given_name": "name"}),
        (
            dict.fromkeys(("given_name", "father_name", "grandfather_name", "mother_name"), ""),
            dict.fromkeys(("given_name", "father_name", "grandfather_name", "mother_name"), "nobody"),
        ),
    ],
)
def test_a_correction_is_asked_as_much_as_a_paper_under_review(
    session: Session, staff: Staff, values: dict[str, str], why: dict[str, str]
) -> None:
    record = registered(session, staff, "record_extract", EXTRACT).id
    with pytest.raises(InvalidFields) as told:
        propose_correction(session, staff.clerk, record, values, REASON, 1)
    assert told.value.problems == why


def test_whoever_decides_sees_what_the_rules_say_of_the_new_values(session: Session, staff: Staff) -> None:
    record = registered(session, staff, "record_extract", EXTRACT).id
    change = propose_correction(session, staff.clerk, record, {"birth_date": "2090/01/01"}, REASON, 1)
    assert "ORD-1" in {finding.rule for finding in change_view(session, staff.officer, change).findings}
    approve_change(session, staff.officer, change, 1)
    assert change_view(session, staff.officer, change).findings == ()


def test_sensitive_values_are_not_corrected_in_passing(session: Session, staff: Staff) -> None:
    record = registered(session, staff, "death_certificate", {"deceased_name": "كريم جاسم محمد"}).id
    with pytest.raises(InvalidValue):
        propose_correction(session, staff.clerk, record, {"cause_of_death": "x"}, REASON, 1)


def test_a_courts_decision_on_file_rectifies_a_record(session: Session, staff: Staff) -> None:
    record = registered(session, staff, "record_extract", EXTRACT).id
    decision = registered(session, staff, "rectification_decision", DECISION).id
    change = propose_rectification(session, staff.officer, record, decision, REASON, 1)
    approve_change(session, staff.second_officer, change, 1)
    _, second = history(session, staff.clerk, record)
    assert second.operation == "rectified"
    assert "محكمة بداءة الكرخ" in (second.authority or "")
    changed = next(value for value in second.values if value.path == "birth_date")
    assert changed.value == "1991/03/14"
    assert changed.evidence


def test_a_clerk_corrects_readings_but_rectifies_nothing(session: Session, staff: Staff) -> None:
    record = registered(session, staff, "record_extract", EXTRACT).id
    decision = registered(session, staff, "rectification_decision", DECISION).id
    with pytest.raises(NotAllowed):
        propose_rectification(session, staff.clerk, record, decision, REASON, 1)
    with pytest.raises(NotAllowed):
        propose_order(session, staff.clerk, record, Operation.frozen, ORDER, 1)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"old_value": "1980/01/01"}, DemandUnmet),
        ({"page_number": "18"}, DemandUnmet),
        ({"field_corrected": "محل الولادة", "old_value": ""}, InvalidValue),
        ({"new_value": "1990/03/14"}, InvalidValue),
    ],
)
def test_a_decision_about_something_else_rectifies_nothing(
    session: Session, staff: Staff, change: dict[str, str], error: type[Exception]
) -> None:
    record = registered(session, staff, "record_extract", EXTRACT).id
    decision = registered(session, staff, "rectification_decision", DECISION | change).id
    with pytest.raises(error):
        propose_rectification(session, staff.officer, record, decision, REASON, 1)


def test_what_is_no_decision_rectifies_nothing(session: Session, staff: Staff) -> None:
    record = registered(session, staff, "record_extract", EXTRACT).id
    with pytest.raises(DemandUnmet):
        propose_rectification(session, staff.officer, record, record, REASON, 1)


def test_a_laqab_is_changed_once_and_the_old_one_never_comes_back(session: Session, staff: Staff) -> None:
    record = registered(session, staff, "record_extract", EXTRACT).id
    first = registered(session, staff, "rectification_decision", NAME_DECISION).id
    approve_change(
        session,
        staff.second_officer,
        propose_rectification(session, staff.officer, record, first, REASON, 1),
        1,
    )
    for new in ("الربيعي", "الجبوري"):
        values = NAME_DECISION | {"old_value": "العبيدي", "new_value": new}
        again = registered(session, staff, "rectification_decision", values).id
        with pytest.raises(Blocked) as refused:
            propose_rectification(session, staff.officer, record, again, REASON, 2)
        assert refused.value.params["rules"] == "NAME-ONCE"


@pytest.mark.parametrize(
    "change", [{"publication_reference": ""}, {"publication_reference": "جريدة الصباح 2024/04/20"}]
)
def test_a_name_is_changed_after_publication_and_fifteen_days(
    session: Session, staff: Staff, change: dict[str, str]
) -> None:
    record = registered(session, staff, "record_extract", EXTRACT).id
    decision = registered(session, staff, "rectification_decision", NAME_DECISION | change).id
    with pytest.raises(Blocked) as refused:
        propose_rectification(session, staff.officer, record, decision, REASON, 1)
    assert refused.value.params["rules"] == "NAME-PUB"


def test_a_frozen_record_takes_nothing_until_it_is_unfrozen(session: Session, staff: Staff) -> None:
    record = registered(session, staff, "record_extract", EXTRACT)
    freeze = propose_order(session, staff.officer, record.id, Operation.frozen, ORDER, 1)
    approve_change(session, staff.second_officer, freeze, 1)
    assert record.state is RecordState.frozen
    with pytest.raises(IllegalMove):
        propose_correction(session, staff.clerk, record.id, {"laqab": "العبيدي"}, REASON, 2)
    with pytest.raises(IllegalMove):
        propose_order(session, staff.officer, record.id, Operation.frozen, ORDER, 2)
    thaw = propose_order(session, staff.officer, record.id, Operation.unfrozen, ORDER, 2)
    approve_change(session, staff.second_officer, thaw, 1)
    assert _corrected(session, staff, record.id, laqab="العبيدي") == 4
    assert [version.operation for version in history(session, staff.clerk, record.id)] == [
        "registered",
        "frozen",
        "unfrozen",
        "reading_corrected",
    ]


@pytest.mark.parametrize(
    ("order", "error"),
    [
        (Order("", date(2024, 6, 1), "سبب"), InvalidValue),
        (Order("محكمة", date(2999, 1, 1), "سبب"), InvalidValue),
        (Order("محكمة", date(2024, 6, 1), ""), ReasonNeeded),
    ],
)
def test_a_freeze_has_an_authority_a_date_and_a_reason(
    session: Session, staff: Staff, order: Order, error: type[Exception]
) -> None:
    record = registered(session, staff, "record_extract", EXTRACT).id
    with pytest.raises(error):
        propose_order(session, staff.officer, record, Operation.frozen, order, 1)


def test_a_cancelled_record_is_found_no_more_but_can_be_read(session: Session, staff: Staff) -> None:
    record = registered(session, staff, "record_extract", EXTRACT).id
    change = propose_order(session, staff.officer, record, Operation.cancelled, ORDER, 1)
    approve_change(session, staff.second_officer, change, 1)
    assert search(session, staff.clerk, SearchQuery(name="زينب حسن علي"), REASON) == ()
    assert record_view(session, staff.auditor, record, "تدقيق").version.state is RecordState.cancelled


def test_another_office_changes_nothing_here(session: Session, staff: Staff) -> None:
    record = registered(session, staff, "record_extract", EXTRACT).id
    with pytest.raises(NotFound):
        propose_correction(session, staff.stranger, record, {"laqab": "العبيدي"}, REASON, 1)
    with pytest.raises(NotFound):
        propose_order(session, staff.stranger, record, Operation.frozen, ORDER, 1)


def test_no_version_has_one_pair_of_eyes_only(session: Session, staff: Staff) -> None:
    record = registered(session, staff, "record_extract", EXTRACT).id
    _corrected(session, staff, record, laqab="العبيدي")
    for version in session.scalars(select(RecordVersion)):
        assert version.made_by != version.entered_by
