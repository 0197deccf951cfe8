"""What a search shows: each record once, what paper it is, and who the one asked for is on it."""

import re
from html import unescape

import pytest

from api.labels import type_name
from messages import Language, catalogue
from tests.api.office import HERE, Office
from tests.api.register import PLACE, registered

ISOLATES = "[\u2066-\u2069]"
FATHER = "مازن علي محمد"
BIRTH = {
    "child_name": "شهد",
    "sex": "أنثى",
    "birth_date": "2015/09/30",
    "father_name": f"{FATHER} الجبوري",
    "mother_name": "وحيدة قاسم حسن",
    "father_register_number": "125",
    "father_page_number": "17",
}
EXTRACT = PLACE | {
    "given_name": "مازن",
    "father_name": "علي",
    "grandfather_name": "محمد",
    "birth_date": "1980/01/02",
    "sex": "ذكر",
    "rows.0.name": FATHER,
    "rows.0.relation": "رب الأسرة",
    "rows.0.birth_date": "1980/01/02",
}


def rows(office: Office, name: str, language: Language = Language.ar) -> list[str]:
    """The rows of a search page, without marks."""
    browser = office.browser("clerk")
    token = re.search(r'name="csrf" value="([^"]+)"', browser.get("/records").text)
    assert token is not None
    asked = {"csrf": token.group(1), "name": name, "reason": "مراجعة"}
    page = browser.post("/records", data=asked, params={"lang": language.value}).text
    found = re.findall(r"<tr>(.*?)</tr>", page.split("<tbody>")[1], re.DOTALL)
    return [" ".join(unescape(re.sub(ISOLATES, "", re.sub(r"<[^>]+>", " ", row))).split()) for row in found]


@pytest.mark.parametrize("language", Language)
def test_a_hit_says_what_paper_it_is_and_who_he_is_on_it(office: Office, language: Language) -> None:
    registered(office, BIRTH, "birth_certificate")
    words = catalogue(language)
    (row,) = rows(office, FATHER, language)
    assert type_name(office.parts.types, words, "birth_certificate") in row
    assert re.sub(ISOLATES, "", words.say("search.is_father", {"name": "شهد"})) in row


def test_a_mother_and_a_child_are_told_from_each_other(office: Office) -> None:
    registered(office, BIRTH, "birth_certificate")
    assert "والدة شهد" in rows(office, "وحيدة قاسم حسن")[0]
    assert "المولود" in rows(office, f"شهد {FATHER}")[0]


def test_a_record_that_names_one_person_twice_is_listed_once(office: Office) -> None:
    registered(office, EXTRACT)
    (row,) = rows(office, FATHER)
    assert "صاحب الورقة" in row
    assert "في جدول أفراد العائلة" in row


def test_the_office_is_called_by_its_name(office: Office) -> None:
    registered(office, EXTRACT)
    (row,) = rows(office, FATHER)
    assert "دائرة أحوال الكرخ" in row
    assert HERE not in row


def test_a_program_is_told_paper_and_role_too(office: Office) -> None:
    registered(office, BIRTH, "birth_certificate")
    asked = {"name": FATHER, "reason": "مراجعة"}
    (one,) = office.client("clerk").post("/api/v1/records/search", json=asked).json()["candidates"]
    assert (one["document_type"], one["role"]) == ("birth_certificate", "father")


def test_pages_of_candidates_follow_each_other_by_the_cursor(office: Office) -> None:
    registered(office, BIRTH, "birth_certificate")
    registered(office, EXTRACT)
    client, asked = office.client("clerk"), {"name": FATHER, "reason": "مراجعة", "limit": 1}
    first = client.post("/api/v1/records/search", json=asked).json()
    second = client.post("/api/v1/records/search", json={**asked, "cursor": first["cursor"]}).json()
    seen = [(one["record"], one["role"]) for page in (first, second) for one in page["candidates"]]
    assert len(seen) == len(set(seen)) == 2
    last = client.post("/api/v1/records/search", json={**asked, "limit": 10}).json()
    assert [(one["record"], one["role"]) for one in last["candidates"]][:2] == seen
    assert last["cursor"] is None
