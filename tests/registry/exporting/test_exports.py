"""Exports on both databases: who may ask, allow and write, and what a file then holds."""

import io
import json
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from registry.changes.changes import approve_change, propose_order
from registry.changes.propose import propose_correction
from registry.database.sessions import Sessions, surroundings, transaction
from registry.domain.access import Actor
from registry.domain.errors import (
    ExportExpired,
    IllegalMove,
    InvalidValue,
    NotAllowed,
    NotFound,
    OwnEntry,
    ReasonNeeded,
    Stale,
)
from registry.exporting.asking import Wish, approve_export, ask_export, export_view, refuse_export
from registry.exporting.carrying import Written, write_export
from registry.exporting.recipients import decrypt, new_key
from registry.importing import import_people, sign_batch
from registry.models.accounts import Account
from registry.models.exports import Export, ExportForm
from registry.models.records import Operation, Record
from registry.models.trail import Event
from registry.review.entries import approve
from tests.registry.office import BASRA, KARKH, Staff, open_offices
from tests.registry.registered import EXTRACT, ORDER, REASON, document_of, registered, sign

SECRET, PUBLIC = new_key()
WISH = Wish(KARKH, "مديرية الإحصاء", PUBLIC, "كتاب الوزارة ٤٤")
DEATH = {"deceased_name": "كريم جاسم محمد العبيدي", "cause_of_death": "سبب مقروء"}
LISTED = "external_id,given_name,father_name,laqab\nL-1,عمر,خالد,=العبيدي\n"


@pytest.fixture
def staff(sessions: Sessions) -> Staff:
    """Two offices with their people, committed for the sessions that an export opens."""
    with transaction(sessions) as session:
        return open_offices(session)


def put(sessions: Sessions, staff: Staff, values: dict[str, str] = EXTRACT) -> int:
    """A registered record."""
    with transaction(sessions) as session:
        return registered(session, staff, "record_extract", values).id


def allowed(sessions: Sessions, staff: Staff, wish: Wish = WISH, other: Actor | None = None) -> Export:
    """An export that the officer asked for and another allowed."""
    with transaction(sessions) as session:
        made = ask_export(session, staff.officer, wish)
    with transaction(sessions) as session:
        approve_export(session, other or staff.second_officer, made, 1)
        return session.get_one(Export, made)


def written(sessions: Sessions, actor: Actor, export: Export) -> tuple[Written, str]:
    """The file as its recipient opens it."""
    sealed, plain = io.BytesIO(), io.BytesIO()
    told = write_export(sessions, actor, export.id, sealed)
    sealed.seek(0)
    decrypt(sealed, SECRET, plain)
    return told, plain.getvalue().decode("utf-8")


def test_an_export_holds_what_the_register_said_when_it_was_allowed(sessions: Sessions, staff: Staff) -> None:
    record = put(sessions, staff)
    export = allowed(sessions, staff)
    with transaction(sessions) as session:
        change = propose_correction(session, staff.clerk, record, {"laqab": "العبيدي"}, REASON, 1)
        approve_change(session, staff.officer, change, 1)
    put(sessions, staff, {**EXTRACT, "given_name": "مريم", "page_number": "18"})
    told, text = written(sessions, staff.officer, export)
    (line,) = [json.loads(line) for line in text.splitlines()]
    assert (line["record"], line["version"], line["values"]["laqab"]) == (record, 1, "الجبوري")
    assert line["people"][0]["mother_name"] == "فاطمة"
    again, _ = written(sessions, staff.officer, export)
    assert (told.records, told.digest) == (1, again.digest)
    _, later = written(sessions, staff.officer, allowed(sessions, staff))
    first, second = [json.loads(line) for line in later.splitlines()]
    assert (first["version"], first["values"]["laqab"], second["values"]["given_name"]) == (
        2,
        "العبيدي",
        "مريم",
    )


def test_nobody_allows_an_own_export_and_nothing_is_written_before(sessions: Sessions, staff: Staff) -> None:
    with transaction(sessions) as session:
        made = ask_export(session, staff.officer, WISH)
    with pytest.raises(IllegalMove):
        write_export(sessions, staff.officer, made, io.BytesIO())
    for actor, error in (
        (staff.officer, OwnEntry),
        (staff.clerk, NotAllowed),
        (staff.auditor, NotAllowed),
        (staff.stranger, NotFound),
    ):
        with pytest.raises(error), transaction(sessions) as session:
            approve_export(session, actor, made, 1)
    with pytest.raises(Stale), transaction(sessions) as session:
        approve_export(session, staff.second_officer, made, 2)
    with transaction(sessions) as session:
        approve_export(session, staff.supervisor, made, 1)
    with pytest.raises(NotAllowed):
        write_export(sessions, staff.supervisor, made, io.BytesIO())


def test_the_database_itself_refuses_one_pair_of_eyes(sessions: Sessions, staff: Staff) -> None:
    with transaction(sessions) as session:
        made = ask_export(session, staff.officer, WISH)
    with pytest.raises(IntegrityError), transaction(sessions) as session:
        session.execute(update(Export).where(Export.id == made).values(decided_by=staff.officer.id))


def test_a_refused_export_is_never_written(sessions: Sessions, staff: Staff) -> None:
    with transaction(sessions) as session:
        made = ask_export(session, staff.officer, WISH)
        with pytest.raises(ReasonNeeded):
            refuse_export(session, staff.second_officer, made, " ", 1)
        view = refuse_export(session, staff.second_officer, made, "المفتاح غير مؤكد", 1)
        assert (view.state.value, view.decision_reason) == ("refused", "المفتاح غير مؤكد")
        with pytest.raises(IllegalMove):
            approve_export(session, staff.supervisor, made, 2)
    with pytest.raises(IllegalMove):
        write_export(sessions, staff.officer, made, io.BytesIO())


def test_a_permission_passes(sessions: Sessions, staff: Staff) -> None:
    export = allowed(sessions, staff)
    assert export.decided_at is not None
    with transaction(sessions) as session:
        past = export.decided_at - timedelta(days=31)
        session.execute(update(Export).where(Export.id == export.id).values(decided_at=past))
    with pytest.raises(ExportExpired):
        write_export(sessions, staff.officer, export.id, io.BytesIO())


@pytest.mark.parametrize(
    ("wish", "field", "problem"),
    [
        (replace(WISH, recipient_key="age1nothing"), "recipient_key", "recipient_key"),
        (replace(WISH, recipient_key=SECRET), "recipient_key", "recipient_key"),
        (replace(WISH, recipient=" "), "recipient", "empty"),
        (replace(WISH, document_type="holiday_card"), "document_type", "unknown_value"),
        (
            replace(WISH, registered_from=date(2026, 2, 1), registered_until=date(2026, 1, 1)),
            "registered_until",
            "order",
        ),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused(
    sessions: Sessions, staff: Staff, wish: Wish, field: str, problem: str
) -> None:
    with transaction(sessions) as session, pytest.raises(InvalidValue) as refused:
        ask_export(session, staff.officer, wish)
    assert refused.value.params == {"field": field, "problem": problem}


def test_who_may_ask_and_with_what_reason(sessions: Sessions, staff: Staff) -> None:
    with transaction(sessions) as session:
        with pytest.raises(ReasonNeeded):
            ask_export(session, staff.officer, replace(WISH, reason=" "))
        with pytest.raises(NotFound):
            ask_export(session, staff.officer, replace(WISH, office=BASRA))
        with pytest.raises(NotAllowed):
            ask_export(session, staff.clerk, WISH)


def test_an_imported_list_leaves_only_when_it_is_signed(
    sessions: Sessions, staff: Staff, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LISTED, encoding="utf-8")
    report = import_people(sessions, staff.clerk, path, KARKH, lambda _: None)
    early = allowed(sessions, staff)
    with transaction(sessions) as session:
        sign_batch(session, staff.officer, uuid.UUID(report.batch or ""))
    assert written(sessions, staff.officer, early)[0].records == 0
    told, text = written(sessions, staff.officer, allowed(sessions, staff))
    assert (told.records, json.loads(text)["people"][0]["laqab"]) == (1, "=العبيدي")


def test_a_csv_export_is_a_list_that_another_office_imports(
    sessions: Sessions, staff: Staff, tmp_path: Path
) -> None:
    put(sessions, staff)
    source = tmp_path / "source.csv"
    source.write_text(LISTED, encoding="utf-8")
    report = import_people(sessions, staff.clerk, source, KARKH, lambda _: None)
    with transaction(sessions) as session:
        sign_batch(session, staff.officer, uuid.UUID(report.batch or ""))
    wish = replace(WISH, form=ExportForm.csv, byte_order_mark=True)
    told, text = written(sessions, staff.officer, allowed(sessions, staff, wish))
    assert text.startswith("\ufeff")
    assert "'=العبيدي" in text
    path = tmp_path / "export.csv"
    path.write_text(text, encoding="utf-8", newline="")
    there = import_people(sessions, staff.stranger, path, BASRA, lambda _: None)
    assert (there.kept, there.refused, told.records) == (2, 0, 2)
    with transaction(sessions) as session:
        found = session.scalars(
            select(Record).where(Record.office_code == BASRA, Record.external_id == "L-1")
        )
        assert found.one().register_number is None


def test_a_frozen_record_says_so(sessions: Sessions, staff: Staff) -> None:
    record = put(sessions, staff)
    with transaction(sessions) as session:
        change = propose_order(session, staff.officer, record, Operation.frozen, ORDER, 1)
        approve_change(session, staff.second_officer, change, 1)
    _, text = written(sessions, staff.officer, allowed(sessions, staff))
    assert json.loads(text)["state"] == "frozen"


def test_sensitive_values_need_two_rights_and_each_record_is_an_event(
    sessions: Sessions, staff: Staff
) -> None:
    with transaction(sessions) as session:
        document = document_of(session, staff, "death_certificate", DEATH)
        number = approve(session, staff.officer, sign(session, staff.second_officer, document), 1)
    _, text = written(sessions, staff.officer, allowed(sessions, staff))
    assert DEATH["cause_of_death"] not in text
    wish = replace(WISH, sensitive=True)
    with transaction(sessions) as session:
        with pytest.raises(NotAllowed):
            ask_export(session, staff.officer, wish)
        with pytest.raises(InvalidValue):
            ask_export(session, staff.second_officer, replace(wish, form=ExportForm.csv))
        made = ask_export(session, staff.second_officer, wish)
        with pytest.raises(NotAllowed):
            approve_export(session, staff.officer, made, 1)
        session.get_one(Account, staff.officer.id).sees_sensitive = True
        approve_export(session, replace(staff.officer, sees_sensitive=True), made, 1)
        export = session.get_one(Export, made)
    with pytest.raises(NotAllowed):
        write_export(sessions, staff.officer, made, io.BytesIO())
    _, text = written(sessions, staff.second_officer, export)
    assert json.loads(text)["sensitive"] == {"cause_of_death": DEATH["cause_of_death"]}
    with transaction(sessions) as session:
        read = select(Event.subject_id).where(Event.action == "sensitive.read")
        assert str(number) in set(session.scalars(read))


def test_the_trail_tells_of_every_step_without_a_value(sessions: Sessions, staff: Staff) -> None:
    put(sessions, staff)
    export = allowed(sessions, staff)
    told, _ = written(sessions, staff.officer, export)
    with transaction(sessions) as session:
        steps = session.scalars(
            select(Event).where(Event.subject_id == str(export.id)).order_by(Event.id)
        ).all()
        assert [event.action for event in steps] == ["export.asked", "export.approved", "export.written"]
        assert steps[-1].details == {"records": 1, "sha256": told.digest, "key": PUBLIC}
        assert export_view(session, staff.auditor, export.id).written_digest == told.digest
        assert all("زينب" not in json.dumps(event.details) for event in steps)


def test_an_export_takes_one_kind_of_paper_and_days_of_registration(sessions: Sessions, staff: Staff) -> None:
    put(sessions, staff)
    with transaction(sessions) as session:
        today = surroundings(session).clock.now(session).date()
    for wish, count in (
        (replace(WISH, document_type="record_extract"), 1),
        (replace(WISH, document_type="birth_certificate"), 0),
        (replace(WISH, registered_from=today, registered_until=today), 1),
        (replace(WISH, registered_until=today - timedelta(days=1)), 0),
    ):
        assert written(sessions, staff.officer, allowed(sessions, staff, wish))[0].records == count


@pytest.mark.parametrize(
    ("first", "last", "records"),
    [
        (date(2026, 3, 10), date(2026, 3, 10), 1),
        (date(2026, 3, 10), None, 1),
        (None, date(2026, 3, 9), 0),
        (date(2026, 3, 11), None, 0),
    ],
)
def test_a_record_of_two_in_the_morning_is_of_that_day_in_baghdad(
    sessions: Sessions, staff: Staff, first: date | None, last: date | None, records: int
) -> None:
    record = put(sessions, staff)
    at_night = datetime(2026, 3, 9, 23, 0, tzinfo=UTC)
    with transaction(sessions) as session:
        session.execute(update(Record).where(Record.id == record).values(registered_at=at_night))
    wish = replace(WISH, registered_from=first, registered_until=last)
    told, _ = written(sessions, staff.officer, allowed(sessions, staff, wish))
    assert told.records == records
