"""What the door asks before a paper is signed, with a pointer to each field; pages and programs alike."""

from html import unescape

import pytest

from api.csrf import csrf_token
from messages import Language, catalogue
from tests.api.office import Office
from tests.api.papers import VALUES, Handed, answers, hand_in

REASON = "دُقق مع الأصل"


@pytest.fixture
def paper(office: Office) -> Handed:
    """A certificate of which every value that was read is doubtful."""
    return hand_in(office)


def where(paper: Handed) -> str:
    """The address of the paper."""
    return f"/api/v1/documents/{paper.document}"


def test_a_paper_confirmed_without_a_look_is_refused_with_a_pointer_to_each_field(
    office: Office, paper: Handed
) -> None:
    body = {"fields": {}, "decision": "confirm", "reason": REASON}
    told = office.client("clerk").post(f"{where(paper)}/review", json=body, headers={"if-match": '"1"'})
    assert (told.status_code, told.json()["code"]) == (422, "invalid_fields")
    problems = {one["pointer"]: one["code"] for one in told.json()["errors"]}
    assert {f"/{path}" for path in VALUES} == {path for path, code in problems.items() if code == "undecided"}
    assert problems["/certificate_number"] == "missing"
    assert all(one["detail"] for one in told.json()["errors"])
    assert office.client("officer").get("/api/v1/entries/next").status_code == 204


def test_the_officer_is_told_first_what_is_missing_and_what_was_doubtful(
    office: Office, paper: Handed
) -> None:
    said = answers(office, paper.document)
    body = {"decision": "confirm", "reason": REASON} | said
    clerk = office.client("clerk")
    first = clerk.post(f"{where(paper)}/review", json=body, headers={"if-match": '"1"'})
    again = clerk.post(f"{where(paper)}/review", json=body, headers={"if-match": '"1"'})
    assert (first.status_code, again.status_code) == (200, 200), first.text
    assert first.json() == again.json()
    entry = office.client("officer").get("/api/v1/entries/next").json()
    assert {one["path"]: one["why"] for one in entry["missing"]} == said["absent"]
    assert set(entry["doubtful"]) == set(VALUES)
    page = office.browser("officer").get(f"/desk/entries/{entry['id']}").text
    assert page.index('id="missing"') < page.index('id="doubted"') < page.index("data-signed")
    assert catalogue(Language.ar).say("absence.not_on_paper") in page


def test_the_officer_sees_what_was_read_where_a_value_was_cleared_and_why_it_came_back(
    office: Office, paper: Handed
) -> None:
    said = answers(office, paper.document)
    assert isinstance(said["absent"], dict)
    cleared = said["absent"] | {"child_name": "not_on_paper"}
    body = {"decision": "confirm", "reason": REASON} | said | {"absent": cleared}
    officer = office.client("officer")
    for version in (1, 3):
        # A value that was cleared is a draft after it came back, and needs no second answer.
        sent = office.client("clerk").post(
            f"{where(paper)}/review", json=body, headers={"if-match": f'"{version}"'}
        )
        assert sent.status_code == 200, sent.text
        entry = officer.get("/api/v1/entries/next").json()
        page = office.browser("officer").get(f"/desk/entries/{entry['id']}").text
        missing = page[page.index('id="missing"') : page.index('id="doubted"')]
        assert VALUES["child_name"] in missing
        assert ("الاسم واضح" in missing) is (version == 3)
        back = {"reason": "الاسم واضح في الصورة"}
        officer.post(f"/api/v1/entries/{entry['id']}/send-back", json=back, headers={"if-match": '"1"'})


def test_a_double_click_on_a_page_blames_nobody(office: Office, paper: Handed) -> None:
    said = answers(office, paper.document)
    looked, absent = said["looked"], said["absent"]
    assert isinstance(looked, list)
    assert isinstance(absent, dict)
    form = {"csrf": csrf_token(office.tokens["clerk"]), "version": "1", "decision": "confirm"}
    form |= {f"f.{path}": value for path, value in VALUES.items()} | {f"l.{path}": "1" for path in looked}
    form |= {f"a.{path}": why for path, why in absent.items()} | {"reason": REASON}
    browser = office.browser("clerk")
    for _ in range(2):
        told = browser.post(f"/desk/documents/{paper.document}", data=form)
        assert (told.status_code, told.headers.get("location")) == (303, "/desk/review"), told.text
    other = browser.post(f"/desk/documents/{paper.document}", data={**form, "f.child_name": "مريم"})
    assert other.status_code == 412


def test_a_whole_form_without_a_look_is_no_look(office: Office, paper: Handed) -> None:
    form = {"csrf": csrf_token(office.tokens["clerk"]), "version": "1", "decision": "confirm"}
    form |= {f"f.{path}": value for path, value in VALUES.items()} | {"reason": REASON}
    told = office.browser("clerk").post(f"/desk/documents/{paper.document}", data=form)
    assert told.status_code == 422
    assert told.text.count("data-doubtful") >= len(VALUES)
    assert "data-take" in told.text
    assert office.client("clerk").get(where(paper)).json()["draft"] == {}


def test_a_draft_is_answered_with_its_findings_and_with_what_is_no_date(
    office: Office, paper: Handed
) -> None:
    told = office.client("clerk").patch(f"{where(paper)}/draft", json={"registration_date": "31/02/1982"})
    assert told.status_code == 200
    assert "DATE-REAL" in {one["rule"] for one in told.json()["findings"]}
    assert [(one["pointer"], one["code"]) for one in told.json()["errors"]] == [
        ("/registration_date", "date")
    ]


def test_a_form_keeps_a_misprinted_day_once_it_is_said_to_be_printed_so(
    office: Office, paper: Handed
) -> None:
    said = answers(office, paper.document)
    looked, absent = said["looked"], said["absent"]
    assert isinstance(looked, list)
    assert isinstance(absent, dict)
    form = {"csrf": csrf_token(office.tokens["clerk"]), "version": "1", "decision": "confirm"}
    form |= {f"f.{path}": value for path, value in VALUES.items()} | {f"l.{path}": "1" for path in looked}
    form |= {f"a.{path}": why for path, why in absent.items()} | {"f.registration_date": "31/02/1982"}
    form.pop("a.registration_date", None)
    browser = office.browser("clerk")
    address = f"/desk/documents/{paper.document}"
    refused = browser.post(address, data={**form, "reason": REASON})
    assert refused.status_code == 422
    assert catalogue(Language.ar).say("review.as_printed") in refused.text
    kept = office.client("clerk").patch(f"{where(paper)}/draft", json={"registration_date": "31/02/1982"})
    shown = "\n".join(" ".join((one["rule"], *one["fields"])) for one in kept.json()["findings"])
    form |= {"a.registration_date": "as_printed", "reason": REASON, "shown": shown}
    told = browser.post(address, data=form)
    assert (told.status_code, told.headers.get("location")) == (303, "/desk/review"), told.text
    entry = office.client("officer").get("/api/v1/entries/next").json()
    assert {one["path"]: one["value"] for one in entry["values"]}["registration_date"] == "31/02/1982"
    assert {one["path"]: one["why"] for one in entry["missing"]}["registration_date"] == "as_printed"


def test_a_reason_for_a_finding_unseen_is_asked_again_and_then_taken(office: Office, paper: Handed) -> None:
    clerk = office.client("clerk")
    said = answers(office, paper.document)
    absent = said["absent"]
    assert isinstance(absent, dict)
    absent.pop("father_page_number")
    body = {"fields": {"father_page_number": "0"}, "decision": "confirm", "reason": REASON, **said}
    told = [clerk.post(f"{where(paper)}/review", json=body, headers={"if-match": '"1"'}) for _ in range(2)]
    assert (told[0].status_code, told[0].json()["code"]) == (422, "reason_needed")
    assert [(one["pointer"], one["code"]) for one in told[0].json()["errors"]] == [("/reason", "REG-NUM")]
    assert told[1].status_code == 200, told[1].text


@pytest.mark.parametrize("language", Language)
def test_a_page_names_the_fields_that_it_refuses(office: Office, paper: Handed, language: Language) -> None:
    form = {"csrf": csrf_token(office.tokens["clerk"]), "version": "1", "decision": "confirm"}
    told = office.browser("clerk").post(
        f"/desk/documents/{paper.document}", data=form, params={"lang": language.value}
    )
    words = catalogue(language)
    assert words.say("invalid.missing") in unescape(told.text)
    assert 'data-field="child_name"' in told.text
    assert told.text.count('aria-invalid="true"') == told.text.count("data-field=")
