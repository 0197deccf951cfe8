"""The ledger's pages and calls: a book from the shelf to its signature, custody, second keys."""

from uuid import UUID

import pytest

from api.csrf import csrf_token
from messages import Language
from registry.accounts.sign_in import actor_for_token
from registry.database.sessions import transaction
from registry.ledger.custody import colleagues
from registry.models.documents import Document
from registry.models.sampling import Purpose, SecondKey
from registry.sampling.watching import ask
from tests.api.office import Office
from tests.api.papers import Handed, answers, hand_in

BOOK = {"number": "١٢٥", "volume": "أول", "kind": "civil", "first_page": 1, "last_page": 2}
FORM = {key: str(value) for key, value in BOOK.items()} | {"numbering": "page"}


def token(office: Office, person: str) -> dict[str, str]:
    """What a form of that person's pages holds against other sites."""
    return {"csrf": csrf_token(office.tokens[person])}


def take_in(office: Office) -> str:
    """A book taken in by the clerk."""
    answer = office.client("clerk").post("/api/v1/books", json=BOOK)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def say(office: Office, book: str, deed: str, **form: str) -> int:
    """What the clerk's form on a book is answered with."""
    browser = office.browser("clerk")
    version = office.client("clerk").get(f"/api/v1/books/{book}").json()["version"]
    return browser.post(
        f"/books/{book}/{deed}", data={"version": str(version), **token(office, "clerk"), **form}
    ).status_code


def second_key(office: Office, handed: Handed) -> str:
    """A signed paper with one field put into the queue of second keys."""
    client = office.client("clerk")
    version = client.get(f"/api/v1/documents/{handed.document}").headers["etag"]
    answer = client.post(
        f"/api/v1/documents/{handed.document}/review",
        json={"decision": "confirm", "reason": "تم التدقيق"} | answers(office, handed.document),
        headers={"if-match": version},
    )
    assert answer.status_code == 200, answer.text
    with transaction(office.parts.sessions) as session:
        document = session.get_one(Document, handed.document)
        entry = answer.json()["id"]
        ask(session, document, UUID(entry), "child_name", "زينب", Purpose.risk)
        session.flush()
        return str(session.query(SecondKey).filter_by(path="child_name").one().id)


@pytest.mark.parametrize("language", Language)
def test_every_page_of_the_ledger_is_said_in_each_language(office: Office, language: Language) -> None:
    book, handed = take_in(office), hand_in(office)
    assert say(office, book, "link", receipt=handed.receipt, first="1") == 303
    shown = office.client("clerk").get(f"/api/v1/books/{book}").json()
    leaf = shown["pages"][0]["id"]
    seen = {"leaf": leaf, "number": "1", "condition": "torn", "entries": "1-3, 3/1", "what": "correct"}
    assert say(office, book, "page", **seen) == 303
    for person in ("clerk", "officer", "supervisor", "auditor"):
        browser = office.browser(person)
        browser.cookies.set("lang", language.value)
        for where in ("/books", f"/books/{book}", f"/books/{book}?leaf={leaf}"):
            page = browser.get(where)
            assert page.status_code == 200, page.text[:500]
            assert f'lang="{language.value}"' in page.text
            assert "fault." not in page.text
            assert "books." not in page.text.replace("books.css", "").replace("books.js", "")
    for person, where in (
        ("clerk", "/keying"),
        ("officer", "/keying/disputes"),
        ("auditor", "/keying/folding"),
    ):
        assert office.browser(person).get(where).status_code == 200


def test_a_book_goes_from_the_shelf_to_the_signature_of_a_second_person(office: Office) -> None:
    book = take_in(office)
    assert say(office, book, "count", first="1", last="2") == 303
    officer = office.client("officer")
    refused = officer.post(f"/api/v1/books/{book}/signature", headers={"if-match": '"2"'})
    assert (refused.status_code, refused.json()["code"]) == (409, "faults_open")
    assert say(office, book, "link", receipt=hand_in(office).receipt, first="1") == 303
    assert say(office, book, "link", receipt=hand_in(office, colour="black").receipt, first="2") == 303
    own = office.client("clerk").post(f"/api/v1/books/{book}/signature", headers={"if-match": '"4"'})
    assert own.status_code == 403
    signed = officer.post(f"/api/v1/books/{book}/signature", headers={"if-match": '"4"'})
    assert (signed.status_code, signed.json()["state"], signed.json()["faults"]) == (200, "signed", [])


def test_a_fault_is_said_in_words_and_a_bad_form_keeps_the_page(office: Office) -> None:
    book = take_in(office)
    page = office.browser("officer").get(f"/books/{book}").text
    assert "الصفحة" in page
    assert "مفقودة" in page
    assert say(office, book, "count", first="x", last="2") == 422
    assert say(office, book, "nothing", first="1") == 404
    again = office.browser("clerk").post("/books", data=FORM | token(office, "clerk") | {"last_page": "0"})
    assert again.status_code == 422
    assert office.client("clerk-there").get(f"/api/v1/books/{book}").status_code == 404


def test_custody_is_written_down_counted_by_the_receiver_and_printable(office: Office) -> None:
    book = take_in(office)
    with transaction(office.parts.sessions) as session:
        clerk = actor_for_token(session, office.tokens["clerk"])
        receiver = next(one for one in colleagues(session, clerk) if one.role == "officer")
    line = {"book.0": book, "first.0": "1", "last.0": "2", "pages.0": "2"}
    kinds = {"binding.0": "loose", "paper.0": "damp"}
    form = {"receiver": str(receiver.id), "purpose": "مسح ضوئي", **line, **kinds}
    browser = office.browser("clerk")
    assert browser.get(f"/handovers/new?book={book}").status_code == 200
    made = browser.post("/handovers", data=form | token(office, "clerk"))
    assert made.status_code == 303, made.text[:800]
    report = office.browser("officer").get(made.headers["location"])
    assert 'class="signatures"' in report.text
    name = report.text.partition('name="counted.')[2].partition('"')[0]
    done = office.browser("officer").post(
        made.headers["location"], data=token(office, "officer") | {f"counted.{name}": "1"}
    )
    assert done.status_code == 303
    faults = office.client("clerk").get(f"/api/v1/books/{book}").json()["faults"]
    assert "count_differs" in {one["kind"] for one in faults}


def test_the_first_value_never_reaches_the_second_keyer_and_a_third_decides(office: Office) -> None:
    key = second_key(office, hand_in(office))
    officer = office.client("officer")
    page = office.browser("officer").get("/keying").text
    assert "زينب" not in page
    asked = officer.get("/api/v1/second-keys/next")
    assert (asked.json()["id"], "زينب" in asked.text) == (key, False)
    assert (
        office.client("clerk").post(f"/api/v1/second-keys/{key}", json={"value": "زينب"}).status_code == 403
    )
    assert officer.post(f"/api/v1/second-keys/{key}", json={"value": "زينت"}).json() == {"agreed": False}
    assert officer.post(f"/api/v1/disputes/{key}", json={"verdict": "first"}).status_code == 403
    assert officer.get("/api/v1/disputes/next").status_code == 204


@pytest.mark.parametrize("field", ["first_page", "last_page", "first_year", "entries_a_page"])
@pytest.mark.parametrize("wrong", [False, True, "1", 1.0])
def test_a_number_of_a_book_is_a_whole_number_and_nothing_else(
    office: Office, field: str, wrong: object
) -> None:
    book = {"number": "125", "kind": "civil", "first_page": 1, "last_page": 200, field: wrong}
    answer = office.client("clerk").post("/api/v1/books", json=book)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/{field}")
