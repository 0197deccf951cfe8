"""Mapping files: lists whose columns bear other names, split, translated, and kept word for word."""

from pathlib import Path

import pytest
from sqlalchemy import select

from registry.database.sessions import Sessions, transaction
from registry.domain.errors import InvalidValue
from registry.importing import Progress, Wish, import_people, load
from registry.importing.mapping import Order, read_mapping, reordered, split
from registry.models.records import Person
from registry.records.records import record_view
from tests.registry.office import KARKH, Staff, open_offices

HEADER = "ت;الاسم الرباعي واللقب;اسم الام;الجنس;تاريخ التولد;رقم السجل;رقم الصحيفة;ملاحظات"
LINES = (
    "1;زينب حسن علي محمد الجبوري;فاطمة;2;03/14/1990;١٢;٣٤٠;",
    "2;عبد الله خالد صالح;هدى;1;1957;12;341;نقل",
)
MAPPING = """
[columns]
"ت" = "external_id"
"الاسم الرباعي واللقب" = { split = ["given_name", "father_name", "grandfather_name", "laqab"] }
"اسم الام" = "mother_name"
"الجنس" = { field = "sex", values = { "1" = "ذكر", "2" = "أنثى" } }
"تاريخ التولد" = { field = "birth_date", order = "month-day-year" }
"رقم السجل" = "register_number"
"رقم الصحيفة" = "page_number"
"""


@pytest.fixture
def staff(sessions: Sessions) -> Staff:
    """Two offices with their people, committed."""
    with transaction(sessions) as session:
        return open_offices(session)


def files(folder: Path, mapping: str = MAPPING, lines: tuple[str, ...] = LINES) -> tuple[Path, Path]:
    """A list and its mapping."""
    listed, told = folder / "people.csv", folder / "mapping.toml"
    listed.write_text("\n".join((HEADER, *lines)) + "\n", encoding="utf-8")
    told.write_text(mapping, encoding="utf-8")
    return listed, told


def test_a_list_with_other_names_is_imported_by_its_mapping(
    sessions: Sessions, staff: Staff, tmp_path: Path
) -> None:
    listed, mapping = files(tmp_path)
    dry = import_people(
        sessions, staff.clerk, listed, KARKH, lambda _: None, Wish(mapping=mapping, dry_run=True)
    )
    report = import_people(sessions, staff.clerk, listed, KARKH, lambda _: None, Wish(mapping=mapping))
    assert (dry.kept, dry.refused, dry.batch) == (report.kept, report.refused, None) == (2, 0, None)
    with transaction(sessions) as session:
        zaynab, abdullah = session.scalars(select(Person).order_by(Person.id))
        assert (zaynab.given_name, zaynab.father_name, zaynab.laqab) == ("زينب", "حسن", "الجبوري")
        assert zaynab.grandfather_name == "علي محمد"
        assert (zaynab.sex, zaynab.birth_date, zaynab.page_number) == ("أنثى", "1990/03/14", "340")
        assert (abdullah.given_name, abdullah.laqab, abdullah.birth_date) == ("عبد الله", "", "1957")
        shown = record_view(session, staff.clerk, zaynab.record_id)
        said = {value.path: value.value for value in shown.version.values}
        assert said["الاسم الرباعي واللقب"] == "زينب حسن علي محمد الجبوري"
        assert said["تاريخ التولد"] == "03/14/1990"
        assert "ملاحظات" not in said
        assert [person.given_name for person in shown.people] == ["زينب"]


@pytest.mark.parametrize(
    ("mapping", "field", "problem"),
    [
        ("columns = 1", "columns", "mapping_rule"),
        ("[columns\n", "mapping", "mapping_unreadable"),
        ('[columns]\n"ت" = "shoe_size"', "ت", "mapping_rule"),
        ('[columns]\n"ت" = { field = "sex", colour = "red" }', "ت", "mapping_rule"),
        ('[columns]\n"ت" = { split = ["given_name", "sex"] }', "ت", "mapping_rule"),
        ('[columns]\n"ت" = { field = "sex", order = "day-month-year" }', "ت", "mapping_rule"),
        ('[columns]\n"ت" = "laqab"\n"الجنس" = "laqab"', "laqab", "column_twice"),
        ('[columns]\n"ت" = "external_id"', "given_name", "column_missing"),
        ('[columns]\n"الاسم" = "given_name"', "الاسم", "column_missing"),
    ],
)
def test_a_mapping_that_cannot_be_followed_names_its_line(
    sessions: Sessions, staff: Staff, tmp_path: Path, mapping: str, field: str, problem: str
) -> None:
    listed, told = files(tmp_path, mapping)
    with pytest.raises(InvalidValue) as refused:
        import_people(sessions, staff.clerk, listed, KARKH, lambda _: None, Wish(mapping=told))
    assert refused.value.params == {"field": field, "problem": problem}


def test_an_import_goes_on_with_its_own_mapping_only(
    sessions: Sessions, staff: Staff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "CHUNK", 1)
    listed, mapping = files(tmp_path)

    def cut_off(progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_people(sessions, staff.clerk, listed, KARKH, cut_off, Wish(mapping=mapping))
    mapping.write_text(MAPPING.replace("month-day", "day-month"), encoding="utf-8")
    with pytest.raises(InvalidValue) as refused:
        import_people(sessions, staff.clerk, listed, KARKH, lambda _: None, Wish(mapping=mapping))
    assert refused.value.params["problem"] == "mapping_changed"
    mapping.write_text(MAPPING, encoding="utf-8")
    report = import_people(sessions, staff.clerk, listed, KARKH, lambda _: None, Wish(mapping=mapping))
    assert (report.resumed, report.kept) == (1, 2)


FOUR = ("given_name", "father_name", "grandfather_name", "laqab")


@pytest.mark.parametrize(
    ("chain", "fields", "parts"),
    [
        ("زينب حسن علي الجبوري", FOUR, ("زينب", "حسن", "علي", "الجبوري")),
        ("زينب حسن الجبوري", FOUR, ("زينب", "حسن", "", "الجبوري")),
        ("زينب حسن علي", FOUR, ("زينب", "حسن", "علي", "")),
        ("زينب", FOUR, ("زينب", "", "", "")),
        ("عبد الله حسن أبو بكر بارزاني", FOUR, ("عبد الله", "حسن", "أبو بكر", "بارزاني")),
        ("زينب حسن علي محمد", FOUR[:3], ("زينب", "حسن", "علي محمد")),
        ("فاطمة جاسم الدليمي", ("mother_name", "maternal_grandfather_name"), ("فاطمة", "جاسم الدليمي")),
        ("", FOUR, ("", "", "", "")),
    ],
)
def test_a_chain_is_split_by_part_and_nothing_is_dropped(
    chain: str, fields: tuple[str, ...], parts: tuple[str, ...]
) -> None:
    assert tuple(split(chain, fields)[name] for name in fields) == parts


@pytest.mark.parametrize(
    ("word", "order", "read"),
    [
        ("03/04/1990", Order.month_day_year, "1990/03/04"),
        ("03/04/1990", Order.day_month_year, "1990/04/03"),
        ("١٩٩٠-٤-٣", Order.year_month_day, "1990/04/03"),
        ("1957", Order.month_day_year, "1957"),
        ("3 آذار 1957", Order.month_day_year, "3 آذار 1957"),
        ("03/04/90", Order.month_day_year, "03/04/90"),
    ],
)
def test_only_dates_in_figures_are_put_in_order(word: str, order: Order, read: str) -> None:
    assert reordered(word, order) == read


def test_a_missing_mapping_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidValue):
        read_mapping(tmp_path / "none.toml")
