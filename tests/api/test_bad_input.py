"""Bad input, as one table over HTTP: refused with its code or flagged by a rule's id; never a 500 or half."""

from collections.abc import Mapping

import pytest
from sqlalchemy import func, select

from registry.database.sessions import transaction
from registry.models.documents import Document
from registry.models.entries import Entry
from registry.models.ledger import LedgerBook
from registry.models.records import Record
from tests.api.office import Office
from tests.api.papers import hand_in
from tests.api.register import EXTRACT, registered

BOOK: Mapping[str, object] = {"number": "125", "kind": "civil", "first_page": 1, "last_page": 200}
FLAGGED = [
    ({"birth_date": "2011/02/30"}, "DATE-REAL"),
    ({"birth_date": "٣١/٤/٢٠١١"}, "DATE-REAL"),
    ({"birth_date": "13/13/2011"}, "DATE-REAL"),
    ({"birth_date": "غدًا"}, "DATE-REAL"),
    ({"birth_date": "2090/01/01"}, "ORD-1"),
    ({"birth_date": "2031/01/01"}, "ORD-1"),
    ({"registration_date": "2001/01/01"}, "ORD-1"),
    ({"father_name": "فاطمة حسن علي"}, "PARENT-SEX"),
    ({"mother_name": "كريم جاسم محمد"}, "PARENT-SEX"),
    ({"child_name": "ز"}, "NAME-LEN"),
    ({"child_name": "ز" * 300}, "NAME-LEN"),
    ({"father_page_number": "0"}, "REG-NUM"),
    ({"father_register_number": "٠"}, "REG-NUM"),
    ({"mother_birth_year": "2005"}, "AGE-MOTHER"),
]
REFUSED = [
    ({"child_name": "زين\u202eب"}, "control_sign"),
    ({"father_name": "كريم\u2066حسن"}, "control_sign"),
    ({"child_name": "زينب\x00"}, "control_sign"),
    ({"child_name": "ز" * 1001}, "length"),
    ({"shoe_size": "واسع"}, "path"),
    ({"rows.0.name": "زينب"}, "path"),
    ({"../child_name": "زينب"}, "path"),
]
QUESTIONS: list[tuple[str, dict[str, str]]] = [
    ("records/99999999999999999999", {}),
    ("records/-1", {}),
    ("records/1", {"as_of": "2026-13-45"}),
    ("families", {"register": "0", "page": "0"}),
]
WIDE: list[dict[str, object]] = [
    {"name": "الجبوري"},
    {"name": "ز" * 301},
    {"name": "زينب حسن", "limit": 5000},
    {"name": "زينب حسن", "colour": "green"},
]
ORDERED = {"order": "freeze", "authority": "محكمة الكرخ", "dated": "2024-06-01"}
TYPED_WRONG = [
    {"fields": "زينب", "decision": "confirm"},
    {"fields": {"child_name": 7}, "decision": "confirm"},
    {"fields": {}, "decision": "register"},
    {"fields": {}, "decision": "confirm", "standing": "holy"},
    [],
]


@pytest.mark.parametrize(("typed", "rule"), FLAGGED)
def test_what_cannot_be_is_flagged_by_its_rule(office: Office, typed: dict[str, str], rule: str) -> None:
    paper = hand_in(office)
    where = f"/api/v1/documents/{paper.document}"
    clerk = office.client("clerk")
    assert clerk.patch(f"{where}/draft", json=typed).status_code < 300
    seen = clerk.get(where)
    found = {one["rule"]: one for one in seen.json()["findings"]}
    assert rule in found, sorted(found)
    assert set(found[rule]["fields"]) & set(typed)
    assert found[rule]["message"]
    if found[rule]["severity"] in {"warn", "error", "block"}:
        # Without a word of the clerk's it goes no further, and nothing of it is kept as an entry.
        body = {"fields": {}, "decision": "confirm"}
        told = clerk.post(f"{where}/review", json=body, headers={"if-match": seen.headers["etag"]})
        assert told.status_code in {409, 422}, told.text
        assert counted(office) == (1, 0, 0)


@pytest.mark.parametrize(("typed", "problem"), REFUSED)
def test_what_cannot_be_kept_is_refused_whole(office: Office, typed: dict[str, str], problem: str) -> None:
    paper = hand_in(office)
    where = f"/api/v1/documents/{paper.document}"
    clerk = office.client("clerk")
    before = clerk.get(where)
    both = {"child_name": "مريم", **typed}
    for told in (
        clerk.patch(f"{where}/draft", json=both),
        clerk.post(
            f"{where}/review",
            json={"fields": both, "decision": "confirm", "reason": "أصل"},
            headers={"if-match": before.headers["etag"]},
        ),
    ):
        assert told.status_code == 422, told.text
        assert told.json()["errors"][0]["code"] == problem
        assert next(iter(typed.values())) not in told.text
    after = clerk.get(where)
    assert (after.headers["etag"], after.json()["draft"]) == (before.headers["etag"], before.json()["draft"])
    assert counted(office) == (1, 0, 0)


@pytest.mark.parametrize("body", TYPED_WRONG)
def test_a_request_of_another_shape_is_told_so(office: Office, body: object) -> None:
    paper = hand_in(office)
    clerk = office.client("clerk")
    told = clerk.post(f"/api/v1/documents/{paper.document}/review", json=body, headers={"if-match": '"1"'})
    assert told.status_code == 422, told.text
    assert counted(office) == (1, 0, 0)


def test_a_joiner_leaves_no_trace_and_a_kurdish_letter_is_made_of_it(office: Office) -> None:
    """Joiners are part of how Kurdish is typed (هـ with one is ە), so they are taken out, not refused."""
    paper = hand_in(office)
    clerk = office.client("clerk")
    where = f"/api/v1/documents/{paper.document}"
    typed = {"child_name": "زي\u200dنب", "father_name": "به\u200cختیار حسن علي"}
    assert clerk.patch(f"{where}/draft", json=typed).status_code < 300
    draft = clerk.get(where).json()["draft"]
    assert (draft["child_name"], draft["father_name"]) == ("زينب", "بەختیار حسن علي")


def test_a_national_number_of_thirteen_digits_is_flagged(office: Office) -> None:
    paper = hand_in(office)
    clerk = office.client("clerk")
    where = f"/api/v1/documents/{paper.document}"
    etag = {"if-match": clerk.get(where).headers["etag"]}
    card = {"document_type": "national_card"}
    assert clerk.patch(f"{where}/type", json=card, headers=etag).status_code < 300
    assert clerk.patch(f"{where}/draft", json={"national_number": "1990123456789"}).status_code < 300
    assert "NN-LEN" in {one["rule"] for one in clerk.get(where).json()["findings"]}


@pytest.mark.parametrize("change", [{"first_page": 0}, {"first_page": -1}, {"first_page": 9, "last_page": 3}])
def test_a_book_with_a_page_0_is_never_taken_in(office: Office, change: dict[str, int]) -> None:
    told = office.client("clerk").post("/api/v1/books", json={**BOOK, **change})
    assert told.status_code == 422, told.text
    with transaction(office.parts.sessions) as session:
        assert session.scalar(select(func.count()).select_from(LedgerBook)) == 0


def test_a_family_that_runs_in_a_circle_is_told_and_drawn(office: Office) -> None:
    """A certificate makes each of two men the other's father."""
    page = {"father_register_number": "125", "father_page_number": "17", "mother_name": "فاطمة جاسم محمد"}
    ali = {"child_name": "علي", "father_name": "حسن علي حسن", "sex": "ذكر", **page}
    hasan = {"child_name": "حسن", "father_name": "علي حسن علي", "sex": "ذكر", **page}
    for values in (ali, hasan):
        registered(office, values, "birth_certificate")
    asked = {"register": "125", "page": "17", "office": "0101"}
    told = office.client("clerk").get("/api/v1/families", params=asked)
    assert told.status_code == 200, told.text
    assert "cycle" in {one["code"] for one in told.json()["contradictions"]}, told.text


@pytest.mark.parametrize("who", ["clerk", "officer"])
def test_no_question_breaks_the_register(any_office: Office, who: str) -> None:
    client = any_office.client(who)
    for where, asked in QUESTIONS:
        told = client.get(f"/api/v1/{where}", params=asked)
        assert 400 <= told.status_code < 500, (where, asked, told.text)
    for question in WIDE:
        told = client.post("/api/v1/records/search", json={**question, "reason": "تدقيق"})
        assert told.status_code == 422, (question, told.text)
    nowhere = {"register": "0", "page": "-1", "reason": "تدقيق"}
    nobody = client.post("/api/v1/records/search", json=nowhere)
    assert nobody.json()["candidates"] == []


def test_what_no_column_can_hold_is_the_askers_mistake(any_office: Office) -> None:
    """A sign NUL, which PostgreSQL can't keep, in words that no rule reads; and numbers beyond 64 bits."""
    record = registered(any_office, EXTRACT)
    officer, etag = any_office.client("officer"), {"if-match": '"1"'}
    for where, body in (
        (f"records/{record}/orders", {**ORDERED, "reason": "نزاع\x00"}),
        (f"records/{record}/corrections", {"fields": {"laqab": "العبيدي"}, "reason": "خطأ\x00قراءة"}),
        (f"records/{record}/rectifications", {"decision_record": 10**30, "reason": "قرار"}),
        ("cases", {"service": "national_card", "applicant": "زينب\x00"}),
        ("books", {**BOOK, "number": "12\x005"}),
    ):
        told = officer.post(f"/api/v1/{where}", json=body, headers=etag)
        assert told.status_code < 500, (where, told.text)
    seen = officer.get(f"/api/v1/records/{record}/history").json()["versions"]
    assert [one["number"] for one in seen] == [1]


def counted(office: Office) -> tuple[int, int, int]:
    """How many papers, entries and records there are."""
    with transaction(office.parts.sessions) as session:
        return (
            session.scalar(select(func.count()).select_from(Document)) or 0,
            session.scalar(select(func.count()).select_from(Entry)) or 0,
            session.scalar(select(func.count()).select_from(Record)) or 0,
        )
