"""The record tells which unit of the gazetteer each of its places is, as it was on the day of the event."""

import re
from html import unescape

import pytest

from messages import Language, catalogue
from tests.api.office import Office
from tests.api.register import EXTRACT, registered

BORN_IN = "place_of_birth"
# Tags, and the signs that keep a name's direction to itself.
MARKS = re.compile(r"<[^>]+>|[\u2066-\u2069]")


def told(office: Office, place: str, born: str = "1990/03/14", language: Language = Language.ar) -> str:
    """What the record's page says under the place of birth, without its marks."""
    record = registered(office, EXTRACT | {BORN_IN: place, "birth_date": born})
    page = office.record("clerk", record, language)
    (cell,) = re.findall(rf"<td><bdi>{place}</bdi>(.*?)</td>", page, re.DOTALL)
    return " ".join(unescape(MARKS.sub("", cell)).split())


def test_a_place_names_its_unit_its_governorate_and_its_number(office: Office) -> None:
    assert told(office, "الصويرة") == "في دليل الوحدات الإدارية: قضاء الصويرة، محافظة واسط (رمزها 2605)"


@pytest.mark.parametrize(("born", "governorate"), [("1970/02/01", "بغداد"), ("1990/02/01", "صلاح الدين")])
def test_the_governorate_is_that_of_the_day_of_birth(office: Office, born: str, governorate: str) -> None:
    assert f"قضاء تكريت، محافظة {governorate}" in told(office, "تكريت", born)


@pytest.mark.parametrize("language", Language)
def test_a_disputed_unit_says_so_and_what_that_means(office: Office, language: Language) -> None:
    words = catalogue(language)
    seen = told(office, "مخمور", language=language)
    assert words.say("place.disputed") in seen
    assert words.say("place.disputed_why") in seen


def test_a_name_of_two_units_shows_both(office: Office) -> None:
    # Until 1976 the governorate, too, was called after its seat.
    seen = told(office, "الحلة", "1970/02/01")
    assert "محافظة بابل" in seen
    assert "قضاء الحلة" in seen


def test_a_misspelt_place_is_not_said_to_be_sure(office: Office) -> None:
    assert told(office, "الصويره ن").startswith(catalogue(Language.ar).say("place.may_be"))


@pytest.mark.parametrize("language", Language)
def test_a_place_that_nobody_knows_is_said_not_to_be_found(office: Office, language: Language) -> None:
    assert told(office, "أورشليم الجديدة", language=language) == catalogue(language).say("place.unknown")


def test_what_is_no_place_has_no_unit(office: Office) -> None:
    record = registered(office, EXTRACT | {"given_name": "بغداد"})
    page = office.record("clerk", record)
    assert re.search(r"<td><bdi>بغداد</bdi>\s*</td>", page)
