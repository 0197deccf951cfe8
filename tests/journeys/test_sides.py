"""Sides that are not of one paper are parted by two keys and joined by two; what was typed stays."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import Computer, open_case, until_read

pytestmark = pytest.mark.browser


def press_the_first_button(page: Page) -> None:
    """F2 goes to the sides, Enter does what the button says."""
    page.keyboard.press("F2")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_card_is_taken_apart_and_joined_by_keys_and_nothing_typed_is_lost(
    computer: Computer, papers: Path
) -> None:
    with computer.page("clerk") as page:
        open_case(page)
        page.locator("#files").set_input_files(sorted(papers.glob("بطاقة-*")))
        until_read(page, 2)
        page.locator("#files-list a", has_text="البطاقة الوطنية").first.click()
        page.wait_for_url("**/desk/documents/*")
        expect(page.locator("#sides")).to_contain_text("الرقم الوطني")
        page.locator("#in-v-issue_date").fill("2020/01/02")
        press_the_first_button(page)
        expect(page.locator(".pages svg")).to_have_count(1)
        expect(page.locator("#in-v-issue_date")).to_have_value("")
        press_the_first_button(page)
        expect(page.locator(".pages svg")).to_have_count(2)
        expect(page.locator("#in-v-issue_date")).to_have_value("2020/01/02")
        expect(page.locator("#sides")).to_contain_text("بيده")
