"""Families, vital events and uncertain dates: kept as papers tell them, nothing invented."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.changes.changes import approve_change, propose_order
from registry.changes.propose import propose_correction
from registry.domain.errors import NotFound, ReasonNeeded
from registry.families.families import family_view
from registry.models.families import Identifier, RegisterBook, VitalEvent
from registry.models.records import Operation
from tests.registry.office import KARKH, Staff
from tests.registry.registered import EXTRACT, ORDER, PLACE, REASON, registered

BIRTH = {
    "child_name": "كرار",
    "sex": "ذكر",
    "birth_date": "2020/02/03",
    "place_of_birth": "الكرخ",
    "father_name": "حسن علي جاسم الجبوري",
    "mother_name": "فاطمة كاظم",
    "father_register_number": "125",
    "father_page_number": "17",
}
DEATH = PLACE | {"deceased_name": "علي جاسم محمد", "death_date": "2001/07/01", "birth_date": "1930"}
ROWS = {
    "rows.0.name": "حسن علي جاسم",
    "rows.0.relation": "رب الأسرة",
    "rows.1.name": "فاطمة كاظم حسين",
    "rows.1.relation": "زوجة",
    "rows.2.name": "زينب حسن علي",
    "rows.2.relation": "ابنة",
    "rows.2.birth_date": "1990/03/14",
}


def test_the_papers_of_one_page_make_one_family(session: Session, staff: Staff) -> None:
    registered(session, staff, "record_extract", EXTRACT | ROWS)
    registered(session, staff, "birth_certificate", BIRTH)
    family = family_view(session, staff.clerk, KARKH, "125", "17")
    told = [(member.relation, member.name) for member in family.members]
    assert told == [
        ("head", "حسن علي جاسم"),
        ("wife", "فاطمة كاظم حسين"),
        ("daughter", "زينب حسن علي"),
        ("son", "كرار حسن علي الجبوري"),
        ("head", "حسن علي جاسم الجبوري"),
        ("wife", "فاطمة كاظم"),
    ]


def test_a_birth_is_an_event_with_three_people(session: Session, staff: Staff) -> None:
    registered(session, staff, "birth_certificate", BIRTH)
    members = family_view(session, staff.clerk, KARKH, "125", "17").members
    parts = {member.name.split()[0]: member.events[0] for member in members}
    assert {name: event.part for name, event in parts.items()} == {
        "كرار": "child",
        "حسن": "father",
        "فاطمة": "mother",
    }
    assert parts["كرار"].first_day == parts["كرار"].last_day == date(2020, 2, 3)
    assert parts["كرار"].place == "الكرخ"


@pytest.mark.parametrize(
    ("printed", "happened", "precision", "first", "last"),
    [
        ("2001", "2001", "year", date(2001, 1, 1), date(2001, 12, 31)),
        ("2001/07/01", "2001/07/01", "year", date(2001, 1, 1), date(2001, 12, 31)),
        ("2001/07", "2001/07", "month", date(2001, 7, 1), date(2001, 7, 31)),
        ("", "", "unknown", None, None),
    ],
)
def test_an_uncertain_date_stays_uncertain(
    session: Session,
    staff: Staff,
    printed: str,
    happened: str,
    precision: str,
    first: date | None,
    last: date | None,
) -> None:
    registered(session, staff, "death_certificate", DEATH | {"death_date": printed})
    event = session.scalars(select(VitalEvent)).one()
    assert (event.happened, event.precision, event.first_day, event.last_day) == (
        happened,
        precision,
        first,
        last,
    )


def test_a_hijri_date_keeps_its_text_and_invents_no_day(session: Session, staff: Staff) -> None:
    registered(session, staff, "death_certificate", DEATH | {"death_date": "12 رجب 1400 هـ"})
    event = session.scalars(select(VitalEvent)).one()
    assert (event.calendar, event.printed) == ("hijri", "12 رجب 1400 هـ")
    assert event.first_day is not None
    assert event.last_day is not None
    assert 0 < (event.last_day - event.first_day).days <= 4


def test_a_hijri_birth_has_a_year_only_where_all_its_days_share_one(session: Session, staff: Staff) -> None:
    registered(session, staff, "record_extract", EXTRACT | {"birth_date": "رجب 1400 هـ"})
    (member,) = family_view(session, staff.clerk, KARKH, "125", "17").members
    assert (member.birth_date, member.birth_precision, member.birth_printed) == ("", "year", "رجب 1400 هـ")


def test_a_page_is_opened_once_with_its_book(session: Session, staff: Staff) -> None:
    registered(session, staff, "record_extract", EXTRACT)
    registered(session, staff, "birth_certificate", BIRTH)
    assert [book.number for book in session.scalars(select(RegisterBook))] == ["125"]


def test_a_corrected_date_moves_the_event(session: Session, staff: Staff) -> None:
    record = registered(session, staff, "birth_certificate", BIRTH).id
    change = propose_correction(session, staff.clerk, record, {"birth_date": "2020/02/08"}, REASON, 1)
    approve_change(session, staff.officer, change, 1)
    (event,) = session.scalars(select(VitalEvent))
    assert event.first_day == date(2020, 2, 8)


def test_a_freeze_is_told_among_the_events(session: Session, staff: Staff) -> None:
    record = registered(session, staff, "record_extract", EXTRACT).id
    change = propose_order(session, staff.officer, record, Operation.frozen, ORDER, 1)
    approve_change(session, staff.second_officer, change, 1)
    (member,) = family_view(session, staff.clerk, KARKH, "125", "17").members
    (event,) = member.events
    assert (event.kind, event.first_day, event.place) == ("freeze", ORDER.dated, ORDER.authority)


def test_a_cards_numbers_are_kept_as_printed(session: Session, staff: Staff) -> None:
    card = {"given_name": "زينب", "national_number": "199012345678", "document_number": "AB1234567"}
    registered(session, staff, "national_card", card)
    numbers = {number.kind: number.value for number in session.scalars(select(Identifier))}
    assert numbers == {"national_number": "199012345678", "document_number": "AB1234567"}


def test_an_unknown_mother_does_not_bear_her_fathers_name(session: Session, staff: Staff) -> None:
    unknown = {"mother_name": "مجهولة", "maternal_grandfather_name": "جاسم"}
    registered(session, staff, "record_extract", EXTRACT | unknown)
    (member,) = family_view(session, staff.clerk, KARKH, "125", "17").members
    assert member.mother == ""


def test_another_offices_family_is_not_there(session: Session, staff: Staff) -> None:
    registered(session, staff, "record_extract", EXTRACT)
    with pytest.raises(NotFound):
        family_view(session, staff.stranger, KARKH, "125", "17")
    with pytest.raises(ReasonNeeded):
        family_view(session, staff.auditor, KARKH, "125", "17")
    with pytest.raises(NotFound):
        family_view(session, staff.clerk, KARKH, "125", "99")
