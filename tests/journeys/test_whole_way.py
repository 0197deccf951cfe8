"""The whole way of a paper: handed in, read, reviewed, approved, asked for, looked up."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import Computer, open_case, until_read

pytestmark = pytest.mark.browser

PIN = "4826"


def test_a_scan_becomes_a_record(computer: Computer, papers: Path) -> None:
    with computer.page("clerk") as clerk:
        receipt = open_case(clerk, "birth_registration", PIN)
        clerk.locator("#files").set_input_files(papers / "ولادة.png")
        until_read(clerk, 1)
        clerk.locator("#files-list a").first.click()
        clerk.wait_for_url("**/desk/documents/*")
        name = confirm_all_by_keyboard(clerk)
        assert "/desk/documents/" not in clerk.url or clerk.locator("#review").count() == 1

    with computer.page("officer") as officer:
        officer.goto("/desk/approve")
        expect(officer.locator("[data-signed]", has_text="اسم المولود")).to_contain_text(name.split()[0])
        officer.keyboard.press("Control+Enter")
        officer.wait_for_url("**/desk/approve")
        expect(officer.locator("h1")).to_contain_text("لا قيد ينتظر اعتمادك")

    with computer.page() as citizen:
        citizen.goto("/")
        citizen.locator("#receipt").fill(receipt.lower().replace("-", " "))
        citizen.locator("#pin").fill(PIN)
        citizen.keyboard.press("Enter")
        expect(citizen.locator("[aria-current=step]")).to_be_visible()
        assert name not in citizen.content()

    with computer.page("auditor") as auditor:
        auditor.goto("/records")
        auditor.locator("#name").fill(name)
        auditor.locator("#reason").fill("شكوى مواطن رقم ١٢")
        auditor.keyboard.press("Enter")
        auditor.locator("tbody form button").first.click()
        expect(auditor.locator("h1")).to_contain_text("شهادة الولادة")
        expect(auditor.locator("td img.crop").first).to_be_visible()
        auditor.goto("/audit/events?action=record.searched")
        expect(auditor.locator("tbody tr").first).to_contain_text("شكوى مواطن رقم ١٢")


def confirm_all_by_keyboard(page: Page) -> str:
    """Review the paper shown with keys alone; the answer is the child's name with the father's, as signed."""
    expect(page.locator("#review")).to_be_visible()
    page.locator("#in-v-child_name").fill("زينب")
    father = page.locator("#in-v-father_name").input_value().split()[0]
    page.locator("#in-v-father_name").press("Tab")
    page.locator("#reason").fill("دُقق مع الأصل")
    start = page.locator(".value[data-doubtful] input, .value[data-doubtful] select").first
    if start.count():
        start.focus()
    for _ in range(80):
        if not page.locator(".value[data-doubtful]").count():
            break
        page.keyboard.press("Enter")
    before = page.url
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda address: address != before)
    return f"زينب {father}"
