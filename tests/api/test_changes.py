"""Changes to records at the door: proposed by one, decided by another, told version by version."""

from datetime import timedelta

import pytest
from httpx2 import Response
from sqlalchemy import update

from api.csrf import csrf_token
from registry.database.sessions import transaction
from registry.models.records import RecordVersion
from tests.api.office import Office
from tests.api.register import EXTRACT, REASON, registered
from tests.registry.registered import DECISION, NAME_DECISION

WHY = "اللقب واضح في الصورة"
FREEZE = {"order": "freeze", "authority": "محكمة تحقيق الكرخ", "dated": "2024-06-01", "reason": "نزاع"}


def call(office: Office, who: str, where: str, body: object, version: int = 1) -> Response:
    """A call of a program on the version that it saw."""
    headers = {"if-match": f'"{version}"'}
    return office.client(who).post(f"/api/v1/{where}", json=body, headers=headers)


def send(office: Office, who: str, where: str, **form: str) -> Response:
    """A form of one of our pages."""
    return office.browser(who).post(where, data={"csrf": csrf_token(office.tokens[who]), **form})


def test_a_correction_waits_for_another_officer_and_becomes_a_version(any_office: Office) -> None:
    record = registered(any_office, EXTRACT)
    body = {"fields": {"laqab": "العبيدي"}, "reason": WHY}
    proposed = call(any_office, "officer", f"records/{record}/corrections", body)
    assert proposed.status_code == 201, proposed.text
    where = f"changes/{proposed.json()['change']}"
    own = call(any_office, "officer", f"{where}/approve", None)
    assert (own.status_code, own.json()["code"]) == (403, "own_entry")
    waiting = any_office.client("officer-two").get("/api/v1/changes/next")
    assert waiting.json()["values"] == [{"path": "laqab", "old": "الجبوري", "new": "العبيدي"}]
    assert waiting.headers["etag"] == '"1"'
    approved = call(any_office, "officer-two", f"{where}/approve", None)
    assert approved.json() == {"record": record, "version": 2}
    versions = any_office.client("clerk").get(f"/api/v1/records/{record}/history").json()["versions"]
    assert [version["operation"] for version in versions] == ["registered", "reading_corrected"]
    assert versions[1]["reason"] == WHY


def test_a_clerk_neither_rectifies_nor_freezes(office: Office) -> None:
    record = registered(office, EXTRACT)
    decision = registered(office, DECISION, "rectification_decision")
    body = {"decision_record": decision, "reason": WHY}
    assert call(office, "clerk", f"records/{record}/rectifications", body).status_code == 403
    assert call(office, "clerk", f"records/{record}/orders", FREEZE).status_code == 403


def test_a_decision_on_file_rectifies_and_a_second_one_is_against_the_law(office: Office) -> None:
    record = registered(office, EXTRACT)
    first = registered(office, NAME_DECISION, "rectification_decision")
    body = {"decision_record": first, "reason": WHY}
    change = call(office, "officer", f"records/{record}/rectifications", body).json()["change"]
    assert call(office, "officer-two", f"changes/{change}/approve", None).status_code == 200
    again = NAME_DECISION | {"old_value": "العبيدي", "new_value": "الربيعي"}
    second = registered(office, again, "rectification_decision")
    body = {"decision_record": second, "reason": WHY}
    refused = call(office, "officer", f"records/{record}/rectifications", body, 2)
    assert (refused.status_code, refused.json()["code"]) == (409, "blocked")


def test_a_frozen_record_says_so_and_takes_no_correction(office: Office) -> None:
    record = registered(office, EXTRACT)
    change = call(office, "officer", f"records/{record}/orders", FREEZE).json()["change"]
    assert call(office, "officer-two", f"changes/{change}/approve", None).status_code == 200
    body = {"fields": {"laqab": "العبيدي"}, "reason": WHY}
    assert call(office, "clerk", f"records/{record}/corrections", body, 2).status_code == 409
    assert "مجمّد" in send(office, "clerk", f"/records/{record}", reason=WHY).text


def test_a_refused_change_is_kept_with_its_reason(office: Office) -> None:
    record = registered(office, EXTRACT)
    body = {"fields": {"laqab": "العبيدي"}, "reason": WHY}
    change = call(office, "clerk", f"records/{record}/corrections", body).json()["change"]
    assert call(office, "officer", f"changes/{change}/refuse", {"reason": ""}).status_code == 422
    refused = call(office, "officer", f"changes/{change}/refuse", {"reason": "الصورة تقول الجبوري"})
    assert (refused.json()["state"], refused.json()["decision_reason"]) == ("refused", "الصورة تقول الجبوري")


def test_the_pages_take_a_correction_from_the_form_to_the_history(office: Office) -> None:
    record = registered(office, EXTRACT)
    form = {f"f.{path}": value for path, value in EXTRACT.items()} | {"f.laqab": "العبيدي"}
    sent = send(office, "clerk", f"/records/{record}/correct", version="1", reason=WHY, **form)
    assert sent.headers["location"] == f"/records/{record}?done=proposed"
    listed = office.browser("officer").get("/changes")
    where = listed.text.split('href="/changes/')[1].split('"')[0]
    shown = office.browser("officer").get(f"/changes/{where}").text
    assert "<del><bdi>الجبوري</bdi></del>" in shown
    assert "<ins><bdi>العبيدي</bdi></ins>" in shown
    done = send(office, "officer", f"/changes/{where}/approve", version="1")
    assert done.headers["location"] == f"/changes/{where}"
    told = send(office, "clerk", f"/records/{record}", reason=WHY).text
    assert all(word in told for word in ("صُحّحت قراءته", WHY, "الجبوري", "العبيدي"))


def test_a_form_without_a_change_is_shown_again_with_what_was_typed(office: Office) -> None:
    record = registered(office, EXTRACT)
    form = {f"f.{path}": value for path, value in EXTRACT.items()}
    sent = send(office, "clerk", f"/records/{record}/correct", version="1", reason=WHY, **form)
    assert sent.status_code == 422
    assert WHY in sent.text


@pytest.mark.parametrize("act", ["correct", "rectify", "order"])
def test_each_form_is_shown_to_whoever_may_use_it_alone(office: Office, act: str) -> None:
    record = registered(office, EXTRACT)
    answers = {who: office.browser(who).get(f"/records/{record}/{act}").status_code for who in
               ("clerk", "officer", "officer-there", "auditor", "admin")}  # fmt: skip
    clerk = 200 if act == "correct" else 403
    assert answers == {"clerk": clerk, "officer": 200, "officer-there": 404, "auditor": 403, "admin": 403}


def test_the_page_of_decisions_says_what_the_law_says_of_each(office: Office) -> None:
    record = registered(office, EXTRACT)
    registered(office, NAME_DECISION | {"publication_reference": ""}, "rectification_decision")
    shown = office.browser("officer").get(f"/records/{record}/rectify").text
    assert "يمنعه القانون" in shown
    assert "disabled" in shown


def test_a_record_is_shown_as_it_stood_on_a_day(office: Office) -> None:
    record = registered(office, EXTRACT)
    body = {"fields": {"laqab": "العبيدي"}, "reason": WHY}
    change = call(office, "clerk", f"records/{record}/corrections", body).json()["change"]
    call(office, "officer", f"changes/{change}/approve", None)
    with transaction(office.parts.sessions) as session:
        first = session.query(RecordVersion).filter_by(record_id=record, number=1).one()
        old = first.made_at - timedelta(days=3)
        session.execute(update(RecordVersion).where(RecordVersion.id == first.id).values(made_at=old))
    day = (old + timedelta(days=1)).date().isoformat()
    then = send(office, "auditor", f"/records/{record}", reason=REASON, on=day).text
    assert "النسخة ١ من ٢" in then.replace("\u2068", "").replace("\u2069", "")
    before = send(office, "auditor", f"/records/{record}", reason=REASON, on="1990-01-01").text
    assert "لم يكن هذا القيد في السجل" in before
    assert send(office, "clerk", f"/records/{record}", reason=WHY, on="امس").status_code == 422
