"""What an entry rests on is seen by whoever signs it, and by whoever reads the record afterwards."""

import pytest

from messages import Language, catalogue
from tests.api.office import Office
from tests.api.papers import answers, hand_in

ABSENT = {"standing": "declared", "circumstance": "father_absent"}


@pytest.fixture
def entry(office: Office) -> str:
    """A birth whose father is absent, as the clerk signed it."""
    document = hand_in(office).document
    where = f"/api/v1/documents/{document}"
    clerk = office.client("clerk")
    body: dict[str, object] = {"fields": {"father_name": ""}, "decision": "confirm", "reason": "غائب"}
    body |= ABSENT | answers(office, document)
    told = clerk.post(f"{where}/review", json=body, headers={"if-match": clerk.get(where).headers["etag"]})
    assert told.status_code < 300, told.text
    return str(told.json()["id"])


@pytest.mark.parametrize("language", Language)
def test_the_officer_sees_what_the_entry_rests_on_before_signing(
    office: Office, entry: str, language: Language
) -> None:
    words = catalogue(language)
    officer = office.browser("officer")
    page = officer.get(f"/desk/entries/{entry}", params={"lang": language.value}).text
    assert words.say("standing.declared") in page
    assert words.say("circumstance.father_absent") in page
    assert office.client("officer").get("/api/v1/entries/next").json()["circumstance"] == "father_absent"


def test_the_record_of_an_absent_father_says_which_of_his_fields_wait(office: Office, entry: str) -> None:
    officer = office.client("officer")
    etag = officer.get("/api/v1/entries/next").headers["etag"]
    signed = officer.post(f"/api/v1/entries/{entry}/approve", headers={"if-match": etag})
    assert signed.status_code < 300, signed.text
    number = signed.json()["record"]
    record = office.client("clerk").get(f"/api/v1/records/{number}").json()
    assert record["circumstance"] == "father_absent"
    assert "father_name" in record["pending"]
    page = office.record("clerk", number)
    words = catalogue(Language.ar)
    assert words.say("circumstance.father_absent") in page
    assert page.count(words.say("record.pending")) == len(record["pending"])
