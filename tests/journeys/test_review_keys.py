"""The clerk's keys and promises: nothing typed is lost, doubt is looked at, a faster hand is told."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import Computer

pytestmark = pytest.mark.browser


@pytest.fixture
def card(read_case: str) -> str:
    """The address of the case with a card that was read."""
    return read_case


def open_card(page: Page, case: str) -> None:
    """Open the review of the national card of a case."""
    page.goto(case)
    page.locator("#files-list a", has_text="البطاقة الوطنية").first.click()
    page.wait_for_url("**/desk/documents/*")


def key(page: Page, field: str, value: str) -> None:
    """Type a value and leave its field; returns once the server has kept it."""
    page.locator(f"#in-v-{field}").fill(value)
    with page.expect_response("**/draft"):
        page.keyboard.press("Tab")


def test_both_sides_of_a_card_are_one_paper(computer: Computer, card: str) -> None:
    with computer.page("clerk") as page:
        open_card(page, card)
        expect(page.locator(".pages svg")).to_have_count(2)
        expect(page.locator("legend", has_text="الوجه الأمامي")).to_be_visible()


def test_the_first_doubtful_field_has_the_focus_and_its_place_is_marked(
    computer: Computer, card: str
) -> None:
    with computer.page("clerk") as page:
        open_card(page, card)
        first = page.locator(".value[data-doubtful]").first
        expect(first.locator("input, select").first).to_be_focused()


def test_enter_accepts_and_goes_on_and_what_was_accepted_survives_a_reload(
    computer: Computer, card: str
) -> None:
    with computer.page("clerk") as page:
        open_card(page, card)
        left = page.locator(".value[data-doubtful]").count()
        with page.expect_response("**/draft"):
            page.keyboard.press("Enter")
        expect(page.locator(".value[data-doubtful]")).to_have_count(left - 1)
        page.reload()
        expect(page.locator(".value[data-doubtful]")).to_have_count(left - 1)


def test_what_is_typed_is_kept_as_the_field_is_left(computer: Computer, card: str) -> None:
    with computer.page("clerk") as page:
        open_card(page, card)
        key(page, "laqab", "الربيعي")
        page.reload()
        expect(page.locator("#in-v-laqab")).to_have_value("الربيعي")


def test_an_unreadable_field_is_emptied_and_noted_by_one_key(computer: Computer, card: str) -> None:
    with computer.page("clerk") as page:
        open_card(page, card)
        page.locator("#in-v-blood_group").focus()
        page.keyboard.press("F8")
        expect(page.locator("#in-v-blood_group")).to_have_value("")
        expect(page.locator("#why-v-blood_group")).to_have_value("unreadable")
        expect(page.locator("#reason")).to_have_value("")


def test_confirming_goes_to_what_was_not_looked_at_yet(computer: Computer, card: str) -> None:
    with computer.page("clerk") as page:
        open_card(page, card)
        page.locator("#reason").focus()
        page.keyboard.press("Control+Enter")
        expect(page.locator(".value[data-doubtful]").first.locator("input, select").first).to_be_focused()
        expect(page.locator("#said")).to_contain_text("بقي")


def test_a_faster_hand_is_told_field_by_field(computer: Computer, card: str) -> None:
    with computer.page("clerk") as slow, computer.page("officer") as fast:
        open_card(slow, card)
        open_card(fast, card)
        key(fast, "grandfather_name", "سلمان")
        fast.locator("details.type summary").click()
        fast.locator("#document_type").select_option("national_card")
        fast.locator("button[form=retype]").click()
        fast.wait_for_load_state()
        slow.locator("#reason").fill("دُقق")
        slow.evaluate("document.querySelectorAll('[data-doubtful]').forEach(r => delete r.dataset.doubtful)")
        slow.keyboard.press("Control+Enter")
        expect(slow.locator("h1")).to_contain_text("سبقك غيرك")
        expect(slow.locator("tr", has_text="الجد")).to_contain_text("سلمان")


def test_the_picture_moves_only_when_asked(computer: Computer, card: str) -> None:
    with computer.page("clerk") as page:
        open_card(page, card)
        picture = page.locator(".pages svg").first
        before = picture.get_attribute("viewBox")
        page.keyboard.press("Enter")
        assert picture.get_attribute("viewBox") == before
        place = picture.locator("polygon").first.get_attribute("data-for")
        page.locator(f"#in-{place}").focus()
        page.keyboard.press("Alt+0")
        assert picture.get_attribute("viewBox") != before
        page.keyboard.press("Alt+9")
        assert picture.get_attribute("viewBox") == before


def test_what_a_finding_means_unfolds_by_keyboard(computer: Computer, card: str) -> None:
    with computer.page("clerk") as page:
        open_card(page, card)
        key(page, "card_access_number", "12345")
        page.reload()
        told = page.locator("#v-card_access_number details.explained p")
        expect(told).to_be_hidden()
        page.locator("#in-v-card_access_number").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(told).to_be_visible()
        expect(told).to_contain_text("شريحة البطاقة")
