"""Where a page tells what a rule found, it also tells what that means and what to do now, when asked."""

import re
from html import unescape

import pytest

from messages import Language, catalogue
from tests.api.office import Office
from tests.api.papers import Handed, answers, hand_in

FOLDED = re.compile(r'<details class="explained"><summary>(.+?)</summary>(.+?)</details>', re.DOTALL)
# What is wrong by itself is told at its value; values held against each other are told above the form.
TYPED = {"mother_birth_year": "2005", "registration_date": "2001/01/01", "father_page_number": "0"}
AT_VALUES = {"REG-NUM"}
ABOVE = {"ORD-1", "AGE-MOTHER"}


@pytest.fixture
def paper(office: Office) -> Handed:
    """A paper of which rules speak in both places."""
    handed = hand_in(office)
    typed = office.client("clerk").patch(f"/api/v1/documents/{handed.document}/draft", json=TYPED)
    assert typed.status_code < 300, typed.text
    return handed


@pytest.mark.parametrize("language", Language)
def test_the_review_explains_each_finding_in_the_clerks_language(
    office: Office, paper: Handed, language: Language
) -> None:
    words = catalogue(language)
    answer = office.browser("clerk").get(f"/desk/documents/{paper.document}", params={"lang": language.value})
    folded = FOLDED.findall(answer.text)
    assert {summary for summary, _ in folded} == {words.say("finding.explained")}
    told = unescape("".join(body for _, body in folded))
    for rule in AT_VALUES | ABOVE:
        assert words.say(f"rule.{rule}") in told, rule


def test_a_value_without_findings_has_nothing_to_unfold(office: Office, paper: Handed) -> None:
    page = office.browser("clerk").get(f"/desk/documents/{paper.document}").text
    rows = page.split('<div class="value ')[1:]
    explained = {row.split('data-path="')[1].split('"')[0] for row in rows if FOLDED.search(row)}
    assert explained == {"father_page_number"}


def test_the_officer_reads_the_same_before_signing(office: Office, paper: Handed) -> None:
    where = f"/api/v1/documents/{paper.document}"
    clerk = office.client("clerk")
    etag = clerk.get(where).headers["etag"]
    body: dict[str, object] = {"fields": {}, "decision": "confirm", "reason": "هكذا في الأصل"}
    body |= answers(office, paper.document)
    entered = clerk.post(f"{where}/review", json=body, headers={"if-match": etag})
    assert entered.status_code < 300, entered.text
    page = office.browser("officer").get(f"/desk/entries/{entered.json()['id']}").text
    told = "".join(body for _, body in FOLDED.findall(page))
    for rule in AT_VALUES | ABOVE:
        assert catalogue(Language.ar).say(f"rule.{rule}") in told, rule


@pytest.mark.parametrize("language", Language)
def test_the_review_says_why_a_value_needs_a_look_until_somebody_looked(
    office: Office, language: Language
) -> None:
    handed = hand_in(office)
    words, clerk = catalogue(language), office.browser("clerk")
    where, shown = f"/desk/documents/{handed.document}", {"lang": language.value}
    told = unescape(clerk.get(where, params=shown).text)
    why = " ".join(words.say(f"doubt.{doubt}") for doubt in ("rare_name", "readers_differ"))
    before = told.count(why)
    assert before > 1
    office.client("clerk").patch(f"/api/v1/documents/{handed.document}/draft", json={"child_name": "زينب"})
    assert unescape(clerk.get(where, params=shown).text).count(why) == before - 1


def test_a_program_is_told_why_by_name(office: Office) -> None:
    handed = hand_in(office)
    document = office.client("clerk").get(f"/api/v1/documents/{handed.document}").json()
    doubts = [field["doubts"] for reading in document["readings"] for field in reading["fields"]]
    assert doubts
    assert set(map(tuple, doubts)) == {("rare_name", "readers_differ")}
