"""Days that people type into forms: taken as they write them, refused with how to write them, never lost."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.pages.forms import day_of
from arabic.digits import DigitScript, to_script
from messages import Language, catalogue
from registry.domain.errors import InvalidValue
from tests.api.office import Office
from tests.api.test_language import csrf_of


@pytest.mark.parametrize(
    "typed",
    [
        "١/٣/٢٠٢٤",
        "2024-03-01",
        "٢٠٢٤/٣/١",
        "1.3.2024",
        "١ آذار ٢٠٢٤",
        "١ ئازار ٢٠٢٤",
        " ۱/۳/۲۰۲۴ ",
        "01-03-2024",
        "1 March 2024",
        "March 1, 2024",
        "1st of march 2024",
        "01 MAR 2024",
        "1-Mar-2024",
    ],
)
def test_a_day_is_taken_as_people_write_it(typed: str) -> None:
    assert day_of({"on": typed}, "on") == date(2024, 3, 1)


@pytest.mark.parametrize("typed", ["", "   "])
def test_nothing_typed_is_no_day(typed: str) -> None:
    assert day_of({"on": typed}, "on") is None


@pytest.mark.parametrize(
    "typed",
    [
        "abc",
        "٣١/٢/٢٠٢٤",
        "٢٠٢٤",
        "٣/٢٠٢٤",
        "١٢ رجب ١٤٠٠",
        "1/3/24",
        "حوالي 1/3/2024",
        "03/13/2024",
        "1/3/2024 2/3/2024",
        "31 February 2024",
        "March 2024",
        "1 Marching 2024",
    ],
)
def test_what_is_no_day_is_refused_by_its_name(typed: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        day_of({"on": typed}, "on")
    assert refused.value.params == {"field": "on", "problem": "day"}


@given(
    st.dates(min_value=date(1700, 1, 1), max_value=date(2199, 12, 31)),
    st.sampled_from(DigitScript),
    st.sampled_from("/-."),
    st.booleans(),
)
def test_every_day_comes_back_in_any_script_and_order(
    day: date, script: DigitScript, between: str, year_first: bool
) -> None:
    parts = [f"{day.year:04}", str(day.month), str(day.day)]
    typed = to_script(between.join(parts if year_first else parts[::-1]), script)
    assert day_of({"on": typed}, "on") == day


@pytest.mark.parametrize("language", Language)
def test_a_wrong_day_is_told_beside_its_field_and_stays_there(office: Office, language: Language) -> None:
    browser = office.browser("officer")
    browser.cookies.set("lang", language.value)
    form = {"csrf": csrf_of(browser.get("/exports").text), "form": "jsonl", "registered_until": "٣١/٢/٢٠٢٤"}
    page = browser.post("/exports", data=form)
    assert page.status_code == 422
    said = catalogue(language).say("invalid.day").replace("'", "&#39;")
    assert f'<p class="bad" id="registered_until-wrong">{said}</p>' in page.text
    assert 'value="٣١/٢/٢٠٢٤"' in page.text
    assert 'type="date"' not in page.text
