"""Takes the pictures of docs/pictures: every page in Arabic, over a real service with invented papers.

Run `python -m tests.journeys.screenshots [FOLDER]`; it needs Chromium and takes a minute or two.
"""

import re
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from reference.documents import document_types
from specimens.capture import Wear
from specimens.documents import Wish, draw_document, draw_household
from tests.journeys.conftest import launched
from tests.journeys.people import PHONE, Computer, open_case, until_read
from tests.journeys.service import make
from tests.journeys.test_whole_way import PIN, confirm_all_by_keyboard
from tests.workers.valkey import Valkey

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
COLOURS = 64
"""A palette keeps flat pages sharp and each picture under 200 kB."""


def main(folder: Path) -> None:
    """Take all pictures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="sijill-pictures-") as data, Valkey() as queue:
        running = make(Path(data), queue)
        try:
            running.start()
            with sync_playwright() as playwright:
                browser = launched(playwright.chromium)
                take_all(Computer(browser, running.address), Path(data), folder)
                browser.close()
        finally:
            running.stop()


def take_all(computer: Computer, data: Path, folder: Path) -> None:
    """Walk the whole way and keep what is seen."""
    card, certificate = draw(data)
    with computer.page("clerk") as clerk:
        clerk.goto("/desk/cases/new")
        keep(clerk, folder / "case-new.png")
        receipt = open_case(clerk, "birth_registration", PIN)
        case = clerk.url.split("?")[0]
        clerk.locator("#files").set_input_files(certificate)
        until_read(clerk, 1)
        clerk.goto(f"{case}/receipt")
        keep(clerk, folder / "receipt.png")
        clerk.goto(case)
        clerk.locator("#files-list a").first.click()
        clerk.wait_for_url("**/desk/documents/*")
        name = confirm_all_by_keyboard(clerk)
        open_case(clerk, "national_card", PIN)
        clerk.locator("#files").set_input_files(card)
        until_read(clerk, 2)
        clerk.goto(clerk.url.split("?")[0])
        keep(clerk, folder / "case.png")
        clerk.goto("/desk")
        keep(clerk, folder / "desk.png")
        clerk.goto("/desk/review")
        clerk.wait_for_load_state("networkidle")
        clerk.keyboard.press("Enter")
        keep(clerk, folder / "review.png")
    with computer.page("officer") as officer:
        officer.goto("/desk/approve")
        officer.wait_for_load_state("networkidle")
        keep(officer, folder / "approval.png")
        officer.keyboard.press("Control+Enter")
        officer.wait_for_url("**/desk/approve")
        keep(officer, folder / "queue-empty.png")
    take_public(computer, folder, receipt)
    take_audit(computer, folder, name)


def take_public(computer: Computer, folder: Path, receipt: str) -> None:
    """The pages of those who are not signed in."""
    with computer.page() as page:
        page.goto("/login")
        keep(page, folder / "login.png")
    with computer.page(size=PHONE) as phone:
        phone.goto(f"/#{receipt}")
        keep(phone, folder / "status-question.png")
        phone.locator("#pin").fill(PIN)
        phone.keyboard.press("Enter")
        phone.locator("[aria-current=step]").wait_for()
        keep(phone, folder / "status-answer.png")


def take_audit(computer: Computer, folder: Path, name: str) -> None:
    """The pages of auditors and administrators."""
    with computer.page("auditor") as auditor:
        auditor.goto("/records")
        auditor.locator("#name").fill(name)
        auditor.locator("#reason").fill("شكوى مواطن رقم ١٢")
        auditor.keyboard.press("Enter")
        auditor.locator("tbody tr").first.wait_for()
        keep(auditor, folder / "search.png")
        auditor.locator("tbody form button").first.click()
        auditor.wait_for_url(re.compile(r"/records/\d+"))
        keep(auditor, folder / "record.png")
        auditor.goto("/audit/events")
        keep(auditor, folder / "events.png")
        auditor.goto("/audit/figures")
        keep(auditor, folder / "figures.png")
    with computer.page("admin") as admin:
        keep(admin, folder / "accounts.png")
        admin.goto("/admin/offices")
        keep(admin, folder / "offices.png")


def draw(data: Path) -> tuple[list[Path], Path]:
    """Photographs of both sides of a card and a scanned certificate, all invented."""
    types = document_types()
    sides = []
    for side in ("front", "back"):
        drawn = draw_document(
            types["national_card"], side, 3, draw_household(3, "national_card"), Wish(wear=Wear.FLATBED)
        )
        sides.append(data / f"national-card-{side}.jpg")
        Image.fromarray(drawn.image).save(sides[-1], quality=88)
    certificate = data / "birth-certificate.jpg"
    drawn = draw_document(types["birth_certificate"], "page", 7, draw_household(7, "birth_certificate"))
    Image.fromarray(drawn.image).save(certificate, quality=88)
    return sides, certificate


def keep(page: Page, path: Path) -> None:
    """Write what is seen, in a palette."""
    page.screenshot(path=path)
    with Image.open(path) as seen:
        seen.convert("RGB").quantize(COLOURS).save(path, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)
