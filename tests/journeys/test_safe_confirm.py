"""Confirming is safe: nothing required is passed over, nothing is sent twice, faults are told in place.

Each journey hands in a paper of its own, since most of them end with a paper that is signed.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import select

from reference.documents import document_types
from registry.database.sessions import snapshot
from registry.models.entries import Entry
from specimens.documents import Specimen, draw_document, draw_household
from tests.journeys.people import Computer, open_case, until_read
from tests.journeys.service import Service

pytestmark = pytest.mark.browser

SEEDS = iter(range(301, 399))
CARD = "البطاقة الوطنية"


@pytest.fixture
def sides() -> dict[str, Specimen]:
    """Both sides of a card of an invented person, with what they say."""
    seed = next(SEEDS)
    card, household = document_types()["national_card"], draw_household(seed, "national_card")
    return {side: draw_document(card, side, seed, household) for side in card.sides}


@pytest.fixture
def front(tmp_path: Path, sides: dict[str, Specimen]) -> Path:
    """The front of that card, whose back nobody handed in."""
    path = tmp_path / "وجه.jpg"
    Image.fromarray(sides["front"].image).save(path)
    return path


@pytest.fixture
def known(sides: dict[str, Specimen]) -> dict[str, str]:
    """What both sides of that card say, by path."""
    return {path: value for side in sides.values() for path, value in side.truth.fields.items()}


@pytest.fixture
def desk(computer: Computer, front: Path) -> Iterator[Page]:
    """The clerk's review of that front."""
    with computer.page("clerk") as page:
        open_case(page)
        page.locator("#files").set_input_files(front)
        until_read(page, 1)
        page.locator("#files-list a", has_text=CARD).first.click()
        page.wait_for_url("**/desk/documents/*")
        yield page


def missing(page: Page) -> int:
    """How many required values are empty without a word why."""
    return page.locator(".value.is-missing[data-doubtful]").count()


def settle(page: Page) -> None:
    """Accept each doubtful value by Enter until the first question."""
    for _ in range(40):
        if page.locator("#ask-missing").is_visible():
            return
        page.keyboard.press("Enter")
    raise AssertionError("no question came")


def confirm(page: Page) -> None:
    """Write a reason for what the rules say, and confirm by keys; the page goes on to the next paper."""
    address = page.url
    page.locator("#reason").fill("قورن بالأصل")
    page.keyboard.press("Control+Enter")
    expect(page).not_to_have_url(address)


def test_enter_never_passes_over_a_required_empty_value(desk: Page) -> None:
    expect(desk.locator("#ask-missing")).to_be_hidden()
    before = missing(desk)
    assert before > 0
    settle(desk)
    for _ in range(3):
        desk.keyboard.press("Enter")
    expect(desk.locator("#ask-missing")).to_be_visible()
    assert missing(desk) == before
    assert "/desk/documents/" in desk.url


def test_one_key_answers_for_all_that_are_listed_and_the_officer_sees_it_first(
    desk: Page, computer: Computer, service: Service
) -> None:
    address = desk.url
    settle(desk)
    asked = desk.locator("#ask-list li").count()
    assert asked > 1
    desk.keyboard.press("1")
    expect(desk.locator("#ask-missing")).to_be_hidden()
    expect(desk.locator(".value.is-absent")).to_have_count(asked)
    for _ in range(30):
        if desk.locator("[data-doubtful]").count() == 0:
            break
        desk.keyboard.press("Enter")
    confirm(desk)
    document = UUID(address.rsplit("/", 1)[-1])
    with snapshot(service.sessions) as session:
        entry = session.scalars(select(Entry).where(Entry.document_id == document)).one()
    with computer.page("officer") as officer:
        officer.goto(f"/desk/entries/{entry.id}")
        told = officer.locator("#missing")
        expect(told.locator("li")).to_have_count(asked)
        expect(told).to_contain_text("ليس في الورقة")
        expect(told).to_contain_text("الوجه الخلفي")
        # The reason box holds the focus: the key acts in its form, and approves nothing.
        officer.locator("#reason").fill("أين الوجه الآخر؟")
        officer.keyboard.press("Control+Enter")
        expect(officer).not_to_have_url(re.compile(str(entry.id)))
        back = officer.request.get(f"/api/v1/documents/{document}").json()
        assert (back["state"], back["sent_back"]) == ("review", "أين الوجه الآخر؟")


def answered(page: Page) -> None:
    """Everything is answered and a reason is written; the last doubtful value was accepted by Enter."""
    page.locator("#reason").fill("قورن بالأصل")
    page.locator(".value[data-doubtful] [name^='f.']").first.focus()
    settle(page)
    page.keyboard.press("1")
    for _ in range(30):
        if page.locator("[data-doubtful]").count() == 0:
            return
        page.keyboard.press("Enter")


def test_enter_signs_nothing_however_often_it_is_pressed_and_ctrl_enter_does(desk: Page) -> None:
    answered(desk)
    posted: list[str] = []
    desk.on("request", lambda one: posted.append(one.url) if one.method == "POST" else None)
    for _ in range(6):
        desk.keyboard.press("Enter")
    desk.locator("summary", has_text="ما تستند إليه الورقة").click()
    desk.locator("#standing").focus()
    desk.keyboard.press("Enter")
    desk.wait_for_timeout(300)
    assert posted == []
    address = desk.url
    desk.locator("#h-decide").focus()
    desk.keyboard.press("Control+Enter")
    expect(desk).not_to_have_url(address)
    assert posted == [address]


def test_a_paper_without_a_doubt_opens_on_no_button_and_is_one_key(desk: Page, known: dict[str, str]) -> None:
    address = desk.url
    draft = address.replace("/desk/", "/api/v1/") + "/draft"
    token = desk.locator("#review").get_attribute("data-csrf")
    assert token is not None
    kept = desk.request.patch(draft, data=known, headers={"X-CSRF-Token": token})
    assert kept.ok, kept.text()
    desk.reload()
    expect(desk.locator("[data-doubtful]")).to_have_count(0)
    expect(desk.locator("#h-decide")).to_be_focused()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Space")
    assert desk.url == address
    desk.keyboard.press("Control+Enter")
    expect(desk).not_to_have_url(address)


@pytest.mark.parametrize(
    ("act", "state"),
    [
        ("hand_over", "review"),
        ("return", "returned"),
        ("reject", "rejected"),
        ("keep_as_evidence", "evidence"),
    ],
)
def test_ctrl_enter_in_a_reason_does_what_its_box_says(desk: Page, act: str, state: str) -> None:
    answered(desk)
    if act == "hand_over":
        desk.keyboard.press("F9")
    else:
        desk.locator(f"[data-act={act}] summary").focus()
        desk.keyboard.press("Enter")
    reason = desk.locator(f"#reason-{act}")
    expect(reason).to_be_focused()
    desk.keyboard.press("Tab")
    expect(desk.locator(f"[data-act={act}] button")).to_be_focused()
    desk.keyboard.press("Shift+Tab")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#said")).to_contain_text("اذكر السبب")
    expect(reason).to_be_focused()
    reason.fill("شك في الختم")
    address = desk.url
    desk.keyboard.press("Control+Enter")
    expect(desk).not_to_have_url(address)
    paper = desk.request.get(address.replace("/desk/", "/api/v1/")).json()
    assert (paper["state"], paper["reason"]) == (state, "شك في الختم")


def test_a_double_key_confirms_once_and_blames_nobody(desk: Page) -> None:
    settle(desk)
    desk.keyboard.press("1")
    for _ in range(30):
        if desk.locator("[data-doubtful]").count() == 0:
            break
        desk.keyboard.press("Enter")
    desk.locator("#reason").fill("قورن بالأصل")
    address = desk.url
    posted: list[str] = []
    desk.on("request", lambda one: posted.append(one.url) if one.method == "POST" else None)
    desk.locator("#confirm").dblclick()
    expect(desk).not_to_have_url(address)
    expect(desk.locator("h1")).not_to_contain_text("سبقك غيرك")
    assert posted == [address]


def test_what_is_no_date_is_told_at_its_field_as_it_is_left(desk: Page) -> None:
    with desk.expect_response("**/draft"):
        desk.locator("#in-v-national_number").fill("abc")
        desk.keyboard.press("Tab")
    field = desk.locator("#in-v-national_number")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(desk.locator("#v-national_number .wrong")).to_contain_text("ليست رقمًا")
    desk.locator("#reason").focus()
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("h1")).to_contain_text(CARD)


def test_a_misprinted_day_is_kept_as_printed_by_one_tick(desk: Page, service: Service) -> None:
    settle(desk)
    desk.keyboard.press("1")
    for _ in range(30):
        if desk.locator("[data-doubtful]").count() == 0:
            break
        desk.keyboard.press("Enter")
    row = desk.locator("#v-issue_date")
    expect(row.locator(".printed")).to_be_hidden()
    with desk.expect_response("**/draft"):
        desk.locator("#in-v-issue_date").fill("31/02/1982")
        desk.keyboard.press("Tab")
    expect(row.locator(".wrong")).to_be_visible()
    with desk.expect_response("**/draft"):
        row.locator(".printed input").check()
    expect(row).to_have_class("value is-absent")
    expect(row.locator(".wrong")).to_have_count(0)
    document = UUID(desk.url.rsplit("/", 1)[-1])
    confirm(desk)
    with snapshot(service.sessions) as session:
        entry = session.scalars(select(Entry).where(Entry.document_id == document)).one()
    assert entry.absent["issue_date"] == "as_printed"


def test_a_reason_given_before_a_finding_does_not_swallow_it(desk: Page) -> None:
    settle(desk)
    desk.keyboard.press("1")
    for _ in range(30):
        if desk.locator("[data-doubtful]").count() == 0:
            break
        desk.keyboard.press("Enter")
    desk.locator("#reason").fill("قورن بالأصل")
    with desk.expect_response("**/draft"):
        desk.locator("#in-v-national_number").fill("123")
        desk.keyboard.press("Tab")
    expect(desk.locator("#v-national_number .found")).to_be_visible()
    desk.locator("#reason").focus()
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#said")).to_contain_text("ظهر تنبيه بعد كتابة السبب")
    assert "/desk/documents/" in desk.url
    desk.locator("#reason").press_sequentially("، والرقم كما في البطاقة")
    address = desk.url
    desk.keyboard.press("Control+Enter")
    expect(desk).not_to_have_url(address)


def test_what_a_key_empties_ctrl_z_brings_back_from_wherever_one_is(desk: Page) -> None:
    field, row = desk.locator("#in-v-given_name"), desk.locator("#v-given_name")
    before, said = field.input_value(), row.locator(".sure").inner_text()
    assert before
    field.focus()
    desk.keyboard.press("F8")
    expect(field).to_have_value("")
    expect(desk.locator("#said")).to_contain_text(before)
    with desk.expect_response("**/draft"):
        desk.keyboard.press("Control+z")
    expect(field).to_have_value(before)
    expect(field).to_be_focused()
    expect(row.locator(".sure")).to_have_text(said)
    expect(row.locator(".ask")).to_be_hidden()


def test_what_is_typed_is_brought_back_by_the_browser_first(desk: Page) -> None:
    field, other = desk.locator("#in-v-given_name"), desk.locator("#in-v-national_number")
    number = other.input_value()
    field.focus()
    desk.keyboard.press("F8")
    other.focus()
    desk.keyboard.press("End")
    desk.keyboard.type("77")
    desk.keyboard.press("Control+z")
    expect(other).to_have_value(number)
    expect(field).to_have_value("")


def test_beside_a_value_stands_who_answers_for_it(desk: Page) -> None:
    field, told = desk.locator("#in-v-given_name"), desk.locator("#sure-v-given_name")
    read = field.input_value()
    for typed, words in (("زينب", "مكتوب باليد"), (read, "دُقّق")):
        with desk.expect_response("**/draft"):
            field.fill(typed)
            desk.keyboard.press("Tab")
        expect(told).to_have_text(words)
    field.fill("زينب")
    with desk.expect_response("**/draft"):
        desk.keyboard.press("Tab")
    desk.reload()
    expect(told).to_have_text("مكتوب باليد")


def test_a_signed_paper_asks_nothing_and_takes_nothing(desk: Page) -> None:
    address = desk.url
    settle(desk)
    desk.keyboard.press("1")
    for _ in range(30):
        if desk.locator("[data-doubtful]").count() == 0:
            break
        desk.keyboard.press("Enter")
    confirm(desk)
    desk.goto(address)
    expect(desk.locator("#left")).to_have_text("للاطلاع: لا تعديل هنا.")
    expect(desk.locator("[data-doubtful]")).to_have_count(0)
    expect(desk.locator("#in-v-given_name")).to_be_disabled()


def test_ctrl_enter_on_an_unknown_paper_asks_for_its_kind(computer: Computer, tmp_path: Path) -> None:
    blank = tmp_path / "ورقة.png"
    Image.new("L", (900, 1200), 255).save(blank)
    with computer.page("clerk") as page:
        open_case(page)
        page.locator("#files").set_input_files(blank)
        until_read(page, 1)
        page.locator("#files-list a").first.click()
        page.wait_for_url("**/desk/documents/*")
        address = page.url
        kinds = page.locator("#document_type")
        expect(kinds).to_be_focused()
        page.keyboard.press("Control+Enter")
        expect(page.locator("#unfit-document_type")).to_have_text("اختر واحدًا.")
        expect(kinds).to_be_focused()
        assert page.url == address


def test_without_script_the_refusal_names_each_field_and_doubts_stay(computer: Computer, desk: Page) -> None:
    with computer.page("clerk", scripts=False) as page:
        page.goto(desk.url)
        sure = page.locator(".sure bdi").count()
        others = page.locator("[data-take]").count()
        page.locator("#reason").fill("بلا نظر")
        page.locator("#confirm").click()
        expect(page.locator("#problem li")).not_to_have_count(0)
        assert page.locator("[aria-invalid]").count() == page.locator("#problem li").count()
        assert page.locator(".sure bdi").count() == sure
        assert page.locator("[data-take]").count() == others


def test_a_search_too_wide_tells_it_at_the_name(computer: Computer) -> None:
    with computer.page("clerk") as page:
        page.goto("/records")
        page.locator("#name").fill("الجبوري")
        page.locator("#reason").fill("معاملة")
        page.keyboard.press("Enter")
        expect(page.locator("#problem")).to_contain_text("جزأين من الاسم")
        expect(page.locator("#name")).to_have_attribute("aria-invalid", "true")
        expect(page.locator("#name")).to_be_focused()
        told = page.locator("#name").get_attribute("aria-describedby")
        assert told is not None
        expect(page.locator(f"[id='{told.split()[0]}']")).to_contain_text("جزأين من الاسم")
