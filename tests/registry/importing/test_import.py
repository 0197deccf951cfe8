"""Legacy lists: what is kept, what is refused and why, four eyes, and going on after a power cut."""

from collections.abc import Sequence
from itertools import cycle, product
from pathlib import Path

import pytest
from sqlalchemy import func, select

from arabic.digits import to_western
from registry.database.sessions import Sessions, transaction
from registry.domain.errors import AlreadyThere, InvalidValue, NotAllowed, NotFound, OwnEntry
from registry.importing import (
    Progress,
    Refusal,
    Report,
    Wish,
    import_people,
    load,
    sign_batch,
    waiting_batches,
)
from registry.importing.mapping import Order
from registry.linkage import find_pairs
from registry.models.records import Person, Record
from registry.records.records import record_view
from registry.search import SearchQuery, search
from tests.registry.office import BASRA, KARKH, Staff, open_offices

HEADER = (
    "external_id,given_name,father_name,grandfather_name,laqab,mother_name,maternal_grandfather_name,sex,"
    "birth_date,national_number,register_number,page_number,registry_office"
)
ZAYNAB = "L-1,زينب,حسن,علي,الجبوري,فاطمة,جاسم,أنثى,1990/03/14,199012345678,١٢,٣٤٠,الكرخ"
OMAR = "L-2,عمر,خالد,صالح,,هدى,,ذكر,1957,,12,341,الكرخ"


@pytest.fixture
def staff(sessions: Sessions) -> Staff:
    """Two offices with their people, committed for the sessions that an import opens."""
    with transaction(sessions) as session:
        return open_offices(session)


def write(folder: Path, *lines: str, header: str = HEADER) -> Path:
    """A legacy list as a file."""
    path = folder / "list.csv"
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8-sig")
    return path


def bring_in(sessions: Sessions, staff: Staff, path: Path) -> tuple[Report, list[Refusal]]:
    """Import as the office's clerk; the report, and every refusal told of."""
    told: list[Progress] = []
    report = import_people(sessions, staff.clerk, path, KARKH, told.append)
    return report, [refusal for progress in told for refusal in progress.refusals]


def test_people_of_a_list_are_found_at_once_and_unapproved(
    sessions: Sessions, staff: Staff, tmp_path: Path
) -> None:
    report, _ = bring_in(sessions, staff, write(tmp_path, ZAYNAB, OMAR))
    assert (report.lines, report.kept, report.refused) == (2, 2, 0)
    with transaction(sessions) as session:
        found = search(session, staff.clerk, SearchQuery(name="زينت حسن علي", mother="فاطمة"), "مراجعة")
        assert [(one.external_id, one.approved, one.birth_date) for one in found[:1]] == [
            ("L-1", False, "1990/03/14")
        ]
        by_place = search(session, staff.clerk, SearchQuery(register="12", page="341"), "مراجعة")
        assert [one.name for one in by_place] == ["عمر خالد صالح"]


def test_an_imported_record_shows_its_line(sessions: Sessions, staff: Staff, tmp_path: Path) -> None:
    bring_in(sessions, staff, write(tmp_path, ZAYNAB))
    with transaction(sessions) as session:
        found = search(session, staff.clerk, SearchQuery(name="زينب حسن"), "مراجعة")
        shown = record_view(session, staff.clerk, found[0].record)
        said = {value.path: value.value for value in shown.version.values}
        assert (said["given_name"], said["page_number"]) == ("زينب", "٣٤٠")
        assert not shown.approved


@pytest.mark.parametrize(
    ("order", "written", "born"),
    [
        (Order.day_month_year, "03/04/1990", "1990/04/03"),
        (Order.month_day_year, "03/04/1990", "1990/03/04"),
        (None, "٣ نيسان ١٩٩٠", "1990/04/03"),
    ],
)
def test_an_imported_date_is_shown_as_understood_with_its_words_beside(
    sessions: Sessions, staff: Staff, tmp_path: Path, order: Order | None, written: str, born: str
) -> None:
    path = write(tmp_path, f"L-1,زينب,حسن,علي,,فاطمة,,أنثى,{written},,,,")
    import_people(sessions, staff.clerk, path, KARKH, lambda _: None, Wish(order=order))
    with transaction(sessions) as session:
        number = session.scalars(select(Record.id)).one()
        values = {one.path: one for one in record_view(session, staff.clerk, number).version.values}
    assert (values["birth_date"].value, values["birth_date"].written) == (born, written)
    assert values["given_name"].written is None


@pytest.mark.parametrize(
    ("line", "field", "problem"),
    [
        ("X,,حسن,علي,,فاطمة,,أنثى,,,,,", "given_name", "empty"),
        ("X,زينب,,,,,,أنثى,,,,,", "father_name", "empty"),
        ("X,زينب,حسن,علي,,,,أنثى,,,,,,زيادة", "line", "cells"),
        ("X,زينب2,حسن,علي,,,,أنثى,,,,,", "given_name", "not_a_name"),
        ("X,زينب,حس\u202eن,علي,,,,أنثى,,,,,", "father_name", "control_sign"),
        (f"X,{'ز' * 300},حسن,علي,,,,أنثى,,,,,", "given_name", "length"),
        ("X,زينب,حسن,علي,,,,امرأة,,,,,", "sex", "unknown_value"),
        ("X,زينب,حسن,علي,,,,أنثى,1990/13/45,,,,", "birth_date", "date"),
        ("X,زينب,حسن,علي,,,,أنثى,2049,,,,", "birth_date", "future"),
        ("X,زينب,حسن,علي,,,,أنثى,,1234567890123,,,", "national_number", "number"),
        ("X,زينب,حسن,علي,,,,أنثى,,,12,0,", "page_number", "number"),
        ("L-1,زينب,حسن,علي,,,,أنثى,,,,,", "external_id", "taken"),
    ],
)
def test_a_refused_line_says_why_and_stops_nothing(
    sessions: Sessions, staff: Staff, tmp_path: Path, line: str, field: str, problem: str
) -> None:
    report, refusals = bring_in(sessions, staff, write(tmp_path, ZAYNAB, line, OMAR))
    assert refusals == [Refusal(2, field, problem)]
    assert (report.kept, report.refused) == (2, 1)


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        ("external_id,father_name", "column_missing"),
        ("given_name,given_name", "column_twice"),
        ("", "column_missing"),
    ],
)
def test_a_header_that_is_none_is_refused(
    sessions: Sessions, staff: Staff, tmp_path: Path, header: str, problem: str
) -> None:
    with pytest.raises(InvalidValue) as caught:
        bring_in(sessions, staff, write(tmp_path, "a,b", header=header))
    assert caught.value.params["problem"] == problem


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_and_a_part_of_the_columns_are_understood(
    sessions: Sessions, staff: Staff, tmp_path: Path, separator: str
) -> None:
    header = separator.join(("mother_name", "father_name", "given_name", "remarks"))
    line = separator.join(("فاطمة", "حسن", "زينب", "لا شيء"))
    report, _ = bring_in(sessions, staff, write(tmp_path, line, header=header))
    assert report.kept == 1


def test_a_dry_run_writes_nothing(sessions: Sessions, staff: Staff, tmp_path: Path) -> None:
    path = write(tmp_path, ZAYNAB, ZAYNAB, OMAR)
    report = import_people(sessions, staff.clerk, path, KARKH, lambda _: None, Wish(dry_run=True))
    assert (report.kept, report.refused, report.batch) == (2, 1, None)
    with transaction(sessions) as session:
        assert session.scalar(select(func.count()).select_from(Record)) == 0


def test_a_file_comes_in_once(sessions: Sessions, staff: Staff, tmp_path: Path) -> None:
    path = write(tmp_path, ZAYNAB)
    bring_in(sessions, staff, path)
    with pytest.raises(AlreadyThere):
        bring_in(sessions, staff, path)


def test_an_import_goes_on_after_a_power_cut(
    sessions: Sessions, staff: Staff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "CHUNK", 2)
    people = [f"P-{number},زينب,حسن,علي,,فاطمة,,أنثى,,,,," for number in range(7)]
    path = write(tmp_path, *people)
    seen: list[int] = []

    def cut_off(progress: Progress) -> None:
        seen.append(progress.lines)
        if len(seen) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_people(sessions, staff.clerk, path, KARKH, cut_off)
    report, _ = bring_in(sessions, staff, path)
    assert (report.resumed, report.lines, report.kept) == (4, 7, 7)
    with transaction(sessions) as session:
        assert session.scalar(select(func.count()).select_from(Record)) == 7


def signed(sessions: Sessions, staff: Staff) -> Sequence[bool]:
    """Whether each record is approved, once the second officer has signed the one waiting batch."""
    with transaction(sessions) as session:
        waiting = waiting_batches(session, staff.officer)
        sign_batch(session, staff.officer, waiting[0].id)
    with transaction(sessions) as session:
        assert waiting_batches(session, staff.officer) == ()
        return session.scalars(select(Record.approved)).all()


def test_a_batch_is_signed_by_an_officer(sessions: Sessions, staff: Staff, tmp_path: Path) -> None:
    bring_in(sessions, staff, write(tmp_path, ZAYNAB, OMAR))
    assert signed(sessions, staff) == [True, True]


def test_nobody_signs_a_batch_of_their_own(sessions: Sessions, staff: Staff, tmp_path: Path) -> None:
    report = import_people(sessions, staff.officer, write(tmp_path, ZAYNAB), KARKH, lambda _: None)
    assert report.batch
    with transaction(sessions) as session:
        batch = waiting_batches(session, staff.officer)[0]
    with pytest.raises(OwnEntry), transaction(sessions) as session:
        sign_batch(session, staff.officer, batch.id)
    with pytest.raises(NotAllowed), transaction(sessions) as session:
        sign_batch(session, staff.clerk, batch.id)
    with pytest.raises(NotFound), transaction(sessions) as session:
        sign_batch(session, staff.stranger, batch.id)


def test_nobody_imports_into_another_office(sessions: Sessions, staff: Staff, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        import_people(sessions, staff.clerk, write(tmp_path, ZAYNAB), BASRA, lambda _: None)
    with pytest.raises(NotAllowed):
        import_people(sessions, staff.auditor, write(tmp_path, ZAYNAB), KARKH, lambda _: None)


def test_marks_forms_and_failed_formulas_are_read_as_they_are_meant(
    sessions: Sessions, staff: Staff, tmp_path: Path
) -> None:
    forms = "\ufeaa\ufee4\ufea4\ufee3,\ufef2\ufee0\ufecb"
    path = write(
        tmp_path,
        f"1,{forms},,,,,,,,,,",
        "2,\u200fسعاد\u200f,\u2067خالد\u2069,#REF!,#N/A,,,,٣\u200f/١١\u200f/١٩٩٠,,,,",
        "3,سعاد,خالد,,,,,,\u202d1990-11-03\u202c,,,,",
    )
    report, refusals = bring_in(sessions, staff, path)
    assert (report.kept, refusals) == (3, [])
    with transaction(sessions) as session:
        found = session.scalars(select(Person).order_by(Person.id)).all()
        assert [(one.given_name, one.father_name, one.grandfather_name) for one in found] == [
            ("محمد", "علي", ""),
            ("سعاد", "خالد", ""),
            ("سعاد", "خالد", ""),
        ]
        assert [one.birth_date for one in found] == ["", "1990/11/03", "1990/11/03"]
        shown = record_view(session, staff.clerk, found[1].record_id)
        assert {one.path: one.value for one in shown.version.values}["grandfather_name"] == "#REF!"


@pytest.mark.parametrize("encoding", ["cp1256", "iso8859_6", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_list_in_another_encoding_comes_in_whole(
    sessions: Sessions, staff: Staff, tmp_path: Path, encoding: str
) -> None:
    # The old code pages have no Arabic-Indic digits.
    path = write(tmp_path, to_western(ZAYNAB), OMAR)
    path.write_bytes(path.read_text(encoding="utf-8-sig").encode(encoding))
    report, _ = bring_in(sessions, staff, path)
    assert (report.kept, report.refused) == (2, 0)
    with transaction(sessions) as session:
        assert session.scalars(select(Person.mother_name).order_by(Person.id)).all() == ["فاطمة", "هدى"]


UNKNOWN = ("غير معروف", "مجهول", "لا يوجد", "N/A", "NULL", "#REF!", "نەزانراو", "؟؟؟", "unknown", "غير مذكور")


def test_sixty_people_of_unknown_parents_among_two_thousand_are_no_pair(
    sessions: Sessions, staff: Staff, tmp_path: Path
) -> None:
    sounds = "بتجحدرسصطعفقكلمنهوي"
    names = ["".join(letters) + "ان" for letters in product(sounds, sounds, "ا" + sounds)]
    known = (
        f"K-{n},{names[n]},{names[-n - 1]},{names[n * 3 % 6000]},,{names[n * 7 % 6000]},"
        f"{names[n * 11 % 6000]},ذكر,{1940 + n % 70}/{n % 12 + 1:02d}/{n % 28 + 1:02d},,,,"
        for n in range(1, 1941)
    )
    unknown = (
        f"U-{n},أمير,{word},{word},,{word},{word},ذكر,{1940 + n}/0{n % 9 + 1}/1{n % 9},,,,"
        for n, word in zip(range(60), cycle(UNKNOWN))
    )
    report, refusals = bring_in(sessions, staff, write(tmp_path, *known, *unknown))
    assert (report.kept, refusals) == (2000, [])
    with transaction(sessions) as session:
        paired = {one.external_a for one in find_pairs(session, staff.officer, "تدقيق المكرر")}
        assert {one for one in paired if one is not None and one.startswith("U-")} == set()
        first = session.scalars(select(Record).where(Record.external_id == "U-0")).one()
        assert "غير معروف" in str(record_view(session, staff.officer, first.id, "تدقيق"))
