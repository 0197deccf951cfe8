"""The same sheet handed in again: a clerk sees both pictures side by side, decides, and takes it back."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from messages import Language
from reference.documents import document_types
from specimens.capture import Wear
from specimens.documents import Wish, draw_document, draw_household
from tests.journeys.people import Computer, open_case, until_read
from tests.journeys.service import Service
from tests.journeys.test_every_page import violations

pytestmark = pytest.mark.browser


SEED = 1771
"""A family of this test's own: only so many papers that share their words are laid over a new one."""


def scanned(folder: Path, wear: Wear) -> Path:
    """A birth certificate as one scanner or another took it."""
    kind = document_types()["birth_certificate"]
    drawn = draw_document(kind, "page", SEED, draw_household(SEED, kind.key), Wish(wear=wear))
    Image.fromarray(drawn.image).save(folder / f"{wear}.jpg")
    return folder / f"{wear}.jpg"


def test_a_sheet_seen_before_is_compared_side_by_side_and_never_blocked(
    computer: Computer, service: Service, tmp_path: Path
) -> None:
    with computer.page("clerk", Language.ar) as page:
        for wear in (Wear.FLATBED, Wear.SKEWED):
            open_case(page)
            page.locator("#files").set_input_files([scanned(tmp_path, wear)])
            until_read(page, 1)
        page.locator("#files-list tbody a").first.click()
        compare = page.locator("a[href*='/twins/']")
        # The pictures are compared after the reading is safe, a moment later.
        for _ in range(150):
            if compare.count():
                break
            page.wait_for_timeout(500)
            page.reload()
        assert compare.count(), (service.settings.folder / "worker.log").read_text(encoding="utf-8")[-3000:]
        assert page.locator("#confirm").is_enabled()
        compare.first.click()
        expect(page.locator(".twins img.whole")).to_have_count(2)
        assert violations(page) == []
        page.locator("button[value='two_sheets']").click()
        expect(page.locator("button[value='undo']")).to_be_visible()
        page.locator("button[value='undo']").click()
        page.locator("button[value='one_sheet']").click()
        expect(page.locator(".notice.ok")).to_be_visible()
        page.screenshot(path=str(tmp_path / "twins.png"), full_page=True)
        page.locator("a.button.quiet").click()
        expect(compare.first).to_be_visible()
