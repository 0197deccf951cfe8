"""The whole way of a paper: handed in, read, reviewed, approved, asked for, looked up."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from api.labels import type_name
from messages import Language, catalogue
from reference.documents import document_types
from specimens.documents import draw_document, draw_household
from tests.journeys.people import Computer, open_case, until_read

pytestmark = pytest.mark.browser

PIN = "4826"
MOST_WAITING = 8


@pytest.mark.parametrize("language", Language)
def test_a_scan_becomes_a_record(computer: Computer, tmp_path: Path, language: Language) -> None:
    paper = draw_certificate(tmp_path, list(Language).index(language))
    words = catalogue(language)
    certificate = type_name(document_types(), words, "birth_certificate")
    with computer.page("clerk", language) as clerk:
        receipt = open_case(clerk, "birth_registration", PIN)
        clerk.locator("#files").set_input_files(paper)
        until_read(clerk, 1)
        clerk.locator("#files-list a").first.click()
        clerk.wait_for_url("**/desk/documents/*")
        name = confirm_all_by_keyboard(clerk)
        assert "/desk/documents/" not in clerk.url or clerk.locator("#review").count() == 1

    with computer.page("officer", language) as officer:
        officer.goto("/desk/approve")
        assert any(name.split()[0] in signed for signed in approve_all_by_keyboard(officer))
        expect(officer.locator("h1")).to_contain_text(words.say("approve.queue_empty"))

    with computer.page(None, language) as citizen:
        citizen.goto("/")
        citizen.locator("#receipt").fill(receipt.lower().replace("-", " "))
        citizen.locator("#pin").fill(PIN)
        citizen.keyboard.press("Enter")
        expect(citizen.locator("[aria-current=step]")).to_be_visible()
        assert name not in citizen.content()

    with computer.page("auditor", language) as auditor:
        auditor.goto("/records")
        auditor.locator("#name").fill(name)
        auditor.locator("#reason").fill("شكوى مواطن رقم ١٢")
        auditor.keyboard.press("Enter")
        auditor.locator("tbody form button").first.click()
        expect(auditor.locator("h1")).to_contain_text(certificate)
        expect(auditor.locator("td img.crop").first).to_be_visible()
        auditor.goto("/audit/events?action=record.searched")
        expect(auditor.locator("tbody tr").first).to_contain_text("شكوى مواطن رقم ١٢")


def approve_all_by_keyboard(page: Page) -> list[str]:
    """Approve what waits, other journeys' entries too; the answer is what stood on each."""
    stood: list[str] = []
    while page.locator("#approve").count() and len(stood) < MOST_WAITING:
        stood.append(page.locator("main").inner_text())
        with page.expect_navigation():
            page.keyboard.press("Control+Enter")
    return stood


def draw_certificate(folder: Path, number: int) -> Path:
    """A birth certificate; each number is another child's, as a birth is registered once."""
    kind, seed = document_types()["birth_certificate"], 7 + number
    drawn = draw_document(kind, "page", seed, draw_household(seed, kind.key))
    path = folder / "ولادة.png"
    Image.fromarray(drawn.image).save(path)
    return path


def confirm_all_by_keyboard(page: Page) -> str:
    """Review the paper shown with keys alone; the answer is the child's name with the father's, as signed."""
    expect(page.locator("#review")).to_be_visible()
    page.locator("#in-v-child_name").fill("زينب")
    father = page.locator("#in-v-father_name").input_value().split()[0]
    page.locator("#in-v-father_name").press("Tab")
    start = page.locator(".value[data-doubtful] input, .value[data-doubtful] select").first
    if start.count():
        start.focus()
    for _ in range(80):
        if not page.locator(".value[data-doubtful]").count():
            break
        # Required and empty is asked once: the first key says that the paper has none.
        page.keyboard.press("1" if page.locator("#ask-missing").is_visible() else "Enter")
    page.locator("#reason").fill("دُقق مع الأصل")
    before = page.url
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda address: address != before)
    return f"زينب {father}"
