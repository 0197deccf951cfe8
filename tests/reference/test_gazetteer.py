"""Places are found by any of their names, by the day of the event, and ambiguity stays visible."""

from datetime import date

import pytest

from reference.gazetteer import (
    Place,
    PlaceLevel,
    ancestors,
    ancestors_on,
    districts,
    governorates,
    governorates_of,
    place,
    places,
    resolve,
)
from reference.places import Years
from reference.rows import rows
from reference.units import place_names


def keys(text: str, on: date | None = None, within: str | None = None) -> list[str]:
    return [match.place.key for match in resolve(text, on=on, within=within)]


def test_there_are_nineteen_governorates_with_halabja() -> None:
    names = [unit.name for unit in governorates()]
    assert len(names) == 19
    assert "حلبجة" in names


def test_every_unit_stands_under_one_of_the_level_above() -> None:
    above = {PlaceLevel.DISTRICT: PlaceLevel.GOVERNORATE, PlaceLevel.SUBDISTRICT: PlaceLevel.DISTRICT}
    for unit in places():
        assert (unit.parent is None) == (unit.level is PlaceLevel.GOVERNORATE)
        if unit.parent is not None:
            assert place(unit.parent).level is above[unit.level]


def test_every_unit_and_every_name_has_its_source() -> None:
    assert all(unit.source for unit in places())
    assert all(name.source for name in place_names())


def test_a_legacy_code_names_one_unit_of_a_level() -> None:
    codes = [unit.legacy_code for unit in places() if unit.legacy_code]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("unit", places(), ids=lambda unit: unit.key)
def test_every_unit_is_found_by_its_own_name(unit: Place) -> None:
    assert unit in [match.place for match in resolve(unit.name, limit=20)]


@pytest.mark.parametrize(
    ("printed", "first"),
    [
        ("الدجيل", "salah-ad-din/ad-dujayl"),
        ("دائرة أحوال الدجيل", "salah-ad-din/ad-dujayl"),
        ("دائرة الأحوال المدنية في الجبايش", "dhi-qar/al-chibayish"),
        ("الچبايش", "dhi-qar/al-chibayish"),
        ("قضاء عفك", "al-qadisiyah/afak"),
        ("لواء الديوانية", "al-qadisiyah"),
        ("بغداد - الكرخ", "baghdad/al-karkh"),
        ("الكرخ / بغداد", "baghdad/al-karkh"),
        ("الهندية، كربلاء", "karbala/al-hindiyah"),
        ("هەولێر", "erbil"),
        ("سلێمانی", "sulaymaniyah"),
        ("زاخۆ", "duhok/zakho"),
        ("Mosul", "nineveh/mosul"),
        ("٢١٠٤٤", "21044"),
        ("جلولا", "21044"),
        ("شهربان", "diyala/al-muqdadiyah"),
    ],
)
def test_a_printed_place_is_resolved(printed: str, first: str) -> None:
    assert keys(printed)[0] == first


@pytest.mark.parametrize(
    ("misread", "first"),
    [
        ("الجبابش", "dhi-qar/al-chibayish"),
        ("الحوبجة", "kirkuk/al-hawijah"),
        ("المنادرة", "najaf/al-manathirah"),
        ("خانقبن", "diyala/khanaqin"),
        ("السليمانبه", "sulaymaniyah"),
    ],
)
def test_a_misread_place_is_near(misread: str, first: str) -> None:
    matches = resolve(misread)
    assert matches[0].place.key == first
    assert matches[0].likeness < 1


@pytest.mark.parametrize("text", ["", "باريس", "محمد", "بل", "1957"])
def test_what_is_no_place_stays_unresolved(text: str) -> None:
    assert resolve(text) == ()


def test_an_old_name_fits_the_years_in_which_it_was_used() -> None:
    assert resolve("التأميم", on=date(1990, 1, 1))[0].fits_date
    assert not resolve("التأميم", on=date(2015, 1, 1))[0].fits_date


def test_the_day_of_the_event_puts_the_name_of_then_first() -> None:
    assert keys("الموصل", on=date(1960, 1, 1))[0] == "nineveh"
    assert keys("الموصل", on=date(2010, 1, 1))[0] == "nineveh/mosul"


def test_an_ambiguous_name_gives_every_unit() -> None:
    assert set(keys("الحمزة")) == {"al-qadisiyah/al-hamzah", "babil/al-hamzah-al-gharbi"}


def test_the_unit_around_settles_an_ambiguous_name() -> None:
    assert keys("الحمزة", within="babil")[0] == "babil/al-hamzah-al-gharbi"


@pytest.mark.parametrize("name", ["مخمور", "عقرة", "الشيخان", "سنجار", "كفري", "خانقين"])
def test_disputed_units_say_so(name: str) -> None:
    assert all(match.place.disputed for match in resolve(name))


def test_a_unit_knows_what_it_lies_in() -> None:
    assert [unit.key for unit in ancestors(place("21044"))] == ["diyala/khanaqin", "diyala"]


@pytest.mark.parametrize(
    ("unit", "year", "lay_in"),
    [
        ("salah-ad-din/tikrit", 1970, {"salah-ad-din", "baghdad"}),
        ("salah-ad-din/tikrit", 1990, {"salah-ad-din"}),
        ("salah-ad-din/tikrit", None, {"salah-ad-din", "baghdad"}),
        ("najaf/najaf", 1975, {"najaf", "karbala"}),
        ("duhok/zakho", 1960, {"duhok", "nineveh"}),
        ("al-muthanna/as-samawah", 1969, {"al-muthanna", "al-qadisiyah"}),
        ("halabja/halabja", 2010, {"halabja", "sulaymaniyah"}),
        ("basra/basra", 1950, {"basra"}),
    ],
)
def test_a_unit_knows_the_governorates_of_then(unit: str, year: int | None, lay_in: set[str]) -> None:
    since = None if year is None else date(year, 1, 1)
    assert governorates_of(place(unit), since) == lay_in


def test_former_parents_are_governorates_and_have_a_source() -> None:
    keys_of = {unit.key: unit.level for unit in places()}
    for row in rows("place_parents", "place", "parent", "valid_to", "source"):
        assert keys_of[row["place"]] is PlaceLevel.DISTRICT
        assert keys_of[row["parent"]] is PlaceLevel.GOVERNORATE
        assert row["source"]


def test_names_of_the_old_days_are_no_districts_of_today() -> None:
    assert "صدامية البصرة" not in {district.name for district in districts()}


def test_years_hold_their_ends_and_every_unknown_day() -> None:
    years = Years(1976, 2006)
    assert years.hold(date(1976, 1, 1))
    assert years.hold(None)
    assert not years.hold(date(2007, 1, 1))


@pytest.mark.parametrize(
    ("day", "above"),
    [(date(1970, 1, 1), "baghdad"), (date(1990, 1, 1), "salah-ad-din"), (None, "salah-ad-din")],
)
def test_a_unit_lies_where_it_lay_on_the_day(day: date | None, above: str) -> None:
    assert [unit.key for unit in ancestors_on(place("salah-ad-din/tikrit"), day)] == [above]
